import Records
import Storage

/// Writing the steps of a search.
extension MissingModel {
  /// Takes the key of a step: saved at once, at the moment of the key or at the time that was stated.
  package func step(_ kind: MissingStep.Kind) async {
    guard let sheet else { return }
    if sheet.isSearching { return await save(kind, at: stated ?? now) }
    if let told = kind.ofReturn, stated == nil { return await save(told, at: now) }
    guard let stated else {
      app.message = Message("They are back. Was it done before? Press t, say when, then the key.", .refused)
      return
    }
    await save(stated < (sheet.episode[.returnedAt] ?? now) ? kind : kind.ofReturn ?? kind, at: stated)
  }

  /// Says which key writes the step at the cursor down: Enter alone states nothing, for it is pressed out of habit.
  package func sayKey() {
    guard let rung else { return }
    app.message = Message("Nothing is written. When it is done, press \(key(of: rung)).")
  }

  private func save(_ kind: MissingStep.Kind, at moment: Instant, words: String = "") async {
    var answers: [String: Value] = ["step": .text(kind.rawValue), "done_at": .instant(moment)]
    if !words.isEmpty { answers["result"] = .text(words) }
    guard await write("missing.add-step", answers) else { return }
    let more = app.keymap.keys(of: "missing.words").first ?? "w"
    say("\(kind.word.text.capitalizedFirst) \(time(moment)).", "\(more) adds what came of it.")
  }

  /// Says what is saved and what is due next.
  private func say(_ done: DisplayText, _ hint: DisplayText = "") {
    let next = sheet?.ladder.next.map { rung -> DisplayText in
      let due = rung.due.map { " due \(time($0))" } ?? ""
      return "Next: \(rung.kind.title),\(due)."
    }
    app.message = Message([done, hint, next ?? ""].filter { !$0.isBlank }.joined(separator: " "))
  }

  // MARK: The police

  package func police() async {
    guard sheet != nil else { return }
    guard isDuringSearch else { return await step(.police) }
    mode = .police(TextLine(), at: stated ?? now)
  }

  package func declined() {
    guard isDuringSearch else {
      app.message = Message("They are back. Was it before? Press t, say when, then the key.", .refused)
      return
    }
    mode = .declined(TextLine(), at: stated ?? now)
  }

  /// Whether what is done now, or at the stated time, belongs to the search and not to the return.
  private var isDuringSearch: Bool {
    guard let sheet else { return false }
    if sheet.isSearching { return true }
    return stated.map { $0 < (sheet.episode[.returnedAt] ?? now) } ?? false
  }

  private func report(_ answers: [String: Value], at moment: Instant) async -> Bool {
    guard let sheet else { return false }
    var answers = answers
    answers["police_reported_at"] = .instant(moment)
    if !sheet.isSearching { return await write("missing.police-call", answers) }
    answers["risk_level"] = sheet.episode["risk_level"]
    return await write("missing.report", answers)
  }

  /// Writes a line of its own: words that follow belong to it, and the stated time was only for it.
  private func write(_ id: String, _ answers: [String: Value]) async -> Bool {
    guard await perform(id, answers) else { return false }
    written = sheet?.log.steps.lastIndex { step in
      step.by == app.session?.membership && step.kind != .words && step.kind != .mistaken
    }
    stated = nil
    return true
  }

  private func takePolice(_ reference: String, at moment: Instant) async {
    if reference.isEmpty {
      let has = sheet?.episode[.policeReference].map { !$0.isEmpty } ?? false
      mode = .looking
      return await save(has ? .note : .policeAsked, at: moment, words: has ? "Rang the police again." : "")
    }
    guard await report(["police_reference": .text(reference)], at: moment) else { return }
    mode = .looking
    say("The police know since \(time(moment)): \(reference).")
  }

  private func takeRefusal(_ words: String, at moment: Instant) async {
    guard !words.isEmpty else {
      app.message = Message("Who declined it? A name or number, and what they said.", .refused)
      return
    }
    guard await report(["reason": .text(words)], at: moment) else { return }
    mode = .looking
    guard sheet?.isSearching == true else { return say("The police declined \(time(moment)).") }
    let again = sheet?.clocks.policeAgain ?? 30
    say(
      "The police declined. Tell on-call now.",
      "Ring the police again by \(time(moment.adding(minutes: again))), and ask for the duty inspector.")
  }

  // MARK: Words and mistakes

  /// The line that was just written; else the last one that stands of the step at the cursor, else the last of all.
  private var chosenLine: MissingLog.Line? {
    let standing = sheet?.log.standing ?? []
    return standing.first { $0.place == written } ?? rung?.done ?? standing.last
  }

  package func addWords() {
    guard let line = chosenLine else {
      app.message = Message("The search has no lines yet. Press the key of a step first.", .refused)
      return
    }
    mode = .words(TextLine(), line: line.place, of: what(line))
  }

  package func takeBack() {
    guard let line = chosenLine else {
      app.message = Message("The search has no lines yet.", .refused)
      return
    }
    mode = .mistake(TextLine(), line: line.place, of: what(line))
  }

  /// The last line that this person wrote and that stands, and when they typed it.
  private var lastOwn: (line: MissingLog.Line, typedAt: Instant)? {
    (sheet?.log.standing ?? []).compactMap { line in
      line.step.by == app.session?.membership ? line.step.typedAt.map { (line, $0) } : nil
    }.max { ($0.1, $0.0.place) < ($1.1, $1.0.place) }
  }

  package var takesBack: TakeBack? {
    let wrong = app.keymap.keys(of: "missing.take-back").first ?? "x"
    guard let (line, typedAt) = lastOwn, now < typedAt.adding(minutes: AppModel.undoMinutes) else {
      return app.undoable.isEmpty
        ? TakeBack(
          availability: .no(
            "You wrote no line here in the last five minutes. \(wrong) takes back an older one."))
        : nil
    }
    switch line.step.kind {
    case .police, .policeDeclined:
      return TakeBack(availability: .no("A call to the police stands. \(wrong) says why its line is wrong."))
    case .graded:
      let key = app.keymap.keys(of: "missing.risk").first ?? "r"
      return TakeBack(availability: .no("A grade stands until the next one. \(key) grades the risk again."))
    default:
      return TakeBack(availability: .yes) { [weak self] in await self?.takeBack(line) }
    }
  }

  private func takeBack(_ line: MissingLog.Line) async {
    let answers: [String: Value] = [
      "log_line": .integer(line.place + 1), "reason": .text("Wrong key, taken back at once."),
    ]
    guard await perform("missing.take-back-step", answers) else { return }
    written = nil
    say("Taken back: \(what(line)). It stays to be read.")
  }

  private func what(_ line: MissingLog.Line) -> DisplayText {
    "\(line.step.kind.word.text.capitalizedFirst) \(time(line.step.at))"
  }

  private func take(_ words: String, about line: Int, _ action: String, _ field: String) async {
    guard !words.isEmpty else {
      app.message = Message("A word or two.", .refused)
      return
    }
    guard await perform(action, ["log_line": .integer(line + 1), field: .text(words)]) else { return }
    mode = .looking
    say(action == "missing.add-words" ? "Added." : "Taken back; it stays to be read.")
  }

  // MARK: The risk

  package func grade() {
    guard let sheet, sheet.isSearching else {
      app.message = Message("The risk is graded while somebody is looked for.", .refused)
      return
    }
    let field = sheet.episode.type.field("danger_signs")
    guard let choices = field?.choices else { return }
    mode = .grading(MissingGrading(app.members(of: choices), former: sheet.episode[.riskLevel] ?? "low"))
  }

  private func regrade(_ grading: MissingGrading, _ level: String) async {
    var answers: [String: Value] = [
      "risk_level": .text(level), "reason": .text(grading.reason),
    ]
    let signs = grading.codes(.yes)
    if !signs.isEmpty { answers["danger_signs"] = signs.value }
    guard await perform("missing.regrade", answers) else { return }
    mode = .looking
    say("The risk is \(level).")
  }

  private func typed(_ key: Key, _ grading: MissingGrading) async -> Bool {
    var grading = grading
    switch key {
    case .escape:
      mode = .looking
      return true
    case .backspace: grading.back()
    case .character("y") where grading.question != nil: grading.answer(.yes)
    case .character("n") where grading.question != nil: grading.answer(.no)
    case .character(" ") where grading.question != nil: grading.answer(.unknown)
    case .enter where grading.question == nil:
      await regrade(grading, grading.level)
      return true
    default:
      guard grading.question == nil, let level = MissingOpening.level(of: key) else { return false }
      await regrade(grading, level)
      return true
    }
    mode = .grading(grading)
    return true
  }

  // MARK: Typing

  package func typed(_ key: Key) async -> Bool {
    switch mode {
    case .looking: return false
    case .grading(let grading): return await typed(key, grading)
    case .opening(let opening): return await typed(key, opening)
    case .openingTime(let opening, _) where key == .escape: mode = .opening(opening)
    case _ where key == .escape: mode = .looking
    case _ where key == .enter: await enter()
    default: return mode.line?.edit(key) ?? false
    }
    return true
  }

  package func pasted(_ text: String) async { mode.line?.insert(text) }

  private func typed(_ key: Key, _ opening: MissingOpening) async -> Bool {
    if let level = MissingOpening.level(of: key) {
      await open(opening, at: level)
      return true
    }
    switch key {
    case .character("t"): mode = .openingTime(opening, TextLine())
    case .escape: await app.back()
    default: return false
    }
    return true
  }

  private func enter() async {
    let words = mode.line.map { $0.text.stripped } ?? ""
    switch mode {
    case .looking, .opening, .grading: break
    case .openingTime(var opening, _):
      guard let moment = moment(words) else { return }
      opening.noticedAt = moment
      mode = .opening(opening)
    case .timing:
      guard let moment = moment(words) else { return }
      stated = words.isEmpty ? nil : moment
      mode = .looking
    case .police(_, let at): await takePolice(words, at: at)
    case .declined(_, let at): await takeRefusal(words, at: at)
    case .words(_, let line, _): await take(words, about: line, "missing.add-words", "result")
    case .mistake(_, let line, _): await take(words, about: line, "missing.take-back-step", "reason")
    }
  }

  package func askTime() { mode = .timing(TextLine()) }

  /// The moment that was typed: a time alone is the last one of that name; nil, and said why, where it is none.
  private func moment(_ words: String) -> Instant? {
    if words.isEmpty { return now }
    let time = Field.time(FieldKey("done_at"), "Done at")
    if case .value(.time(let wall), _) = app.read(words, as: time, in: zone) {
      let today = zone.instant(on: zone.day(at: now), at: wall)
      if today <= now { return today }
      // A clock may run ahead; an hour to come is a mistake, and no search of a whole day.
      if today < now.adding(minutes: 60) {
        let digits = wall.description.filter(\.isNumber)
        app.message = Message(
          "\(wall) is still to come: it is \(zone.wall(at: now).time) here. For yesterday type y \(digits).",
          .refused)
        return nil
      }
      return zone.instant(on: zone.day(at: now).adding(days: -1), at: wall)
    }
    let field = Field.instant(FieldKey("done_at"), "Done at").past()
    guard case .value(.instant(let moment), _) = app.read(words, as: field, in: zone) else {
      app.message = Message("Type a time such as 0204, or a day and a time such as y 2340.", .refused)
      return nil
    }
    guard moment <= now else {
      app.message = Message("That is still to come.", .refused)
      return nil
    }
    return moment
  }

  // MARK: Deeds

  /// Does a deed on the episode as it stands now; where somebody wrote meanwhile, once more on what they left.
  private func perform(_ id: String, _ answers: [String: Value]) async -> Bool {
    guard let episode = sheet?.episode.id, let (registrar, session) = app.open,
      let (type, action) = app.declaredAction(id)
    else {
      app.message = Message("It is not saved yet: press Enter again.", .refused)
      return false
    }
    for attempt in 1...3 {
      do throws(RegistrarError) {
        let record = try await registrar.record(episode, of: type, for: session)
        var answers = answers
        // Whoever reports does not undo how a colleague has graded meanwhile.
        if id == "missing.report", answers["risk_level"] != nil {
          answers["risk_level"] = record["risk_level"]
        }
        _ = try await registrar.perform(
          action, on: record, answers: answers, command: app.clock.newID(), for: session)
        await readOn()
        return true
      } catch {
        if case .changedMeanwhile = error, attempt < 3 { continue }
        await app.say(error)
        return false
      }
    }
    return false
  }

  /// Begins a deed with questions of its own.
  package func begin(_ id: String) async {
    guard let episode = sheet?.episode.id, let (registrar, session) = app.open,
      let (type, action) = app.declaredAction(id)
    else { return }
    do throws(RegistrarError) {
      await app.begin(action, on: [try await registrar.record(episode, of: type, for: session)])
    } catch {
      await app.say(error)
    }
  }

  /// MIS-6: offered first, then held or declined.
  package func interview() async {
    guard let sheet else { return }
    if sheet.isSearching {
      app.message = Message("The return interview is offered when they are back.", .refused)
      return
    }
    await begin(sheet.episode[.state] == "interview_due" ? "missing.interview" : "missing.offer-interview")
  }

  package func showSheet() async {
    guard let sheet, let resident = sheet.episode[.residentID] else { return }
    await app.openMissingSheet(about: resident, called: sheet.name)
  }

  package func openRecord() async {
    guard let id = sheet?.episode.id else { return }
    await app.open("missing_episodes", id)
  }
}
