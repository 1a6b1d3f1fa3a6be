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

  /// Why somebody cannot be named on a line of that day; nil where they can.
  ///
  /// Who came before their role was written down here has worked here nevertheless; where no role is kept nobody's is
  /// looked at.
  static func whyNot(_ member: RecordID?, for resource: String, on day: Day, _ book: Book) -> String? {
    guard let member, let named = book.rows(0).first(where: { $0.id == member }) else { return nil }
    let name = named[.shortName] ?? "That member"
    if let last = named[.endsOn], last < day {
      return "\(name) had left by then. Name who was there."
    }
    let grants = book.rows(1).filter { $0[.membershipID] == member }
    if grants.isEmpty { return nil }
    let held = Set(grants.filter { ($0[.endsOn] ?? day) >= day }.compactMap { $0[.roleID] })
    let codes = book.rows(2).filter { $0.id.map(held.contains) == true }.compactMap { $0[.code] }
    let signers = Set((roles[resource] ?? []).map(\.rawValue))
    if codes.contains(where: signers.contains) { return nil }
    return "\(name) cannot sign for medicines in their role. Name somebody who can."
  }
}

extension Rule {
  /// SOD-05; a line that says more of another may name those whom the other names.
  static let medicineNamesSigners = Rule("who gives a medicine and stands beside may sign for it") { event in
    MedicineSigners.reads(of: event[.givenBy], event[.witnessID]) + [
      Query("medication_events").where(.equals("id", (event[.correctsID] ?? .zero).value))
    ]
  } check: { event, book in
    guard book.former == nil, event[.status] != "entered_in_error", let moment = event[.happenedAt] else {
      return nil
    }
    let former = book.rows(3).first
    let resource = Reconciliation.isOne(event) ? "medication_events" : "controlled_drugs"
    let day = book.zone.day(at: moment)
    for name in ["given_by", "witness_id"] where former?[name] != event[name] {
      let member = RecordID(event[name])
      if let words = MedicineSigners.whyNot(member, for: resource, on: day, book) {
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
    for name in ["first_by", "second_by"] {
      let member = RecordID(line[name])
      if let words = MedicineSigners.whyNot(member, for: "controlled_drugs", on: day, book) {
        return Violation(words, field: name)
      }
    }
    return nil
  }
}
