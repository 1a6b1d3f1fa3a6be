import Records

/// Who may be named on a line about medicines: members who could sign it at the time of what it says.
enum MedicineSigners {
  /// The roles that sign what the permission matrix calls so.
  static let roles: [String: Set<Role>] = [
    "controlled_drugs": [.manager, .leader, .worker, .night],
    "medication_events": [.leader, .worker, .night],
  ]

  /// The members who are named, the roles that were given to them, and every role.
  static func reads(of members: RecordID?...) -> [Query] {
    let named = members.map { ($0 ?? .zero).value }
    return [
      Query("memberships").where(.among("id", named)),
      Query("role_assignments").where(.among("membership_id", named)), Query("roles"),
    ]
  }

  /// The stays of a resident and the beds they had.
  static func homes(of resident: RecordID?) -> [Query] {
    [
      Query("stays").where(.residentID, is: resident ?? .zero),
      Query("bed_assignments").where(.residentID, is: resident ?? .zero),
    ]
  }

  /// The houses in which a resident lived on a day, by their stays and beds; none where that is not known.
  static func houses(
    on day: Day, _ stays: [Record], _ beds: [Record], _ book: Book
  ) -> Set<RecordID> {
    let lived = stays.filter { ($0[.startsOn] ?? day) <= day && ($0[.endsOn] ?? day) >= day }
    let slept = beds.filter { bed in
      let start = bed[.startsAt].map { book.zone.day(at: $0) } ?? day
      let end = bed[.endsAt].map { book.zone.day(at: $0) } ?? day
      return start <= day && end >= day
    }
    return Set((lived + slept).compactMap { $0[.houseID] })
  }

  /// Why somebody cannot be named on a line of that day in one of these houses; nil where they can.
  ///
  /// Who came before their role was written down here has worked here nevertheless; where no role is kept nobody's is
  /// looked at, and where no house is known none is asked for.
  static func whyNot(
    _ member: RecordID?, for resource: String, on day: Day, in houses: Set<RecordID>, _ book: Book
  ) -> String? {
    guard let member, let named = book.rows(0).first(where: { $0.id == member }) else { return nil }
    let name = named[.shortName] ?? "That member"
    if let last = named[.endsOn], last < day {
      return "\(name) had left by then. Name who was there."
    }
    let grants = book.rows(1).filter { $0[.membershipID] == member }
    if grants.isEmpty { return nil }
    let signers = Set((roles[resource] ?? []).map(\.rawValue))
    let signing = Set(book.rows(2).filter { signers.contains($0[.code] ?? "") }.compactMap(\.id))
    let held = grants.filter { ($0[.endsOn] ?? day) >= day && $0[.roleID].map(signing.contains) == true }
    if !held.isEmpty {
      let isHere = houses.isEmpty || held.contains { $0[.houseID].map(houses.contains) ?? true }
      return isHere ? nil : "\(name) has no such role in this house. Name who was there."
    }
    return "\(name) cannot sign for medicines in their role. Name somebody who can."
  }
}

extension Rule {
  /// SOD-05; a line that says more of another may name those whom the other names.
  static let medicineNamesSigners = Rule("who gives a medicine and stands beside may sign for it") { event in
    MedicineSigners.reads(of: event[.givenBy], event[.witnessID]) + [
      Query("medication_events").where(.equals("id", (event[.correctsID] ?? .zero).value))
    ] + MedicineSigners.homes(of: event[.residentID])
  } check: { event, book in
    guard book.former == nil, event[.status] != "entered_in_error", let moment = event[.happenedAt] else {
      return nil
    }
    let former = book.rows(3).first
    let resource = Reconciliation.isOne(event) ? "medication_events" : "controlled_drugs"
    let day = book.zone.day(at: moment)
    let houses = MedicineSigners.houses(on: day, book.rows(4), book.rows(5), book)
    for name in ["given_by", "witness_id"] where former?[name] != event[name] {
      let member = RecordID(event[name])
      if let words = MedicineSigners.whyNot(member, for: resource, on: day, in: houses, book) {
        return Violation(words, field: name)
      }
    }
    return nil
  }

  /// SOD-05 and CDR-1; whom the line of a dose names was looked at with the dose.
  static let registerNamesSigners = Rule("who is named on a line of the register may sign it") { line in
    MedicineSigners.reads(of: line[.firstBy], line[.secondBy])
  } check: { line, book in
    guard book.former == nil, line[.medicationEventID] == nil, let moment = line[.happenedAt] else {
      return nil
    }
    let day = book.zone.day(at: moment)
    let houses = Set([line[.houseID]].compactMap(\.self))
    for name in ["first_by", "second_by"] {
      let member = RecordID(line[name])
      if let words = MedicineSigners.whyNot(member, for: "controlled_drugs", on: day, in: houses, book) {
        return Violation(words, field: name)
      }
    }
    return nil
  }
}
