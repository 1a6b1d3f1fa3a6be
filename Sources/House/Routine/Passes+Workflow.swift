import Records

extension Workflow {
  static let pass = Workflow(
    states: [
      "requested", "cover_agreed", "manager_ok", "approved", "out", "returned", "rejected", "cancelled",
      "absconded",
    ], start: "requested", editable: ["requested"],
    [
      .agreeCover, .agreeAsManager, .approvePass, .bookPass, .rejectPass, .cancelPass, .goOnPass,
      .returnFromPass, .notBackFromPass,
    ])
}

extension Action {
  /// The stay, its house and bed, the resident's warnings and sign-outs, and those who cover.
  private static let reads: @Sendable (Record) -> [Query] = { pass in
    let stays = Query("stays").where(.equals("id", (pass[.stayID] ?? .zero).value))
    let bed = Query("bed_assignments").where(.stayID, is: pass[.stayID] ?? .zero).whereEmpty(.endsAt)
    return [
      stays, stays.following(.houseID, to: "houses"), Sanctions.query(pass[.residentID]), bed,
      bed.following(.bedID, to: "bed_closures", matching: .bedID),
      Query("sign_outs").where(.stayID, is: pass[.stayID] ?? .zero).where(.state, is: "out"),
      Query("passes").where(.residentID, is: pass[.choreCoverID] ?? .zero)
        .where(.state, among: ["approved", "out"]),
      Person.query(pass[.choreCoverID]),
    ]
  }

  /// SOD-01 and an active sanction; what stands in the way in the catalogue's words.
  private static func whyNotApprove(_ pass: Record, _ book: Book) -> Reason? {
    if let author = pass.stamp?.createdBy, author == book.actor { return .ownWork("requested") }
    return whyNotBook(pass, book)
  }

  private static func whyNotBook(_ pass: Record, _ book: Book) -> Reason? {
    if let sanction = Sanctions.first(of: book.rows(2), on: book.today) {
      return Reason("This pass cannot be approved: \(sanction.called) stands against it.")
    }
    return PassSteps.open(pass, book.rows(1).first).map { Reason("The \($0) step is not done.") }
  }

  /// PAS-2.
  static let agreeCover = Action(
    "pass.agree-cover", "Cover agreed", right: .update, from: ["requested"], to: "cover_agreed", reads: reads,
    whyNot: { pass, book in
      guard pass[.choreCoverID] != nil else { return Reason("Say first who does their chores.") }
      let isAway = book.rows(6).contains { other in
        guard let start = pass[.leavesAt], let end = pass[.returnsAt], let from = other[.leavesAt],
          let to = other[.returnsAt]
        else { return false }
        return from < end && to > start
      }
      return isAway ? Reason("\(Person.name(book.rows(7).first)) is away then.") : nil
    })

  /// PAS-3.
  static let agreeAsManager = Action(
    "pass.agree", "Agree as manager", right: .approve, from: ["requested", "cover_agreed"], to: "manager_ok",
    reads: reads,
    whyNot: { pass, book in
      if let author = pass.stamp?.createdBy, author == book.actor { return .ownWork("requested") }
      let needsCover = PassSteps.asked(of: pass, in: book.rows(1).first).contains("cover")
      return needsCover && pass[.state] == "requested" ? Reason("The cover step is not done.") : nil
    })

  /// PAS-4.
  static let approvePass = Action(
    "pass.approve", "Approve", right: .approve, from: ["requested", "cover_agreed", "manager_ok"],
    to: "approved", settles: ["approval"], reads: reads, whyNot: whyNotApprove,
    changes: { pass, book in [pass.changed { $0[.approvedBy] = book.actor }] },
    notices: { pass, _ in
      pass.stamp?.createdBy.map { [Notice("approval", "is approved", to: [.member($0)])] } ?? []
    })

  /// PAS-1 where the house asks for no step: who is told writes it down, and it stands.
  static let bookPass = Action(
    "pass.book", "Book, no step is asked", right: .create, from: ["requested"], to: "approved",
    settles: ["approval"], reads: reads,
    whyNot: { pass, book in
      let asked = PassSteps.asked(of: pass, in: book.rows(1).first)
      if let step = asked.first { return Reason("This house asks for the \(step) step first.") }
      return whyNotBook(pass, book)
    })

  /// PAS-5.
  static let rejectPass = Action(
    "pass.reject", "Reject", right: .approve, from: ["requested", "cover_agreed", "manager_ok"],
    to: "rejected",
    asks: [
      .choice(.rejectedStep, "Rejected at", PassSteps.choices, [.required]),
      .note(.rejectedReason, "Why", [.required]),
    ], settles: ["approval"],
    changes: { pass, book in [pass.answered(book, "rejected_step", "rejected_reason")] },
    notices: { pass, _ in
      pass.stamp?.createdBy.map { [Notice("approval", "was rejected", to: [.member($0)])] } ?? []
    })

  static let cancelPass = Action(
    "pass.cancel", "Cancel", right: .update, from: ["approved"], to: "cancelled", asks: [.why])

  /// PAS-6: the bed is theirs and held while they are away.
  static let goOnPass = Action(
    "pass.leave", "Leaves now", right: .create, resource: "presence", from: ["approved"], to: "out",
    reads: reads,
    whyNot: { pass, book in
      guard let start = pass[.leavesAt], start > book.now.adding(hours: 2) else { return nil }
      let (day, time) = book.zone.wall(at: start)
      return Reason("The pass starts \(day), \(time).")
    },
    changes: { pass, book in
      let left = pass.changed { $0[.leftAt] = book.now }
      let signOuts = book.rows(5).map { $0.changed { $0[.state] = "converted" } }
      guard pass[.bedHeld] != false, Occupancy.open(book.rows(4)).isEmpty, let bed = book.rows(3).first else {
        return [left] + signOuts
      }
      let hold = Record(.bedClosures).changed {
        $0[.bedID] = bed[.bedID]
        $0[.houseID] = bed[.houseID]
        $0[.kind] = "hold_pass"
        $0[.passID] = pass.id
        $0[.startsOn] = book.today
        $0[.expectedEndOn] = pass[.returnsAt].map { book.zone.day(at: $0) }
      }
      return [left] + signOuts + [hold]
    })

  private static func released(_ book: Book) -> [Record] {
    Occupancy.open(book.rows(4)).filter { $0[.kind] == "hold_pass" }.map { Occupancy.ended($0, book) }
  }

  /// PAS-7; also where nobody wrote the leaving down when it happened, or they left before they might.
  static let returnFromPass = Action(
    "pass.return", "Back", right: .create, resource: "presence", from: ["out", "absconded", "approved"],
    to: "returned",
    asks: [
      .instant(.leftAt, "Left at", [.required]).past().help("Nobody wrote it down when they went.")
        .asked(where: { pass, _ in pass[.state] == "approved" }),
      .instant(.returnedAt, "Back at", [.required]).past().starting(with: .now),
      .flag(.bagChecked, "Bag was looked at"),
      .reference(.returnTestID, "Test on return", to: "drug_tests"),
    ], settles: ["overdue", "missing"], reads: reads,
    whyNot: { pass, book in
      guard let back = book[.returnedAt] else { return nil }
      if back > book.now { return Reason("Back at cannot be after now.") }
      guard let left = pass[.leftAt] ?? book[.leftAt], back < left else { return nil }
      return Reason("The return must be after leaving.")
    },
    changes: { pass, book in
      let back = pass.answered(book, "returned_at", "bag_checked", "return_test_id")
      guard pass[.leftAt] == nil, book[.leftAt] != nil else { return [back] + released(book) }
      return [back.answered(book, "left_at")]
        + book.rows(5).map { $0.changed { $0[.state] = "converted" } }
    })

  static let notBackFromPass = Action(
    "pass.not-back", "Did not come back", right: .create, resource: "presence", from: ["out"],
    to: "absconded", asks: [.why], reads: reads,
    whyNot: { pass, book in
      guard let end = pass[.returnsAt], end > book.now else { return nil }
      return Reason("They are not expected yet.")
    },
    notices: { _, book in
      let house = book.rows(0).first?[.houseID]
      return [
        Notice(
          "missing", "did not come back", to: Notice.Audience.leads(of: house),
          priority: "urgent", needsAction: true)
      ]
    })

  /// PAS-8.
  static let extendPass = Action(
    "pass.extend", "Later back", right: .approve, from: ["approved", "out"],
    asks: [.instant(.returnsAt, "Comes back", [.required]).future(), .why], settles: ["overdue"],
    changes: { pass, book in [pass.answered(book, "returns_at")] })
}
