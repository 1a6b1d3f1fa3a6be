import Records

extension RecordType {
  /// How a person says they are.
  package static let wellnessCheckIns = RecordType(
    "wellness_check_ins", "Wellness check-ins", one: "wellness check-in", area: "Health",
    resource: "assessments",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.stayID, "Stay", to: "stays", [.required, .fixed]).following(.residentID, .currentStayID),
      .instant(.checkedAt, "Checked at", [.required, .listed, .indexed]).past().starting(with: .now),
      .integer(.moodRating, "Mood", [.required, .listed, .sealed], in: 1...10).help("1 worst, 10 best."),
      .integer(.anxietyRating, "Anxiety", [.sealed], in: 0...10).help("0 none, 10 worst."),
      .integer(.cravingRating, "Craving", [.sealed], in: 0...10).help("0 none, 10 worst."),
      .integer(.sleepHours, "Slept, hours", [.sealed], in: 0...24),
      .integer(.painRating, "Pain", [.sealed], in: 0...10).help("0 none, 10 worst."),
      .choice(.feelsSafe, "Feels safe", ["yes", "no", "unsure=Not sure"], [.sealed]),
      .flag(.wantsToTalk, "Wants to talk", [.listed, .sealed]),
      .note(.comment, "Comment", [.sealed]),
      .flag(.recordedByResident, "Recorded by the resident").starting(false),
    ],
    rules: [.checkedInThePast],
    tags: .appendOnly,
    namedBy: ["checked_at"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    order: "-checked_at",
    indexes: [["resident_id", "checked_at"]],
    foundBy: ["resident_id"],
    announceReads: Announcing.readsOfShift, announces: Announcing.wellnessMade)
}

extension Rule {
  static let checkedInThePast = Rule("what is recorded was seen") { check, book in
    guard let moment = check[.checkedAt], moment > book.now else { return nil }
    return Violation("The time is in the future.", field: "checked_at")
  }
}

extension Announcing {
  static let readsOfShift: @Sendable (Record) -> [Query] = { ShiftLead.reads(stay: $0[.stayID]) }

  /// Whoever leads the shift looks in on who is low, unsafe or wants to talk; the notice does not say what they answered.
  static let wellnessMade: @Sendable (Record, Book) -> [Notice] = { check, book in
    let isLow = (check[.moodRating] ?? 10) <= 2 || check[.feelsSafe] == "no" || check[.wantsToTalk] == true
    guard isLow else { return [] }
    return [
      Notice(
        "reminder", "needs somebody to speak with the resident", to: ShiftLead.audience(book),
        priority: "high", needsAction: true)
    ]
  }
}

/// Who leads the shift that runs in the house of a stay; the team leaders of the house where nobody does.
enum ShiftLead {
  static func reads(stay: RecordID?) -> [Query] {
    let stays = Query("stays").where(.equals("id", (stay ?? .zero).value))
    return [stays, stays.following(.houseID, to: "shifts", matching: .houseID)]
  }

  /// The book holds the stay and the shifts of its house first.
  static func audience(_ book: Book) -> [Notice.Audience] {
    let leads = book.rows(1).filter { $0[.state] == "running" }.compactMap { $0[.leadBy] }
    if !leads.isEmpty { return leads.map { .member($0) } }
    return [.role(.leader, house: book.rows(0).first?[.houseID])]
  }
}
