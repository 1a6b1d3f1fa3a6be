import Records

/// When somebody of the house last saw a resident, and how (2.12): a line on a round, a check-in, a return, a dose, a
/// session.
enum LastSeen {
  /// So many of the latest of each are looked at, by their index: more than a week of rounds, for whoever has let
  /// nobody in for days is the one to be found.
  private static let enough = 120

  /// One way in which somebody is seen.
  private struct Way: Sendable {
    let type: String
    /// The fields that hold the moment, the first that is filled counts.
    let moments: [String]
    /// The field whose codes say that they were seen, and those codes; nil where each of its records says so.
    let seen: (field: String, codes: Set<String>)?
    let order: String
    let words: String
    /// A record may take the place of another, which counts no more.
    var isCorrected = false
  }

  private static let ways = [
    Way(
      type: "round_checks", moments: ["checked_at"], seen: ("status", ["present", "asleep_seen"]),
      order: "checked_at", words: "on a round", isCorrected: true),
    Way(
      type: "daily_check_ins", moments: ["checked_at"], seen: ("status", ["well", "ok", "low", "unwell"]),
      order: "day", words: "at a daily check-in"),
    Way(
      type: "curfew_check_ins", moments: ["checked_at"], seen: ("status", ["in", "late"]),
      order: "night_on", words: "at the curfew"),
    Way(
      type: "sign_outs", moments: ["returned_at", "out_at"], seen: nil, order: "out_at",
      words: "signing out or back"),
    Way(
      type: "medication_events", moments: ["happened_at"],
      seen: ("status", ["given", "observed_self", "prompted", "refused", "vomited"]),
      order: "happened_at", words: "in person", isCorrected: true),
    Way(
      type: "support_sessions", moments: ["starts_at"], seen: ("state", ["delivered"]), order: "starts_at",
      words: "in person"),
  ]

  static let queries: @Sendable (Record) -> [Query] = { resident in
    guard let id = resident.id else { return [] }
    return ways.map { way in
      var query = Query(way.type).where(.residentID, is: id).first(enough)
      query.order = [Query.Order(way.order, descending: true)]
      query.fields =
        way.moments + (way.seen.map { [$0.field] } ?? []) + (way.isCorrected ? ["corrects_id"] : [])
      return query
    }
  }

  static let moment: @Sendable (Record, Book) -> Value = { _, book in
    latest(book)?.at.value ?? .empty
  }

  static let words: @Sendable (Record, Book) -> Value = { _, book in
    latest(book).map { .text($0.words) } ?? .empty
  }

  private static func latest(_ book: Book) -> (at: Instant, words: String)? {
    ways.enumerated().flatMap { index, way -> [(at: Instant, words: String)] in
      let corrected = way.isCorrected ? Set(book.rows(index).compactMap { $0[.correctsID] }) : []
      return book.rows(index).compactMap { record -> (at: Instant, words: String)? in
        if let id = record.id, corrected.contains(id) { return nil }
        if let seen = way.seen {
          guard case .text(let code) = record[seen.field], seen.codes.contains(code) else { return nil }
        }
        let moments = way.moments.compactMap { Instant(record[$0]) }
        return moments.first { $0 <= book.now }.map { ($0, way.words) }
      }
    }.max { $0.at < $1.at }
  }
}
