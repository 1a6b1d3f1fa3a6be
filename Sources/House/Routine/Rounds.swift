import Records

extension RecordType {
  /// One walk round the house by day or night, with a line for each person.
  ///
  /// Each line is written when it is known, so that what was seen is never lost; the round is signed when everybody
  /// expected has one, or broken off.
  package static let rounds = RecordType(
    "rounds", "Rounds", one: "round", area: "Routine", resource: "presence",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed, .fixed]),
      .reference(.shiftID, "Shift", to: "shifts"),
      .choice(
        .kind, "Kind", ["night", "day", "fire_roll_call", "welfare", "headcount"], [.required, .listed]
      ).starting("night"),
      .choice(
        .state, "State", ["under_way", "done", "broken_off"], [.required, .listed, .indexed, .filledIn]
      ).starting("under_way"),
      .choice(
        .standing, "Made",
        [
          "under_way", "on_time=In time", "late", "part_done=In part", "entered_later",
        ], [.listed]
      ).derived(
        from: [
          "state", "house_id", "started_at", "finished_at", "window_from_at", "window_until_at",
        ], reads: RoundWindow.house, RoundWindow.standing),
      .instant(.startedAt, "Started", [.required, .listed, .indexed]).past().starting(with: .now),
      .instant(.finishedAt, "Finished", [.listed, .filledIn]).past(),
      .reference(.checkedBy, "Checked by", to: "memberships", [.required, .listed]).starting(with: .actor),
      .instant(.windowFromAt, "Due at", [.indexed, .fixed]).help(
        "The round of the night that it stands for; empty for that in which it began."),
      .instant(.windowUntilAt, "Due until", [.fixed]),
      .choice(.breakReason, "Broken off for", .whyBrokenOff, [.filledIn]),
      .note(.note, "Note", [.sealed]),
    ],
    rules: [.roundEndsAfterStart, .oneRoundAtATime],
    workflow: .round,
    actions: [.roundBeganEarlier],
    uniques: [
      Unique(
        ["house_id", "window_from_at", "kind"], when: [.equals("state", .text("under_way"))],
        "Somebody is doing this round already. Go on with theirs.")
    ],
    namedBy: ["kind", "started_at"],
    house: .field("house_id"),
    owners: ["checked_by", "created_by"],
    order: "-started_at",
    indexes: [["house_id", "started_at"]],
    consequences: [.roundFindsItsWindow])
}

extension Choices {
  static let whyBrokenOff: Choices = ["emergency", "alarm", "danger", "called_away"]
}

/// Which round of the night a walk stands for, and how it stands by it.
enum RoundWindow {
  static let house: @Sendable (Record) -> [Query] = { round in
    [
      Query("houses").where(.equals("id", (round[.houseID] ?? .zero).value)).only(
        "round_from_time", "round_to_time", "round_interval_minutes", "round_grace_minutes", "time_zone")
    ]
  }

  /// How often those who live in the house are looked in on.
  static let people: @Sendable (Record) -> [Query] = { round in
    [
      Query("stays").where(.houseID, is: round[.houseID] ?? .zero).where(.state, is: "active").only(
        "night_check_minutes", "resident_id")
    ]
  }

  static func hours(_ house: Record?, _ book: Book) -> RoundHours? {
    guard let house else { return nil }
    return RoundHours(
      from: house[.roundFromTime], to: house[.roundToTime], every: house[.roundIntervalMinutes],
      grace: house[.roundGraceMinutes], in: house[.timeZone].flatMap { Zone($0) } ?? book.zone)
  }

  static let standing: @Sendable (Record, Book) -> Value = { round, book in
    guard let began = round[.startedAt] else { return .empty }
    let window = round[.windowFromAt].flatMap { from in
      round[.windowUntilAt].flatMap { from < $0 ? from..<$0 : nil }
    }
    let times = RoundTimes(
      window: window, beganAt: began, endedAt: round[.finishedAt],
      // Nothing changes a round once it is finished.
      signedAt: round.stamp?.updatedAt, isFinished: round[.state] == "done",
      isBrokenOff: round[.state] == "broken_off")
    let grace = book.rows(0).first?[.roundGraceMinutes] ?? 0
    return .text(RoundStanding(of: times, grace: grace, at: book.now).rawValue)
  }
}

extension Consequence {
  /// A round of the night stands for the one that is due when it begins, unless it was said which.
  static let roundFindsItsWindow = Consequence(
    "round.window", reads: { RoundWindow.house($0) + RoundWindow.people($0) }
  ) { round, book in
    guard book.former == nil, round[.kind] == "night", round[.windowFromAt] == nil,
      let began = round[.startedAt], let hours = RoundWindow.hours(book.rows(0).first, book)
    else { return [round] }
    let often = book.rows(1).compactMap { $0[.nightCheckMinutes] }
    guard let window = hours.night(at: began, often: often).window(at: began) else { return [round] }
    return [
      round.changed {
        $0[.windowFromAt] = window.lowerBound
        $0[.windowUntilAt] = window.upperBound
      }
    ]
  }
}
