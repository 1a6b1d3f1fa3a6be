/// One step of the search for somebody, as it was written down.
///
/// Nothing in a search is changed: a line that was wrong is taken back by another, and more words come after it.
package struct MissingStep: Sendable, Hashable {
  package let kind: Kind
  /// When it was done: the moment of the key, or the time that was stated.
  package let at: Instant
  /// When it was written down; nil in lines of before that was kept.
  package let typedAt: Instant?
  /// The membership that wrote it.
  package let by: RecordID?
  package let words: String
  /// The line, counted from 0, to which it adds words or which it takes back.
  package let about: Int?

  package init(
    _ kind: Kind, at: Instant, typedAt: Instant?, by: RecordID?, words: String, about: Int? = nil
  ) {
    self.kind = kind
    self.at = at
    self.typedAt = typedAt
    self.by = by
    self.words = words
    self.about = about
  }

  package enum Kind: String, CaseIterable, Sendable {
    case searched, called, contacts, friends, hospitals
    case socialMedia = "social_media"
    case onCall = "on_call"
    case police
    case policeAsked = "police_asked"
    case policeDeclined = "police_declined"
    case authority, graded
    case toldContacts = "told_contacts"
    case toldOnCall = "told_on_call"
    case toldPolice = "told_police"
    case toldAuthority = "told_authority"
    case note, words, mistaken
  }

  /// It was typed so long after it was done that this is said.
  package var isEnteredLater: Bool {
    typedAt.map { $0 >= at.adding(minutes: RoundStanding.promptness) } ?? false
  }
}

/// The lines of a search in the order in which they were written.
package struct MissingLog: Sendable, Hashable {
  package private(set) var steps: [MissingStep] = []
  /// What is kept is no log: that it has no lines says nothing.
  package private(set) var isDamaged = false

  /// Reads what a record keeps; nil and nothing are a search with no lines yet.
  package init(reading text: String?) {
    guard let text, !text.isEmpty else { return }
    do throws(JSON5Node.Failure) {
      steps = (try JSON5Node(reading: text).list ?? []).compactMap(MissingStep.init)
    } catch {
      isDamaged = true
    }
  }

  /// A line with where it stands and what was added to it.
  package struct Line: Sendable, Hashable {
    package let place: Int
    package let step: MissingStep
    package let words: String
    /// Why it was taken back; nil where it stands.
    package let mistake: String?
  }

  /// Every line with what was added to it or took it back, by the time at which it was done.
  package var lines: [Line] {
    let added = Dictionary(
      grouping: steps.filter { $0.kind == .words && $0.about != nil }, by: { $0.about ?? 0 })
    let mistakes = Dictionary(
      steps.filter { $0.kind == .mistaken }.compactMap { step in step.about.map { ($0, step.words) } },
      uniquingKeysWith: { first, _ in first })
    return steps.enumerated().compactMap { place, step -> Line? in
      if step.kind == .words || step.kind == .mistaken { return nil }
      let words = ([step.words] + (added[place] ?? []).map(\.words)).filter { !$0.isEmpty }
      return Line(place: place, step: step, words: words.joined(separator: " "), mistake: mistakes[place])
    }.sorted { ($0.step.at, $0.place) < ($1.step.at, $1.place) }
  }

  /// The lines that stand.
  package var standing: [Line] { lines.filter { $0.mistake == nil } }

  /// Whether a line of some kinds was ever written, also one that was taken back.
  package func knows(_ kinds: MissingStep.Kind...) -> Bool { lines.contains { kinds.contains($0.step.kind) } }

  /// The last line of some kinds that stands.
  package func last(_ kinds: MissingStep.Kind...) -> Line? { standing.last { kinds.contains($0.step.kind) } }
}

extension MissingStep {
  fileprivate init?(_ node: JSON5Node) {
    guard let kind = node["what"]?.text.flatMap(Kind.init), let at = node["at"]?.text.flatMap({ Int($0) })
    else { return nil }
    self.init(
      kind, at: Instant(milliseconds: at),
      typedAt: node["typed"]?.text.flatMap { Int($0) }.map { Instant(milliseconds: $0) },
      by: node["by"]?.text.flatMap { RecordID($0) }, words: node["result"]?.text ?? "",
      about: node["about"]?.text.flatMap { Int($0) })
  }

  /// What is kept of it, by name.
  package var kept: [(name: String, text: String)] {
    [
      ("at", "\(at.milliseconds)"), ("typed", typedAt.map { "\($0.milliseconds)" } ?? ""),
      ("by", by?.description ?? ""), ("what", kind.rawValue), ("result", words),
      ("about", about.map { "\($0)" } ?? ""),
    ].filter { !$0.1.isEmpty }
  }
}
