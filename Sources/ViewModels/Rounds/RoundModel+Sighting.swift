import Records
import Storage

/// Somebody who is looked for was seen: it is asked, written down, and ends the search.
extension RoundModel {
  /// A line about somebody who is looked for, and how far the questions about it are.
  package struct Sighting: Sendable {
    package let pressed: Pressed
    /// When they were seen.
    let at: Instant
    /// The line of a finished round that it corrects.
    let corrects: RoundSheet.Line?
    /// The search for them; nil where this role does not read it.
    let search: RecordID?
    /// `19 Nov 17:00`; empty where it is not known.
    let since: DisplayText
    var stage: Stage = .asked

    enum Stage: Sendable {
      case asked
      case how(TextLine)
      case harm(String)
    }

    /// What is being typed; nil while y or n answers.
    package var line: TextLine? {
      get { if case .how(let line) = stage { line } else { nil } }
      set { if case .how = stage, let newValue { stage = .how(newValue) } }
    }

    /// What was typed of how they are; nil before that is asked.
    var words: String? {
      switch stage {
      case .asked: nil
      case .how(let line): line.text
      case .harm(let words): words
      }
    }

    package var question: DisplayText {
      let name = pressed.person.name
      switch stage {
      case .asked:
        let since: DisplayText = since.isBlank ? "" : " since \(since)"
        return "\(name) is looked for\(since). Did you see them in the house?"
      case .how(let line):
        let asked = pressed.status == .present ? "Doing what, and how are they" : "How are they"
        return "\(name) is back. \(asked)? \(line.text)_"
      case .harm: return "Did \(name) tell of harm?"
      }
    }
  }

  /// Asks before somebody who is looked for is written down as seen; false where nobody looks for them, or where they
  /// were seen before it was noticed that they are gone.
  func asksForReturn(_ pressed: Pressed, at moment: Instant, corrects: RoundSheet.Line?) async -> Bool {
    guard pressed.status.isSeen else { return false }
    let (search, failed) = await MissingReader(app).search(for: pressed.person.resident)
    let isKnown = !failed && app.registrar?.catalogue["missing_episodes"].map(app.mayRead) == true
    guard search != nil || pressed.person.isMissing && !isKnown else { return false }
    if let noticed = search?.noticed, moment < noticed { return false }
    mode = .sighting(
      Sighting(
        pressed: pressed, at: moment, corrects: corrects, search: search?.id,
        since: search?.noticed.map { DisplayText(app.shown(.instant($0))) } ?? ""))
    return true
  }

  package func typed(_ key: Key) async -> Bool {
    if case .sighting(let sighting) = mode, sighting.line == nil { return await answered(key, sighting) }
    switch key {
    case .escape where takesText: stopTyping()
    case .enter where takesText: await enter()
    default: return line?.edit(key) ?? false
    }
    return true
  }

  private func answered(_ key: Key, _ sighting: Sighting) async -> Bool {
    switch (key, sighting.stage) {
    case (.character("y"), .asked): await wasSeen(sighting)
    case (.character("n"), .asked), (.escape, .asked):
      mode = .looking
      let key = app.keymap.keys(of: RoundStatus.notFound.command).first ?? "n"
      app.message = Message(
        "No line is written of \(sighting.pressed.person.name). \(key) says that they were not found.")
    case (.character("y"), .harm(let words)): await bringBack(sighting, words, isHarmed: true)
    case (.character("n"), .harm(let words)): await bringBack(sighting, words, isHarmed: false)
    case (.escape, .harm(let words)): ask(sighting, words)
    case (.character, _), (.enter, _):
      app.message = Message(sighting.question + " y for yes, n for no.", .refused)
    default: return false
    }
    return true
  }

  private func ask(_ sighting: Sighting, _ words: String) {
    var asked = sighting
    asked.stage = .how(TextLine(words))
    mode = .sighting(asked)
  }

  private func wasSeen(_ sighting: Sighting) async {
    let asleep = sighting.pressed.status == .asleep ? "Asleep, breathing seen." : ""
    ask(sighting, kept[sighting.pressed.place] ?? asleep)
  }

  /// Takes how they are; whoever may end the search is asked about harm as well.
  func goOn(_ sighting: Sighting) async {
    let words = sighting.line?.text.stripped ?? ""
    guard !words.isEmpty else {
      app.message = Message("How are they? A word or two.", .refused)
      return
    }
    if sighting.search != nil, Command.maySearch(app).isYes {
      var asked = sighting
      asked.stage = .harm(words)
      mode = .sighting(asked)
      return
    }
    guard await write(sighting, words) else { return }
    app.message = Message(
      "\(sighting.pressed.person.name) is written down as seen. The search still runs: tell whoever leads the house now."
    )
  }

  private func write(_ sighting: Sighting, _ words: String) async -> Bool {
    var telling = Telling(pressed: sighting.pressed, at: sighting.at, corrects: sighting.corrects)
    guard let former = sighting.corrects else { return await save(telling, words: words) }
    telling.activity = sighting.pressed.status == .present ? words : nil
    return await correct(former, telling, reason: words)
  }

  /// Writes down that they were seen, and then that they are back: what was seen stands whatever becomes of the search.
  private func bringBack(_ sighting: Sighting, _ words: String, isHarmed: Bool) async {
    guard await write(sighting, words), let search = sighting.search, let (registrar, session) = app.open,
      let (type, action) = app.declaredAction("missing.return")
    else { return }
    let said = app.message
    do throws(RegistrarError) {
      let episode = try await registrar.record(search, of: type, for: session)
      _ = try await registrar.perform(
        action, on: episode,
        answers: [
          "returned_at": .instant(sighting.at), "finder": .text("staff"),
          "condition_on_return": .text(words), "harm_disclosed": .flag(isHarmed),
        ], command: app.clock.newID(), for: session)
      isBack(sighting.pressed.person)
      let key = app.keymap.keys(of: "go.missing").first ?? "g w"
      let back: DisplayText =
        "\(sighting.pressed.person.name) is back since \(time(sighting.at)). \(key) has who must be told."
      app.message = Message([back, said?.text ?? ""].filter { !$0.isBlank }.joined(separator: " "))
    } catch {
      await app.say(error)
      guard app.open != nil else { return }
      let key = app.keymap.keys(of: "go.missing").first ?? "g w"
      app.message = Message(
        "What you saw is written. The search still runs: \(error.words) \(key) goes on with it.", .failed)
    }
  }

  private func isBack(_ person: RoundSheet.Person) {
    for index in sheet.people.indices where sheet.people[index].stay == person.stay {
      sheet.people[index].isMissing = false
    }
    if let last = written.indices.last { written[last].endsSearch = true }
  }
}

extension RoundStatus {
  /// The command whose key writes it.
  var command: String {
    switch self {
    case .asleep: "round.asleep"
    case .present: "round.present"
    case .out: "round.out"
    case .leave: "round.leave"
    case .hospital: "round.hospital"
    case .notFound: "round.not-found"
    case .declined: "round.declined"
    }
  }
}
