import Records
import Storage

/// What an entry offers to choose from.
extension FieldForm {
  /// Takes a day from the calendar: with the time that the entry had, else the time is still to be typed.
  func put(momentOn day: Day) {
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

  /// Opens what the field offers: records, choices, or a calendar; of what is typed and stands for nothing yet, what
  /// answers to it.
  package func choose() async {
    guard let entry = focused else { return }
    let typed = entry.value.isEmpty ? entry.line.text : ""
    switch entry.field.kind {
    case .reference:
      await suggest(everything: typed.isEmpty)
      if case .suggestions(let found, _) = popup, found.isEmpty { await suggest(everything: true) }
    case .choice(let choices): popup = offered(app.members(of: choices), matching: typed) ?? offered(choices)
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
      if let words = whyNoChoice { app.message = Message(DisplayText(words), .refused) }
    }
  }

  /// Why the field at the cursor offers nothing to choose from; nil where it offers something.
  var whyNoChoice: String? {
    guard let entry = focused, !entry.hasChoice else { return nil }
    let field = entry.field
    return field.help.isEmpty ? "There is no list for \(field.label.lowercasedFirst): type it." : field.help
  }

  func suggest(everything: Bool = false) async {
    guard let target = entries[focus].field.target, let (registrar, session) = app.open else { return }
    let words = everything ? "" : entries[focus].line.text
    do throws(RegistrarError) {
      var offer = entries[focus].field.offer?.resolved(for: record, about: subject)
      if offer?.putsOnShiftFirst == true, offer?.holders?.house == nil {
        offer?.holders?.house = await houseOfResident()
      }
      let found = try await registrar.find(words, in: [target], limit: 50, offer: offer, for: session)
      popup = .suggestions(found, selected: 0)
      entries[focus].problem = nil
    } catch {
      entries[focus].problem = error.words
    }
  }

  /// Where whom the record is about lives now: who stands beside is there.
  private func houseOfResident() async -> RecordID? {
    guard let resident = record[.residentID] ?? subject?[.residentID] else { return nil }
    let rows = await app.rows(
      "residents", [.equals("id", .reference(resident))], fields: ["current_house_id"], limit: 1)
    return rows.rows.first.flatMap { rows[.currentHouseID, $0] }
  }

  func offer(_ choices: Choices, matching text: String) {
    popup = offered(app.members(of: choices), matching: text)
  }

  /// All of some choices.
  private func offered(_ choices: Choices) -> Popup? { offered(app.members(of: choices), matching: "") }

  /// Those of some choices that answer to a text, without what an act alone writes; nil for none.
  func offered(_ choices: [Choice], matching text: String) -> Popup? {
    let folded = Text.folded(text)
    let withheld = focused?.field.writtenByActs ?? []
    let members = choices.filter { choice in
      if withheld.contains(choice.code) { return false }
      return folded.isEmpty || choice.code == folded || choice.answers(to: folded)
    }
    return members.isEmpty ? nil : .choices(members, selected: 0)
  }
}

extension Field {
  /// The steps of its scale as they are chosen from: `3 moderate`.
  var steps: [Choice] {
    scale.map { choice in Choice(choice.code, step(.integer(Int(choice.code) ?? 0)) ?? choice.label) }
  }
}
