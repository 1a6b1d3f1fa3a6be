import Records
import Storage

/// Fields being filled in: the part that forms of records and questions of actions have in common.
@MainActor
package final class FieldForm {
  package let app: AppModel
  package private(set) var record: Record
  /// What the questions are about; nil for the fields of a record itself.
  var subject: Record?
  package private(set) var entries: [Entry]
  /// The place of the focused entry in `entries`.
  package private(set) var focus = 0
  package private(set) var popup: Popup?
  /// Whether anything was typed since the last draft.
  package var isDirty = false
  /// What the record held when the form was opened.
  private let former: Record
  /// Nothing that was typed stands there still: there is nothing to keep.
  package var isBlank: Bool {
    entries.allSatisfy { entry in
      !entry.isTouched
        || entry.line.isEmpty && entry.value.isEmpty && former[entry.field.name].isEmpty
    }
  }
  /// What stood in it was dropped from memory and is not back yet.
  package private(set) var isForgotten = false

  package init(_ app: AppModel, _ record: Record, fields: [Field]) {
    self.app = app
    self.record = record
    former = record
    entries = fields.map { Entry($0.speaking(in: app.session?.country)) }
    for index in entries.indices { fill(index, from: record[entries[index].field.name], name: nil) }
    focus = shown.first ?? 0
  }

  /// The places of the entries that are asked now.
  package var shown: [Int] { entries.indices.filter { entries[$0].field.isShown(record) } }

  package var focused: Entry? { entries.indices.contains(focus) ? entries[focus] : nil }

  package func setFocus(_ index: Int) {
    focus = index
    popup = nil
  }

  /// Asks `fields` of `record` from now on; what stands in those that are asked already is kept.
  func ask(_ record: Record, _ fields: [Field]) {
    let former = Dictionary(entries.map { ($0.field.name, $0) }, uniquingKeysWith: { $1 })
    let focused = self.focused?.field.name
    self.record = record
    entries = fields.map { declared in
      let field = declared.speaking(in: app.session?.country)
      if let entry = former[field.name], entry.field.kind == field.kind { return entry.asked(as: field) }
      return Entry(field)
    }
    for index in entries.indices where former[entries[index].field.name]?.field.kind != fields[index].kind {
      fill(index, from: record[fields[index].name], name: nil)
    }
    focus = entries.firstIndex { $0.field.name == focused } ?? shown.first ?? 0
  }

  package var problemCount: Int { shown.count { entries[$0].problem != nil } }

  /// Puts the names of referenced records into their fields.
  package func name(_ names: [RecordID: String]) {
    for index in entries.indices {
      guard case .reference(let id) = record[entries[index].field.name], let name = names[id],
        let target = entries[index].field.target, entries[index].line.isEmpty
      else { continue }
      entries[index].chosen = Suggestion(id: id, type: target, title: name, detail: "")
      entries[index].line.set(name)
    }
  }

  /// The residents whom it names, chosen or offered.
  var residents: Set<RecordID> {
    var named = entries.compactMap(\.chosen)
    if case .suggestions(let offered, _) = popup { named += offered }
    return Set(named.filter { $0.type == "residents" }.map(\.id))
  }

  /// Puts these names in place of those that stand there, and offers nobody by an old one any more.
  func rename(_ names: [RecordID: String]) {
    if names.isEmpty { return }
    for index in entries.indices {
      guard let chosen = entries[index].chosen, let name = names[chosen.id] else { continue }
      entries[index].chosen = Suggestion(id: chosen.id, type: chosen.type, title: name, detail: "")
      entries[index].line.set(name)
    }
    if case .suggestions(let offered, _) = popup, offered.contains(where: { names[$0.id] != nil }) {
      popup = nil
    }
  }

  package func set(_ value: Value, of name: String, title: String? = nil) {
    guard let index = entries.firstIndex(where: { $0.field.name == name }) else {
      if record.type.index(of: name) != nil { record[name] = value }
      return
    }
    record[name] = value
    fill(index, from: value, name: title)
  }

  /// Puts a text where none was typed yet; the first letter that is typed there takes its place.
  func suggest(_ text: String, for name: String) {
    guard let index = entries.firstIndex(where: { $0.field.name == name }) else { return }
    set(.text(text), of: name)
    entries[index].line.chooseAll()
  }

  private func fill(_ index: Int, from value: Value, name: String?) {
    let field = entries[index].field
    entries[index].readText = nil
    entries[index].value = value
    entries[index].problem = nil
    if case .reference(let id) = value {
      entries[index].chosen = Suggestion(id: id, type: field.target ?? "", title: name ?? "", detail: "")
      entries[index].line.set(name ?? "")
    } else if value == .damaged {
      entries[index].line.set("")
      entries[index].warning = "What is stored here is damaged. Type it again, or leave it as it is."
    } else if value == .erased {
      entries[index].line.set("")
      entries[index].warning = "What was stored here is erased."
    } else {
      entries[index].line.set(app.editable(value, of: field))
    }
  }
}

// MARK: Typing

extension FieldForm {
  package func typed(_ key: Key) async -> Bool {
    guard entries.indices.contains(focus) else { return false }
    if popup != nil, await steer(key) { return true }
    let field = entries[focus].field
    if field.kind == .flag, await flag(key) { return true }
    if key == .down || key == .up { return entries[focus].line.moveLine(by: key == .down ? 1 : -1) }
    // What was chosen is one thing: typing begins another choice, and rubbing out takes all of it.
    let isWhole = entries[focus].chosen != nil || entries[focus].isChosenCode
    if isWhole, case .character = key { entries[focus].line.set("") }
    if entries[focus].chosen != nil, key == .backspace { entries[focus].line.set("") }
    if case .character = key, entries[focus].line.isFull { sayFull(1) }
    guard entries[focus].line.edit(key) else { return false }
    await changed()
    return true
  }

  package func pasted(_ text: String) async {
    guard entries.indices.contains(focus) else { return }
    if entries[focus].field.kind == .flag { return pastedAnswer(text) }
    let left = entries[focus].line.insert(text)
    await changed()
    if left > 0 { sayFull(left) }
  }

  /// Takes a pasted yes or no; a yes-or-no field holds no other text.
  private func pastedAnswer(_ text: String) {
    switch app.read(text, as: entries[focus].field) {
    case .value(let value, _): put(value)
    case .empty, .choose: break
    case .refused(let words): app.message = Message(DisplayText(words), .refused)
    }
  }

  /// Says that what was typed or pasted is not all there.
  private func sayFull(_ left: Int) {
    let (label, limit) = (DisplayText(entries[focus].field.label), entries[focus].line.limit)
    let lost: DisplayText = left == 1 ? "the last letter is" : "the last \(String(left)) characters are"
    app.message = Message(
      "\(label) holds \(String(limit)) characters and is full: \(lost) not in it.", .refused)
  }

  /// Answers a yes-or-no field by one key.
  private func flag(_ key: Key) async -> Bool {
    switch key {
    case .character("y"), .character("Y"): put(.flag(true))
    case .character("n"), .character("N"): put(.flag(false))
    case .character(" "): put(.flag(entries[focus].value != .flag(true)))
    case .backspace, .delete: put(.empty)
    case .character: return true
    default: return false
    }
    return true
  }

  private func put(_ value: Value, title: String? = nil) {
    record[entries[focus].field.name] = value
    fill(focus, from: value, name: title)
    entries[focus].isTouched = true
    entries[focus].isFollowing = false
    entries[focus].echo = ""
    isDirty = true
    popup = nil
  }

  /// Adds a member to a list, or takes it out again.
  private func toggle(_ choice: Choice) {
    read(focus)
    var members = [String](entries[focus].value) ?? []
    if members.contains(choice.code) {
      members.removeAll { $0 == choice.code }
    } else {
      members.append(choice.code)
    }
    put(members.isEmpty ? .empty : .list(members))
  }

  private func take(_ found: Suggestion) async {
    let title = await told(found)
    put(.reference(found.id), title: title)
    entries[focus].chosen = Suggestion(id: found.id, type: found.type, title: title, detail: found.detail)
    await fillFollowers(of: focus)
  }

  /// The name of what was chosen; where another has the same one, with what tells them apart first.
  private func told(_ found: Suggestion) async -> String {
    guard let (registrar, session) = app.open, !found.detail.isEmpty else { return found.title }
    do throws(RegistrarError) {
      let same = try await registrar.find(found.title, in: [found.type], limit: 5, for: session)
      guard same.contains(where: { $0.id != found.id && $0.title == found.title }) else { return found.title }
      return "\(found.title) (\(found.detail.split(separator: " · ").first ?? ""))"
    } catch {
      // The name alone is right too; the choice stands.
      return found.title
    }
  }

  /// Fills the empty fields that follow a reference, and those that followed another choice before.
  package func fillFollowers(of index: Int) async {
    let field = entries[index].field
    let followers = entries.indices.filter { place in
      entries[place].field.source?.reference == field.name
        && (record[entries[place].field.name].isEmpty || entries[place].isFollowing)
    }
    guard !followers.isEmpty, case .reference(let id) = record[field.name],
      let (registrar, session) = app.open, let type = field.target.flatMap({ registrar.catalogue[$0] })
    else { return }
    do throws(RegistrarError) {
      let chosen = try await registrar.record(id, of: type, for: session)
      let names = try await registrar.names(of: chosen.references, for: session)
      for place in followers {
        guard let source = entries[place].field.source else { continue }
        let value = chosen[source.field] == .hidden ? .empty : chosen[source.field]
        record[entries[place].field.name] = value
        fill(place, from: value, name: RecordID(value).flatMap { names[$0] })
        entries[place].chosen = value.isEmpty ? nil : entries[place].chosen
        entries[place].isFollowing = true
      }
    } catch {
      await app.say(error)
    }
  }

  /// Begins at the first field that is still empty, where there is one.
  package func focusFirstEmpty() {
    if let first = shown.first(where: { record[entries[$0].field.name].isEmpty }) { setFocus(first) }
  }

  private func changed() async {
    entries[focus].isTouched = true
    entries[focus].isFollowing = false
    entries[focus].chosen = nil
    isDirty = true
    if entries[focus].problem != nil { read(focus) }
    let (field, text) = (entries[focus].field, entries[focus].line.text)
    if entries[focus].isReference { return await suggest() }
    if let choices = entries[focus].choices, case .choice = field.kind {
      forgetChoice()
      offer(choices, matching: text)
    } else if !field.scale.isEmpty {
      forgetChoice()
      // A number is a step as it stands; words are looked for among the steps.
      let isWord = !text.isEmpty && Int(text) == nil
      popup = isWord ? offered(field.steps, matching: text) : nil
    } else {
      // What is typed counts, and neither a list nor a calendar that hung open over it.
      entries[focus].echo = ""
      popup = nil
    }
  }

  /// What is being typed is no choice yet: the next letter belongs to it.
  private func forgetChoice() {
    entries[focus].value = .empty
    entries[focus].readText = nil
    entries[focus].echo = ""
  }

  private func steer(_ key: Key) async -> Bool {
    switch (popup, key) {
    case (.suggestions(let list, let selected), .down), (.suggestions(let list, let selected), .up):
      popup = .suggestions(list, selected: step(selected, key, list.count))
    case (.choices(let list, let selected), .down), (.choices(let list, let selected), .up):
      popup = .choices(list, selected: step(selected, key, list.count))
    case (.suggestions(let list, let selected), .enter), (.suggestions(let list, let selected), .tab):
      guard list.indices.contains(selected), key == .enter || list.count == 1 else { return false }
      await take(list[selected])
      return false
    case (.choices(let list, let selected), .enter), (.choices(let list, let selected), .tab):
      guard list.indices.contains(selected), key == .enter || !entries[focus].line.isEmpty else {
        return false
      }
      if case .list = entries[focus].field.kind {
        toggle(list[selected])
        popup = .choices(list, selected: selected)
        return true
      }
      put(value(of: list[selected]))
      return false
    case (.calendar(let day), _): return steer(day, key)
    case (.readings(let readings), .character(let digit)):
      guard let number = digit.wholeNumberValue, readings.indices.contains(number - 1) else { return false }
      put(readings[number - 1].value)
    case (.some, .escape): popup = nil
    default: return false
    }
    return true
  }

  /// What is stored for a choice: its code, or the number of a step.
  private func value(of choice: Choice) -> Value {
    if !entries[focus].field.scale.isEmpty, let number = Int(choice.code) { return .integer(number) }
    return .text(choice.code)
  }

  private func step(_ selected: Int, _ key: Key, _ count: Int) -> Int {
    count == 0 ? 0 : min(max(0, selected + (key == .down ? 1 : -1)), count - 1)
  }

  private func steer(_ day: Day, _ key: Key) -> Bool {
    switch key {
    case .left: popup = .calendar(day.adding(days: -1))
    case .right: popup = .calendar(day.adding(days: 1))
    case .up: popup = .calendar(day.adding(days: -7))
    case .down: popup = .calendar(day.adding(days: 7))
    case .pageUp: popup = .calendar(day.adding(months: -1))
    case .pageDown: popup = .calendar(day.adding(months: 1))
    case .enter:
      if entries[focus].field.kind == .instant { put(momentOn: day) } else { put(.day(day)) }
    case .escape: popup = nil
    default: return false
    }
    return true
  }
}

// MARK: Choosing

extension FieldForm {
  /// Takes a day from the calendar: with the time that the entry had, else the time is still to be typed.
  private func put(momentOn day: Day) {
    let zone = app.session?.zone ?? .utc
    popup = nil
    entries[focus].isTouched = true
    isDirty = true
    guard case .instant(let former) = entries[focus].value else {
      entries[focus].line.set(day.description + " ")
      app.message = Message("Now the time, for example 0930.")
      return
    }
    entries[focus].line.set("\(day) \(zone.wall(at: former).time)")
    read(focus)
  }

  /// Opens what the field offers: records, choices, or a calendar.
  package func choose() async {
    guard let entry = focused else { return }
    switch entry.field.kind {
    case .reference: await suggest(everything: true)
    case .choice(let choices): offer(choices, matching: "")
    case .list(let choices?): offer(choices, matching: "")
    case .integer where !entry.field.scale.isEmpty:
      let steps = entry.field.steps
      popup = .choices(steps, selected: steps.firstIndex { entry.value == .integer(Int($0.code) ?? 0) } ?? 0)
    case .day, .instant:
      switch entry.value {
      case .day(let day): popup = .calendar(day)
      case .instant(let moment): popup = .calendar((app.session?.zone ?? .utc).day(at: moment))
      default: popup = .calendar(app.wall.day)
      }
    default:
      let label = entry.field.label.lowercasedFirst
      let words = entry.field.help.isEmpty ? "There is no list for \(label): type it." : entry.field.help
      app.message = Message(DisplayText(words), .refused)
    }
  }

  private func suggest(everything: Bool = false) async {
    guard let target = entries[focus].field.target, let (registrar, session) = app.open else { return }
    let words = everything ? "" : entries[focus].line.text
    do throws(RegistrarError) {
      let offer = entries[focus].field.offer?.resolved(for: record, about: subject)
      let found = try await registrar.find(words, in: [target], limit: 50, offer: offer, for: session)
      popup = .suggestions(found, selected: 0)
      entries[focus].problem = nil
    } catch {
      entries[focus].problem = error.words
    }
  }

  private func offer(_ choices: Choices, matching text: String) {
    popup = offered(app.members(of: choices), matching: text)
  }

  /// Those of some choices that answer to a text; nil for none.
  private func offered(_ choices: [Choice], matching text: String) -> Popup? {
    let folded = Text.folded(text)
    let members = choices.filter { folded.isEmpty || $0.code == folded || $0.answers(to: folded) }
    return members.isEmpty ? nil : .choices(members, selected: 0)
  }
}

extension Field {
  /// The steps of its scale as they are chosen from: `3 moderate`.
  fileprivate var steps: [Choice] {
    scale.map { choice in Choice(choice.code, step(.integer(Int(choice.code) ?? 0)) ?? choice.label) }
  }
}

// MARK: Reading

extension FieldForm {
  /// Reads what stands in an entry into the record, with its echo or its problem.
  @discardableResult
  package func read(_ index: Int) -> Bool {
    let entry = entries[index]
    entries[index].problem = nil
    entries[index].echo = ""
    if entry.value == .damaged || entry.value == .erased, !entry.isTouched { return true }
    if entry.isReference { return readReference(index) }
    if entry.field.kind == .flag { return true }
    // A moment told from now stays the moment it was when it was typed.
    if entry.readText == entry.line.text {
      entries[index].echo = entry.echo
      return true
    }
    entries[index].readText = nil
    switch app.read(entry.line.text, as: entry.field) {
    case .empty:
      entries[index].value = .empty
      record[entry.field.name] = .empty
    case .value(let value, let echo):
      entries[index].value = value
      entries[index].echo = echo
      entries[index].readText = entry.line.text
      record[entry.field.name] = value
    case .choose(let readings):
      if index == focus { popup = .readings(readings) }
      entries[index].problem = "That time comes twice that night. Press 1 for the first, 2 for the second."
      return false
    case .refused(let words):
      entries[index].problem = words
      return false
    }
    return true
  }

  private func readReference(_ index: Int) -> Bool {
    let entry = entries[index]
    if let chosen = entry.chosen {
      entries[index].value = .reference(chosen.id)
      record[entry.field.name] = .reference(chosen.id)
      return true
    }
    record[entry.field.name] = .empty
    entries[index].value = .empty
    guard !entry.line.text.allSatisfy(\.isWhitespace) else { return true }
    entries[index].problem = "Choose one from the list: type part of the name, or press F4 to see them all."
    return false
  }

  /// Reads every entry that is asked; true where all of them read.
  package func readAll() -> Bool {
    shown.map { read($0) }.allSatisfy { $0 }
  }

  /// Leaves the focused entry: reads it, takes a single match, closes what hangs open.
  package func leave() async {
    guard entries.indices.contains(focus) else { return }
    if case .suggestions(let list, let selected) = popup, entries[focus].chosen == nil,
      !entries[focus].line.isEmpty,
      list.count == 1, list.indices.contains(selected)
    {
      await take(list[selected])
    }
    let isOpen = popup != nil
    read(focus)
    if case .readings = popup { return }
    if isOpen { popup = nil }
  }

  /// Moves the focus to the next or former entry that is asked; false at either end.
  @discardableResult
  package func advance(by step: Int) async -> Bool {
    await leave()
    let places = shown
    guard let place = places.firstIndex(of: focus) ?? places.indices.first else { return false }
    let next = place + step
    guard places.indices.contains(next) else { return false }
    setFocus(places[next])
    return true
  }

  /// Shows what the door found wrong, at its fields; what belongs to none is returned.
  package func take(_ violations: [Violation]) -> [Violation] {
    var others: [Violation] = []
    for violation in violations {
      if let name = violation.field, let index = entries.firstIndex(where: { $0.field.name == name }) {
        if violation.isWarning {
          entries[index].warning = [entries[index].warning, violation.words].compactMap(\.self)
            .joined(separator: " ")
        } else {
          entries[index].problem = violation.words
        }
      } else {
        others.append(violation)
      }
    }
    return others
  }

  /// Goes to the first entry with something to think over, or returns false where there is none.
  package func toWarning() -> Bool {
    guard let first = shown.first(where: { entries[$0].warning != nil }) else { return false }
    setFocus(first)
    return true
  }

  /// Takes away what was to be thought over.
  package func clearWarnings() { for index in entries.indices { entries[index].warning = nil } }

  /// Goes to the next entry with a problem, or returns false where there is none.
  @discardableResult
  package func toNextProblem() -> Bool {
    let wrong = shown.filter { entries[$0].problem != nil }
    guard let next = wrong.first(where: { $0 > focus }) ?? wrong.first else { return false }
    setFocus(next)
    return true
  }

  /// Goes to the first entry with a problem, or returns false where there is none.
  @discardableResult
  package func toFirstProblem() -> Bool {
    guard let first = shown.first(where: { entries[$0].problem != nil }) else { return false }
    setFocus(first)
    return true
  }
}

// MARK: Drafts

extension FieldForm {
  /// What stands in each entry, as typed; a chosen record as its identity and name.
  ///
  /// Of a record that is there already only what was typed: the rest is read from it again.
  package var content: [String: String] {
    var content: [String: String] = [:]
    for entry in entries where entry.isTouched || (record.id == nil && !entry.line.isEmpty) {
      if let chosen = entry.chosen {
        content[entry.field.name] = "\(chosen.id) \(chosen.title)"
      } else if entry.field.kind == .flag {
        content[entry.field.name] =
          entry.value == .flag(true) ? "yes" : entry.value == .flag(false) ? "no" : ""
      } else {
        content[entry.field.name] = lasting(entry)
      }
    }
    return content
  }

  /// What stands in an entry, a day or moment that was told from now as the one it was.
  private func lasting(_ entry: Entry) -> String {
    guard [.day, .instant, .time].contains(entry.field.kind) else { return entry.line.text }
    if entry.readText == entry.line.text { return app.editable(entry.value, of: entry.field) }
    guard case .value(let value, _) = app.read(entry.line.text, as: entry.field) else {
      return entry.line.text
    }
    return app.editable(value, of: entry.field)
  }

  /// Puts a draft back as it was typed.
  ///
  /// - Parameters:
  ///   - content: What stood in each field, by its name.
  ///   - decided: Fields that are settled otherwise and stay as they are.
  package func restore(_ content: [String: String], except decided: Set<String> = []) {
    isForgotten = false
    for index in entries.indices where !decided.contains(entries[index].field.name) {
      guard let text = content[entries[index].field.name] else { continue }
      entries[index].isTouched = true
      if entries[index].isReference, let id = RecordID(String(text.prefix(36))) {
        fill(index, from: .reference(id), name: String(text.dropFirst(37)))
        record[entries[index].field.name] = .reference(id)
      } else if entries[index].field.kind == .flag {
        let value: Value = text == "yes" ? .flag(true) : text == "no" ? .flag(false) : .empty
        fill(index, from: value, name: nil)
        record[entries[index].field.name] = value
      } else {
        entries[index].line.set(text)
        read(index)
      }
    }
    isDirty = false
  }

  /// Drops everything that was typed from memory.
  package func forget() {
    for index in entries.indices {
      entries[index].line.set("")
      entries[index].chosen = nil
      entries[index].value = .empty
      entries[index].echo = ""
    }
    popup = nil
    isForgotten = true
  }

  /// Shows again what the record holds, after it was dropped from the screen.
  package func recall() {
    for index in entries.indices { fill(index, from: record[entries[index].field.name], name: nil) }
    isForgotten = false
  }

  /// Takes the record as a base of the same form: its revision and values that were not touched here.
  package func rebase(on theirs: Record) {
    for index in entries.indices where !entries[index].isTouched {
      fill(index, from: theirs[entries[index].field.name], name: nil)
      record[entries[index].field.name] = theirs[entries[index].field.name]
    }
    record.revision = theirs.revision
  }
}
