import Records

extension Workflow {
  static let maintenanceRequest = Workflow(
    states: [
      "reported", "accepted", "assigned", "in_progress", "on_hold", "resolved", "verified", "reopened",
      "rejected",
    ], start: "reported",
    editable: ["reported", "accepted", "assigned", "in_progress", "on_hold", "reopened"],
    [
      .acceptRepair, .rejectRepair, .assignRepair, .startRepair, .holdRepair, .resumeRepair, .resolveRepair,
      .verifyRepair, .reopenRepair,
    ])
}

extension Action {
  /// MNT-2: the clock starts, and beds that cannot be used are closed.
  static let acceptRepair = Action(
    "repair.accept", "Accept", right: .approve, from: ["reported"], to: "accepted",
    asks: [.choice(.priority, "Priority", .priority, [.required]).startingFromRecord()],
    isReversible: true, settles: ["incident"], reads: RepairBeds.reads,
    changes: { repair, book in
      let accepted = repair.answered(book, "priority").changed {
        $0[.targetOn] = $0[.targetOn] ?? RepairClock.target(of: $0[.priority], from: book.today)
      }
      return [accepted] + (repair[.makesBedUnusable] == true ? RepairBeds.closed(for: accepted, book) : [])
    })

  static let rejectRepair = Action(
    "repair.reject", "Reject", right: .approve, from: ["reported"], to: "rejected",
    asks: [.note(.rejectedReason, "Why rejected", [.required])], settles: ["incident"],
    changes: { repair, book in [repair.answered(book, "rejected_reason")] },
    notices: { repair, _ in
      repair.stamp?.createdBy.map { [Notice("assignment", "was turned down", to: [.member($0)])] } ?? []
    })

  /// MNT-3: a visit that is agreed stands in the calendar.
  static let assignRepair = Action(
    "repair.assign", "Assign", right: .update, from: ["accepted", "reopened"], to: "assigned",
    asks: [
      .reference(.contractorID, "Contractor", to: "contractors").startingFromRecord(),
      .reference(.assignedTo, "Or somebody of the staff", to: "memberships").offering(.repairDoers)
        .startingFromRecord(),
      .instant(.visitAt, "Visit").future().help("As agreed with who lives there."),
    ],
    whyNot: { _, book in
      guard book.isAnswered, book[.contractorID] == nil, book[.assignedTo] == nil else { return nil }
      return Reason("Choose a contractor or somebody of the staff.")
    },
    changes: { repair, book in
      let assigned = repair.answered(book, "contractor_id", "assigned_to", "visit_at")
      return [assigned] + (book[.visitAt].map { [RepairVisit.event(of: assigned, at: $0)] } ?? [])
    },
    notices: { repair, book in
      guard let member = book[.assignedTo] else { return [] }
      return [
        Notice(
          "assignment", "is yours to do", to: [.member(member)], priority: repair[.priority] ?? "medium",
          needsAction: true)
      ]
    })

  static let startRepair = Action(
    "repair.start", "Start", right: .update, from: ["assigned"], to: "in_progress")

  static let holdRepair = Action(
    "repair.hold", "Put on hold", right: .update, from: ["assigned"], to: "on_hold", asks: [.why])

  static let resumeRepair = Action(
    "repair.resume", "Go on", right: .update, from: ["on_hold"], to: "assigned")

  /// MNT-4.
  static let resolveRepair = Action(
    "repair.resolve", "Done", right: .update, from: ["in_progress"], to: "resolved",
    asks: [
      .note(.resolutionNote, "What was done", [.required]), .money(.costAmount, "Cost").startingFromRecord(),
    ], settles: ["assignment", "overdue"],
    changes: { repair, book in
      [repair.answered(book, "resolution_note", "cost_amount").changed { $0[.resolvedAt] = book.now }]
    },
    notices: { repair, _ in
      [
        Notice(
          "approval", "is done and waits to be looked at",
          to: Notice.Audience.leads(of: repair[.houseID]),
          needsAction: true)
      ]
    })

  /// MNT-5; SOD-01: who did the work or marked it done does not judge it; `reads` begin with the log.
  private static func whyNotJudge(_ repair: Record, _ book: Book) -> Reason? {
    guard let actor = book.actor else { return nil }
    let last = book.rows(0).last { $0[.event] == "repair.resolve" }?[.actorID]
    return [repair[.assignedTo], last].contains(actor) ? .ownWork("did") : nil
  }

  static let verifyRepair = Action(
    "repair.verify", "Verify", right: .approve, from: ["resolved"], to: "verified", settles: ["approval"],
    reads: { repair in
      Authors.log(of: repair)
        + (repair[.assetID].map { [Query("assets").where(.equals("id", $0.value))] } ?? [])
    },
    whyNot: whyNotJudge,
    changes: { repair, book in
      let verified = repair.changed { $0[.verifiedBy] = book.actor }
      guard repair[.isPlanned] == true else { return [verified] }
      return [verified] + book.rows(1).map { Servicing.serviced($0, on: book.today) }
    })

  static let reopenRepair = Action(
    "repair.reopen", "Not done yet", right: .approve, from: ["resolved"], to: "reopened",
    asks: [.note(.comment, "What is missing", [.required])], settles: ["approval"],
    reads: { Authors.log(of: $0) }, whyNot: whyNotJudge,
    changes: { repair, _ in [repair.changed { $0[.resolvedAt] = nil }] },
    notices: { repair, _ in
      repair[.assignedTo].map {
        [Notice("assignment", "was sent back", to: [.member($0)], priority: "high", needsAction: true)]
      } ?? []
    })
}

/// The beds of the room that a repair makes unusable; a bed that somebody has stays theirs.
private enum RepairBeds {
  static let reads: @Sendable (Record) -> [Query] = { repair in
    guard repair[.makesBedUnusable] == true, let room = repair[.roomID] else { return [] }
    let beds = Query("beds").where(.roomID, is: room)
    return [
      beds, beds.following(.id, to: "bed_closures", matching: .bedID),
      beds.following(.id, to: "bed_assignments", matching: .bedID),
    ]
  }

  static func closed(for repair: Record, _ book: Book) -> [Record] {
    let taken = Set(book.rows(2).filter { $0[.endsAt] == nil }.compactMap { $0[.bedID] })
    return book.rows(0).filter { bed in
      ["available", "to_clean"].contains(bed[.state]) && !(bed.id.map(taken.contains) ?? true)
    }.flatMap { bed in
      let out = bed.changed {
        $0[.state] = "out_of_service"
        $0[.stateNote] = "\(repair.called): \(repair[.title] ?? "repair")"
        $0[.sinceAt] = book.now
      }
      let former = Occupancy.open(book.rows(1)).filter { $0[.bedID] == bed.id }
      let closure = Occupancy.closure(of: bed, "minor_repair", book, until: repair[.targetOn])
        .changed { $0[.maintenanceRequestID] = repair.id }
      return [out] + former.map { Occupancy.ended($0, book) } + [closure]
    }
  }
}

/// The visit of whoever does a repair.
private enum RepairVisit {
  static func event(of repair: Record, at moment: Instant) -> Record {
    Record(.calendarEvents).changed {
      $0[.title] = "\(repair.called): \(repair[.title] ?? "repair")"
      $0[.kind] = "visit"
      $0[.startsAt] = moment
      $0[.houseID] = repair[.houseID]
      $0[.subjectType] = repair.type.id
      $0[.subjectID] = repair.id
    }
  }
}
