import Records

extension Workflow {
  static let supportPlan = Workflow(
    states: ["draft", "submitted", "returned", "approved", "superseded", "closed"], start: "draft",
    editable: ["draft", "returned"], elsewhere: ["superseded"],
    [.submitPlan, .approvePlan, .returnPlan, .closePlan])
}

extension Action {
  /// PLN-1.
  static let submitPlan = Action(
    "plan.submit", "Submit for approval", right: .sign, from: ["draft", "returned"], to: "submitted",
    settles: ["approval"],
    reads: { plan in [PlanGoals.query(of: plan)] + PlanHouse.queries(plan) + PlanHouse.outcomes(plan) },
    whyNot: { plan, book in
      let goals = book.rows(0).filter { PlanGoals.live.contains($0[.state] ?? "") }
      if goals.isEmpty { return Reason("Add at least one goal first.") }
      for (index, goal) in goals.enumerated() where goal[.targetOn] == nil {
        return Reason("Goal \(index + 1) has no target date.")
      }
      if book.rows(2).isEmpty {
        return Reason("Nothing says where the resident starts from. Add an outcome with its baseline first.")
      }
      return nil
    },
    changes: { plan, book in
      let round = ApprovalRound.asked("support_plan", about: plan, book)
      return [plan.signed(book), round.changed { $0[.houseID] = PlanHouse.id(book.rows(1)) }]
    },
    notices: { plan, book in
      let house = PlanHouse.id(book.rows(1))
      return [
        Notice(
          "approval", "waits for approval",
          to: Notice.Audience.leads(of: house),
          needsAction: true, dueAt: book.now.adding(hours: 72))
      ]
    })

  /// PLN-3; SOD-01: the plan before it is replaced, its goals go on in this one, and its review is set.
  static let approvePlan = Action(
    "plan.approve", "Approve", right: .approve, from: ["submitted"], to: "approved", strength: .confirm,
    settles: ["approval"],
    reads: { plan in
      ApprovalRound.waiting(on: plan, "support_plan") + Authors.log(of: plan) + [
        PlanApproval.inForce(beside: plan),
        PlanApproval.inForce(beside: plan).following(
          .id, to: "goals", matching: .supportPlanID),
      ]
    },
    whyNot: { plan, book in
      PlanApproval.whyNotJudge(plan, log: book.rows(1), book)
        ?? ApprovalRound.whyNot(book.rows(0).first, about: plan, book)
    },
    changes: { plan, book in
      let former = book.rows(2).filter { $0[.kind] == plan[.kind] && $0.id != plan.id }
      let ids = former.compactMap(\.id)
      let goals = book.rows(3).filter { goal in
        PlanGoals.live.contains(goal[.state] ?? "") && goal[.supportPlanID].map(ids.contains) == true
      }
      let approved = plan.changed {
        $0[.approvedBy] = book.actor
        $0[.approvedAt] = book.now
      }
      // The plan in force makes room first: only one of a kind may be.
      return former.map { old in old.changed { $0[.state] = "superseded" } } + [approved]
        + goals.map { goal in goal.changed { $0[.supportPlanID] = plan.id } }
        + [PlanApproval.review(of: plan, on: plan[.reviewOn], kind: "quarterly")]
        + ApprovalRound.answered(book.rows(0), "approved", book)
    },
    notices: { plan, _ in
      plan[.signedBy].map { [Notice("approval", "is approved", to: [.member($0)])] } ?? []
    })

  static let returnPlan = Action(
    "plan.return", "Send back", right: .approve, from: ["submitted"], to: "returned",
    asks: [.note(.comment, "What is missing", [.required])], settles: ["approval"],
    reads: { ApprovalRound.waiting(on: $0, "support_plan") + Authors.log(of: $0) },
    whyNot: { plan, book in PlanApproval.whyNotJudge(plan, log: book.rows(1), book) },
    changes: { plan, book in
      [plan.unsigned()] + ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    },
    notices: { plan, _ in
      guard let author = plan.stamp?.createdBy else { return [] }
      return [Notice("approval", "was sent back", to: [.member(author)], needsAction: true)]
    })

  static let closePlan = Action(
    "plan.close", "Close", right: .approve, from: ["approved"], to: "closed", asks: [.why])

  /// A new version begins as a copy of the plan in force; its goals follow once it is approved.
  static let newPlanVersion = Action(
    "plan.new-version", "New version", right: .create, from: ["approved"],
    changes: { plan, book in [PlanApproval.version(after: plan, book)] })
}

/// The goals of a plan; a version that is not yet approved goes on with those of the plan it replaces.
enum PlanGoals {
  static let live = ["planned", "active", "paused"]

  static func query(of plan: Record) -> Query {
    let plans = [plan.id, plan[.supersedesID]].compactMap { $0 }
    return Query("goals").where(.supportPlanID, among: plans).ordered(by: .targetOn)
  }
}

/// The house of the resident's stay, in which a plan is decided.
enum PlanHouse {
  static let queries: @Sendable (Record) -> [Query] = { plan in
    guard let resident = plan[.residentID] else { return [] }
    return [Query("stays").where(.residentID, is: resident).where(.state, is: "active")]
  }

  static func outcomes(_ plan: Record) -> [Query] {
    plan[.residentID].map { [Query("outcomes").where(.residentID, is: $0).only("state")] } ?? []
  }

  static func id(_ stays: [Record]) -> RecordID? { stays.first?[.houseID] }
}

/// Who may approve a plan, and what comes of it.
enum PlanApproval {
  static func inForce(beside plan: Record) -> Query {
    Query("support_plans").where(.residentID, is: plan[.residentID] ?? .zero).where(.state, is: "approved")
  }

  /// SOD-01.
  static func whyNotJudge(_ plan: Record, log: [Record], _ book: Book) -> Reason? {
    guard let actor = book.actor else { return nil }
    let isAuthor =
      [plan[.signedBy], plan.stamp?.createdBy].contains(actor)
      || Authors.include(actor, in: log, since: "plan.return")
    return isAuthor ? Reason("Another person must approve this plan.", namesOthers: true) : nil
  }

  static func version(after plan: Record, _ book: Book) -> Record {
    var draft = Record(.supportPlans)
    for name in plan.type.signs + ["stay_id", "support_hours_weekly"] { draft[name] = plan[name] }
    draft[.versionNumber] = (plan[.versionNumber] ?? 1) + 1
    draft[.supersedesID] = plan.id
    draft[.startsOn] = book.today
    draft[.reviewOn] = book.today.adding(months: 3)
    return draft
  }

  static func review(of plan: Record, on day: Day?, kind: String) -> Record {
    Record(.planReviews).changed {
      $0[.residentID] = plan[.residentID]
      $0[.supportPlanID] = plan.id
      $0[.kind] = kind
      $0[.dueOn] = day
    }
  }

  /// An early review of each plan in force that has none waiting, within a week.
  static func earlyReviews(of plans: [Record], waiting: [Record], _ book: Book) -> [Record] {
    let soon = book.today.adding(days: 7)
    return plans.filter { plan in
      !waiting.contains {
        $0[.supportPlanID] == plan.id && $0[.state] == "due" && ($0[.dueOn] ?? soon) <= soon
      }
    }.map { review(of: $0, on: soon, kind: "early") }
  }

  /// The plans in force of a resident, and their reviews.
  static func plansAndReviews(of resident: RecordID) -> [Query] {
    let plans = Query("support_plans").where(.residentID, is: resident).where(.state, is: "approved")
    return [plans, plans.following(.id, to: "plan_reviews", matching: .supportPlanID)]
  }
}

extension Record {
  /// The record open for changes again, without its signature.
  func unsigned() -> Record {
    changed {
      $0[.signedAt] = nil
      $0[.signedBy] = nil
      $0[.digest] = nil
    }
  }
}

extension Rule {
  static let planReviewedInTime = Rule("a plan is reviewed within three months") { plan, book in
    guard let day = plan[.reviewOn], book.sets("review_on", in: plan) else { return nil }
    if day < book.today { return Violation("The review day has passed already.", field: "review_on") }
    let begun = max(plan[.startsOn] ?? book.today, book.today)
    guard day > begun.adding(months: 3) else { return nil }
    return Violation("A plan is reviewed within three months.", field: "review_on")
  }
}

/// The minutes of support that a resident was given.
enum SupportGiven {
  static let queries: @Sendable (Record) -> [Query] = { plan in
    guard let resident = plan[.residentID] else { return [] }
    return [
      Query("support_sessions").where(.residentID, is: resident).where(.state, is: "delivered")
        .only("starts_at", "minutes")
    ]
  }

  static let inSevenDays: @Sendable (Record, Book) -> Value = { _, book in
    let since = book.now.adding(hours: -7 * 24)
    let recent = book.rows(0).filter { ($0[.startsAt] ?? since) > since }
    return .integer(recent.reduce(0) { $0 + ($1[.minutes] ?? 0) })
  }
}
