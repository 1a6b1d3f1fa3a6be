import Records

/// Something that waits for this person, with when it is due.
struct Need {
  let urgency: HomePanel.Urgency
  /// Somebody may be in danger: it stands before everything that is only late.
  var comesFirst = false
  /// It is the work of this night: what has waited for a day can wait until it is done.
  var isOfTonight = false
  /// For the order among those of one urgency.
  let due: Instant
  let words: DisplayText
  /// How late it is.
  let late: DisplayText
  /// The records it is about.
  var subjects: [RecordID]
  var cell: HomePanel.Cell

  /// What is late by now, or due by the end of today; nil for what has time.
  init?(
    _ words: DisplayText, due: Instant, now: Instant, zone: Zone, subject: RecordID?,
    open: @escaping @MainActor @Sendable (AppModel) async -> Void
  ) {
    if due < now {
      urgency = .overdue
      late = DisplayText(Relative.span(minutes: max(1, (now.milliseconds - due.milliseconds) / 60_000)))
    } else if zone.day(at: due) <= zone.day(at: now) {
      urgency = .today
      late = ""
    } else {
      return nil
    }
    self.due = due
    self.words = words
    subjects = subject.map { [$0] } ?? []
    cell = HomePanel.Cell(words, words: words, open: open)
  }

  /// Several that wait and are not late, as one line.
  init(
    today words: DisplayText, due: Instant, subjects: [RecordID] = [],
    open: @escaping @MainActor @Sendable (AppModel) async -> Void
  ) {
    urgency = .today
    late = ""
    self.due = due
    self.words = words
    self.subjects = subjects
    cell = HomePanel.Cell(words, words: words, open: open)
  }

  /// Somebody who is looked for, longest first, whether or not a deadline has passed.
  init(
    missing words: DisplayText, since: Instant, now: Instant, subject: RecordID,
    open: @escaping @MainActor @Sendable (AppModel) async -> Void
  ) {
    urgency = .overdue
    comesFirst = true
    late = DisplayText(MissingSheet.span(from: since, to: now))
    due = since
    self.words = words
    subjects = [subject]
    cell = HomePanel.Cell(words, words: words, open: open)
  }

  /// Where it stands before its urgency decides.
  var rank: Int { comesFirst ? 0 : isOfTonight ? 1 : 2 }

  var line: HomePanel.Line {
    HomePanel.Line(
      words, lead: comesFirst ? "MISSING" : urgency == .overdue ? "OVERDUE" : "today", tail: late,
      urgency: urgency, cells: [cell])
  }
}
