import Records

extension Action {
  /// A step of the search, with the time at which it was done; also when the person is back, for what stood on paper.
  static let addSearchStep = Action(
    "missing.add-step", "Add a step of the search", right: .create, from: MissingSearch.written,
    asks: [
      .choice(.step, "Step", MissingSearch.steps, [.required]),
      .text(.result, "What came of it"),
      .instant(.doneAt, "Done at").past().starting(with: .now),
    ],
    whyNot: { _, book in
      guard let moment = book[.doneAt], moment > book.now else { return nil }
      return Reason("That moment has not come yet.")
    },
    changes: { episode, book in
      guard let kind = book[.step].flatMap({ MissingStep.Kind(rawValue: $0) }) else { return [] }
      let at = book[.doneAt] ?? book.now
      let told = episode.changed {
        if kind == .contacts { $0[.familyToldAt] = $0[.familyToldAt] ?? at }
        if kind == .authority { $0[.authorityToldAt] = $0[.authorityToldAt] ?? at }
      }
      return [MissingSearch.logged(told, [(kind, at, book[.result] ?? "")], book)]
    })

  static let addSearchWords = Action(
    "missing.add-words", "Add words to a step of the search", right: .create, from: MissingSearch.written,
    asks: [
      .integer(.logLine, "Step, counted from 1", [.required], in: 1...1_000),
      .text(.result, "What came of it", [.required]),
    ],
    whyNot: { episode, book in MissingSearch.whyNoLine(episode, book) },
    changes: { episode, book in
      [MissingSearch.logged(episode, .words, book[.result] ?? "", book)]
    })

  /// What was pressed by mistake stays to be read, and counts no more.
  static let takeBackSearchStep = Action(
    "missing.take-back-step", "Take back a step of the search", right: .create, from: MissingSearch.written,
    asks: [.integer(.logLine, "Step, counted from 1", [.required], in: 1...1_000), .why],
    whyNot: { episode, book in MissingSearch.whyNoLine(episode, book) },
    changes: { episode, book in
      [MissingSearch.logged(episode, .mistaken, book[.reason] ?? "", book)]
    })

  /// What becomes known while somebody is looked for, by whoever is on shift.
  static let describeMissing = Action(
    "missing.describe", "Add what is known of them", right: .create, from: MissingSearch.written,
    asks: [
      .instant(.lastSeenAt, "Last seen").past().startingFromRecord(),
      .note(.circumstances, "Circumstances").startingFromRecord().help(
        "Where and how they were last seen; “not known” is an answer."),
      .note(.clothing, "Clothing").startingFromRecord(),
      .note(.companions, "Who may be with them").startingFromRecord(),
      .note(.likelyPlaces, "Where they may be").startingFromRecord(),
      .note(.vulnerabilities, "Why they may be in danger").startingFromRecord(),
    ],
    whyNot: { _, book in
      guard let moment = book[.lastSeenAt], moment > book.now else { return nil }
      return Reason("That moment has not come yet.")
    },
    changes: { episode, book in
      [
        episode.answered(
          book, "last_seen_at", "circumstances", "clothing", "companions", "likely_places",
          "vulnerabilities")
      ]
    })

  /// MIS-3: whoever is on shift may.
  static let regradeMissing = Action(
    "missing.regrade", "Grade the risk", right: .create, from: MissingSearch.states,
    asks: [
      .list(.dangerSigns, "Signs of danger", of: MissingSearch.signs),
      .choice(.riskLevel, "Risk level", .riskLevel, [.required]).startingFromRecord(), .why,
    ],
    reads: MissingSearch.reads,
    changes: { episode, book in
      let level = book[.riskLevel] ?? ""
      // No signs is an answer as well: those of before count no more.
      let graded = episode.answered(book, "risk_level").changed {
        $0["danger_signs"] = book.answers["danger_signs"] ?? .empty
      }
      return [
        MissingSearch.logged(graded, [(.graded, book.now, "\(level). \(book[.reason] ?? "")")], book)
      ]
    },
    notices: { episode, book in
      [
        Notice(
          "missing", "has another risk level",
          to: Notice.Audience.leads(of: episode[.houseID]),
          priority: "urgent", needsAction: true, dueAt: MissingSearch.policeDue(of: episode, book))
      ]
    })
}

/// The search for somebody: its steps, who hears of it, and by when the police must know.
enum MissingSearch {
  /// The states in which somebody is still looked for.
  static let states = MissingLadder.searching
  /// Those in which lines are written: what stood on paper is typed in when there is time.
  static let written = states + ["returned", "found_elsewhere", "interview_due"]
  /// The kinds that are more than being late: each opens an incident from the first line on.
  static let incidentKinds: Set = ["missing", "unauthorised_absence", "not_found_on_round"]

  static let steps: Choices = [
    "searched=Searched room, house and grounds", "called=Rang them", "contacts=Rang family and contacts",
    "friends=Asked friends", "hospitals=Rang hospitals", "social_media", "on_call=Told on-call",
    "police_asked=Rang the police, number to come", "authority=Told the authority that placed them",
    "note", "told_police=Told the police of the return", "told_contacts=Told the family of the return",
    "told_on_call=Told on-call of the return", "told_authority=Told the authority of the return",
  ]

  /// What speaks for danger, asked when the risk is graded.
  static let signs: Choices = [
    "unlike_them=It is unlike them", "under_18", "self_harm=May harm themselves",
    "medicine=Needs medicine or treatment", "exploitation=May be exploited or with somebody dangerous",
    "confusion=Confused or cannot look after themselves", "weather=Not dressed for the weather",
    "before=Came to harm before",
  ]

  static let reads: @Sendable (Record) -> [Query] = { episode in
    [
      Query("houses").where(.equals("id", (episode[.houseID] ?? .zero).value)).only(
        "missing_search_minutes", "missing_on_call_minutes", "missing_police_medium_minutes",
        "missing_police_low_minutes", "missing_review_minutes", "return_interview_hours"),
      Query("residents").where(.equals("id", (episode[.residentID] ?? .zero).value)).only("born_on"),
    ]
  }

  /// The same, and who is on call.
  static let readsOfOpening: @Sendable (Record) -> [Query] = { episode in
    reads(episode) + OnCall.reads(for: episode)
  }

  static func isChild(_ resident: Record?, _ book: Book) -> Bool {
    resident?[.bornOn].map { $0.years(until: book.today) < 18 } ?? false
  }

  /// MIS-1: who leads the house, and who is on call.
  static let told: @Sendable (Record, Book) -> [Notice] = { episode, book in
    [
      Notice(
        "missing", "is missing: tell the police in time",
        to: Notice.Audience.leads(of: episode[.houseID])
          + OnCall.audience(for: episode[.houseID], book, from: 2),
        priority: "urgent", needsAction: true, dueAt: policeDue(of: episode, book))
    ]
  }

  /// `missing.police`, by the clocks of the house where the book holds it and the resident.
  static func policeDue(of episode: Record, _ book: Book) -> Instant {
    MissingClocks(of: book.rows(0).first).policeDue(
      from: episode[.noticedAt] ?? book.now, risk: episode[.riskLevel],
      isChild: isChild(book.rows(1).first, book))
  }

  // MARK: The log

  typealias Entry = (kind: MissingStep.Kind, at: Instant, words: String)

  /// The episode with further lines in its log.
  static func logged(_ episode: Record, _ entries: [Entry], _ book: Book) -> Record {
    episode.changed { episode in
      for entry in entries {
        let step = MissingStep(
          entry.kind, at: entry.at, typedAt: book.now, by: book.actor, words: entry.words)
        episode[.searchLog] = Structured.adding(step.kept, to: episode[.searchLog])
      }
    }
  }

  /// The episode with a line about another one of its log.
  static func logged(
    _ episode: Record, _ kind: MissingStep.Kind, _ words: String, _ book: Book
  ) -> Record {
    let step = MissingStep(
      kind, at: book.now, typedAt: book.now, by: book.actor, words: words,
      about: (book[.logLine] ?? 1) - 1)
    return episode.changed { $0[.searchLog] = Structured.adding(step.kept, to: $0[.searchLog]) }
  }

  static func whyNoLine(_ episode: Record, _ book: Book) -> Reason? {
    guard let line = book[.logLine] else { return nil }
    let count = MissingLog(reading: episode[.searchLog]).steps.count
    return line <= count
      ? nil
      : Reason(count == 0 ? "The search has no lines yet." : "The search has \(count) lines.")
  }

  /// Whether what was answered says that the police did not take it, whatever number there is from before.
  static func isDeclined(_ book: Book) -> Bool { !(book[.reason] ?? "").isEmpty }

  /// The line of one call to the police: taken with its number, declined, or rung with the number to come.
  static func call(to book: Book) -> Entry {
    let at = book[.policeReportedAt] ?? book.now
    if isDeclined(book) { return (.policeDeclined, at, book[.reason] ?? "") }
    let reference = book[.policeReference] ?? ""
    if reference.isEmpty { return (.policeAsked, at, book[.note] ?? "") }
    let grade = book[.policeRisk].map { " Their grade: \(Choice.label(for: $0).lowercased())." } ?? ""
    return (
      .police, at,
      [reference + "." + grade, book[.note] ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    )
  }

  /// The episode with words that say so where nobody knows when the person was last seen.
  static func saysWhenLastSeen(_ episode: Record) -> Record {
    let circumstances = episode[.circumstances] ?? ""
    guard episode[.lastSeenAt] == nil, !circumstances.lowercased().contains("not known") else {
      return episode
    }
    return episode.changed {
      $0[.circumstances] = [circumstances, "Not known when they were last seen."].filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  /// The lines that a report to the police leaves: the call itself, and who else was told.
  static func lines(from episode: Record, _ book: Book) -> [Entry] {
    var entries = [call(to: book)]
    if let told = book[.authorityToldAt], told != episode[.authorityToldAt] {
      entries.append((.authority, told, ""))
    }
    if let told = book[.familyToldAt], told != episode[.familyToldAt] {
      entries.append((.contacts, told, ""))
    }
    return entries
  }
}

extension Consequence {
  /// Who is missing, and not merely late, has an incident from the first line on; who was late has one once the police
  /// are told.
  static let missingOpensIncident = Consequence("a missing episode opens an incident") { episode, book in
    let isMissing = episode[.kind].map(MissingSearch.incidentKinds.contains) == true
    guard episode[.incidentID] == nil, MissingSearch.states.contains(episode[.state] ?? ""),
      isMissing || episode[.state] == "reported", episode[.houseID] != nil
    else { return [episode] }
    let id = book.newID()
    let incident = Record(.incidents).changed {
      $0.id = id
      $0[.state] = "submitted"
      $0[.kind] = "missing"
      $0[.severity] = ["low": 2, "medium": 3][episode[.riskLevel] ?? ""] ?? 4
      $0[.occurredAt] = min(episode[.noticedAt] ?? book.now, book.now)
      $0[.narrative] = ["Missing.", episode[.circumstances] ?? ""].filter { !$0.isEmpty }.joined(
        separator: " ")
      $0[.residentID] = episode[.residentID]
      $0[.stayID] = episode[.stayID]
      $0[.houseID] = episode[.houseID]
      $0[.placeKind] = "unknown"
      $0[.reportedBy] = book.actor
      $0[.reportedAt] = book.now
      $0[.signedAt] = book.now
      $0[.signedBy] = book.actor
    }
    return [incident, episode.changed { $0[.incidentID] = id }]
  }
}
