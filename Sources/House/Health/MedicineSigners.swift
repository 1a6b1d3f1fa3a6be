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

  /// Who of the members stands on which shifts, and the shifts that ended not long before a moment, or after it.
  static func shifts(of members: RecordID?..., at moment: Instant?) -> [Query] {
    let named = members.map { ($0 ?? .zero).value }
    let people = Query("memberships").where(.among("id", named))
      .following(.staffMemberID, to: "shift_staff", matching: .staffMemberID)
    guard let moment else { return [people] }
    return [
      people,
      Query("shifts").where(.atLeast("ends_at", .instant(moment.adding(hours: -24)))).ordered(by: .endsAt)
        .first(200).only("house_id", "state", "starts_at", "ends_at"),
    ]
  }
}

/// Who is named on one line about medicines, and what is known of them on its day.
struct NamedSigners {
  /// What they sign, as the permission matrix calls it.
  let resource: String
  let day: Day
  /// Where it was; none where that is not known.
  let houses: Set<RecordID>
  /// Who stood on a shift of these houses on that day.
  let onShift: Set<RecordID>
  let book: Book

  /// The first lists of the book are those of `MedicineSigners.reads`; the people on shifts and the shifts are those
  /// of `MedicineSigners.shifts`.
  init(
    _ resource: String, on day: Day, in houses: Set<RecordID>, people: [Record], shifts: [Record],
    _ book: Book
  ) {
    self.resource = resource
    self.day = day
    self.houses = houses
    self.book = book
    let those = shifts.filter { shift in
      guard let house = shift[.houseID], houses.contains(house), shift[.state] != "cancelled",
        let start = shift[.startsAt], let end = shift[.endsAt]
      else { return false }
      return book.zone.day(at: start) <= day && book.zone.day(at: end) >= day
    }
    let running = Set(those.compactMap(\.id))
    let present = people.filter { person in
      guard let shift = person[.shiftID], running.contains(shift) else { return false }
      return ["none", "late"].contains(person[.absence] ?? "none")
    }
    onShift = Set(present.compactMap { $0[.staffMemberID] })
  }

  /// What speaks against those whom these fields of a record name: what cannot be comes before what is marked alone.
  func violation(of names: [String], in record: Record) -> Violation? {
    for name in names {
      if let words = whyNot(RecordID(record[name])) { return Violation(words, field: name) }
    }
    for name in names {
      if let words = elsewhere(RecordID(record[name])) {
        return Violation(words, field: name, isWarning: true)
      }
    }
    return nil
  }

  /// Why somebody cannot be named; nil where they can.
  ///
  /// Who came before their role was written down here has worked here nevertheless; where no role is kept nobody's is
  /// looked at.
  private func whyNot(_ member: RecordID?) -> String? {
    guard let named = membership(member) else { return nil }
    let name = named[.shortName] ?? "That member"
    if let last = named[.endsOn], last < day {
      return "\(name) had left by then. Name who was there."
    }
    guard hasGrants(member), held(member).isEmpty else { return nil }
    return "\(name) cannot sign for medicines in their role. Name somebody who can."
  }

  /// What to say of somebody who may sign in other houses alone and stood on no shift here: who helped out all the same
  /// is named as they were; where no house is known none is asked for.
  private func elsewhere(_ member: RecordID?) -> String? {
    guard let named = membership(member), hasGrants(member), !houses.isEmpty else { return nil }
    let isHere = held(member).contains { $0[.houseID].map(houses.contains) ?? true }
    let isOnShift = named[.staffMemberID].map(onShift.contains) ?? false
    if isHere || isOnShift { return nil }
    let name = named[.shortName] ?? "That member"
    return "\(name) has no such role in this house, and is on none of its shifts. Were they there? Go on."
  }

  private func membership(_ member: RecordID?) -> Record? {
    book.rows(0).first { $0.id != nil && $0.id == member }
  }

  private func hasGrants(_ member: RecordID?) -> Bool {
    book.rows(1).contains { $0[.membershipID] == member }
  }

  /// What they held on that day of the roles that sign it.
  private func held(_ member: RecordID?) -> [Record] {
    let signers = Set((MedicineSigners.roles[resource] ?? []).map(\.rawValue))
    let signing = Set(book.rows(2).filter { signers.contains($0[.code] ?? "") }.compactMap(\.id))
    return book.rows(1).filter { grant in
      grant[.membershipID] == member && (grant[.endsOn] ?? day) >= day
        && grant[.roleID].map(signing.contains) == true
    }
  }
}

extension Rule {
  /// SOD-05; a line that says more of another may name those whom the other names.
  static let medicineNamesSigners = Rule("who gives a medicine and stands beside may sign for it") { event in
    MedicineSigners.reads(of: event[.givenBy], event[.witnessID]) + [
      Query("medication_events").where(.equals("id", (event[.correctsID] ?? .zero).value))
    ] + MedicineSigners.homes(of: event[.residentID])
      + MedicineSigners.shifts(of: event[.givenBy], event[.witnessID], at: event[.happenedAt])
  } check: { event, book in
    guard book.former == nil, event[.status] != "entered_in_error", let moment = event[.happenedAt] else {
      return nil
    }
    let former = book.rows(3).first
    let resource = Reconciliation.isOne(event) ? "medication_events" : "controlled_drugs"
    let day = book.zone.day(at: moment)
    let houses = MedicineSigners.houses(on: day, book.rows(4), book.rows(5), book)
    let signers = NamedSigners(
      resource, on: day, in: houses, people: book.rows(6), shifts: book.rows(7), book)
    let names = ["given_by", "witness_id"].filter { former?[$0] != event[$0] }
    return signers.violation(of: names, in: event)
  }

  /// SOD-05 and CDR-1; whom the line of a dose names was looked at with the dose.
  static let registerNamesSigners = Rule("who is named on a line of the register may sign it") { line in
    MedicineSigners.reads(of: line[.firstBy], line[.secondBy])
      + MedicineSigners.shifts(of: line[.firstBy], line[.secondBy], at: line[.happenedAt])
  } check: { line, book in
    guard book.former == nil, line[.medicationEventID] == nil, let moment = line[.happenedAt] else {
      return nil
    }
    let day = book.zone.day(at: moment)
    let houses = Set([line[.houseID]].compactMap(\.self))
    let signers = NamedSigners(
      "controlled_drugs", on: day, in: houses, people: book.rows(3), shifts: book.rows(4), book)
    return signers.violation(of: ["first_by", "second_by"], in: line)
  }
}
