import Records
import Storage

/// The rooms and beds of a house, floor by floor, with who is in them.
@MainActor
package final class BedBoardModel: ScreenModel {
  package let app: AppModel
  /// The houses that the session covers, by name.
  package private(set) var houses: [House] = []
  package private(set) var house: House?
  package private(set) var board = Board()
  package var place = Board.Place() {
    didSet { if place != oldValue { detail = nil } }
  }
  package var mode: Mode = .looking
  /// What stands below the board about the chosen bed; nil until it is read.
  package private(set) var detail: BedDetail?
  package private(set) var outlook: BedOutlook?
  /// What the role may do here, read with the board.
  package private(set) var availability: [String: Availability] = [:]
  private(set) var isLoaded = false
  /// What is looked through while a name or room is typed.
  var finder = BedFinder()

  package struct House: Sendable, Hashable {
    package let id: RecordID
    package let name: DisplayText
  }

  package enum Mode: Sendable {
    case looking
    /// Where a resident should go is being chosen.
    case moving(BedMove)
    /// A name or room is being typed.
    case finding(TextLine)
  }

  /// Where the person was last: they come back to that house and bed.
  package struct Last: Sendable, Hashable {
    package let house: RecordID
    package let bed: RecordID?
  }

  private let last: Last?

  package init(_ app: AppModel, at last: Last? = nil) {
    self.app = app
    self.last = last
  }

  package var crumb: DisplayText { house.map { "Rooms › \($0.name)" } ?? "Rooms" }
  package var scopes: [Scope] { [.beds] }

  package var takesText: Bool {
    if case .looking = mode { false } else { true }
  }

  package var floor: Board.Floor? {
    board.floors.indices.contains(place.floor) ? board.floors[place.floor] : nil
  }
  package var room: Board.Room? { board.room(at: place) }
  package var bed: Board.Bed? { board.bed(at: place) }

  /// How many rooms stand side by side in the window as it is.
  package var columns: Int {
    switch app.size.tier {
    case .wide: max(1, (app.size.columns - 1) / 20)
    case .standard: max(1, (app.size.columns - 2) / 13)
    case .narrow, .tiny, .none: 1
    }
  }

  /// While somebody is moved or looked for the footer says how that goes on and how it ends.
  package var offers: [Offer]? {
    switch mode {
    case .looking: nextAction.map(offersWithFirst)
    case .moving(let move):
      [
        offer("Enter", "Show what would change", move.isRequest ? "ask for this bed…" : "move here…"),
        offer("Esc", "Leave everything as it is", "not now"),
      ]
        + app.offers(in: [.beds], whileTyping: false).filter { $0.id == "bed.floor-next" }
    case .finding:
      [
        offer("Enter", "Stay there", "stay there"), offer("↓", "The next one", "next"),
        offer("↑", "The former one", "former"), offer("Esc", "Stop looking", "stop"),
      ]
    }
  }

  /// The footer as ever, with what comes next for the chosen bed at its head.
  private func offersWithFirst(_ id: String) -> [Offer] {
    let all = app.offers(in: scopes + [.everywhere], whileTyping: false).filter { $0.id != "help.show" }
    return all.filter { $0.id == id } + all.filter { $0.id != id }
  }

  private func offer(_ key: String, _ title: String, _ short: String) -> Offer {
    Offer(id: "", key: key, title: title, short: short, availability: .yes)
  }

  package var status: DisplayText {
    switch mode {
    case .finding(let line): return "Find a room or a person: \(line.text)_"
    case .moving(let move):
      return move.line.isEmpty ? move.words : "To “\(move.line.text)_”. \(move.words)"
    case .looking: break
    }
    guard isLoaded else { return "" }
    guard let floor, !floor.rooms.isEmpty else {
      return house == nil ? "There is no house for you to see." : "This house has no beds yet."
    }
    return "\(floor.name): \(board.census(ofFloor: place.floor).words)."
  }

  package var position: DisplayText {
    guard let floor, !floor.rooms.isEmpty else { return "" }
    return "room \(place.room + 1) of \(floor.rooms.count)"
  }

  package func refresh() async {
    await readHouses()
    await readBoard()
    await readAvailability()
    if case .moving(var move) = mode {
      move.target = nil
      mode = .moving(move)
    }
  }

  package func settle() async {
    if !isLoaded, app.open != nil { await refresh() }
    if case .moving = mode { await lookAhead() }
    if case .looking = mode, let house { app.bedPlace = Last(house: house.id, bed: bed?.facts.id) }
    guard detail == nil else { return }
    detail = await readDetail()
    outlook = makeOutlook()
  }

  package func forget() {
    board = Board()
    detail = nil
    outlook = nil
    finder = BedFinder()
    mode = .looking
    isLoaded = false
  }

  package func chosenRecord() async -> Record? {
    guard let bed else {
      guard let room else { return nil }
      return await record("rooms", room.id)
    }
    if let resident = bed.use?.resident, bed.standing.isInUse { return await record("residents", resident) }
    return await record("beds", bed.facts.id)
  }

  /// One whole record, or nil with what went wrong said.
  func record(_ typeID: String, _ id: RecordID) async -> Record? {
    guard let (registrar, session) = app.open, let type = registrar.catalogue[typeID] else { return nil }
    do throws(RegistrarError) {
      return try await registrar.record(id, of: type, for: session)
    } catch {
      await app.say(error)
      return nil
    }
  }
}

// MARK: Reading

extension BedBoardModel {
  private func readHouses() async {
    let rows = await app.rows(
      "houses", [.differs("state", .text("closed"))], fields: ["name"], by: "name", limit: 1_000)
    houses = rows.rows.map { House(id: $0.id, name: DisplayText(rows[.name, $0] ?? "")) }
    if let house, let same = houses.first(where: { $0.id == house.id }) {
      self.house = same
    } else {
      house = houses.first { $0.id == last?.house } ?? houses.first
    }
  }

  /// Reads the board of the house and stays on the bed that was chosen.
  private func readBoard() async {
    guard let house else {
      board = Board()
      isLoaded = true
      return
    }
    let chosen = isLoaded ? bed?.facts.id : last?.bed
    let read = await BoardReader(app, house.id).board()
    guard app.open != nil else { return }
    board = read
    isLoaded = true
    place = chosen.flatMap { board.place(ofBed: $0) } ?? nearest(place)
    detail = nil
  }

  private func nearest(_ place: Board.Place) -> Board.Place {
    if board.bed(at: place) != nil { return place }
    guard board.room(at: place) != nil else { return Board.Place() }
    return Board.Place(floor: place.floor, room: place.room)
  }

  /// Shows another house; who is being moved goes along.
  package func show(_ house: House) async {
    self.house = house
    if case .moving(var move) = mode {
      move.target = nil
      mode = .moving(move)
    } else {
      mode = .looking
    }
    board = Board()
    place = Board.Place()
    await readBoard()
  }

  private func readAvailability() async {
    guard let (registrar, session) = app.open else { return }
    for id in BedBoardModel.actions {
      guard let (type, action) = app.declaredAction(id) else { continue }
      availability[id] = await registrar.availability(
        of: action.right,
        on: action.resource.flatMap { resource in
          registrar.catalogue.types.first { $0.resource == resource }
        } ?? type, for: session)
    }
  }

  /// The actions that have a key of their own here.
  static let actions = [
    "resident.move", "resident.ask-move", "bed.hold", "room.close", "room.reopen", "bed.cleaned",
    "bed.inspect", "bed.back-in-service", "closure.end",
  ]

  private func makeOutlook() -> BedOutlook? {
    guard let floor, let bed, let room else { return nil }
    var rows = [
      (name: rowName(room, bed), room: room.name(of: bed), bed: bed.facts, note: note(bed))
    ]
    let coming = floor.rooms.flatMap { room in room.beds.map { (room, $0) } }.first {
      $1.standing == .reserved && $1.facts.id != bed.facts.id
    }
    if let (room, next) = coming {
      rows.append((rowName(room, next), room.name(of: next), next.facts, note(next)))
    }
    return BedOutlook(
      floor.beds.map(\.facts), rows: rows, now: app.clock.now(), today: app.wall.day,
      zone: app.session?.zone ?? .utc)
  }

  private func rowName(_ room: Board.Room, _ bed: Board.Bed) -> DisplayText {
    let name = room.name(of: bed)
    return bed.standing == .void || bed.standing == .closed
      ? "\(name) \(bed.standing.word)" : "\(name) \(bed.headline)"
  }

  private func note(_ bed: Board.Bed) -> DisplayText {
    guard bed.standing == .reserved, let use = bed.use else { return "" }
    let day = app.shown(.day((app.session?.zone ?? .utc).day(at: use.from)))
    return "\(bed.name) moves in \(day)"
  }
}

// MARK: Moving over the board

extension BedBoardModel {
  package func move(_ way: Board.Way) { place = board.step(way, from: place, columns: columns) }

  package func turnFloor(by step: Int) { place = board.floor(step, from: place) }

  package func toFirst() { place = Board.Place(floor: place.floor) }

  package func toLast() {
    guard let floor, let last = floor.rooms.last else { return }
    place = Board.Place(floor: place.floor, room: floor.rooms.count - 1, bed: max(0, last.beds.count - 1))
  }

  package func chooseHouse() {
    guard houses.count > 1 else {
      app.message = Message("This is the only house you see.", .refused)
      return
    }
    let options = houses.map { house in
      PickerModel.Option(house.name) { [weak self] in
        await self?.show(house)
        await self?.settle()
      }
    }
    let place = houses.firstIndex { $0.id == house?.id } ?? 0
    app.push(.picker(PickerModel(app, "House", options, selected: place)))
  }

  package func typed(_ key: Key) async -> Bool {
    switch mode {
    case .looking: return false
    case .moving(var move):
      switch key {
      case .escape where !move.line.isEmpty:
        move.line = TextLine()
        app.message = nil
        mode = .moving(move)
      case .escape:
        app.message = nil
        await stopMoving()
      case .enter: await finishMove()
      default:
        return await typed(key, choosingFor: &move)
      }
      return true
    case .finding(var line):
      switch key {
      case .enter, .escape: mode = .looking
      case .down, .up: await findNext(line, by: key == .down ? 1 : -1)
      default:
        guard line.edit(key) else { return false }
        mode = .finding(line)
        await find(line)
      }
      return true
    }
  }

  /// Goes where the typed letters lead: none of them leaves the board, or who types a room number loses the move.
  private func typed(_ key: Key, choosingFor move: inout BedMove) async -> Bool {
    switch key {
    case .character("/") where move.line.isEmpty: return true
    case .character, .backspace: break
    default: return false
    }
    guard move.line.edit(key) else { return false }
    mode = .moving(move)
    await find(move.line)
    return true
  }

  package func pasted(_ text: String) async {
    switch mode {
    case .looking: return
    case .finding(var line):
      line.insert(text)
      mode = .finding(line)
      await find(line)
    case .moving(var move):
      move.line.insert(text)
      mode = .moving(move)
      await find(move.line)
    }
  }
}

extension BedCensus {
  /// `14 occupied, 2 hospital, 1 void, 1 closed`.
  package var words: DisplayText {
    BedStanding.allCases.filter { self[$0] > 0 }.map { "\(self[$0]) \($0.word)" as DisplayText }
      .joined(separator: ", ").or("no beds")
  }
}
