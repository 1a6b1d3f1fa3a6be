import Records

extension RuleByHand {
  /// Rules about the house, its routine, its money, and what the program does by itself.
  static let ofTheHouse = [
    RuleByHand(
      "ledger_transactions: a cost that is paid before it was spent is looked at",
      says: "It was spent on 20 Nov 2026 and is posted on 1 Jan 1990. Is that day right?"
    ) { paper in
      let today = paper.today
      let expense = paper.add("expenses") { $0[.spentOn] = today }
      return paper.new("ledger_transactions") {
        $0[.subjectType] = "expenses"
        $0[.subjectID] = expense
        $0[.occurredOn] = Day("1990-01-01")
      }
    },
    RuleByHand(
      "inspections: an inspection that is failed says what was found",
      says: "It failed, and no findings say what was wrong."
    ) { paper in
      let inspection = paper.add("inspections") { $0[.state] = "under_way" }
      return paper.changed(inspection) {
        $0[.state] = "completed"
        $0[.result] = "fail"
      }
    },
    RuleByHand(
      "payments: who takes a payment back is told what was given back of it",
      says: "26.00 of it was given back by RFD-2026-00001. The payer will owe it."
    ) { paper in
      let payment = paper.add("payments") { $0[.state] = "received" }
      paper.add("refunds") {
        $0[.reference] = "RFD-2026-00001"
        $0[.paymentID] = payment
        $0[.amount] = Money(minorUnits: 2600)
        $0[.state] = "paid"
      }
      return paper.changed(payment) { $0[.state] = "reversed" }
    },
    RuleByHand(
      "refunds: who writes down a paid refund is told what speaks against it",
      says:
        "The payment is no longer there to give back. Has the refund gone out? Go on: the payer will owe it."
    ) { paper in
      let payment = paper.add("payments") { $0[.state] = "reversed" }
      let refund = paper.add("refunds") {
        $0[.paymentID] = payment
        $0[.amount] = Money(minorUnits: 2600)
        $0[.state] = "approved"
      }
      return paper.changed(refund) { $0[.state] = "paid" }
    },
    RuleByHand(
      "houses: a house for 16 and 17 has no adults in it", says: "This house is registered for 16–17 only."
    ) { paper in
      let born = paper.today.adding(months: -12 * 30)
      let resident = paper.add("residents") { $0[.bornOn] = born }
      let house = paper.add("houses")
      paper.add("stays") {
        $0[.residentID] = resident
        $0[.houseID] = house
        $0[.state] = "active"
      }
      return paper.changed(house) { $0[.serves] = "young_people_16_17" }
    },
    RuleByHand(
      "legal_holds: nobody is held who is erased",
      says:
        "This resident is erased, and a hold would keep nothing. Answer whoever asks with the certificate."
    ) { paper in
      let resident = paper.add("residents") { $0[.state] = "erased" }
      return paper.new("legal_holds") { $0[.residentID] = resident }
    },
    RuleByHand(
      "memberships: what somebody who leaves still has is taken over",
      says: "2 actions and 1 resident are still theirs. Somebody else must take over."
    ) { paper in
      let member = paper.add("memberships") { $0[.state] = "active" }
      for state in ["open", "returned", "approved"] {
        paper.add("action_assignments") {
          $0[.assignedTo] = member
          $0[.state] = state
        }
      }
      let resident = paper.add("residents")
      paper.add("stay_staff") {
        $0[.membershipID] = member
        $0[.residentID] = resident
      }
      return paper.changed(member) { $0[.state] = "ended" }
    },
    RuleByHand(
      "certificates: an unsatisfactory electrical report is put right within 28 days",
      says: "An unsatisfactory electrical report is put right within 28 days: by 18 Dec 2026."
    ) { paper in
      let today = paper.today
      return paper.new("certificates") {
        $0[.kind] = "electrical_condition"
        $0[.result] = "unsatisfactory"
        $0[.issuedOn] = today
      }
    },
    RuleByHand(
      "inspections: an inspection with an essential point failed is no pass",
      says: "1 essential point failed; the result cannot be a pass."
    ) { paper in
      paper.new("inspections") {
        $0[.result] = "pass"
        $0[.checklist] = "[{\"question\": \"Exits clear\", \"answer\": \"fail\", \"essential\": true}]"
      }
    },
    RuleByHand("passes: the phase allows leave", says: "Phase 1 allows no leave.") { paper in
      let stay = paper.stay { $0[.passAllowed] = false }
      let now = paper.now
      return paper.new("passes") {
        $0[.stayID] = stay
        $0[.leavesAt] = now
      }
    },
    RuleByHand(
      "passes: leave is no longer than the phase allows", says: "Phase 1 allows 2 nights; that is 3."
    ) { paper in
      let stay = paper.stay { $0[.maximumPassNights] = 2 }
      let now = paper.now
      return paper.new("passes") {
        $0[.stayID] = stay
        $0[.leavesAt] = now
        $0[.returnsAt] = now.adding(hours: 72)
      }
    },
    RuleByHand("sign_outs: who is out is back by the curfew", says: "Curfew is 23:00; ask for a pass.") {
      paper in
      let (now, since) = (paper.now, paper.today.adding(days: -10))
      let house = paper.add("houses")
      paper.add("curfew_configs") {
        $0[.houseID] = house
        $0[.weekdays] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        $0[.curfewTime] = WallTime("23:00")
        $0[.startsOn] = since
      }
      return paper.new("sign_outs") {
        $0[.houseID] = house
        $0[.outAt] = now
        $0[.expectedReturnAt] = now.adding(hours: 30)
      }
    },
    RuleByHand(
      "rounds: one round of a house is made at a time",
      says: "N. Worker is doing this round since 08:25."
    ) { paper in
      let (house, began) = (paper.add("houses"), paper.now)
      let member = paper.add("memberships") { $0[.shortName] = "N. Worker" }
      paper.add("rounds") {
        $0[.houseID] = house
        $0[.startedAt] = began
        $0[.checkedBy] = member
      }
      return paper.new("rounds") { $0[.houseID] = house }
    },
    RuleByHand(
      "visits: nobody comes in who must not",
      says: "This visitor must not be admitted. Call the shift lead."
    ) { paper in
      let resident = paper.add("residents")
      paper.add("resident_contacts") {
        $0[.residentID] = resident
        $0[.name] = "Rod Marsh"
        $0[.mustNotContact] = true
      }
      return paper.new("visits") {
        $0[.residentID] = resident
        $0[.visitorName] = "Marsh, Rod"
      }
    },
    RuleByHand(
      "event_participants: a participant has nothing else then",
      says: "They take part in something else then."
    ) { paper in
      let (now, member) = (paper.now, paper.add("memberships"))
      let events = (0..<2).map { _ in
        paper.add("calendar_events") {
          $0[.startsAt] = now
          $0[.minutes] = 30
        }
      }
      let takesPart = { (event: RecordID) -> (inout Record) -> Void in
        {
          $0[.calendarEventID] = event
          $0[.membershipID] = member
        }
      }
      paper.add("event_participants", takesPart(events[0]))
      return paper.new("event_participants", takesPart(events[1]))
    },
    RuleByHand(
      "ledger_accounts: an account is retired when it holds nothing", says: "This account still holds 12.50."
    ) { paper in
      let account = paper.add("ledger_accounts") { $0[.normalSide] = "debit" }
      paper.add("ledger_entries") {
        $0[.ledgerAccountID] = account
        $0[.side] = "debit"
        $0[.amount] = Money(minorUnits: 1_250)
      }
      return paper.changed(account) { $0[.isActive] = false }
    },
    RuleByHand(
      "ledger_entries: an entry is written with its transaction",
      says: "This is posted. Reverse it and post again."
    ) { paper in
      let transaction = paper.add("ledger_transactions")
      paper.now = paper.now.adding(hours: 1)
      return paper.new("ledger_entries") { $0[.ledgerTransactionID] = transaction }
    },
    RuleByHand(
      "ledger_transactions: nothing is posted in a closed period",
      says: "That period is closed. Post in the open one."
    ) { paper in
      let today = paper.today
      paper.add("billing_periods") {
        $0[.state] = "closed"
        $0[.startsOn] = today.adding(days: -10)
        $0[.endsOn] = today
      }
      return paper.new("ledger_transactions") { $0[.occurredOn] = today }
    },
    RuleByHand(
      "stay_payers: housing benefit pays no support or personal charge",
      says: "Housing benefit cannot pay for support charge."
    ) { paper in
      let payer = paper.add("payers") { $0[.kind] = "housing_benefit" }
      return paper.new("stay_payers") {
        $0[.payerID] = payer
        $0[.chargeKinds] = ["support_charge"]
      }
    },
    RuleByHand(
      "milestone_awards: a reward costs no more than the points left",
      says: "There are 0 points; this reward needs 20."
    ) { paper in
      let resident = paper.add("residents")
      let reward = paper.add("rewards") { $0[.points] = 20 }
      return paper.new("milestone_awards") {
        $0[.residentID] = resident
        $0[.rewardID] = reward
      }
    },
    RuleByHand(
      "surveys: the anonymity of a survey with answers stands",
      says: "This survey has answers; its anonymity is fixed."
    ) { paper in
      let survey = paper.add("surveys") { $0[.isAnonymous] = true }
      paper.add("survey_responses") { $0[.surveyID] = survey }
      return paper.changed(survey) { $0[.isAnonymous] = false }
    },
    RuleByHand(
      "communication_templates: no sealed health or Part 2 field goes by e-mail or text message",
      says: "This field may not be sent by text message."
    ) { paper in
      paper.new("communication_templates") {
        $0[.channel] = "sms"
        $0[.variables] = "{\"x\": \"health_conditions.name\"}"
      }
    },
    RuleByHand(
      "form_templates: conditions and scores name questions of the form",
      says: "b is not a question of this form."
    ) { paper in
      paper.new("form_templates") {
        $0[.fields] =
          "[{name: 'a', label: 'A', kind: 'flag', shown_when: {question: 'b', is: 'yes'}}]"
      }
    },
    RuleByHand(
      "job_runs: a job runs once at a time", says: "The second waits or is skipped; it is never doubled."
    ) { paper in
      let (job, now) = (paper.add("scheduled_jobs"), paper.now)
      let run = { (moment: Instant) -> (inout Record) -> Void in
        {
          $0[.scheduledJobID] = job
          $0[.status] = "running"
          $0[.startedAt] = moment
        }
      }
      paper.add("job_runs", run(now))
      return paper.new("job_runs", run(now.adding(minutes: 1)))
    },
    RuleByHand(
      "report_runs: a statutory export has no hard failures",
      says: "3 records are not fit to send. Open the list."
    ) { paper in
      paper.new("report_runs") {
        $0[.format] = "hmis_csv"
        $0[.status] = "succeeded"
        $0[.qualityFailures] = #"[{rule: "no name", count: 3, hard: true}]"#
      }
    },
    RuleByHand(
      "report_templates: a report keeps no words that may be a name",
      says: "The words you searched for are not kept: they may be a name. Take them out of its query."
    ) { paper in
      paper.new("report_templates") { $0[.query] = #"{type: "residents", words: "probert"}"# }
    },
    RuleByHand(
      "settings: a setting lies in its range", says: "complaint.acknowledge must be between 1 and 5."
    ) { paper in
      paper.new("settings") {
        $0[.key] = "complaint.acknowledge"
        $0[.settingValue] = "{\"value\": 6}"
      }
    },
    RuleByHand(
      "workflows: a workflow asks of plain fields alone", says: "Incidents have no field colour."
    ) { paper in
      paper.new("workflows") {
        $0[.onEvent] = "incidents.created"
        $0[.conditionMap] = "{\"colour\": \"red\"}"
      }
    },
    RuleByHand(
      "workflows: a workflow does not start itself again",
      says: "This workflow starts itself again."
    ) { paper in
      paper.new("workflows") {
        $0[.onEvent] = "flags.created"
        $0[.steps] = "[{do: 'create', type: 'flags'}]"
      }
    },
    RuleByHand(
      "stays: a phase lasts its least days", says: "Phase 1 lasts at least 30 days; so far it is 10."
    ) { paper in
      let stay = paper.stay { $0[.minimumDays] = 30 }
      let arrived = paper.today.adding(days: -10)
      paper.records[stay]?[.startsOn] = arrived
      let second = paper.add("phases") { $0[.name] = "Phase 2" }
      return paper.changed(stay) { $0[.phaseID] = second }
    },
  ]
}

extension PaperHouse {
  /// A stay in a first phase.
  fileprivate mutating func stay(in phase: (inout Record) -> Void) -> RecordID {
    let first = add("phases") {
      $0[.name] = "Phase 1"
      $0[.passAllowed] = true
      phase(&$0)
    }
    return add("stays") { $0[.phaseID] = first }
  }

  mutating func resident(_ given: String, _ family: String, in house: RecordID) {
    let resident = add("residents") {
      $0[.givenName] = given
      $0[.familyName] = family
    }
    add("stays") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.state] = "active"
    }
  }
}
