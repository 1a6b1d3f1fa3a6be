import Records
import Storage

/// One line to go anywhere or do anything: records, lists, commands.
@MainActor
package final class PaletteModel: ScreenModel {
  package let app: AppModel
  package private(set) var line = TextLine()
  package private(set) var results: [Result] = []
  package private(set) var selected = 0
  /// Something of what was found answers to every typed word.
  private var isWhole = true
  /// When it looks again, because names are still being read; nil once all are there.
  package private(set) var deadline: Instant?
  /// The record that the cursor was on when the palette opened, for commands on it.
  let record: Record?
  private let deeds: [Deed]

  package enum Group: String, Sendable {
    case records = "RECORDS"
    case lists = "LISTS"
    case commands = "COMMANDS"
    case unavailable = "NOT AVAILABLE"
  }

  package struct Result: Sendable {
    package let group: Group
    package let title: DisplayText
    package let detail: DisplayText
    package let key: String
    /// The record that it leads to: two people may be called alike.
    package var record: RecordID?
    /// What was typed is one of the other names of the command, whole.
    var isCalledSo = false
    /// It first leads to the list in which somebody or something is to be chosen for it.
    var isOnOthers = false
    package let choose: @MainActor @Sendable () async -> Void

    fileprivate func isSame(as other: Result) -> Bool {
      (group, title, detail, record) == (other.group, other.title, other.detail, other.record)
    }
  }

  package init(_ app: AppModel, on record: Record?, deeds: [Deed]) {
    self.app = app
    self.record = record
    self.deeds = deeds
  }

  package var crumb: DisplayText { "Go to or do anything" }
  package var scopes: [Scope] { [.palette] }
  package var takesText: Bool { true }
  package var status: DisplayText {
    guard results.indices.contains(selected) else {
      if deadline != nil { return "Looking…" }
      return line.isEmpty
        ? "Type a name, a reference or what you want to do."
        : "Nothing of that name. Try fewer letters, or another word."
    }
    let count = results.count == 1 ? "1 result" : "\(results.count) results"
    if deadline != nil { return "\(count) so far; still looking… \(results[selected].title)." }
    if !isWhole {
      return "Nothing has all of these words; \(count) with some. \(results[selected].title)."
    }
    return "\(count). \(results[selected].title)."
  }

  package func typed(_ key: Key) async -> Bool {
    if line.isEmpty, key == .backspace { return true }
    guard line.edit(key) else { return false }
    await search()
    return true
  }

  package func pasted(_ text: String) async {
    line.insert(text)
    await search()
  }

  /// Searches anew, and stays at what is chosen: a change elsewhere puts nothing else under Enter.
  package func refresh() async {
    let chosen = results.indices.contains(selected) ? results[selected] : nil
    await search()
    if let place = chosen.flatMap({ chosen in results.firstIndex { $0.isSame(as: chosen) } }) {
      selected = place
    }
  }

  package func due(at now: Instant) async { await refresh() }

  package func forget() { (results, deadline) = ([], nil) }

  package func move(by step: Int) { selected = min(max(0, selected + step), max(0, results.count - 1)) }

  package func choose() async {
    guard results.indices.contains(selected) else { return }
    let result = results[selected]
    app.drop()
    await result.choose()
  }

  /// What narrows the search: `@` people, `#` rooms and beds, `!` commands, `?` help, `=` a reference.
  private var sigil: Character? { line.characters.first.flatMap { "@#!?=>".contains($0) ? $0 : nil } }

  private func search() async {
    selected = 0
    let text = sigil == nil ? line.text : String(line.text.dropFirst())
    var named: [Result] = []
    deadline = nil
    if sigil != "!" && sigil != "?" { named = await records(text) }
    let said = Destinations.withoutSmallWords(text)
    // Who asks for something new is not looking for what is called so.
    let rest = PaletteModel.withoutNew(said)
    let lists = sigil == nil || sigil == ">" ? app.destinations?.matching(rest ?? said, limit: 8) : nil
    var deeds: [Result] = []
    if sigil == nil || sigil == "!" || sigil == ">" { deeds += additions(said) }
    if sigil == nil || sigil == "!" || sigil == ">" || sigil == "?" { deeds += commands(said) }
    // A list that answers to some of the words is less than a deed that answers to all of them.
    // One value of one field comes last: who types what they want to do finds that first.
    let places = lists?.found.filter { $0.part == nil }.map { result($0) } ?? []
    let parts = lists?.found.filter { $0.part != nil }.map { result($0) } ?? []
    // Who types what happened wants to write it down, more than to read what else happened so.
    let isDoing = sigil == nil || sigil == "!" || sigil == ">"
    let told = isDoing ? beginnings(said) : []
    let kinds = told.map { result($0) }
    let beyond = isDoing ? deedsElsewhere(said) : []
    isWhole =
      !named.isEmpty || !deeds.isEmpty || !kinds.isEmpty || !beyond.isEmpty || lists?.isWhole != false
    let isListed = lists?.isWhole == true && rest == nil
    let others = isListed ? places + deeds + kinds : deeds + kinds + beyond + places
    // A name that only has the letters somewhere in it is meant less than what happens, typed whole.
    let isTold = told.first?.isCalled(by: Destinations.words(of: said)) == true
    let isName = named.contains { PaletteModel.matches($0.title.text, text) }
    var results = (isTold && !isName ? others + named : named + others) + parts + (isListed ? beyond : [])
    // A command that begins with the typed words is meant before what only has them in its name.
    let isBegun = { (result: Result) in
      result.group == .commands && !result.isOnOthers && Self.begins(result.title.text, with: text)
    }
    results = results.filter(isBegun) + results.filter { !isBegun($0) }
    // Who types the whole name of a list means it, whatever else has the word in its name.
    if lists != nil, let list = app.destinations?.called(text).map(result) {
      results = [list] + results.filter { $0.group != .lists || $0.title != list.title }
    }
    // And who types the whole name of a command means that, also before a list that is called so.
    if let command = meant(by: text, in: results) {
      results = [command] + results.filter { $0.group != .commands || $0.title != command.title }
    }
    self.results = results.filter { $0.group != .unavailable } + results.filter { $0.group == .unavailable }
  }

  /// Whether a title begins with all the typed words, whole.
  private static func begins(_ title: String, with text: String) -> Bool {
    let typed = Destinations.words(of: text)
    return !typed.isEmpty && Destinations.words(of: title).starts(with: typed)
  }

  /// Whether a title has the typed words and no other, but for those of going there.
  private static func isCalled(_ title: String, _ text: String) -> Bool {
    let (typed, words) = (Destinations.words(of: text), Destinations.words(of: title))
    return !typed.isEmpty && (words == typed || words == ["go", "to"] + typed)
  }

  /// The command of that name; else one that people also call so, unless a record's name begins so or what can be
  /// done with the chosen one.
  private func meant(by text: String, in results: [Result]) -> Result? {
    let commands = results.filter { $0.group == .commands && !$0.isOnOthers }
    if let called = commands.first(where: { Self.isCalled($0.title.text, text) }) { return called }
    let isNearer =
      deeds.contains { $0.availability.isYes && Self.begins($0.title, with: text) }
      || results.contains { $0.group == .records && Self.begins($0.title.text, with: text) }
    return isNearer ? nil : commands.first { $0.isCalledSo }
  }

  /// Whether the typed words are a name but for the small ones.
  private static func isSaid(_ name: String, _ text: String) -> Bool {
    let typed = Destinations.words(of: text)
    return !typed.isEmpty && Destinations.words(of: Destinations.withoutSmallWords(name)) == typed
  }

  private func records(_ text: String) async -> [Result] {
    guard let (registrar, session) = app.open, !text.allSatisfy(\.isWhitespace) else { return [] }
    let types: [String] =
      sigil == "@" ? ["residents", "memberships"] : sigil == "#" ? ["rooms", "beds"] : []
    do throws(RegistrarError) {
      var found = try await registrar.find(text, in: types, limit: 12, for: session)
      if found.isEmpty, sigil == nil { found = try await records(withKind: text) }
      // Of very many the names come little by little, beside what is typed.
      if try await registrar.advanceDirectories(for: session, milliseconds: 0) < 1 {
        deadline = app.clock.now().adding(milliseconds: 200)
      }
      let living = sigil == "@" ? [:] : try await living(in: found)
      return found.flatMap { found in [found] + (living[found.id] ?? []) }.map { found in
        Result(
          group: .records, title: DisplayText(found.title), detail: DisplayText(found.detail), key: "Enter",
          record: found.id
        ) {
          [app] in await app.open(found.type, found.id)
        }
      }
    } catch {
      return []
    }
  }

  /// The records that a kind and a name mean, such as “bed 12”; none where no kind of record stands first.
  ///
  /// A room and its beds are called by one number.
  private func records(withKind text: String) async throws(RegistrarError) -> [Suggestion] {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let (registrar, session) = app.open, words.count > 1,
      let kind = words.first.map({ Text.folded(String($0)) }),
      let type = registrar.catalogue.types.first(where: { type in
        !type.tags.contains(.internalOnly)
          && [type.singular, type.title].contains { Text.folded($0) == kind }
      })
    else { return [] }
    let places = ["rooms", "beds"]
    return try await registrar.find(
      words.dropFirst().joined(separator: " "), in: places.contains(type.id) ? places : [type.id], limit: 12,
      for: session)
  }

  /// Who has a bed in the rooms that were found, or such a bed itself, as far as the session may know; a room's number
  /// is also the way to them.
  private func living(in found: [Suggestion]) async throws(RegistrarError) -> [RecordID: [Suggestion]] {
    let (rooms, beds) = (found.filter { $0.type == "rooms" }, found.filter { $0.type == "beds" })
    guard let (registrar, session) = app.open, !rooms.isEmpty || !beds.isEmpty,
      ["beds", "bed_assignments"].allSatisfy({ registrar.catalogue[$0].map(app.mayRead) == true })
    else { return [:] }
    let inside = try await registrar.records(
      Query("beds").where(.roomID, among: rooms.map(\.id)), for: session)
    var places = Dictionary(beds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for bed in inside {
      if let id = bed.id, let room = rooms.first(where: { $0.id == bed[.roomID] }) { places[id] = room }
    }
    let assignments = try await registrar.records(
      Query("bed_assignments").where(.bedID, among: places.keys.sorted()).whereEmpty(.endsAt), for: session)
    let names = try await registrar.names(
      of: assignments.compactMap { $0[.residentID].map { ("residents", $0) } }, for: session)
    var living: [RecordID: [Suggestion]] = [:]
    for assignment in assignments {
      guard let resident = assignment[.residentID], let name = names[resident],
        let place = assignment[.bedID].flatMap({ places[$0] })
      else { continue }
      living[place.id, default: []].append(
        Suggestion(
          id: resident, type: "residents", title: name, detail: "lives in \(place.title) · \(place.detail)"))
    }
    return living
  }

  private func result(_ destination: Destination) -> Result {
    let entry = destination.entry
    return Result(
      group: .lists, title: DisplayText(destination.title), detail: "list, \(DisplayText(entry.area))",
      key: ""
    ) { [app] in
      await app.openList(
        entry.type, conditions: destination.part.map { [$0.condition] }, words: destination.part?.words)
    }
  }

  /// New records that the role may make, found by what they are and by what people say for making one.
  private func additions(_ text: String) -> [Result] {
    guard let (registrar, session) = app.open, !text.allSatisfy(\.isWhitespace) else { return [] }
    return Menu.entries(for: session.role, registrar.matrix, registrar.catalogue).compactMap { entry in
      guard let type = registrar.catalogue[entry.type], type.comesAbout.isEmpty,
        !type.tags.contains(.internalOnly),
        registrar.matrix.scope(of: .create, for: session.role, on: type.resource) != nil,
        PaletteModel.matches("new add report write log \(type.singular) \(type.title)", text)
      else { return nil }
      let new = Record(type).about(record)
      return Result(group: .commands, title: "New \(type.singular)…", detail: told(by: new), key: "") {
        [app] in
        await app.add(new)
      }
    }.prefix(5).map(\.self)
  }

  private func beginnings(_ text: String) -> [Beginning] {
    app.destinations?.beginnings(text, limit: 4) ?? []
  }

  private func result(_ beginning: Beginning) -> Result {
    let new = beginning.record.about(record)
    return Result(group: .commands, title: DisplayText(beginning.title), detail: told(by: new), key: "") {
      [app] in
      await app.add(new)
    }
  }

  /// Whom a new record is begun about, where that is who the cursor was on.
  private func told(by new: Record) -> DisplayText {
    guard let record, record.type.id == "residents", new.residentMeant == record.id else { return "" }
    return "about \(DisplayText(app.name(of: record)))"
  }

  private func commands(_ text: String) -> [Result] {
    let below = app.screens.dropLast().last?.model.scopes ?? []
    let scopes = Set(below + [.everywhere])
    let general = app.commands.all.filter {
      (scopes.contains($0.scope) || $0.isReachedFromAnywhere) && $0.id != "app.palette"
    }.compactMap { command -> Result? in
      let availability = command.availability(app)
      let title = command.name(in: app).title
      let isTitle = PaletteModel.matches(title, text)
      let isFound = isTitle || command.otherNames.contains { PaletteModel.matches($0, text) }
      guard isFound, availability != .elsewhere else { return nil }
      let help = EmergencyNumber.filled(command.help, in: app.session?.country)
      let isKeyThere = scopes.contains(command.scope)
      let key = isKeyThere ? app.keymap.keys(of: command.id).first ?? "" : ""
      var found = result(title, detail: isTitle ? "" : help, key: key, availability) { [app] in
        await app.perform(command.id)
      }
      found?.isCalledSo = command.otherNames.contains { Self.isSaid($0, text) }
      return found
    }
    guard let record else { return general }
    let name = app.name(of: record)
    return deeds.compactMap { deed in
      let title = "\(deed.title), \(name)"
      guard PaletteModel.matches(title, text) else { return nil }
      return result(
        title, key: app.keymap.keys(of: deed.id).first ?? "", deed.availability, choose: deed.begin)
    } + general
  }

  private func result(
    _ title: String, detail: String = "", key: String, _ availability: Availability,
    choose: @escaping @MainActor @Sendable () async -> Void
  ) -> Result? {
    switch availability {
    case .yes:
      return Result(
        group: .commands, title: DisplayText(title), detail: DisplayText(detail), key: key, choose: choose)
    case .no(let reason):
      return Result(group: .unavailable, title: DisplayText(title), detail: DisplayText(reason), key: "") {
        [app] in
        app.message = Message(DisplayText(reason), .refused)
      }
    case .confidential: return nil
    }
  }

  /// What is typed after a word for making something; nil where it does not begin with one.
  private static func withoutNew(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count > 1, let first = words.first,
      ["new", "add", "report", "write", "log"].contains(Text.folded(String(first)))
    else {
      return nil
    }
    return words.dropFirst().joined(separator: " ")
  }

  /// Whether every typed word begins some word of the title, in any order and without accents.
  package static func matches(_ title: String, _ text: String) -> Bool {
    let (words, typed) = (Destinations.words(of: title), Destinations.words(of: text))
    if typed.isEmpty { return text.allSatisfy(\.isWhitespace) }
    return typed.allSatisfy { word in words.contains { $0.hasPrefix(word) } }
  }
}
