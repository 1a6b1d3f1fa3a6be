import Records

extension RecordType {
  /// How many meetings of a kind are asked of a phase or a person.
  package static let meetingRequirements = RecordType(
    "meeting_requirements", "Meeting requirements", one: "meeting requirement", area: "Routine",
    resource: "house_programme",
    fields: [
      .reference(.phaseID, "Phase", to: "phases", [.listed]).help("Or a person, below."),
      .reference(.residentID, "Resident", to: "residents"),
      .reference(.stayID, "Stay", to: "stays", [.listed]).following(.residentID, .currentStayID),
      .reference(.meetingTypeID, "Meeting type", to: "meeting_types", [.required, .listed]),
      .integer(.requiredCount, "How many", [.required, .listed], in: 1...1000).help(
        "Meetings; of a type that counts as service hours, the hours."),
      .integer(.requiredMinutes, "Minutes each", in: 1...1_440),
      .choice(.period, "Every", ["day", "week", "month", "phase"], [.required, .listed]).starting("week"),
      .day(.startsOn, "From", [.required, .listed, .indexed]).starting(with: .today),
      .day(.endsOn, "To", [.listed]),
      .integer(.shortCount, "Short by", [.listed]).derived(
        from: MeetingCount.fields, reads: MeetingCount.reads, MeetingCount.short),
      .text(.shortStays, "Who is short").derived(
        from: MeetingCount.fields, reads: MeetingCount.reads, MeetingCount.who),
    ],
    rules: [.periodOfDays, .requirementNamesSomebody],
    house: .either([.through("stay_id", type: "stays"), .through("phase_id", type: "phases")]),
    owners: ["created_by"],
    filter: UsualFilter("not ended", [.isEmpty("ends_on")]),
    order: "-starts_on",
    planTerms: [.feature("sober_living")])
}

extension Rule {
  static let requirementNamesSomebody = Rule("a requirement is for a phase or a person") { requirement, _ in
    guard requirement[.phaseID] == nil, requirement[.stayID] == nil else { return nil }
    return Violation("Choose a phase or a person.", field: "phase_id")
  }
}

/// How many verified meetings are still lacking in the period that runs now; a week begins on Monday.
///
/// What is asked of a phase is asked of each stay that is in it.
enum MeetingCount {
  static let fields = [
    "stay_id", "phase_id", "meeting_type_id", "required_count", "required_minutes", "period", "starts_on",
  ]

  static let reads: @Sendable (Record) -> [Query] = { requirement in
    let kind = Query("meeting_types").where(.equals("id", (requirement[.meetingTypeID] ?? .zero).value))
      .only("counts_as")
    if let stay = requirement[.stayID] {
      return [kind, attended(Query("meeting_attendance").where(.stayID, is: stay))]
    }
    guard let phase = requirement[.phaseID] else { return [] }
    let stays = Query("stays").where(.phaseID, is: phase).where(.state, is: "active")
    return [
      kind, attended(stays.following(.id, to: "meeting_attendance", matching: .stayID)),
      stays.only("reference"),
    ]
  }

  static let short: @Sendable (Record, Book) -> Value = { requirement, book in
    guard let required = requirement[.requiredCount] else { return .empty }
    if let stay = requirement[.stayID] {
      return .integer(max(0, required - met(requirement, by: stay, book)))
    }
    guard requirement[.phaseID] != nil else { return .empty }
    return .integer(lacking(requirement, required, book).reduce(0) { $0 + $1.count })
  }

  /// By the references of the stays: the names are for who may read them.
  static let who: @Sendable (Record, Book) -> Value = { requirement, book in
    guard requirement[.stayID] == nil, requirement[.phaseID] != nil,
      let required = requirement[.requiredCount]
    else { return .empty }
    let stays = book.rows(2).count
    if stays == 0 { return .text("Nobody is in this phase.") }
    let short = lacking(requirement, required, book)
    if short.isEmpty { return .text("Nobody.") }
    let each = short.map { "\($0.stay) by \($0.count)" }.joined(separator: ", ")
    return .text("\(short.count) of \(stays): \(each).")
  }

  private static func attended(_ query: Query) -> Query {
    query.only("stay_id", "meeting_type_id", "attended_at", "minutes", "status", "verified_at")
  }

  /// The stays of the phase to which something is lacking, and how much.
  private static func lacking(
    _ requirement: Record, _ required: Int, _ book: Book
  ) -> [(stay: String, count: Int)] {
    let all = book.rows(2).map { stay in
      (
        stay: stay[.reference] ?? "A stay",
        count: required - met(requirement, by: stay.id ?? .zero, book)
      )
    }
    return all.filter { $0.count > 0 }.sorted { $0.stay < $1.stay }
  }

  /// What counts of a stay since the period began: its meetings, or the whole hours of service.
  private static func met(_ requirement: Record, by stay: RecordID, _ book: Book) -> Int {
    let first = start(of: requirement, on: book.today)
    let attended = book.rows(1).filter { attendance in
      guard let moment = attendance[.attendedAt], attendance[.verifiedAt] != nil else { return false }
      return attendance[.stayID] == stay && attendance[.meetingTypeID] == requirement[.meetingTypeID]
        && !["absent", "excused"].contains(attendance[.status] ?? "")
        && book.zone.day(at: moment) >= first
        && (attendance[.minutes] ?? 0) >= (requirement[.requiredMinutes] ?? 0)
    }
    return switch book.rows(0).first?[.countsAs] {
    case "none": 0
    case "service_hours": attended.reduce(0) { $0 + ($1[.minutes] ?? 0) } / 60
    default: attended.count
    }
  }

  /// The first day of the period in which `day` lies.
  static func start(of requirement: Record, on day: Day) -> Day {
    let begun = requirement[.startsOn] ?? day
    return switch requirement[.period] {
    case "day": day
    case "week": max(begun, day.adding(days: -day.weekday))
    case "month": max(begun, day.adding(days: 1 - day.parts.day))
    default: begun
    }
  }
}
