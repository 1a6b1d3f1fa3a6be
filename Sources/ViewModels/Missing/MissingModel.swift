import Records
import Storage

/// The search for somebody who is missing: one key a step, each saved before the next, and what is due next on top.
///
/// Before an episode is open it asks how afraid one is for them; that key opens it.
@MainActor
package final class MissingModel: ScreenModel {
  package let app: AppModel
  package internal(set) var sheet: MissingSheet?
  package internal(set) var mode: Mode = .looking
  package private(set) var selected = 0
  /// When the next step was done; nil for now.
  package internal(set) var stated: Instant?
  private(set) var others: [MissingReader.Open] = []
  private(set) var id: RecordID?
  private var isLoaded = false
  /// The log has that the record was opened here.
  private var isNoted = false
  /// The line that was written here last, until the cursor is moved.
  var written: Int?

  package enum Mode: Sendable {
    case looking
    /// Before there is an episode.
    case opening(MissingOpening)
    /// When it was noticed, stated while it is being opened.
    case openingTime(MissingOpening, TextLine)
    /// When the steps that follow were done.
    case timing(TextLine)
    /// The number of the police; empty where they have not given one yet.
    case police(TextLine, at: Instant)
    /// Who declined to take the report.
    case declined(TextLine, at: Instant)
    /// More words to the line at that place of the log.
    case words(TextLine, line: Int, of: DisplayText)
    /// Why the line at that place is wrong.
    case mistake(TextLine, line: Int, of: DisplayText)
    case grading(MissingGrading)

    /// What is being typed; nil while nothing is.
    var line: TextLine? {
      get {
        switch self {
        case .looking, .opening, .grading: nil
        case .openingTime(_, let line), .timing(let line), .police(let line, _), .declined(let line, _),
          .words(let line, _, _), .mistake(let line, _, _):
          line
        }
      }
      set {
        guard let newValue else { return }
        switch self {
        case .looking, .opening, .grading: break
        case .openingTime(let opening, _): self = .openingTime(opening, newValue)
        case .timing: self = .timing(newValue)
        case .police(_, let at): self = .police(newValue, at: at)
        case .declined(_, let at): self = .declined(newValue, at: at)
        case .words(_, let line, let what): self = .words(newValue, line: line, of: what)
        case .mistake(_, let line, let what): self = .mistake(newValue, line: line, of: what)
        }
      }
    }
  }

  /// The page of an episode.
  package init(_ app: AppModel, episode: RecordID) {
    self.app = app
    id = episode
  }

  /// The page on which an episode is opened.
  init(_ app: AppModel, opening: MissingOpening) {
    self.app = app
    mode = .opening(opening)
    isLoaded = true
  }

  package var crumb: DisplayText { sheet.map { "Missing › \($0.name)" } ?? "Missing" }
  package var scopes: [Scope] { takesText ? [] : [.missing] }
  package var takesText: Bool { if case .looking = mode { false } else { true } }

  // MARK: What is shown

  package var rungs: [MissingLadder.Rung] { sheet?.ladder.rungs ?? [] }
  package var rung: MissingLadder.Rung? { rungs.indices.contains(selected) ? rungs[selected] : nil }
  package var now: Instant { app.clock.now() }
  package var position: DisplayText {
    guard let place = others.firstIndex(where: { $0.id == id }), others.count > 1 else { return "" }
    return "\(place + 1) of \(others.count)"
  }

  /// The zone of the house, by which times are typed and shown.
  package var zone: Zone {
    switch mode {
    case .opening(let opening), .openingTime(let opening, _): opening.zone
    default: sheet?.zone ?? app.session?.zone ?? .utc
    }
  }

  /// A moment of this search: the time alone within a day, else with its day.
  package func time(_ moment: Instant) -> DisplayText {
    let (day, time) = zone.wall(at: moment)
    return day == zone.day(at: now) ? "\(time)" : "\(app.shown(.day(day))) \(time)"
  }

  /// The key that does a step, as the person has bound it.
  package func key(of rung: MissingLadder.Rung) -> DisplayText {
    DisplayText(app.keymap.keys(of: rung.kind.command).first ?? "")
  }

  package var status: DisplayText {
    switch mode {
    case .opening(let opening): return opening.status(self)
    case .openingTime(_, let line): return "Noticed gone at (2340; empty for now): \(line.text)_"
    case .timing(let line):
      return "When the next step was done (0204, or with its day; empty for now): \(line.text)_"
    case .police(let line, _): return "Police reference (empty: none given yet): \(line.text)_"
    case .declined(let line, _): return "Who declined it, and what they said: \(line.text)_"
    case .words(let line, _, let what): return "\(what), what came of it: \(line.text)_"
    case .mistake(let line, _, let what): return "\(what); why that is wrong: \(line.text)_"
    case .grading(let grading): return grading.status
    case .looking: break
    }
    guard let sheet else { return "" }
    if sheet.isHidden { return "Your role does not read the steps of this search." }
    return sheet.isSearching
      ? "One key a step, saved at once. \(whatNow(sheet.ladder))"
      : "Tell those who were told of the search. The same keys do it."
  }

  /// To ring the police as long as they do not know; then the step that is due next.
  private func whatNow(_ ladder: MissingLadder) -> DisplayText {
    guard ladder.policeKnow else { return "Afraid for them? Ring the police now." }
    guard let next = ladder.next, let due = next.due else { return "The police know." }
    return "The police know. Next: \(next.kind.title), due \(time(due))."
  }

  package var offers: [Offer]? {
    let offer = { (key: String, title: String) in
      Offer(id: "", key: key, title: title, short: title.lowercased(), availability: .yes)
    }
    switch mode {
    case .looking: return nil
    case .opening:
      return [
        offer("l m h c", "Open it at that risk"), offer("t", "Noticed at…"),
        offer("Esc", "Not now"),
      ]
    case .grading(let grading):
      return grading.offers.map { offer($0.key, $0.title) } + [offer("Esc", "Not now")]
    default: return [offer("Enter", "Save"), offer("Esc", "Not now")]
    }
  }

  // MARK: Reading

  package func settle() async { if !isLoaded, app.open != nil { await refresh() } }

  package func refresh() async {
    let reader = MissingReader(app)
    others = await reader.open()
    guard let id else {
      isLoaded = true
      return
    }
    let chosen = rung?.kind
    guard await note(id) else { return }
    let read = await reader.sheet(id)
    guard app.open != nil else { return }
    sheet = read
    isLoaded = true
    let next = read?.ladder.next?.kind
    selected = (chosen ?? next).flatMap { kind in rungs.firstIndex { $0.kind == kind } } ?? 0
  }

  /// Writes into the log who opens the record, before it is shown; false, and said why, where that must not fail.
  private func note(_ id: RecordID) async -> Bool {
    guard !isNoted, let (registrar, session) = app.open, let type = registrar.catalogue["missing_episodes"]
    else { return true }
    do throws(RegistrarError) {
      try await registrar.noteReading(of: id, type, for: session)
      isNoted = true
      return true
    } catch {
      await app.say(error)
      return false
    }
  }

  /// Reads the page again and stands at what is due next.
  func readOn(_ id: RecordID? = nil) async {
    // What is shown and written to is never another person's than the place says, also where nothing can be read.
    if let id, id != self.id { (self.id, isNoted, sheet) = (id, false, nil) }
    selected = -1
    await refresh()
  }

  package func forget() {
    sheet = nil
    others = []
    (stated, written, isNoted) = (nil, nil, false)
    isLoaded = false
    switch mode {
    case .opening, .openingTime: break
    default: mode = .looking
    }
  }

  package func chosenRecord() async -> Record? { sheet?.episode }

  // MARK: Moving

  package func move(by step: Int) {
    written = nil
    selected = min(max(0, selected + step), max(0, rungs.count - 1))
  }

  /// Stands at a step.
  func choose(_ kind: MissingLadder.Kind) {
    written = nil
    selected = rungs.firstIndex { $0.kind == kind } ?? selected
  }

  /// Shows the next person who is looked for or has come back.
  package func turn(by step: Int) async {
    guard let place = others.firstIndex(where: { $0.id == id }), others.count > 1 else {
      app.message = Message("Nobody else is missing.", .refused)
      return
    }
    (stated, written) = (nil, nil)
    await readOn(others[(place + step + others.count) % others.count].id)
  }
}
