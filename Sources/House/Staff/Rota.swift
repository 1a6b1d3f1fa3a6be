import Records

/// Who may stand on a shift, and whether enough do.
package enum Rota {
  /// Why a person may not be put on a shift that begins on `day`, in a few words; nil where they may.
  ///
  /// Checks apply where the law asks for one by the Disclosure and Barring Service or its like (Safeguarding Vulnerable
  /// Groups Act 2006).
  package static func whyNot(_ member: Record, on day: Day, checksApply: Bool) -> String? {
    switch member[.state] {
    case "suspended": return "suspended"
    case "left", "withdrawn": return "no longer works here"
    default: break
    }
    if let last = member[.rightToWorkUntilOn], last < day { return "right to work ended on \(last)" }
    if let last = member[.registrationExpiresOn], last < day { return "registration ended on \(last)" }
    guard checksApply, member[.employmentKind] != "agency" else { return nil }
    guard let checked = member[.dbsCheckedOn] else { return "no DBS check is written down" }
    let isOld = member[.dbsUpdateService] != true && checked.adding(months: 36) < day
    return isOld ? "the DBS check of \(checked) is more than three years old" : nil
  }

  static let reads: @Sendable (Record) -> [Query] = { shift in
    shift.id.map { [Query("shift_staff").where(.shiftID, is: $0).only("arrived_at", "left_at")] } ?? []
  }

  /// Whether fewer are present on a running shift than it needs.
  static let isShort: @Sendable (Record, Book) -> Value = { shift, book in
    guard shift[.state] == "running" else { return .flag(false) }
    let present = book.rows(0).count { $0[.arrivedAt] != nil && $0[.leftAt] == nil }
    return .flag(present < (shift[.minimumStaffCount] ?? 1))
  }
}

extension Rule {
  static let mayBeRostered = Rule("nobody is on a shift who is suspended, has left or lacks a check") {
    line in
    guard let shift = line[.shiftID], let member = line[.staffMemberID] else { return [] }
    let query = Query("shifts").where(.equals("id", shift.value))
    return [
      Query("staff_members").where(.equals("id", member.value)), query,
      query.following(.houseID, to: "houses"),
    ]
  } check: { line, book in
    guard book.former == nil || book.sets("staff_member_id", in: line), let member = book.rows(0).first,
      let start = book.rows(1).first?[.startsAt]
    else { return nil }
    let lands = ["england", "wales", "scotland", "northern_ireland"]
    let checksApply = lands.contains(book.rows(2).first?[.jurisdiction] ?? "")
    guard let reason = Rota.whyNot(member, on: book.zone.day(at: start), checksApply: checksApply) else {
      return nil
    }
    let name = [member[.givenName], member[.familyName]].compactMap { $0 }.joined(separator: " ")
    return Violation("\(name) cannot be put on a shift: \(reason).", field: "staff_member_id")
  }
}

extension Consequence {
  /// A check that runs out is a task from the day on which it is written down.
  static let renewalTasks = Consequence("a check that runs out is a task of the house") { member in
    guard let id = member.id else { return [] }
    return [Query("house_staff").where(.staffMemberID, is: id).whereEmpty(.endsOn)]
  } changes: { member, book in
    guard let place = book.rows(0).first(where: { $0[.isPrimaryHouse] == true }) ?? book.rows(0).first,
      let house = place[.houseID], let nine = WallTime(hour: 9, minute: 0)
    else { return [member] }
    let dues: [(String, String, Day?)] = [
      ("dbs_checked_on", "DBS check to renew", member[.dbsCheckedOn]?.adding(months: 36)),
      ("right_to_work_until_on", "Right to work to check", member[.rightToWorkUntilOn]),
    ]
    let tasks = dues.compactMap { name, title, day -> Record? in
      guard book.sets(name, in: member), let day else { return nil }
      return renewal(title, of: member, in: house, at: book.zone.instant(on: day, at: nine))
    }
    return [member] + tasks
  }

  /// Where the right to work ends was written down before there was a house to tell.
  ///
  /// It is sealed, so that no job can watch it; the day of the DBS check is watched.
  static let joiningTasks = Consequence("the right to work of who joins a house is a task of it") { place in
    guard let member = place[.staffMemberID] else { return [] }
    return [
      Query("staff_members").where(.equals("id", member.value)),
      Query("tasks").where(.subjectID, is: member).where(.source, is: "renewal").where(.state, is: "open"),
    ]
  } changes: { place, book in
    guard book.former == nil, book.rows(1).isEmpty, let house = place[.houseID],
      let member = book.rows(0).first, let day = member[.rightToWorkUntilOn],
      let nine = WallTime(hour: 9, minute: 0)
    else { return [place] }
    let at = book.zone.instant(on: day, at: nine)
    return [place, renewal("Right to work to check", of: member, in: house, at: at)]
  }

  private static func renewal(
    _ title: String, of member: Record, in house: RecordID, at due: Instant
  ) -> Record {
    Record(.tasks).changed {
      $0[.title] = "\(title): \(member.called)"
      $0[.houseID] = house
      $0[.roleCode] = Role.manager.rawValue
      $0[.dueAt] = due
      $0[.source] = "renewal"
      $0[.subjectType] = "staff_members"
      $0[.subjectID] = member.id
    }
  }
}
