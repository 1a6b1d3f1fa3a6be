import Records

extension RecordType {
  /// A measured outcome: where it began, where it stands, where it should come to.
  package static let outcomes = RecordType(
    "outcomes", "Outcomes", one: "outcome", area: "Support", resource: "support_plans",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .reference(.stayID, "Stay", to: "stays").following(.residentID, .currentStayID),
      .choice(.area, "Area of life", .open(name: "support_area"), [.required, .listed, .sealed]),
      .text(.title, "Title", [.required, .listed, .sealed]),
      .choice(
        .state, "State", ["open", "met", "not_met", "verified"], [.required, .listed, .indexed, .filledIn]
      ).starting("open"),
      .choice(
        .scale, "Scale",
        [
          "stage_1_to_10=Steps 1 to 10", "percent=Percent", "count", "yes_no=Yes (1) or no (0)", "days",
          "money",
          "score",
        ], [.required]
      ).starting("stage_1_to_10"),
      .integer(.baselineValue, "Baseline", [.required, .listed, .fixed], in: -1_000_000...1_000_000),
      .day(.baselineOn, "Baseline taken on", [.required, .fixed]).past().starting(with: .today),
      .integer(.targetValue, "Target", [.required, .listed], in: -1_000_000...1_000_000),
      .day(.targetOn, "Target day", [.listed, .indexed]).future(),
      .integer(.currentValue, "Now at", [.listed]).derived(
        from: ["baseline_value"], reads: OutcomeReadings.queries, OutcomeReadings.latest),
      .reference(.verifiedBy, "Verified by", to: "memberships", [.listed, .filledIn]),
      .instant(.verifiedAt, "Verified at", [.filledIn]),
      .reference(.evidenceDocumentID, "Evidence", to: "documents"),
    ],
    rules: [.outcomeFitsScale],
    workflow: .outcome,
    namedBy: ["title"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("open and met", [.among("state", [.text("open"), .text("met")])]),
    order: "target_on",
    weighs: ["title", "baseline_value", "current_value", "target_value"],
    indexes: [["resident_id", "target_on"], ["state", "target_on"]])
}

extension Workflow {
  static let outcome = Workflow(
    states: ["open", "met", "not_met", "verified"], start: "open", editable: ["open"],
    [
      Action(
        "outcome.meet", "Met", right: .update, from: ["open"], to: "met", reads: OutcomeReadings.queries,
        whyNot: { outcome, book in
          guard let target = outcome[.targetValue], let start = outcome[.baselineValue],
            let now = Int(OutcomeReadings.latest(outcome, book)), outcome[.evidenceDocumentID] == nil
          else { return nil }
          let isReached = target >= start ? now >= target : now <= target
          return isReached
            ? nil : Reason("The last reading is \(now); the target is \(target). Add evidence.")
        }),
      Action("outcome.miss", "Not met", right: .update, from: ["open"], to: "not_met", asks: [.why]),
      Action("outcome.reopen", "Open again", right: .update, from: ["met"], to: "open", asks: [.why]),
      Action(
        "outcome.verify", "Verify", right: .approve, from: ["met"], to: "verified",
        reads: { outcome in
          [Query("progress_entries").where(.outcomeID, is: outcome.id ?? .zero)]
        },
        whyNot: { outcome, book in
          let raters = [outcome.stamp?.createdBy] + book.rows(0).map { $0.stamp?.createdBy }
          guard let actor = book.actor, raters.contains(actor) else { return nil }
          return Reason("Another person must verify the outcome.", namesOthers: true)
        },
        changes: { outcome, book in
          [
            outcome.changed {
              $0[.verifiedBy] = book.actor
              $0[.verifiedAt] = book.now
            }
          ]
        }),
    ])
}

/// The readings of an outcome, of which the latest says where it stands.
enum OutcomeReadings {
  static let queries: @Sendable (Record) -> [Query] = { outcome in
    guard let id = outcome.id else { return [] }
    return [
      Query("progress_entries").where(.outcomeID, is: id).where(.isPresent("value")).only(
        "value", "happened_on")
    ]
  }

  static let latest: @Sendable (Record, Book) -> Value = { outcome, book in
    let last = book.rows(0).max { left, right in
      (left[.happenedOn] ?? Day(number: 0), left.id ?? .zero)
        < (right[.happenedOn] ?? Day(number: 0), right.id ?? .zero)
    }
    return last?["value"] ?? outcome["baseline_value"]
  }
}

/// How far each scale of outcomes runs.
enum OutcomeScale {
  static func range(of scale: String?) -> ClosedRange<Int> {
    switch scale {
    case "stage_1_to_10": 1...10
    case "percent": 0...100
    case "yes_no": 0...1
    default: 0...1_000_000
    }
  }

  static func violation(of value: Int, on scale: String?, field: String) -> Violation? {
    let range = range(of: scale)
    if range.contains(value) { return nil }
    return Violation("This scale runs from \(range.lowerBound) to \(range.upperBound).", field: field)
  }
}

extension Rule {
  static let outcomeFitsScale = Rule("baseline and target lie on the scale") { outcome, _ in
    for name in ["baseline_value", "target_value"] {
      guard let value = Int(outcome[name]) else { continue }
      if let violation = OutcomeScale.violation(of: value, on: outcome[.scale], field: name) {
        return violation
      }
    }
    return nil
  }
}
