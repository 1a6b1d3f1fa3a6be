import Records

extension Workflow {
  static let round = Workflow(
    states: ["under_way", "done", "broken_off"], start: "under_way", editable: [],
    [.finishRound, .breakOffRound, .takeUpRound])
}

extension Action {
  /// RND-2.
  static let finishRound = Action(
    "round.complete", "Finish the round", right: .sign, from: ["under_way"], to: "done",
    reads: RoundLines.reads,
    whyNot: { round, book in RoundLines.whyNot(round, book) },
    changes: { round, book in [RoundLines.ended(round, book)] })

  /// RND-6: what was seen stands.
  static let breakOffRound = Action(
    "round.break-off", "Break off", right: .sign, from: ["under_way"], to: "broken_off",
    asks: [.choice(.breakReason, "Why", .whyBrokenOff, [.required]), .note(.note, "Note")],
    reads: RoundLines.reads,
    changes: { round, book in [RoundLines.ended(round.answered(book, "break_reason", "note"), book)] })

  static let takeUpRound = Action(
    "round.take-up", "Take up again", right: .create, from: ["broken_off"], to: "under_way",
    changes: { round, _ in
      [
        round.changed {
          $0[.finishedAt] = nil
          $0[.breakReason] = nil
        }
      ]
    })

  /// What was seen before the stated beginning is not refused: then it began earlier.
  static let roundBeganEarlier = Action(
    "round.began-earlier", "It began earlier", right: .create, from: ["under_way"],
    asks: [.instant(.startedAt, "Began at", [.required]).past()],
    whyNot: { round, book in
      guard let began = book[.startedAt], let now = round[.startedAt], began > now else { return nil }
      return Reason("That is after it began.")
    },
    changes: { round, book in [round.answered(book, "started_at")] })
}

/// Who is expected on a round, and who has a line.
enum RoundLines {
  /// So long before a round may the night have begun.
  private static let hoursOfNight = 24

  /// The people living in the house, their names, the lines of the round, its house, and the earlier rounds of the
  /// night with their lines.
  static let reads: @Sendable (Record) -> [Query] = { round in
    let stays = Query("stays").where(.houseID, is: round[.houseID] ?? .zero).where(.state, is: "active")
    let from = round[.windowFromAt] ?? round[.startedAt] ?? Instant(milliseconds: 0)
    let earlier = Query("rounds").where(.houseID, is: round[.houseID] ?? .zero)
      .where(.atLeast("started_at", from.adding(hours: -hoursOfNight).value))
    return [
      stays.only("resident_id", "night_check_minutes"),
      stays.following(.residentID, to: "residents").only(
        "given_name", "preferred_name", "family_name", "is_restricted"),
      Query("round_checks").where(.roundID, is: round.id ?? .zero).only(
        "stay_id", "checked_at", "status", "corrects_id"),
    ] + RoundWindow.house(round) + [
      earlier.only("window_from_at", "kind"),
      earlier.following(.id, to: "round_checks", matching: .roundID).only(
        "round_id", "stay_id", "status", "corrects_id"),
    ]
  }

  static func whyNot(_ round: Record, _ book: Book) -> Reason? {
    let names = missing(round, book)
    if names.isEmpty { return nil }
    let some =
      names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
    return Reason(
      names.count == 1
        ? "One person has no line yet: \(some)." : "\(names.count) people have no line yet: \(some).")
  }

  /// The names of those who are due in this round and have no line.
  ///
  /// Who is restricted is left out: whoever makes the round may not know of them.
  private static func missing(_ round: Record, _ book: Book) -> [String] {
    let seen = Set(RoundLine.standing(book.rows(2)).compactMap { $0[.stayID] })
    let due = due(on: round, book)
    return book.rows(0).compactMap { stay in
      guard let id = stay.id, !seen.contains(id), due(stay),
        let resident = book.rows(1).first(where: { $0.id == stay[.residentID] }),
        resident[.isRestricted] != true
      else { return nil }
      return Person.name(resident)
    }
  }

  private static func due(on round: Record, _ book: Book) -> (Record) -> Bool {
    guard round[.kind] == "night" else { return { _ in true } }
    guard let from = round[.windowFromAt], let until = round[.windowUntilAt], from < until,
      let hours = RoundWindow.hours(book.rows(3).first, book)
    else { return { $0[.nightCheckMinutes] != 0 } }
    let night = hours.night(at: from)
    let begins = Dictionary(
      book.rows(4).compactMap { other in other.id.flatMap { id in other[.windowFromAt].map { (id, $0) } } },
      uniquingKeysWith: { first, _ in first })
    var (last, asked): ([RecordID: Instant], [RecordID: Instant]) = ([:], [:])
    for line in RoundLine.standing(book.rows(5)) {
      guard let stay = line[.stayID], let begin = line[.roundID].flatMap({ begins[$0] }), begin < from,
        night.windows.first.map({ begin >= $0.lowerBound }) ?? false
      else { continue }
      asked[stay] = max(asked[stay] ?? begin, begin)
      if RoundLine.isSeen(line) { last[stay] = max(last[stay] ?? begin, begin) }
    }
    return { stay in
      night.isDue(
        every: stay[.nightCheckMinutes], since: stay.id.flatMap { last[$0] },
        asked: stay.id.flatMap { asked[$0] }, in: from..<until)
    }
  }

  /// The round with the moment at which the last person was seen.
  static func ended(_ round: Record, _ book: Book) -> Record {
    let last = RoundLine.standing(book.rows(2)).compactMap { $0[.checkedAt] }.max()
    return round.changed { $0[.finishedAt] = last ?? round[.startedAt] }
  }
}
