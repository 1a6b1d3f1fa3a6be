import Records
import Storage

/// Taking back the last lines that were written here.
extension RoundModel {
  /// A line that was written here, and what it took the place of.
  struct Written: Sendable {
    var id: RecordID?
    let pressed: Pressed
    let former: RoundSheet.Line?
    /// When the key was pressed.
    let at: Instant
    /// The search for them ended with it.
    var endsSearch = false

    init(_ id: RecordID?, _ pressed: Pressed, former: RoundSheet.Line?, at: Instant) {
      self.id = id
      self.pressed = pressed
      self.former = former
      self.at = at
    }
  }

  package var takesBack: TakeBack? {
    guard let last = written.last else {
      // What was done elsewhere before is still undone from here.
      return app.undoable.isEmpty
        ? TakeBack(availability: .no("You wrote no line here just now. Another key on a line corrects it."))
        : nil
    }
    let name = last.pressed.person.name
    if last.endsSearch {
      let key = app.keymap.keys(of: "round.missing").first ?? "M"
      return TakeBack(
        availability: .no("\(name) is back, and that stands. If it was not so, \(key) opens a new search."))
    }
    guard let round = sheet.round(in: last.pressed.window),
      sheet.lines[round.id]?[last.pressed.person.stay] != nil
    else {
      return TakeBack(
        availability: .no(
          "Your last line is of another round, of \(time(last.pressed.window.lowerBound)). Go back to it first."
        ))
    }
    if round.state != "under_way" {
      let state = round.state == "done" ? "finished" : "broken off"
      return TakeBack(
        availability: .no("The round is \(state). Press the right key for \(name) and say why."))
    }
    guard app.clock.now() < last.at.adding(minutes: AppModel.undoMinutes) else {
      return TakeBack(
        availability: .no("That was more than five minutes ago. Press the right key for \(name)."))
    }
    return TakeBack(availability: .yes) { [weak self] in await self?.takeBack(last) }
  }

  /// Writes that the last line was a mistake; where it took the place of another, that one's words stand again.
  private func takeBack(_ last: Written) async {
    guard let (registrar, session) = app.open, let round = sheet.round(in: last.pressed.window) else {
      return
    }
    let person = last.pressed.person
    guard let standing = sheet.lines[round.id]?[person.stay], standing.id == last.id else {
      written.removeLast()
      app.message = Message(
        "\(person.name) has another line since. Press the right key for them.", .refused)
      return
    }
    var line = newLine(
      round.id, person, last.former?.status.rawValue ?? RoundReader.mistaken,
      at: last.former?.at ?? standing.at, registrar)
    let words = last.former.flatMap { $0.words.isBlank ? nil : $0.words.text }
    line[last.former?.status == .present ? .activity : .note] = words
    line[.correctsID] = standing.id
    do throws(RegistrarError) {
      _ = try await registrar.save([line], command: app.clock.newID(), for: session)
      written.removeLast()
      // The line before stands again under a new number.
      for index in written.indices where written[index].id == last.former?.id { written[index].id = line.id }
      await readLines()
      selected = people.firstIndex { $0.stay == person.stay } ?? selected
      let stands: DisplayText =
        last.former.map { "They stand as \($0.status.word) again." } ?? "They have no line now."
      app.message = Message("Taken back: \(person.name), \(standing.status.word). \(stands)")
    } catch {
      await app.say(error)
      await readLines()
    }
  }
}
