import Records
import Storage

/// From what stands in the entries to the record, and back to what is wrong in them.
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
    guard !entry.line.text.allSatisfy(\.isWhitespace) else {
      emptyFollowers(of: index)
      return true
    }
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
