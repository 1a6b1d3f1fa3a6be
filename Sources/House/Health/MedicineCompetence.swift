import Records

/// Whether who gives a medicine was taught to, and that still holds (MED-3).
enum MedicineCompetence {
  /// What a member was taught, and the courses in medicines.
  static func reads(of member: RecordID?) -> [Query] {
    [
      Query("memberships").where(.equals("id", (member ?? .zero).value))
        .following(.staffMemberID, to: "training_records", matching: .staffMemberID),
      Query("training_courses").where(.topic, is: "medication").where(.isActive, is: true),
    ]
  }

  /// Where the organisation keeps no course in medicines, nobody's competence is looked at.
  static func holds(_ records: [Record], _ courses: [Record], on day: Day) -> Bool {
    let asked = courses.filter { $0[.kind] != "optional" }
    return asked.isEmpty || asked.contains { Training.holds($0, in: records, on: day) }
  }
}

extension Rule {
  /// MED-3; what has been given is written down nevertheless.
  static let giverIsCompetent = Rule(
    "a dose is given with current competence", reads: { MedicineCompetence.reads(of: $0[.givenBy]) }
  ) { event, book in
    guard book.former == nil, event[.kind] == "dose", Doses.isTaken(event), !Doses.isOnWord(event),
      let moment = event[.happenedAt]
    else { return nil }
    if MedicineCompetence.holds(book.rows(0), book.rows(1), on: book.zone.day(at: moment)) { return nil }
    return Violation(
      "Who gives it has no current competence in medicines. On-call may authorise it, by name.",
      field: "given_by", isWarning: true)
  }
}
