import Records
import Storage

/// The doses that are due in one house, one key for each of them.
///
/// Each key is saved before the next is taken, so that nothing is lost with the terminal, and whoever opens the round
/// goes on with it where it stands.
@MainActor
package final class MedicineModel: LineAsking {
  package let app: AppModel
  package private(set) var houses: [House] = []
  package private(set) var house: House?
  package internal(set) var sheet = MedicineSheet()
  /// Which round is shown.
  package private(set) var place = 0
  /// The dose at the cursor: it stays the same whatever rows come and go around it.
  private var held: PlannedDose?
  package internal(set) var mode: Mode = .looking
  /// The time on the wall that was stated for the dose at the cursor.
  package internal(set) var stated: Stated?
  /// The time that was stated for a round whose time is over, for the lines that follow.
  package internal(set) var paperTime: WallTime?
  package private(set) var isLoaded = false
  /// The last line of this screen, which may be taken back for some minutes.
  var last: Written?
  /// The round that whoever opened it wants; nil for the one that is due.
  private var wanted: Instant?

  package struct House: Sendable, Hashable {
    package let id: RecordID
    package let name: DisplayText
    package let zone: Zone
    /// Where one person alone may give a controlled drug at night: the hours of the night.
    package let single: RoundHours?
  }

  package enum Mode: Sendable {
    case looking
    /// The word or two that a line needs.
    case telling(Telling)
    /// When a dose was given, and the key that waits for it.
    case timing(TextLine, of: PlannedDose, then: DoseStatus?)
    /// What stands on a label.
    case reading(Label)

    /// What is being typed; nil while nothing is.
    var line: TextLine? {
      get {
        switch self {
        case .looking: nil
        case .telling(let telling): telling.line
        case .timing(let line, _, _): line
        case .reading(let label): label.line
        }
      }
      set {
        guard let newValue else { return }
        switch self {
        case .looking: break
        case .telling(var telling):
          telling.line = newValue
          self = .telling(telling)
        case .timing(_, let dose, let status): self = .timing(newValue, of: dose, then: status)
        case .reading(var label):
          label.line = newValue
          self = .reading(label)
        }
      }
    }
  }

  package struct Stated: Sendable, Hashable {
    package let dose: PlannedDose
    package let time: WallTime
    package let moment: Instant
  }

  /// A line that was just written.
  struct Written: Sendable {
    let id: RecordID
    let medicine: MedicineSheet.Medicine
    let dose: PlannedDose?
    /// When it was due, as the line says; nil for one that stands beside another.
    let due: Instant?
    let status: DoseStatus
    /// The line that it took the place of.
    let former: MedicineSheet.Line?
    let happenedAt: Instant
    let at: Instant
  }

  package init(_ app: AppModel, house: RecordID? = nil, at wanted: Instant? = nil) {
    self.app = app
    self.wanted = wanted
    self.house = house.map { House(id: $0, name: "", zone: .utc, single: nil) }
  }

  package var crumb: DisplayText {
    guard let house else { return "Medicines" }
    guard let round else { return "Medicines › \(house.name)" }
    return "Medicines › \(house.name) \(time(round.due))"
  }
  /// While words are typed no key moves the dose or the round.
  package var scopes: [Scope] { takesText ? [] : [.medicine] }
  package var line: TextLine? {
    get { mode.line }
    set { mode.line = newValue }
  }

  // MARK: What is shown

  package var rounds: [DoseRound] { sheet.rounds }
  package var round: DoseRound? { rounds.indices.contains(place) ? rounds[place] : nil }
  package var now: Instant { app.clock.now() }
  package var doses: [PlannedDose] { round.map { sheet.doses(of: $0, at: now, keeping: held) } ?? [] }
  /// The dose at the cursor; nil where it is planned no more and no other was chosen yet.
  package var dose: PlannedDose? {
    guard let held, round != nil else { return nil }
    return sheet.doses.first(where: held.isSame)
  }
  /// The row of the cursor; -1 where it is at none.
  package var selected: Int { held.flatMap { row(of: $0) } ?? -1 }

  func row(of dose: PlannedDose) -> Int? { doses.firstIndex(where: dose.isSame) }

  /// Moves the cursor to a dose of the shown round.
  func choose(_ dose: PlannedDose) { if row(of: dose) != nil { held = dose } }
  /// The medicine at the cursor, or the one of which a dose is being told; none while a label is read.
  package var medicine: MedicineSheet.Medicine? {
    switch mode {
    case .telling(let telling): telling.pressed.medicine
    case .reading: nil
    case .looking, .timing: dose.flatMap { sheet.medicines[$0.medicine] }
    }
  }
  /// Who stands at the cursor, or whose dose or label is being written: their allergies are the ones to be seen.
  package var person: MedicineSheet.Person? {
    switch mode {
    case .telling(let telling): person(of: telling.pressed.medicine.resident)
    case .reading(let label): person(of: label.person.resident)
    case .looking, .timing: dose.flatMap { person(of: $0.resident) }
    }
  }

  package func person(of resident: RecordID) -> MedicineSheet.Person? {
    sheet.people.first { $0.resident == resident }
  }
  package func standing(_ dose: PlannedDose) -> DoseStanding { sheet.standing(of: dose, at: now) }
  package func time(_ moment: Instant) -> WallTime { sheet.zone.wall(at: moment).time }

  /// The doses of the shown round for which a key is still to be pressed.
  package var left: [PlannedDose] { doses.filter { !sheet.isSettled($0) } }

  /// How a round stands, in a word.
  package func word(_ round: DoseRound) -> (text: DisplayText, isUrgent: Bool) {
    let standings = round.doses.map { standing($0) }
    let missed = standings.count { $0 == .missed }
    if missed > 0 { return ("\(missed) MISSED", true) }
    let late = standings.count { $0 == .late }
    if late > 0 { return ("\(late) late", true) }
    if standings.allSatisfy({ $0 == .settled }) {
      // What nobody gave is written down, and never done.
      let lost = writtenAsMissed(round.doses)
      return (lost > 0 ? "\(lost) missed, written" : "done", false)
    }
    return standings.contains(.due) ? ("due", false) : ("to come", false)
  }

  /// How many of some doses are written down as missed.
  func writtenAsMissed(_ doses: [PlannedDose]) -> Int {
    doses.count { sheet.line(of: $0)?.status == .missed }
  }

  package var status: DisplayText {
    switch mode {
    case .timing(let line, let dose, _):
      let hint = standing(dose) == .missed ? "for example 0804" : "for example 0804; Enter alone is now"
      return "At what time was that? (\(hint)): \(line.text)_"
    case .telling(let telling):
      return "\(telling.words(sheet)): \(telling.line.text)_"
    case .reading(let label):
      return "\(label.words): \(label.line.text)_"
    case .looking: break
    }
    guard isLoaded else { return "" }
    if house == nil { return "You see no open house." }
    if rounds.isEmpty {
      return houses.count > 1
        ? "Nothing is due at set times here. H opens another house, w the when-needed."
        : "Nothing is due at set times in this house. w shows what is taken when needed."
    }
    guard let dose, let person else {
      return "The dose at the cursor is planned no more: choose another with the arrows."
    }
    if let stated, stated.dose.isSame(dose) {
      return "Given at \(stated.time): press the key of what became of it."
    }
    if let paperTime, standing(dose) == .missed {
      return "Given at \(paperTime), as the one before; Enter states another time."
    }
    let who: DisplayText = "\(person.room) \(person.name)."
    return left.isEmpty
      ? who + " Every dose of this round has a line." : who + " Person, photograph, label; then one key."
  }

  package var position: DisplayText {
    doses.isEmpty ? "" : "row \(selected + 1) of \(doses.count)"
  }

  package var offers: [Offer]? {
    let offer = { (key: String, title: String, short: String) in
      Offer(id: "", key: key, title: title, short: short, availability: .yes)
    }
    switch mode {
    case .looking: return nil
    case .telling: return [offer("Enter", "Save the line", "save"), offer("Esc", "No line", "not now")]
    case .reading: return [offer("Enter", "Go on", "next"), offer("Esc", "Write nothing", "not now")]
    case .timing: return [offer("Enter", "Take this time", "take"), offer("Esc", "As before", "not now")]
    }
  }

  // MARK: Reading

  package func settle() async { if !isLoaded, app.open != nil { await refresh() } }

  /// Reads everything anew: what changed may be a line, but also a stop, a pause or an allergy.
  package func refresh() async {
    guard let session = app.session else { return }
    let rows = await MedicineReader.houses(app)
    houses = rows.rows.map { row in
      let zone = rows[.timeZone, row].flatMap { Zone($0) } ?? session.zone
      let night = rows[.allowsSingleSignature, row] == true ? RoundReader.hours(rows, row, session) : nil
      return House(id: row.id, name: DisplayText(rows[.name, row] ?? ""), zone: zone, single: night)
    }
    if let known = house?.id ?? app.medicineHouse, let former = houses.first(where: { $0.id == known }) {
      house = former
    } else {
      house = await mostPressing()
    }
    await readSheet()
  }

  /// The first house where a dose is late, else where one is due, else the first.
  private func mostPressing() async -> House? {
    var due: House?
    // Who leads more houses than a person walks through chooses one.
    for house in houses.prefix(12) where houses.count > 1 {
      let reader = MedicineReader(app, house.id)
      let sheet = await reader.outline(around: house.zone.day(at: now), in: house.zone)
      let standings = Set(sheet.doses.map { sheet.standing(of: $0, at: now) })
      if standings.contains(.late) { return house }
      if due == nil, standings.contains(.due) { due = house }
    }
    return due ?? houses.first
  }

  /// Reads everything of the house anew.
  func readSheet() async {
    let now = now
    guard let house else {
      sheet = MedicineSheet()
      isLoaded = true
      return
    }
    let shown = round?.due ?? wanted
    let day = house.zone.day(at: shown ?? now)
    let read = await MedicineReader(app, house.id).sheet(around: day, in: house.zone)
    guard app.open != nil else { return }
    sheet = read
    arrange(shown)
    if held == nil { chooseFirst() }
    endIdleQuestion()
    isLoaded = true
  }

  /// Ends the question about a dose that is planned no more, where nothing was said of it yet: its row is gone, and what
  /// is typed would be seen nowhere.
  private func endIdleQuestion() {
    let asked: PlannedDose?
    switch mode {
    case .timing(_, let dose, _): asked = dose
    case .telling(let telling):
      let isBegun = !telling.answers.isEmpty || !telling.line.text.isEmpty || telling.ask == nil
      asked = isBegun ? nil : telling.pressed.dose
    case .looking, .reading: asked = nil
    }
    if let asked, !sheet.doses.contains(where: asked.isSame) { mode = .looking }
  }

  /// Reads what others and oneself have written since.
  func readLines() async {
    guard let house else { return }
    var read = sheet
    await MedicineReader(app, house.id).readLines(into: &read)
    guard app.open != nil else { return }
    sheet = read
    arrange(round?.due)
  }

  /// Stays at the round that is shown, or goes to the one that is due.
  private func arrange(_ shown: Instant?) {
    let now = now
    let named = shown.flatMap { due in rounds.firstIndex { $0.due == due } }
    let isOpen = { (round: DoseRound) in round.doses.contains { !self.sheet.isSettled($0) } }
    let isOn =
      rounds.firstIndex { $0.window.contains(now) && isOpen($0) }
      ?? rounds.lastIndex { $0.window.contains(now) }
    let late = rounds.firstIndex { $0.doses.contains { standing($0) == .late } }
    let next = rounds.firstIndex { $0.due > now }
    let holding = held.flatMap { dose in rounds.firstIndex { $0.doses.contains(where: dose.isSame) } }
    place = named ?? holding ?? isOn ?? late ?? next ?? max(0, rounds.count - 1)
  }

  /// Moves the cursor to the first dose of the shown round for which a key is to be pressed.
  private func chooseFirst() {
    held = nil
    let doses = doses
    held = doses.first { !sheet.isSettled($0) } ?? doses.first
  }

  package func forget() {
    wanted = round?.due ?? wanted
    held = nil
    stated = nil
    paperTime = nil
    sheet = MedicineSheet()
    mode = .looking
    last = nil
    isLoaded = false
  }

  package func chosenRecord() async -> Record? {
    guard let dose, let (registrar, session) = app.open, let type = registrar.catalogue["medications"] else {
      return nil
    }
    do throws(RegistrarError) {
      return try await registrar.record(dose.medicine, of: type, for: session)
    } catch {
      await app.say(error)
      return nil
    }
  }

  /// Says what is left of the round that is on: it stays open for whoever comes.
  package func keep() async {
    guard let round, round.window.contains(now), !left.isEmpty, left.count < doses.count else { return }
    app.message = Message("\(leftWords) Whoever comes goes on with them.")
  }

  /// How many are left, and the first of their rooms.
  package var leftWords: DisplayText {
    var rooms: [DisplayText] = []
    for room in left.compactMap({ person(of: $0.resident)?.room }) where !rooms.contains(room) {
      rooms.append(room)
    }
    let count = left.count == 1 ? "1 dose" : "\(left.count) doses"
    return "\(count) left: \(rooms.prefix(8).joined(separator: ", "))\(rooms.count > 8 ? " …" : "")."
  }

  // MARK: Moving

  package func move(by step: Int) {
    let doses = doses
    let row = min(max(0, selected + step), max(0, doses.count - 1))
    held = doses.indices.contains(row) ? doses[row] : nil
    stated = nil
  }

  /// Shows another round; beyond the days that are read those before or after.
  package func turn(by step: Int) async {
    stated = nil
    paperTime = nil
    if rounds.indices.contains(place + step) {
      place += step
      chooseFirst()
      return
    }
    guard let house, let days = sheet.days else { return }
    let day = step < 0 ? days.lowerBound : days.upperBound
    guard day <= house.zone.day(at: now) else {
      app.message = Message("Later rounds are still to come.", .refused)
      return
    }
    let shown = round?.due
    let read = await MedicineReader(app, house.id).sheet(around: day, in: house.zone)
    guard app.open != nil else { return }
    sheet = read
    let others = rounds.indices.filter { index in
      shown.map { step < 0 ? rounds[index].due < $0 : rounds[index].due > $0 } ?? true
    }
    place = (step < 0 ? others.last : others.first) ?? min(place, max(0, rounds.count - 1))
    chooseFirst()
  }

  /// Goes to the next dose for which a key is to be pressed, from where the cursor is and round.
  func moveOn() {
    let doses = doses
    let row = selected
    let order = doses.dropFirst(row + 1) + doses.prefix(max(0, row))
    if let next = order.first(where: { !sheet.isSettled($0) }) { held = next }
  }

  package func chooseHouse() {
    let place = houses.firstIndex { $0.id == house?.id }
    app.chooseHouse("House", houses, at: place, named: \.name) { [weak self] house in
      guard let self else { return }
      self.house = house
      app.medicineHouse = house.id
      sheet = MedicineSheet()
      wanted = nil
      stated = nil
      paperTime = nil
      held = nil
      await readSheet()
    }
  }
}
