import Records
import Storage

/// The rounds of one night in one house: who is to be seen, one key for each of them.
///
/// Each key is saved before the next is taken, so that nothing is lost with the terminal; whoever opens the round goes
/// on with it where it stands.
@MainActor
package final class RoundModel: LineAsking {
  package let app: AppModel
  package private(set) var houses: [House] = []
  package private(set) var house: House?
  package internal(set) var sheet = RoundSheet()
  package private(set) var slots: [RoundSheet.Slot] = []
  /// Which round of the night is shown.
  package private(set) var place = 0
  package internal(set) var selected = 0
  package internal(set) var mode: Mode = .looking
  /// The time on the wall at which the people of the lines that follow were seen; nil for now.
  package internal(set) var stated: WallTime?
  /// Whom the last key did not find: the search is opened for them, wherever the cursor has gone on to.
  var sought: RoundSheet.Person?
  /// What was written here, the last line at the end: `u` takes it back.
  var written: [Written] = []
  /// Words that were typed and left, until the same key is pressed for the same person.
  var kept: [Pressed.Place: String] = [:]
  package private(set) var isLoaded = false
  /// The round that whoever opened it wants; nil for the one that is due.
  private var wanted: Instant?
  private var readAt: Instant?

  package struct House: Sendable, Hashable {
    package let id: RecordID
    package let name: DisplayText
    package let hours: RoundHours?
  }

  package enum Mode: Sendable {
    case looking
    /// The word or two that a line needs.
    case telling(Telling)
    /// When people were seen, and whose line is begun once that is known.
    case timing(TextLine, then: Pressed?)
    /// Somebody who is looked for is said to have been seen.
    case sighting(Sighting)

    /// What is being typed; nil while nothing is.
    var line: TextLine? {
      get {
        switch self {
        case .looking: nil
        case .telling(let telling): telling.line
        case .timing(let line, _): line
        case .sighting(let sighting): sighting.line
        }
      }
      set {
        guard let newValue else { return }
        switch self {
        case .looking: break
        case .telling(var telling):
          telling.line = newValue
          self = .telling(telling)
        case .timing(_, let pressed): self = .timing(newValue, then: pressed)
        case .sighting(var sighting):
          sighting.line = newValue
          self = .sighting(sighting)
        }
      }
    }
  }

  /// The key that was pressed, and for whom: whatever the sheet shows by the time the line is saved.
  package struct Pressed: Sendable, Hashable {
    package let status: RoundStatus
    package let person: RoundSheet.Person
    package let window: Range<Instant>

    /// What words that were not saved are kept by: whatever is known of the person by the time they come back.
    struct Place: Sendable, Hashable {
      let status: RoundStatus
      let stay: RecordID
      let due: Instant
    }

    var place: Place { Place(status: status, stay: person.stay, due: window.lowerBound) }
  }

  /// A line that is being written.
  package struct Telling: Sendable {
    package let pressed: Pressed
    /// When the person was seen: the moment of the key, or the time that was stated (2.12).
    package let at: Instant
    /// The line of a finished round that it corrects.
    package let corrects: RoundSheet.Line?
    /// What somebody was doing, once the reason of a correction is asked.
    package var activity: String?
    package var line = TextLine()

    package var status: RoundStatus { pressed.status }

    /// What is asked now.
    package var question: DisplayText {
      if status == .present, activity == nil { return "doing what" }
      return corrects == nil ? status.question ?? "note" : "why it is changed"
    }
  }

  package init(_ app: AppModel, house: RecordID? = nil, at wanted: Instant? = nil) {
    self.app = app
    self.wanted = wanted
    self.house = house.map { House(id: $0, name: "", hours: nil) }
  }

  package var crumb: DisplayText {
    guard let house else { return "Rounds" }
    guard let slot else { return "Rounds › \(house.name)" }
    return "Rounds › \(house.name) \(time(slot.window.lowerBound))"
  }
  /// While words are typed no key moves the person or the round.
  package var scopes: [Scope] { takesText ? [] : [.round] }
  package var line: TextLine? {
    get { mode.line }
    set { mode.line = newValue }
  }
  package var takesText: Bool { if case .looking = mode { false } else { true } }

  // MARK: What is shown

  package var slot: RoundSheet.Slot? { slots.indices.contains(place) ? slots[place] : nil }
  package var people: [RoundSheet.Person] { sheet.people }
  package var person: RoundSheet.Person? { people.indices.contains(selected) ? people[selected] : nil }

  /// The round of the shown window; nil before its first line.
  package var round: RoundSheet.Round? { slot.flatMap { sheet.round(in: $0.window) } }
  /// It is under way, or not begun, while its time lasts, so that what is known of who is away fills itself in.
  package var isNow: Bool { slot?.window.contains(app.clock.now()) == true && round?.state != "done" }
  package var isFinished: Bool { round?.state == "done" }

  package func isDue(_ person: RoundSheet.Person) -> Bool {
    slot.map { sheet.isDue(person, in: $0.window) } ?? false
  }
  package func line(of person: RoundSheet.Person) -> RoundSheet.Line? {
    slot.flatMap { sheet.line(of: person, in: $0.window) }
  }

  /// Where somebody is whose line the round writes itself when it is finished.
  package func filled(_ person: RoundSheet.Person) -> RoundStatus? {
    isNow && line(of: person) == nil ? person.away : nil
  }

  /// Those for whom a key is still to be pressed.
  package var left: [RoundSheet.Person] {
    guard let slot else { return [] }
    return sheet.left(in: slot.window).filter { filled($0) == nil }
  }

  package func time(_ moment: Instant) -> WallTime {
    (sheet.night?.hours.zone ?? app.session?.zone ?? .utc).wall(at: moment).time
  }

  /// The moment at which a line’s person was seen.
  ///
  /// Nil where it must be stated first: the time of the round is over.
  var moment: Instant? {
    guard let slot, let night = sheet.night else { return nil }
    if let stated { return night.moment(stated, near: slot.window) }
    let now = app.clock.now()
    return slot.window.contains(now) || round?.state == "under_way" && now < slot.window.upperBound
      ? now : nil
  }

  package var status: DisplayText {
    switch mode {
    case .timing(let line, _):
      let isOver = slot.map { !$0.window.contains(app.clock.now()) } ?? false
      let hint = isOver ? "for example 0204" : "for example 0204; Enter alone is now"
      return "Seen at what time, for the lines that follow? (\(hint)): \(line.text)_"
    case .telling(let telling):
      return
        "\(telling.pressed.person.name), \(telling.status.word); \(telling.question): \(telling.line.text)_"
    case .sighting(let sighting): return sighting.question
    case .looking: break
    }
    guard isLoaded else { return "" }
    if house == nil { return "None of your houses is staffed at night." }
    if slots.isEmpty { return "This house makes no rounds: no hours are set for them." }
    if people.isEmpty { return "Nobody lives here now." }
    guard let person else { return "" }
    let who: DisplayText = "\(person.room) \(person.name)."
    if isFinished { return who + " This round is finished; another key adds a line that corrects it." }
    return left.isEmpty ? who + " Everybody has a line. Enter finishes the round." : who + " Press one key."
  }

  package var position: DisplayText {
    people.isEmpty ? "" : "row \(selected + 1) of \(people.count)"
  }

  package var offers: [Offer]? {
    let offer = { (key: String, title: String, short: String) in
      Offer(id: "", key: key, title: title, short: short, availability: .yes)
    }
    switch mode {
    case .looking: return nil
    case .telling: return [offer("Enter", "Save the line", "save"), offer("Esc", "No line", "not now")]
    case .timing: return [offer("Enter", "Take this time", "take"), offer("Esc", "As before", "not now")]
    case .sighting(let sighting) where sighting.line == nil:
      return [offer("y", "Yes", "yes"), offer("n", "No", "no"), offer("Esc", "Not now", "not now")]
    case .sighting: return [offer("Enter", "Go on", "go on"), offer("Esc", "Not now", "not now")]
    }
  }

  // MARK: Reading

  package func settle() async { if !isLoaded, app.open != nil { await refresh() } }

  package func refresh() async {
    let now = app.clock.now()
    if let readAt, now < readAt.adding(minutes: 1), isLoaded {
      await readLines()
    } else {
      await readAll()
    }
  }

  private func readAll() async {
    guard let session = app.session else { return }
    let rows = await RoundReader.houses(app)
    houses = rows.rows.map { row in
      House(
        id: row.id, name: DisplayText(rows[.name, row] ?? ""), hours: RoundReader.hours(rows, row, session))
    }
    let own = houses.first { $0.hours != nil } ?? houses.first
    house = house.flatMap { former in houses.first { $0.id == former.id } } ?? own
    await readSheet()
  }

  private func readSheet() async {
    let now = app.clock.now()
    guard let house, let hours = house.hours else {
      sheet = RoundSheet()
      slots = []
      isLoaded = true
      return
    }
    let chosen = person?.stay
    let shown = slot?.window.lowerBound ?? wanted
    // Shortly before the night its first round is what is meant.
    let read = await RoundReader(app, house.id).sheet(hours, at: shown ?? now.adding(minutes: 60))
    guard app.open != nil else { return }
    sheet = read
    readAt = now
    arrange(shown)
    selected = chosen.flatMap { stay in people.firstIndex { $0.stay == stay } } ?? firstLeft
    isLoaded = true
  }

  /// Reads what others and oneself have written since.
  func readLines() async {
    guard let house else { return }
    var read = sheet
    await RoundReader(app, house.id).readLines(into: &read)
    guard app.open != nil else { return }
    sheet = read
    arrange(slot?.window.lowerBound)
  }

  /// Works out how the rounds of the night stand, and stays at the one that is shown.
  private func arrange(_ shown: Instant?) {
    let now = app.clock.now()
    slots = sheet.slots(at: now)
    let named = shown.flatMap { begin in slots.firstIndex { $0.window.contains(begin) } }
    let isOn = slots.firstIndex { $0.window.contains(now) }
    // By day what was not made comes first, to be typed in from the sheet.
    let open = slots.firstIndex { [.missed, .partDone].contains($0.standing) }
    let next = slots.firstIndex { $0.window.lowerBound > now }
    place = named ?? isOn ?? next ?? open ?? max(0, slots.count - 1)
  }

  private var firstLeft: Int {
    guard let first = left.first else { return 0 }
    return people.firstIndex { $0.stay == first.stay } ?? 0
  }

  package func forget() {
    wanted = slot?.window.lowerBound ?? wanted
    stated = nil
    sheet = RoundSheet()
    slots = []
    mode = .looking
    kept = [:]
    isLoaded = false
    readAt = nil
  }

  package func chosenRecord() async -> Record? {
    guard let person, let (registrar, session) = app.open, let type = registrar.catalogue["residents"] else {
      return nil
    }
    do throws(RegistrarError) {
      return try await registrar.record(person.resident, of: type, for: session)
    } catch {
      await app.say(error)
      return nil
    }
  }

  /// Says what is left of a round that is under way: it stays open for whoever comes.
  package func keep() async {
    guard round?.state == "under_way", !left.isEmpty else { return }
    app.message = Message("\(leftWords) It stays open: whoever comes goes on with it.")
  }

  /// How many were seen in the shown round, are left, and are known to be away.
  package var tally: (seen: Int, left: Int, away: Int) {
    let lines = people.compactMap { line(of: $0)?.status }
    return (
      lines.count(where: \.isSeen), left.count,
      lines.count(where: \.isAway) + people.count { filled($0) != nil }
    )
  }

  /// How many are left, and the first of their rooms.
  package var leftWords: DisplayText {
    let rooms = left.prefix(8).map(\.room).joined(separator: ", ")
    return "\(left.count) left: \(rooms)\(left.count > 8 ? " …" : "")."
  }

  // MARK: Moving

  package func move(by step: Int) {
    sought = nil
    selected = min(max(0, selected + step), max(0, people.count - 1))
  }

  /// Shows another round of the night; beyond its ends the night before or after.
  package func turn(by step: Int) async {
    stated = nil
    if slots.indices.contains(place + step) {
      place += step
      selected = firstLeft
      return
    }
    guard let night = sheet.night, !night.windows.isEmpty else { return }
    let other = night.beginning(after: step)
    guard other <= app.clock.now().adding(hours: 1) else {
      app.message = Message("The next night has not begun.", .refused)
      return
    }
    slots = []
    wanted = other
    await readSheet()
    place = step < 0 ? max(0, slots.count - 1) : 0
    selected = firstLeft
  }

  /// Goes to the next person for whom a key is to be pressed, from where the cursor is and round.
  func moveOn() {
    let rest = Set(left.map(\.stay))
    let order = Array(people.indices.dropFirst(selected + 1)) + Array(people.indices.prefix(selected))
    if let next = order.first(where: { rest.contains(people[$0].stay) }) { selected = next }
  }

  package func chooseHouse() {
    let place = houses.firstIndex { $0.id == house?.id }
    app.chooseHouse("House", houses, at: place, named: \.name) { [weak self] house in
      guard let self else { return }
      self.house = house
      slots = []
      wanted = nil
      stated = nil
      selected = 0
      await readSheet()
    }
  }
}
