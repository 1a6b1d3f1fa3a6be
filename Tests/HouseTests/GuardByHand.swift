import Records

/// A step that is refused only after more has happened than a search finds: what happens, and what is said then.
struct GuardByHand: Sendable {
  let action: String
  let words: String
  /// Lets it happen and gives the record and the answers.
  let happens: @Sendable (inout PaperHouse) -> (subject: RecordID, answers: [String: Value])

  init(
    _ action: String, says words: String,
    _ happens: @escaping @Sendable (inout PaperHouse) -> (subject: RecordID, answers: [String: Value])
  ) {
    self.action = action
    self.words = words
    self.happens = happens
  }

  static let all = [
    GuardByHand("assessment.complete", says: "One question has no answer: “Eats?”.") { paper in
      let form = paper.form()
      return (paper.add("assessments") { $0[.formTemplateID] = form }, [:])
    },
    GuardByHand("survey-response.submit", says: "One question has no answer: “Eats?”.") { paper in
      let asked = "{\"asked\": \(PaperHouse.questions), \"given\": {}}"
      return (paper.add("survey_responses") { $0[.answers] = asked }, [:])
    },
    GuardByHand("inspection.complete", says: "Say who puts right what failed, and by when.") { paper in
      let inspection = paper.add("inspections") {
        $0[.state] = "under_way"
        $0[.checklist] = "[{\"question\": \"Exits clear\", \"answer\": \"fail\", \"essential\": true}]"
      }
      return (inspection, ["result": .text("fail")])
    },
    GuardByHand("chore-assignment.sign-off", says: "Someone else must sign off a chore.") { paper in
      (paper.choreDone(), [:])
    },
    GuardByHand("chore-assignment.send-back", says: "Someone else must sign off a chore.") { paper in
      (paper.choreDone(), ["note": .text("Again.")])
    },
    GuardByHand("ledger-account.open-chart", says: "Every account of the chart is open.") { paper in
      let account = paper.add("ledger_accounts")
      if let refused = paper.perform("ledger-account.open-chart", account) {
        return (account, ["": .text(refused)])
      }
      return (account, [:])
    },
    GuardByHand("stay.change-phase", says: "They are in that phase already.") { paper in
      let phase = paper.add("phases") { $0[.name] = "First" }
      let stay = paper.add("stays") { $0[.phaseID] = phase }
      return (stay, ["phase_id": phase.value, "reason": .text("Keeps to the plan.")])
    },
    GuardByHand("round.complete", says: "One person has no line yet: Bea Stokes.") { paper in
      let house = paper.add("houses")
      paper.resident("Bea", "Stokes", in: house)
      return (paper.add("rounds") { $0[.houseID] = house }, [:])
    },
    GuardByHand(
      "medication.resume",
      says: "They are recorded as allergic to Opioids. Say by name which prescriber says to go on."
    ) { paper in
      let resident = paper.add("residents")
      paper.add("health_conditions") {
        $0[.residentID] = resident
        $0[.kind] = "allergy"
        $0[.name] = "Opioids"
        $0[.state] = "active"
      }
      paper.role = .manager
      let medicine = paper.add("medications") {
        $0[.residentID] = resident
        $0[.name] = "Codeine"
        $0[.state] = "paused"
      }
      return (medicine, ["reason": .text("The prescriber rang.")])
    },
    GuardByHand("membership.end", says: "Grant another administrator first.") { paper in
      (paper.lastAdministrator(), ["end_note": .text("Moved away.")])
    },
    GuardByHand("membership.suspend", says: "Grant another administrator first.") { paper in
      (paper.lastAdministrator(), ["reason": .text("Asked to.")])
    },
    GuardByHand("user.disable", says: "Grant another administrator first.") { paper in
      let member = paper.lastAdministrator()
      let user = paper.add("users") { $0[.state] = "active" }
      paper.records[member]?[.userID] = user
      return (user, ["reason": .text("Asked to.")])
    },
    GuardByHand("missing.close", says: "Hold the return interview or record that it was declined.") { paper in
      let (born, now) = (paper.today.adding(months: -12 * 16), paper.now)
      let child = paper.add("residents") { $0[.bornOn] = born }
      let episode = paper.add("missing_episodes") {
        $0[.residentID] = child
        $0[.noticedAt] = now
        $0[.state] = "returned"
      }
      return (episode, ["lessons": .text("Ask sooner.")])
    },
    GuardByHand("risk.close", says: "An action is still open: ACT-2026-0001.") { paper in
      let assessment = paper.add("risk_assessments") { $0[.state] = "approved" }
      paper.add("action_assignments") {
        $0[.reference] = "ACT-2026-0001"
        $0[.riskAssessmentID] = assessment
      }
      return (assessment, ["reason": .text("He moved out.")])
    },
    GuardByHand(
      "role.grant", says: "Say why this role is given. It will be shown with the record."
    ) { paper in
      let role = paper.add("roles") { $0[.code] = "ADM" }
      return (paper.add("memberships") { $0[.state] = "active" }, ["new_role_id": role.value])
    },
  ]
}

extension PaperHouse {
  fileprivate static let questions =
    "[{\"name\": \"eats\", \"label\": \"Eats?\", \"kind\": \"text\", \"required\": true}]"

  fileprivate mutating func form() -> RecordID {
    add("form_templates") { $0[.fields] = PaperHouse.questions }
  }

  /// A chore that is done, written down by who acts.
  fileprivate mutating func choreDone() -> RecordID {
    actor = add("memberships")
    return add("chore_assignments") { $0[.state] = "done" }
  }

  /// Somebody without whom nobody leads the organisation.
  fileprivate mutating func lastAdministrator() -> RecordID {
    let today = today
    let role = add("roles") {
      $0[.code] = "ADM"
      $0[.name] = "Administrator"
    }
    let member = add("memberships") { $0[.state] = "active" }
    add("role_assignments") {
      $0[.membershipID] = member
      $0[.roleID] = role
      $0[.startsOn] = today
    }
    actor = add("memberships")
    return member
  }
}
