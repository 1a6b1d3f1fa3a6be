import Records

extension RecordType {
  /// A milestone that a resident reached, or a reward that they were given.
  package static let milestoneAwards = RecordType(
    "milestone_awards", "Milestones reached", one: "milestone reached", area: "Support",
    resource: "support_plans",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .reference(.pathwayMilestoneID, "Milestone", to: "pathway_milestones", [.listed]),
      .reference(.rewardID, "Reward", to: "rewards", [.listed]),
      .choice(
        .state, "State", ["claimed", "confirmed", "given", "refused=Not agreed", "withdrawn"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("claimed"),
      .day(.reachedOn, "Reached on", [.required, .listed, .indexed]).past().starting(with: .today),
      .integer(.points, "Points", [.listed, .filledIn]),
      .note(.evidence, "Evidence", [.sealed]),
      .reference(.confirmedBy, "Confirmed by", to: "memberships", [.listed, .filledIn]),
      .note(.decisionNote, "Decision", [.sealed, .filledIn]),
    ],
    rules: [.awardNamesSomething, .rewardIsAffordable],
    workflow: .milestoneAward,
    uniques: [
      Unique(
        ["resident_id", "pathway_milestone_id"],
        when: [.differs("state", .text("refused")), .isPresent("pathway_milestone_id")],
        "This resident has reached that milestone already.")
    ],
    namedBy: ["state"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("to confirm and to give", [.among("state", [.text("claimed"), .text("confirmed")])]),
    order: "-reached_on",
    weighs: ["pathway_milestone_id", "reward_id", "reached_on", "points"],
    indexes: [["resident_id", "reached_on"], ["state", "reached_on"]])
}

extension Workflow {
  static let milestoneAward = Workflow(
    states: ["claimed", "confirmed", "given", "refused", "withdrawn"], start: "claimed",
    editable: ["claimed"],
    [
      Action(
        "award.confirm", "Confirm", right: .approve, from: ["claimed"], to: "confirmed",
        asks: [.note(.decisionNote, "Decision")], reads: AwardPoints.named,
        whyNot: { award, book in
          award.stamp?.createdBy == book.actor ? .ownWork("wrote") : nil
        },
        changes: { award, book in
          [
            award.answered(book, "decision_note").changed {
              $0[.confirmedBy] = book.actor
              $0[.points] = (book.rows(1).first ?? book.rows(0).first)?[.points]
            }
          ]
        }),
      Action(
        "award.refuse", "Not agreed", right: .approve, from: ["claimed"], to: "refused",
        asks: [.note(.decisionNote, "Decision", [.required])],
        changes: { award, book in [award.answered(book, "decision_note")] }),
      Action(
        "award.give", "Given", right: .update, from: ["confirmed"], to: "given", reads: AwardPoints.named,
        whyNot: { _, book in
          guard let left = book.rows(0).first?[.stockCount], left < 1 else { return nil }
          return Reason("None of these are left.")
        },
        changes: { award, book in
          let rewards = book.rows(0).filter { $0[.stockCount] != nil }
          return [award]
            + rewards.map { reward in reward.changed { $0[.stockCount] = ($0[.stockCount] ?? 1) - 1 } }
        }),
      Action(
        "award.withdraw", "Take back", right: .approve, from: ["confirmed"], to: "withdrawn",
        asks: [.note(.decisionNote, "Decision", [.required])],
        changes: { award, book in [award.answered(book, "decision_note")] }),
    ])
}

/// Points are earned by milestones and spent on rewards that come without one.
enum AwardPoints {
  /// The reward, and the milestone, that an award names.
  static let named: @Sendable (Record) -> [Query] = { award in
    [
      Query("rewards").where(.equals("id", (award[.rewardID] ?? .zero).value)),
      Query("pathway_milestones").where(.equals("id", (award[.pathwayMilestoneID] ?? .zero).value)),
    ]
  }

  static func left(_ awards: [Record]) -> Int {
    awards.reduce(0) { sum, award in
      let points = award[.points] ?? 0
      return award[.pathwayMilestoneID] == nil ? sum - points : sum + points
    }
  }
}

extension Rule {
  static let awardNamesSomething = Rule("an award names a milestone or a reward") { award, _ in
    guard award[.pathwayMilestoneID] == nil, award[.rewardID] == nil else { return nil }
    return Violation("Choose a milestone or a reward.", field: "pathway_milestone_id")
  }

  static let rewardIsAffordable = Rule("a reward costs no more than the points left") { award in
    guard award[.pathwayMilestoneID] == nil, award[.rewardID] != nil, let resident = award[.residentID] else {
      return []
    }
    return AwardPoints.named(award) + [
      Query("milestone_awards").where(.residentID, is: resident).where(.state, among: ["confirmed", "given"])
    ]
  } check: { award, book in
    guard let needed = book.rows(0).first?[.points], ["claimed", "confirmed"].contains(award[.state]),
      book.former?[.state] != "confirmed"
    else { return nil }
    let left = AwardPoints.left(book.rows(2).filter { $0.id != award.id })
    guard needed > left else { return nil }
    return Violation("There are \(left) points; this reward needs \(needed).", field: "reward_id")
  }
}
