import Records
import Storage

/// Writing lines.
extension RoundModel {
  /// Takes the key for how the chosen person was seen.
  package func mark(_ status: RoundStatus) async {
    sought = nil
    guard let person, let slot else { return }
    guard slot.window.lowerBound <= app.clock.now() else {
      app.message = Message(
        "This round is due at \(time(slot.window.lowerBound)). Tab shows the others.", .refused)
      return
    }
    let line = line(of: person)
    if isFinished, let line {
      guard line.status != status else {
        app.message = Message("That is what the line says.", .refused)
        return
      }
      let pressed = Pressed(status: status, person: person, window: slot.window)
      if await asksForReturn(pressed, at: line.at, corrects: line) { return }
      var telling = Telling(pressed: pressed, at: line.at, corrects: line)
      telling.line.set(kept[pressed.place] ?? "")
      mode = .telling(telling)
      return
    }
    let pressed = Pressed(status: status, person: person, window: slot.window)
    guard let moment else {
      mode = .timing(TextLine(), then: pressed)
      return
    }
    await begin(pressed, at: moment)
  }

  /// Asks what the line needs beside the key, or saves it.
  private func begin(_ pressed: Pressed, at moment: Instant) async {
    if await asksForReturn(pressed, at: moment, corrects: nil) { return }
    var telling = Telling(pressed: pressed, at: moment, corrects: nil)
    guard pressed.status.question != nil else {
      await save(telling, words: "")
      return
    }
    telling.line.set(kept[pressed.place] ?? proposed(pressed))
    mode = .telling(telling)
  }

  /// What stands in a line before anybody types.
  private func proposed(_ pressed: Pressed) -> String {
    pressed.status == .notFound && pressed.person.isMissing ? "Still looked for." : ""
  }

  package func stopTyping() {
    if let (words, pressed) = typing { keep(words, of: pressed) }
    mode = .looking
  }

  /// The words of the line that is being written, and whom they are about; nil where none are asked for yet.
  private var typing: (words: String, pressed: Pressed)? {
    switch mode {
    // The second question is why a finished line is changed; what comes back is the answer to the first.
    case .telling(let telling): (telling.activity ?? telling.line.text, telling.pressed)
    case .sighting(let sighting): sighting.words.map { ($0, sighting.pressed) }
    case .looking, .timing: nil
    }
  }

  /// Says that no line was written, and keeps what was typed for the next time the key is pressed.
  ///
  /// What stood there by itself is proposed anew where it is still true.
  private func keep(_ text: String, of pressed: Pressed) {
    let words = text.stripped
    let isTyped = !words.isEmpty && words != proposed(pressed)
    kept[pressed.place] = isTyped ? words : nil
    let typed: DisplayText =
      isTyped
      ? " “\(words)” is kept: \(app.keymap.keys(of: pressed.status.command).first ?? "the key") brings it back."
      : ""
    app.message = Message("No line is written of \(pressed.person.name)." + typed)
  }

  package func enter() async {
    switch mode {
    case .looking: break
    case .telling(let telling): await finish(telling)
    case .timing(let line, let pressed): await take(line.text, then: pressed)
    case .sighting(let sighting): await goOn(sighting)
    }
  }

  // MARK: Times

  package func askTime() {
    guard slot != nil else {
      app.message = Message("This house makes no rounds.", .refused)
      return
    }
    mode = .timing(TextLine(), then: nil)
  }

  /// Takes the time at which the people of the lines that follow were seen.
  private func take(_ text: String, then pressed: Pressed?) async {
    guard let window = pressed?.window ?? slot?.window, let night = sheet.night else {
      app.message = Message("The round is not read yet. Press Enter again.", .refused)
      return
    }
    let words = text.filter { !$0.isWhitespace }
    if words.isEmpty {
      stated = nil
      mode = .looking
      if moment == nil, pressed != nil { app.message = Message("Say when: this round is over.", .refused) }
      return
    }
    let field = Field.time(FieldKey("seen_at"), "Seen at")
    guard case .value(.time(let time), _) = app.read(words, as: field) else {
      app.message = Message("Type a time such as 0204.", .refused)
      return
    }
    guard let moment = night.moment(time, near: window) else {
      app.message = Message("There was no \(time) that night: the clocks skipped it.", .refused)
      return
    }
    guard moment <= app.clock.now() else {
      app.message = Message("\(time) is still to come.", .refused)
      return
    }
    guard night.isNear(moment, window) else {
      app.message = Message(elsewhere(time, moment, night), .refused)
      return
    }
    stated = time
    mode = .looking
    if let pressed { await begin(pressed, at: moment) }
  }

  /// Says to which round a time belongs that is far from the shown one.
  private func elsewhere(_ stated: WallTime, _ moment: Instant, _ night: NightRounds) -> DisplayText {
    guard let other = night.window(at: moment) else {
      return "\(stated) lies outside the rounds of this night. Tab and Shift-Tab show the others."
    }
    return
      "\(stated) belongs to the round of \(time(other.lowerBound)): Esc, go to it with Tab or Shift-Tab, then t."
  }

  // MARK: Saving

  private func finish(_ telling: Telling) async {
    var telling = telling
    let words = telling.line.text.stripped
    guard !words.isEmpty else {
      app.message = Message("\(telling.question.text.capitalizedFirst)? A word or two.", .refused)
      return
    }
    if telling.status == .present, telling.activity == nil {
      guard telling.corrects != nil else {
        await save(telling, words: words)
        return
      }
      telling.activity = words
      telling.line = TextLine()
      mode = .telling(telling)
      return
    }
    if let former = telling.corrects {
      await correct(former, telling, reason: words)
    } else {
      await save(telling, words: words)
    }
  }

  /// Writes the line of the person for whom the key was pressed, with the round where this is its first.
  ///
  /// What was typed stays where it is until it is saved.
  ///
  /// - Returns: Whether it is.
  @discardableResult
  func save(_ telling: Telling, words: String) async -> Bool {
    guard let house, let (registrar, session) = app.open else {
      app.message = Message("It is not saved yet: press Enter again.", .refused)
      return false
    }
    let (person, status, moment) = (telling.pressed.person, telling.status, telling.at)
    let round = sheet.round(in: telling.pressed.window)
    do throws(RegistrarError) {
      if let round { try await open(round, at: moment) }
      let begun = round == nil ? newRound(telling.pressed.window, at: moment, house.id, registrar) : nil
      guard let id = round?.id ?? begun?.id else { return false }
      var line = newLine(id, person, status.rawValue, at: moment, registrar)
      line[status == .present ? .activity : .note] = words.isEmpty ? nil : words
      line[.correctsID] = sheet.corrected(of: person.stay, on: id)
      let former = sheet.lines[id]?[person.stay]
      _ = try await registrar.save(
        [begun, line].compactMap(\.self), command: app.clock.newID(), for: session)
      mode = .looking
      kept[telling.pressed.place] = nil
      written.append(Written(line.id, telling.pressed, former: former, at: app.clock.now()))
      await readLines()
      guard slot?.window.lowerBound == telling.pressed.window.lowerBound else { return true }
      selected = people.firstIndex { $0.stay == person.stay } ?? selected
      moveOn()
      if left.isEmpty, !isFinished { await finishWhatIsWhole() }
      if status == .notFound, !person.isMissing {
        sought = person
        let key = app.keymap.keys(of: "round.missing").first ?? "M"
        app.message = Message("\(person.name) is not found. \(key) opens the search for them.")
      }
      return true
    } catch {
      // Somebody else may have begun it at the same moment: theirs is gone on with by the next key.
      await app.say(error)
      await readLines()
      return false
    }
  }

  /// Finishes a round whose last line was just saved: that it cannot be finished takes nothing from the line.
  private func finishWhatIsWhole() async {
    do throws(RegistrarError) { try await finishRound() } catch {
      await app.say(error)
      await readLines()
    }
  }

  /// Takes up a round that was broken off, and moves its beginning where somebody was seen before it.
  private func open(_ round: RoundSheet.Round, at moment: Instant) async throws(RegistrarError) {
    if round.state == "broken_off" { try await perform("round.take-up", on: round.id) }
    if round.state != "done", moment < round.beganAt {
      try await perform("round.began-earlier", on: round.id, ["started_at": .instant(moment)])
    }
  }

  private func newRound(
    _ window: Range<Instant>, at moment: Instant, _ house: RecordID, _ registrar: Registrar
  ) -> Record {
    var round = Record(registrar.catalogue.type("rounds"))
    round.id = app.clock.newID()
    round[.houseID] = house
    round[.kind] = "night"
    round[.startedAt] = moment
    round[.windowFromAt] = window.lowerBound
    round[.windowUntilAt] = window.upperBound
    return round
  }

  func newLine(
    _ round: RecordID, _ person: RoundSheet.Person, _ status: String, at moment: Instant,
    _ registrar: Registrar
  ) -> Record {
    var line = Record(registrar.catalogue.type("round_checks"))
    line.id = app.clock.newID()
    line[.roundID] = round
    line[.stayID] = person.stay
    line[.residentID] = person.resident
    line[.status] = status
    line[.checkedAt] = moment
    return line
  }

  /// Adds a line to a finished round that takes the place of another and keeps its time.
  @discardableResult
  func correct(_ former: RoundSheet.Line, _ telling: Telling, reason: String) async -> Bool {
    let person = telling.pressed.person
    guard let round = sheet.round(in: telling.pressed.window), let (registrar, session) = app.open else {
      app.message = Message("It is not saved yet: press Enter again.", .refused)
      return false
    }
    var line = newLine(round.id, person, telling.status.rawValue, at: former.at, registrar)
    line[.activity] = telling.activity
    line[.note] = reason
    line[.correctsID] = former.id
    do throws(RegistrarError) {
      _ = try await registrar.save([line], command: app.clock.newID(), for: session)
      mode = .looking
      kept[telling.pressed.place] = nil
      written = []
      await readLines()
      app.message = Message("\(person.name): \(former.status.word) is corrected; the first line stays.")
      return true
    } catch {
      await app.say(error)
      return false
    }
  }

  // MARK: Ending

  /// Finishes the round once everybody due has a line.
  package func complete() async {
    guard let slot else { return }
    guard left.isEmpty else {
      app.message = Message(leftWords, .refused)
      return
    }
    if isFinished {
      app.message = Message("This round is finished.", .refused)
      return
    }
    do throws(RegistrarError) {
      if round == nil, sheet.left(in: slot.window).isEmpty {
        app.message = Message("Nobody is due in this round.", .refused)
        return
      }
      try await finishRound()
    } catch {
      await app.say(error)
    }
  }

  /// Those whose line the round writes itself: also who is not due in it, for every row that says so is filled in.
  private var toFill: [RoundSheet.Person] { people.filter { filled($0) != nil } }

  /// Writes the lines of those who are away, and finishes the round.
  private func finishRound() async throws(RegistrarError) {
    guard let slot, let house, let (registrar, session) = app.open, await nobodyIsBack() else { return }
    let now = app.clock.now()
    var records: [Record] = []
    let begun = round == nil ? newRound(slot.window, at: now, house.id, registrar) : nil
    guard let id = round?.id ?? begun?.id else { return }
    if let begun { records.append(begun) }
    records += toFill.compactMap { person in
      filled(person).map { status in
        var line = newLine(id, person, status.rawValue, at: moment ?? now, registrar)
        line[.correctsID] = sheet.corrected(of: person.stay, on: id)
        return line
      }
    }
    if !records.isEmpty { _ = try await registrar.save(records, command: app.clock.newID(), for: session) }
    try await perform("round.complete", on: id)
    await readLines()
    let lines = sheet.lines[id] ?? [:]
    let seen = lines.values.count { $0.status.isSeen }
    let others = RoundStatus.allCases.filter { !$0.isSeen }.compactMap { status -> DisplayText? in
      let count = lines.values.count { $0.status == status }
      return count > 0 ? "\(count) \(status.word)" : nil
    }
    let words = (["\(seen) seen" as DisplayText] + others).joined(separator: ", ")
    app.message = Message("The round of \(time(slot.window.lowerBound)) is finished: \(words).")
  }

  /// Whether those whose lines are to be filled in are still away; who is back is asked for.
  private func nobodyIsBack() async -> Bool {
    guard let slot, let house else { return false }
    let away = toFill
    if away.isEmpty { return true }
    let leaves = await RoundReader(app, house.id).leave(of: away.map(\.resident))
    let changed = away.filter { RoundStatus.away(leaves[$0.resident] ?? "") != $0.away }
    for index in sheet.people.indices where changed.contains(sheet.people[index]) {
      sheet.people[index].away = RoundStatus.away(leaves[sheet.people[index].resident] ?? "")
    }
    // Who is back and not due in this round is asked for in their own.
    let asked = changed.filter { sheet.isDue($0, in: slot.window) }
    guard let first = asked.first else { return true }
    selected = people.firstIndex { $0.stay == first.stay } ?? selected
    let names = asked.map(\.name).joined(separator: ", ")
    app.message = Message(
      "No longer where the round would say: \(names). Press a key for how they were seen.", .refused)
    return false
  }

  private func perform(
    _ id: String, on round: RecordID, _ answers: [String: Value] = [:]
  ) async throws(RegistrarError) {
    guard let (registrar, session) = app.open, let (type, action) = app.declaredAction(id) else { return }
    let record = try await registrar.record(round, of: type, for: session)
    _ = try await registrar.perform(
      action, on: record, answers: answers, command: app.clock.newID(), for: session)
  }

  /// Opens the search for the chosen person, with what the line of this round says of them.
  package func beginSearch() async {
    guard let person = sought ?? person else { return }
    sought = nil
    let line = line(of: person)
    let isSought = line?.status == .notFound
    await app.beginMissing(
      person.resident, kind: isSought ? "not_found_on_round" : "missing",
      noticed: isSought ? line?.at : nil, note: isSought ? line?.words.text ?? "" : "")
  }

  /// Asks why the round is broken off; what was seen stands.
  package func breakOff() async {
    guard let round, round.state == "under_way", let (registrar, session) = app.open,
      let (type, action) = app.declaredAction("round.break-off")
    else {
      app.message = Message("No round is under way here.", .refused)
      return
    }
    do throws(RegistrarError) {
      await app.begin(action, on: [try await registrar.record(round.id, of: type, for: session)])
    } catch {
      await app.say(error)
    }
  }
}

extension String {
  /// The text without blanks at its ends.
  var stripped: String {
    let rest = drop { $0.isWhitespace }
    return String(
      rest.prefix(
        upTo: (rest.lastIndex { !$0.isWhitespace }).map { rest.index(after: $0) } ?? rest.startIndex))
  }
}
