import Records

extension RecordType {
  /// Where a resident stands on one skill on one day.
  package static let skillAssessments = RecordType(
    "skill_assessments", "Skill assessments", one: "skill assessment", area: "Support",
    resource: "support_plans",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.skillID, "Skill", to: "skills", [.required, .listed, .fixed]),
      .day(.assessedOn, "Assessed on", [.required, .listed, .indexed]).past().starting(with: .today),
      .choice(.level, "Level", SkillSteps.choices, [.required, .listed]),
      .choice(.selfLevel, "How the resident sees it", SkillSteps.choices),
      .note(.evidence, "Evidence", [.sealed]),
      .reference(.assessedBy, "Assessed by", to: "memberships", [.required, .listed]).starting(with: .actor),
      .flag(.isCurrent, "Current", [.listed]).derived(
        from: ["resident_id", "skill_id", "assessed_on"], reads: SkillSteps.queries, SkillSteps.isCurrent),
      .integer(.levelChange, "Steps since the first", [.listed]).derived(
        from: ["resident_id", "skill_id", "level"], reads: SkillSteps.queries, SkillSteps.change),
    ],
    rules: [.skillIsInUse, .assessmentDayIsPast],
    uniques: [
      Unique(
        ["resident_id", "skill_id", "assessed_on"], "This skill was assessed on that day already.")
    ],
    tags: .appendOnly,
    namedBy: ["level"],
    house: .resident("resident_id"),
    owners: ["assessed_by", "created_by"],
    order: "-assessed_on",
    indexes: [["resident_id", "assessed_on"], ["skill_id", "assessed_on"]])
}

/// The steps of a skill, from the first row of a resident to the latest.
enum SkillSteps {
  static let choices: Choices = [
    "not_started", "with_help", "with_prompts", "independent", "can_teach=Can teach it",
  ]

  static let queries: @Sendable (Record) -> [Query] = { row in
    guard let resident = row[.residentID], let skill = row[.skillID] else { return [] }
    return [
      Query("skill_assessments").where(.residentID, is: resident).where(.skillID, is: skill)
        .only("assessed_on", "level")
    ]
  }

  static let isCurrent: @Sendable (Record, Book) -> Value = { row, book in
    let last = book.rows(0).compactMap { $0[.assessedOn] }.max()
    return .flag(row[.assessedOn].map { $0 >= (last ?? $0) } ?? false)
  }

  static let change: @Sendable (Record, Book) -> Value = { row, book in
    let first = book.rows(0).min { ($0[.assessedOn] ?? book.today) < ($1[.assessedOn] ?? book.today) }
    guard let first = first.flatMap({ step(of: $0) }), let now = step(of: row) else { return .empty }
    return .integer(now - first)
  }

  private static func step(of row: Record) -> Int? {
    choices.members.firstIndex { $0.code == row[.level] }
  }
}

extension Rule {
  static let skillIsInUse = Rule("a new assessment is of a skill in use") { row in
    row[.skillID].map { [Query("skills").where(.equals("id", $0.value))] } ?? []
  } check: { _, book in
    guard book.former == nil, book.rows(0).first?[.isActive] == false else { return nil }
    return Violation("This skill is no longer in use. Choose another.", field: "skill_id")
  }

  static let assessmentDayIsPast = Rule("an assessment has been made") { row, book in
    guard let day = row[.assessedOn], day > book.today else { return nil }
    return Violation("That day has not come yet.", field: "assessed_on")
  }
}
