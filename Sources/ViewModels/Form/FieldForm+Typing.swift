import Records
import Storage

/// What a key or pasted text does to the focused entry.
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

  func put(_ value: Value, title: String? = nil) {
    record[entries[focus].field.name] = value
    fill(focus, from: value, name: title)
    entries[focus].isTouched = true
    entries[focus].isFollowing = false
    entries[focus].warning = nil
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

  func take(_ found: Suggestion) async {
    let title = await told(found)
    let former = entries[focus].lastChosen
    put(.reference(found.id), title: title)
    entries[focus].chosen = Suggestion(id: found.id, type: found.type, title: title, detail: found.detail)
    await renewFollowers(of: focus, insteadOf: former)
    await writeFromTemplate(of: focus)
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

  /// Begins at the first field that is still empty, where there is one.
  package func focusFirstEmpty() {
    if let first = shown.first(where: { record[entries[$0].field.name].isEmpty }) { setFocus(first) }
  }

  private func changed() async {
    entries[focus].isTouched = true
    entries[focus].isFollowing = false
    entries[focus].warning = nil
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
