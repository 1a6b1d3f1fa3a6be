import Records

extension RecordType {
  /// A review of a plan or placement, every three months or because of something that happened.
  package static let planReviews = RecordType(
    "plan_reviews", "Plan reviews", one: "plan review", area: "Support", resource: "support_plans",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Review"),
      .reference(.supportPlanID, "Support plan", to: "support_plans", [.listed]).part(),
      .choice(
        .kind, "Kind",
        [
          "quarterly", "annual=Yearly", "placement", "pathway", "care_programme=Care programme", "early",
          "final",
        ], [.required, .listed]
      ).starting("quarterly"),
      .choice(
        .state, "State", ["due", "held", "signed", "cancelled"], [.required, .listed, .indexed, .filledIn]
      ).starting("due"),
      .day(.dueOn, "Due", [.required, .listed, .indexed]).due(in: ["due"]).future(),
      .instant(.heldAt, "Held at", [.listed, .filledIn]).past(),
      .list(.present, "Who was there", [.sealed]),
      .note(.residentView, "What the resident thinks", [.sealed]).help(
        "What the person said, or why they could not."
      ).page("Views"),
      .note(.familyView, "What the family thinks", [.sealed]),
      .note(.professionalView, "What professionals think", [.sealed]),
      .note(.whatWorked, "What worked", [.sealed]),
      .note(.whatChanged, "What changed", [.sealed]),
      .choice(.outcome, "Outcome", .reviewOutcome, [.listed]).page("Outcome"),
      .day(.nextReviewOn, "Next review", [.indexed]).future(),
      .note(.cancelReason, "Why cancelled", [.sealed, .filledIn]),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.heldReviewHasPersonsView],
    workflow: .planReview,
    actions: [.assignReviewAction],
    tags: .signed,
    namedBy: ["kind"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("due and held", [.among("state", [.text("due"), .text("held")])]),
    order: "due_on",
    signs: [
      "resident_id", "support_plan_id", "kind", "held_at", "present", "resident_view", "family_view",
      "professional_view", "what_worked", "what_changed", "outcome", "next_review_on",
    ],
    indexes: [["resident_id", "due_on"], ["state", "due_on"]],
    tellingApart: ["resident_id", "due_on"], foundBy: ["resident_id"])
}

extension Workflow {
  static let planReview = Workflow(
    states: ["due", "held", "signed", "cancelled"], start: "due", editable: ["due", "held"],
    [
      Action(
        "review.hold", "Held", right: .update, from: ["due"], to: "held",
        asks: [
          .instant(.heldAt, "Held at", [.required]).past().starting(with: .now),
          .list(.present, "Who was there").startingFromRecord(),
          .note(.residentView, "What the resident thinks").startingFromRecord().help(
            "What the person said, or why they could not."),
        ],
        whyNot: { _, book in
          guard let moment = book[.heldAt], moment > book.now else { return nil }
          return Reason("That moment has not come yet.")
        },
        changes: { review, book in [review.answered(book, "held_at", "present", "resident_view")] }),
      .signReview,
      Action(
        "review.cancel", "Cancel", right: .update, from: ["due"], to: "cancelled",
        asks: [.note(.cancelReason, "Why", [.required])],
        changes: { review, book in [review.answered(book, "cancel_reason")] }),
    ])
}

extension Action {
  /// PLN-7: the plan has the day of its next review, and that review waits.
  static let signReview = Action(
    "review.sign", "Sign", right: .sign, from: ["held"], to: "signed",
    asks: [
      .choice(.outcome, "Outcome", .reviewOutcome, [.required]).startingFromRecord(),
      .day(.nextReviewOn, "Next review").future().startingFromRecord(),
    ], settles: ["reminder", "overdue"],
    reads: { review in
      guard let plan = review[.supportPlanID] else { return [] }
      let goals = Query("goals").where(.supportPlanID, is: plan).where(.state, is: "active")
      return [
        Query("support_plans").where(.equals("id", plan.value)), goals,
        goals.following(.id, to: "progress_entries", matching: .goalID).only("goal_id", "happened_on"),
        Query("plan_reviews").where(.supportPlanID, is: plan).where(.state, is: "signed").only("held_at"),
      ]
    },
    whyNot: { review, book in
      let count = PlanReview.goalsWithoutUpdate(book)
      if count > 0 {
        return Reason(count == 1 ? "One goal has no update." : "\(count) goals have no update.")
      }
      guard book.isAnswered, book[.outcome] != "close", review[.kind] != "final" else { return nil }
      guard let day = book[.nextReviewOn] else { return Reason("Give the day of the next review.") }
      if day <= book.today { return Reason("The next review lies ahead. Give a later day.") }
      return day > book.today.adding(months: 3) ? Reason("A plan is reviewed within three months.") : nil
    },
    changes: { review, book in
      let signed = review.answered(book, "outcome", "next_review_on").signed(book)
      guard let day = signed[.nextReviewOn] else { return [signed] }
      let plans = book.rows(0).filter { $0[.state] == "approved" }
      return [signed] + plans.map { plan in plan.changed { $0[.reviewOn] = day } }
        + plans.map { PlanApproval.review(of: $0, on: day, kind: "quarterly") }
    })

  /// A decision of the review becomes somebody's task.
  static let assignReviewAction = Action(
    "review.assign-action", "Assign an action", right: .create, resource: "actions",
    from: ["held", "signed"], asks: Assignment.asks, reads: PlanHouse.queries,
    whyNot: { _, book in Assignment.whyNot(book) },
    changes: { review, book in
      [
        Assignment.action(from: "review", review, book).changed {
          $0[.planReviewID] = review.id
          $0[.houseID] = PlanHouse.id(book.rows(0))
        }
      ]
    })
}

/// What a review must look at before it is signed.
enum PlanReview {
  /// The goals that are worked on and of which nothing was written since the last review.
  static func goalsWithoutUpdate(_ book: Book) -> Int {
    let last = book.rows(3).compactMap { $0[.heldAt] }.max().map { book.zone.day(at: $0) }
    let told = book.rows(2).filter { entry in
      guard let last, let day = entry[.happenedOn] else { return true }
      return day >= last
    }
    let goals = Set(told.compactMap { $0[.goalID] })
    return book.rows(1).count { goal in goal.id.map { !goals.contains($0) } ?? false }
  }
}

extension Rule {
  static let heldReviewHasPersonsView = Rule("a review that was held has the person's view") { review, _ in
    guard ["held", "signed"].contains(review[.state]), (review[.residentView] ?? "").isEmpty else {
      return nil
    }
    return Violation("Record what the person said, or why they could not.", field: "resident_view")
  }
}
