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
      .integer(.requiredCount, "How many", [.required, .listed], in: 1...1000),
      .integer(.requiredMinutes, "Minutes each", in: 1...1_440),
      .choice(.period, "Every", ["day", "week", "month", "phase"], [.required, .listed]).starting("week"),
      .day(.startsOn, "From", [.required, .listed, .indexed]).starting(with: .today),
      .day(.endsOn, "To", [.listed]),
      .integer(.shortCount, "Short by", [.listed]).derived(
        from: ["stay_id", "meeting_type_id", "required_count", "required_minutes", "period", "starts_on"],
        reads: MeetingCount.reads, MeetingCount.short),
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

/// How many verified meetings a person still lacks in the period that runs now; a week begins on Monday.
enum MeetingCount {
  static let reads: @Sendable (Record) -> [Query] = { requirement in
    guard let stay = requirement[.stayID] else { return [] }
    return [
      Query("meeting_attendance").where(.stayID, is: stay)
        .only("meeting_type_id", "attended_at", "minutes", "status", "verified_at")
    ]
  }

  static let short: @Sendable (Record, Book) -> Value = { requirement, book in
    guard requirement[.stayID] != nil, let required = requirement[.requiredCount] else { return .empty }
    let first = start(of: requirement, on: book.today)
    let met = book.rows(0).count { attendance in
      guard let moment = attendance[.attendedAt], attendance[.verifiedAt] != nil else { return false }
      return attendance[.meetingTypeID] == requirement[.meetingTypeID]
        && !["absent", "excused"].contains(attendance[.status] ?? "")
        && book.zone.day(at: moment) >= first
        && (attendance[.minutes] ?? 0) >= (requirement[.requiredMinutes] ?? 0)
    }
    return .integer(max(0, required - met))
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
