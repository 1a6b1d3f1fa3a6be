import Records

extension Workflow {
  static let missingEpisode = Workflow(
    states: ["open", "reported", "returned", "found_elsewhere", "interview_due", "closed"], start: "open",
    editable: MissingSearch.written,
    [
      .reportMissing, .policeCall, .wasNotMissing,
      MissingReturn.action("missing.return", "Is back", from: MissingLadder.searching, to: "returned"),
      MissingReturn.action(
        "missing.find-elsewhere", "Found elsewhere", from: MissingLadder.searching, to: "found_elsewhere"),
      Action(
        "missing.offer-interview", "Interview offered", right: .update,
        from: ["returned", "found_elsewhere"],
        to: "interview_due",
        asks: [
          .instant(.interviewOfferedAt, "Interview offered at", [.required]).past().starting(with: .now)
        ],
        changes: { episode, book in [episode.answered(book, "interview_offered_at")] }),
      .closeMissing,
    ])
}

extension Action {
  /// MIS-2; RSK-7; for a child the authority that placed them is told.
  ///
  /// Police who declined may be told again: then it is the last call that counts.
  static let reportMissing = Action(
    "missing.report", "Reported to the police", right: .create, from: MissingLadder.searching, to: "reported",
    asks: [
      .choice(.riskLevel, "Risk level", .riskLevel, [.required]).startingFromRecord(),
      .note(.note, "Why this level"),
      .instant(.policeReportedAt, "Police told at", [.required]).past().starting(with: .now),
      .text(.policeReference, "Police reference").startingFromRecord(),
      .choice(
        .policeRisk, "Police grade",
        ["no_apparent=No apparent risk", "low", "medium", "high", "not_graded"]),
      .note(.reason, "Not taken? Who declined it and when"),
      .instant(.authorityToldAt, "Authority told at").past().startingFromRecord(),
      .instant(.familyToldAt, "Family told at").past().startingFromRecord(),
    ],
    reads: { episode in
      let resident = (episode[.residentID] ?? .zero).value
      return [
        Query("residents").where(.equals("id", resident)).only("born_on"),
        Query("risk_assessments").where(.equals("resident_id", resident)).where(.state, is: "approved"),
      ]
    },
    whyNot: { _, book in
      guard book.isAnswered else { return nil }
      let moments = [book[.policeReportedAt], book[.authorityToldAt], book[.familyToldAt]]
      if moments.contains(where: { $0.map { $0 > book.now } ?? false }) {
        return Reason("That moment has not come yet.")
      }
      if !(book[.policeReference] ?? "").isEmpty || !(book[.reason] ?? "").isEmpty { return nil }
      return Reason("Give the police reference, or who declined it and when.")
    },
    changes: { episode, book in
      let told = MissingSearch.saysWhenLastSeen(
        episode.answered(
          book, "risk_level", "police_reported_at", "police_reference", "police_risk", "authority_told_at",
          "family_told_at"))
      let isChild = MissingSearch.isChild(book.rows(0).first, book)
      let duty = AuthorityDuty.duty(
        to: "accommodating_authority", because: "missing_child", of: episode, state: "due", book)
      // A child's authority is told once, however often the police are rung.
      let duties = isChild && episode[.policeReportedAt] == nil ? [duty] : []
      return [MissingSearch.logged(told, MissingSearch.lines(from: episode, book), book)] + duties
        + RiskReview.broughtForward(book.rows(1), book)
    },
    notices: { episode, book in
      let isDeclined = MissingSearch.isDeclined(book)
      return [
        Notice(
          "missing", isDeclined ? "is declined by the police: ring them" : "is reported to the police",
          to: [.role(.manager, house: episode[.houseID]), .role(.safeguarding, house: nil)],
          priority: "urgent", needsAction: true, dueAt: book.now.adding(hours: isDeclined ? 0 : 4))
      ]
    })

  /// A call to the police during the search that is written down once the person is back.
  static let policeCall = Action(
    "missing.police-call", "Rang the police during the search", right: .create,
    from: MissingSearch.written.filter { !MissingSearch.states.contains($0) },
    asks: [
      .instant(.policeReportedAt, "Police told at", [.required]).past().starting(with: .now),
      .text(.policeReference, "Police reference"),
      .note(.reason, "Not taken? Who declined it and when"),
    ],
    whyNot: { episode, book in
      guard book.isAnswered, let moment = book[.policeReportedAt] else { return nil }
      if moment > book.now { return Reason("That moment has not come yet.") }
      guard let back = episode[.returnedAt], moment > back else { return nil }
      return Reason("That was after the return. Write down that the police were told of it.")
    },
    changes: { episode, book in
      let at = book[.policeReportedAt] ?? book.now
      let called = episode.changed {
        $0[.policeReportedAt] = min($0[.policeReportedAt] ?? at, at)
        // The number of a later call stands: it is the one that the police work by.
        if let number = book[.policeReference], !number.isEmpty, ($0[.policeReference] ?? "").isEmpty {
          $0[.policeReference] = number
        }
      }
      let lines = MissingSearch.call(to: book)
      return [MissingSearch.logged(MissingSearch.saysWhenLastSeen(called), [lines], book)]
    })

  /// MIS-4; SOD-01.
  static let wasNotMissing = Action(
    "missing.was-not", "Was not missing", right: .approve, from: ["open"], to: "returned",
    asks: [.note(.reason, "Where they were", [.required])], settles: ["missing"],
    whyNot: { episode, book in
      episode.stamp?.createdBy == book.actor ? .ownWork("reported") : nil
    },
    changes: { episode, book in [episode.changed { $0[.returnedAt] = book.now }] })

  /// MIS-7; SOD-03: not by who wrote down the return.
  static let closeMissing = Action(
    "missing.close", "Close", right: .approve, from: ["returned", "found_elsewhere", "interview_due"],
    to: "closed", asks: [.note(.lessons, "What was learnt", [.required]).startingFromRecord()],
    strength: .confirm, settles: ["missing", "overdue"],
    reads: { episode in
      [Query("residents").where(.equals("id", (episode[.residentID] ?? .zero).value)).only("born_on")]
        + Authors.log(of: episode)
    },
    whyNot: { episode, book in
      if let actor = book.actor, MissingReturn.writer(in: book.rows(1)) == actor {
        return Reason("You wrote down the return, so someone else must close it.", namesOthers: true)
      }
      let untold = MissingLadder(of: episode, isChild: false, clocks: MissingClocks()).untold.count
      if untold > 0 {
        return Reason(
          untold == 1
            ? "One of those told has not been told of the return."
            : "\(untold) of those told have not been told of the return.")
      }
      guard MissingReturn.isOfChild(episode, book.rows(0).first, book), episode[.interviewHeldAt] == nil,
        episode[.interviewDeclined] != true
      else { return nil }
      return Reason("Hold the return interview or record that it was declined.")
    },
    changes: { episode, book in [episode.answered(book, "lessons").signed(book)] })

  /// MIS-6; SOD-21.
  static let holdReturnInterview = Action(
    "missing.interview", "Return interview", right: .update, from: ["interview_due"],
    asks: [
      .flag(.interviewDeclined, "Did not want an interview", [.required]).starting(false),
      .text(.interviewer, "Interviewer").help("Somebody who does not work in this house."),
      .instant(.interviewHeldAt, "Interview held at").past(),
      .note(.interviewFindings, "What was said"),
    ],
    settles: ["overdue"], looksUp: { episode, _ in MissingReturn.staff(episode) },
    whyNot: { episode, book in
      guard book.isAnswered, book[.interviewDeclined] != true else { return nil }
      guard let moment = book[.interviewHeldAt], let interviewer = book[.interviewer], !interviewer.isEmpty
      else { return Reason("Say who held the interview and when, or that it was declined.") }
      if MissingReturn.isOfChild(episode, book.rows(0).first, book),
        MissingReturn.isOfStaff(interviewer, book.rows(1), book.rows(2))
      {
        return Reason(
          "The interviewer works at this house; the return interview must be independent.",
          at: "interviewer")
      }
      if moment > book.now { return Reason("That moment has not come yet.") }
      guard let back = episode[.returnedAt], moment < back else { return nil }
      return Reason("The interview is held after the return.")
    },
    changes: { episode, book in
      [
        episode.answered(
          book, "interview_declined", "interviewer", "interview_held_at", "interview_findings")
      ]
    })
}

/// The return of somebody who was missing, and the interview after it.
enum MissingReturn {
  static let finders: Choices = [
    "self=Came back", "staff", "police", "family", "public=A member of the public", "other",
  ]

  /// Who wrote the return down, by the log of the episode.
  static func writer(in log: [Record]) -> RecordID? {
    log.last { ["missing.return", "missing.find-elsewhere"].contains($0[.event] ?? "") }?[.actorID]
  }

  /// MIS-5.
  static func action(_ id: String, _ title: String, from: [String], to state: String) -> Action {
    Action(
      id, title, right: .create, from: from, to: state,
      asks: [
        .instant(.returnedAt, "Back at", [.required]).past().starting(with: .now),
        .choice(.finder, "Found by", finders, [.required]),
        .note(.conditionOnReturn, "How they were", [.required]).help("Where, how, and what was checked."),
        .flag(.harmDisclosed, "Told of harm", [.required]),
      ],
      settles: ["missing"],
      whyNot: { _, book in
        guard let moment = book[.returnedAt], moment > book.now else { return nil }
        return Reason("That moment has not come yet.")
      },
      changes: { episode, book in
        [episode.answered(book, "returned_at", "finder", "condition_on_return", "harm_disclosed")]
      },
      notices: { episode, book in
        let isHarmed = book[.harmDisclosed] == true
        return [
          Notice(
            "missing", isHarmed ? "has ended and raises a safeguarding question" : "has ended",
            to: [.role(.manager, house: episode[.houseID])]
              + (isHarmed ? [.role(.safeguarding, house: nil)] : []),
            priority: isHarmed ? "urgent" : "high", needsAction: true)
        ]
      })
  }

  /// Whether the person was under age when they were missed.
  static func isOfChild(_ episode: Record, _ resident: Record?, _ book: Book) -> Bool {
    let day = episode[.noticedAt].map { book.zone.day(at: $0) } ?? book.today
    return resident?[.bornOn].map { $0.years(until: day) < 18 } ?? false
  }

  /// The resident, and those of whom it is known that they work at the house: its members and its staff.
  static let staff: @Sendable (Record) -> [Query] = { episode in
    let house = episode[.houseID] ?? .zero
    return [
      Query("residents").where(.equals("id", (episode[.residentID] ?? .zero).value)).only("born_on"),
      Query("role_assignments").where(.houseID, is: house).where(.isEmpty("ends_on"))
        .following(.membershipID, to: "memberships").only("short_name", "state"),
      Query("house_staff").where(.houseID, is: house).where(.isEmpty("ends_on"))
        .following(.staffMemberID, to: "staff_members").only("given_name", "family_name"),
    ]
  }

  /// Whether a name as it was typed is that of somebody who works there.
  static func isOfStaff(_ name: String, _ members: [Record], _ staff: [Record]) -> Bool {
    let shortNames = members.filter { $0[.state] != "ended" }.compactMap { $0[.shortName] }
    let fullNames = staff.map { "\($0[.givenName] ?? "") \($0[.familyName] ?? "")" }
    return (shortNames + fullNames).contains { plain($0) == plain(name) }
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().split(separator: " ").joined(separator: " ")
  }

  static let house: @Sendable (Record) -> [Query] = { episode in
    guard let house = episode[.houseID], episode[.returnedAt] != nil else { return [] }
    return [Query("houses").where(.equals("id", house.value)).only("return_interview_hours")]
  }

  static let interviewDue: @Sendable (Record, Book) -> Value = { episode, book in
    guard let back = episode[.returnedAt] else { return .empty }
    return back.adding(hours: book.rows(0).first?[.returnInterviewHours] ?? 72).value
  }
}

extension Rule {
  static let reportSaysWhenLastSeen = Rule("a report says when the person was last seen") { episode, _ in
    guard episode[.policeReportedAt] != nil, episode[.lastSeenAt] == nil,
      !(episode[.circumstances] ?? "").lowercased().contains("not known")
    else { return nil }
    return Violation(
      "Say when they were last seen, or write “not known” in the circumstances.", field: "last_seen_at")
  }

  static let returnIsAfterLastSeen = Rule("a return is after the person was last seen") { episode, _ in
    guard let back = episode[.returnedAt], let seen = episode[.lastSeenAt], back < seen else { return nil }
    return Violation("The return is before the person was last seen.", field: "last_seen_at")
  }
}
