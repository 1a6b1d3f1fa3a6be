import Records
import Storage

/// Writing lines.
extension MedicineModel {
  /// Takes the key for what became of the dose at the cursor.
  package func mark(_ status: DoseStatus) async {
    if let dose { await mark(status, dose) }
  }

  private func mark(_ status: DoseStatus, _ dose: PlannedDose) async {
    guard let medicine = sheet.medicines[dose.medicine] else { return }
    if let line = sheet.line(of: dose), line.status != .mistaken {
      return change(line, to: status, medicine, dose)
    }
    let standing = standing(dose)
    if let reason = whyNot(status, medicine, dose, standing) {
      app.message = Message(reason, .refused)
      return
    }
    // What somebody said or had at breakfast is not written down as of the evening.
    let isAsked = status.isTaken || status == .refused || status == .held
    guard let moment = moment(of: dose, standing) ?? (isAsked ? nil : now) else {
      askMoment(status, medicine, dose)
      return
    }
    var pressed = Pressed(status: status, medicine: medicine, dose: dose, at: moment)
    pressed.corrects = sheet.line(of: dose)
    await begin(pressed)
  }

  /// Asks at what time it was; of a dose that was not taken first why, as ever, so that no reason is read as a time.
  private func askMoment(_ status: DoseStatus, _ medicine: MedicineSheet.Medicine, _ dose: PlannedDose) {
    guard status.question != nil else {
      mode = .timing(TextLine(), of: dose, then: status)
      return
    }
    var pressed = Pressed(status: status, medicine: medicine, dose: dose, at: now)
    pressed.corrects = sheet.line(of: dose)
    mode = .telling(Telling(pressed: pressed, asks: checks(pressed) + [.reason, .moment]))
  }

  /// Takes the key for a dose that was taken in the way the plan says.
  package func taken() async {
    guard let medicine else { return }
    switch medicine.support {
    case "self":
      app.message = Message(
        "It is kept and taken without us: ask, then o for took own, or p after reminding.", .refused)
    case "observe": await mark(.watched)
    case "prompt": await mark(.prompted)
    default: await mark(.given)
    }
  }

  /// Writes down a dose that was given although something spoke against it.
  package func alreadyGiven() async {
    guard let dose, let medicine else { return }
    let moment = statedMoment(of: dose) ?? now
    guard let against = sheet.against(medicine, dose, at: moment) else {
      app.message = Message("Nothing speaks against this dose: t records it.", .refused)
      return
    }
    var pressed = Pressed(status: medicine.givenStatus, medicine: medicine, dose: dose, at: moment)
    pressed.against = against
    if let line = sheet.line(of: dose) {
      pressed.isSecond = line.status.isUsed
      pressed.corrects = pressed.isSecond ? nil : line
    }
    mode = .telling(
      Telling(pressed: pressed, asks: against.asks + checks(pressed).filter { $0 != .label }))
  }

  /// The moment of the dose at the cursor; nil where it must be stated first, for its time is over.
  private func moment(of dose: PlannedDose, _ standing: DoseStanding) -> Instant? {
    statedMoment(of: dose) ?? (standing == .missed ? nil : now)
  }

  private func whyNot(
    _ status: DoseStatus, _ medicine: MedicineSheet.Medicine, _ dose: PlannedDose, _ standing: DoseStanding
  ) -> DisplayText? {
    if standing == .upcoming {
      let from = time(dose.due.adding(minutes: -DoseStanding.early))
      return "Due at \(time(dose.due)): it may be given from \(from). Given already? b."
    }
    if status == .missed, standing == .due { return "It is not late yet." }
    let moment = statedMoment(of: dose) ?? now
    guard status.isTaken, let against = sheet.against(medicine, dose, at: moment) else { return nil }
    return against.words(sheet, medicine) + " " + against.advice(in: app.session?.country)
  }

  /// Asks what the line needs beside the key, or saves it.
  func begin(_ pressed: Pressed) async {
    var asks = checks(pressed)
    if pressed.status.question != nil { asks.append(.reason) }
    if pressed.dose == nil, pressed.status.isTaken { asks.append(.purpose) }
    let telling = Telling(pressed: pressed, asks: asks)
    if asks.isEmpty { await complete(telling) } else { mode = .telling(telling) }
  }

  /// What must be read or counted before a dose goes out of the box, be it at the second try.
  func checks(_ pressed: Pressed) -> [Ask] {
    let medicine = pressed.medicine
    var asks: [Ask] = []
    if pressed.status.isTaken, !medicine.isConfirmed { asks.append(.label) }
    if pressed.status.isUsed, medicine.isControlled, medicine.quantity == nil { asks.append(.quantity) }
    return asks
  }

  /// A line that stands is corrected by another with its reason.
  private func change(
    _ line: MedicineSheet.Line, to status: DoseStatus, _ medicine: MedicineSheet.Medicine, _ dose: PlannedDose
  ) {
    // Who changes their mind and takes it an hour later took it then.
    let moment = statedMoment(of: dose) ?? (status.isTaken ? now : line.at)
    if status.isTaken, let against = sheet.against(medicine, dose, at: moment) {
      app.message = Message(
        against.words(sheet, medicine) + " " + against.advice(in: app.session?.country), .refused)
      return
    }
    guard line.status != status else {
      app.message = Message("That is what the line says.", .refused)
      return
    }
    if medicine.isControlled, line.status.isUsed {
      app.message = Message(
        "The register has a line of this dose. Count the drug; a manager settles the difference.", .refused)
      return
    }
    let pressed = Pressed(status: status, medicine: medicine, dose: dose, at: moment, corrects: line)
    mode = .telling(Telling(pressed: pressed, asks: checks(pressed) + [.change]))
  }

  // MARK: Typing

  package func stopTyping() { mode = .looking }

  package func enter() async {
    switch mode {
    case .looking: break
    case .telling(let telling): await take(telling)
    case .reading(let label): await take(label)
    case .timing(let line, let dose, let status): await take(line.text, of: dose, then: status)
    }
  }

  /// Takes one answer, and asks the next or saves.
  private func take(_ telling: Telling) async {
    var telling = telling
    guard let ask = telling.ask else { return await complete(telling) }
    let words = telling.line.text.split(separator: " ").joined(separator: " ")
    guard !words.isEmpty else {
      app.message = Message("A word or two, then Enter.", .refused)
      return
    }
    if ask == .label, !telling.pressed.medicine.isDose(words) {
      app.message = Message(
        "That is not the dose that was written down. Look again; hold it with h and ring if the label differs.",
        .refused)
      return
    }
    if ask == .moment, let dose = telling.pressed.dose {
      guard let told = told(words, of: dose) else { return }
      stated = told
      telling.pressed.at = told.moment
    }
    telling.answers[ask] = words
    if ask == .quantity {
      // The register counts numbers: what is typed in words would never leave its balance.
      guard let number = DoseAmount.counted(words) else {
        app.message = Message("Say how much, as counted: 1, or 2.5.", .refused)
        return
      }
      telling.answers[ask] = number
    }
    telling.asks.removeFirst()
    telling.skipIdleAsks()
    telling.line = TextLine()
    if telling.asks.isEmpty { await complete(telling) } else { mode = .telling(telling) }
  }

  // MARK: Times

  package func askTime() {
    if let dose { mode = .timing(TextLine(), of: dose, then: nil) }
  }

  /// Takes the time at which a dose was given.
  private func take(_ text: String, of dose: PlannedDose, then status: DoseStatus?) async {
    let words = text.filter { !$0.isWhitespace }
    if words.isEmpty {
      stated = nil
      mode = .looking
      if status != nil {
        app.message = Message("Say when: its time is over. m says that it was missed.", .refused)
      }
      return
    }
    guard let told = told(words, of: dose) else { return }
    stated = told
    mode = .looking
    if let status { await mark(status, dose) }
  }

  /// The time that words state for a dose; nil, and said why, where they state none.
  private func told(_ words: String, of dose: PlannedDose) -> Stated? {
    let words = words.filter { !$0.isWhitespace }
    let field = Field.time(FieldKey("given_at"), "Given at")
    guard case .value(.time(let time), _) = app.read(words, as: field) else {
      app.message = Message("Type a time such as 0804.", .refused)
      return nil
    }
    guard let moment = moment(time, of: dose) else {
      let isSkipped = sheet.zone.instants(on: sheet.zone.day(at: dose.due), at: time).isEmpty
      app.message = Message(
        isSkipped ? "There was no \(time) that day: the clocks skipped it." : "\(time) is still to come.",
        .refused)
      return nil
    }
    return Stated(dose: dose, time: time, moment: moment)
  }

  /// The moment nearest to when a dose was due at which the wall showed a time; nil where it is to come.
  private func moment(_ time: WallTime, of dose: PlannedDose) -> Instant? {
    let day = sheet.zone.day(at: dose.due)
    let distance = { (moment: Instant) in abs(moment.milliseconds - dose.due.milliseconds) }
    return (-1...1).flatMap { sheet.zone.instants(on: day.adding(days: $0), at: time) }
      .filter { $0 <= now && distance($0) < 12 * 3_600_000 }.min { distance($0) < distance($1) }
  }

  /// The time that was stated for the dose, or for those before it of a round whose time is over.
  private func statedMoment(of dose: PlannedDose) -> Instant? {
    if let stated, stated.dose.isSame(dose) { return stated.moment }
    guard standing(dose) == .missed else { return nil }
    return paperTime.flatMap { moment($0, of: dose) }
  }

  // MARK: Saving

  /// Asks for the second person of a controlled drug, or saves.
  func complete(_ telling: Telling) async {
    let pressed = telling.pressed
    let isFirst = pressed.corrects.map { !$0.status.isUsed } ?? true
    if pressed.medicine.isControlled, pressed.status.isUsed, isFirst, pressed.witness == nil,
      !pressed.isSingle
    {
      // It stands until it is saved: what was typed is not lost with the list of names.
      mode = .telling(telling)
      return await askSecond(telling)
    }
    await save(telling)
  }

  /// Writes the line of the dose for which the key was pressed, and returns whether it is saved.
  @discardableResult
  func save(_ telling: Telling) async -> Bool {
    guard let (registrar, session) = app.open else {
      mode = .telling(telling)
      app.message = Message("It is not saved yet: press Enter again.", .refused)
      return false
    }
    let pressed = telling.pressed
    do throws(RegistrarError) {
      let event = try await event(telling, session, registrar)
      let receipt = try await registrar.save(
        [event], command: app.clock.newID(), warningsAccepted: pressed.accepts, for: session)
      mode = .looking
      // What was said of an answer that did not do is no longer true.
      app.message = nil
      if let dose = pressed.dose, standing(dose) == .missed { paperTime = stated?.time ?? paperTime }
      stated = nil
      last = receipt.records.first.flatMap { record in
        record.id.map {
          Written(
            id: $0, medicine: pressed.medicine, dose: pressed.dose, due: record[.dueAt],
            status: pressed.status, former: pressed.corrects, happenedAt: pressed.at, at: now)
        }
      }
      await readLines()
      say(telling, receipt)
      if let dose = pressed.dose {
        choose(dose)
        moveOn()
      }
      return true
    } catch {
      // Somebody else may have written it, or what speaks against it, at the same moment: that is shown.
      await app.say(error)
      await readSheet()
      return await goOn(telling, after: error)
    }
  }

  /// Goes on where everything that warns has been answered; else asks who says to give it all the same, of what only
  /// its records show to speak against it.
  private func goOn(_ telling: Telling, after error: RegistrarError) async -> Bool {
    guard case .refused(let problems) = error, problems.allSatisfy(\.isWarning),
      telling.pressed.status.isUsed, telling.pressed.told == nil
    else { return false }
    var telling = telling
    let others = problems.filter { !telling.pressed.answers($0) }
    if others.isEmpty {
      telling.pressed.told = ""
      return await save(telling)
    }
    let pressed = telling.pressed
    if pressed.against == nil, sheet.against(pressed.medicine, pressed.dose, at: pressed.at) != nil {
      return false
    }
    telling.pressed.told = DisplayText(others.map(\.words).joined(separator: " "))
    telling.asks = telling.answers[.happened] == nil ? [.word, .happened] : [.word]
    telling.line = TextLine()
    mode = .telling(telling)
    app.message = nil
    return false
  }

  /// Says what the line is marked with, be it that only its record showed what spoke against it.
  private func say(_ telling: Telling, _ receipt: Receipt) {
    let pressed = telling.pressed
    let line = receipt.records.first { $0.type.id == "medication_events" }
    if telling.answers[.effect] != nil {
      app.message = Message("Written down with the dose of \(time(pressed.at)).")
    } else if line?[.against] == "away" {
      app.message = Message(
        "Written down and marked: by the records they are away. Back again? Say so there too.")
    } else if let name = telling.onWhoseWord, let code = line.flatMap({ $0[.against] }),
      let mark = DoseGuard.marks[code]
    {
      let isSent = receipt.records.contains { $0.type.id == "incidents" }
      app.message = Message(
        "Written down: \(mark), authorised by \(name)\(isSent ? "; its incident is sent" : "").")
    } else if let code = line.flatMap({ $0[.against] }), let mark = DoseGuard.marks[code] {
      let isSingle = line?[.isSingleSignature] == true
      let single: DisplayText = isSingle ? "; one person signed; no second" : ""
      let what: DisplayText =
        code == "alone" ? ": one person signed; no second" : ", against \(mark)\(single)"
      let sent: DisplayText =
        receipt.records.contains { $0.type.id == "incidents" } ? "; its incident is sent" : ""
      let whom = EmergencyNumber.forHealth(in: app.session?.country, first: "on-call")
      app.message = Message(
        "Written down as it was\(what)\(sent). Ring \(whom) if unwell.")
    } else if receipt.records.contains(where: { $0.type.id == "action_assignments" }) {
      let whom = EmergencyNumber.advisers(in: app.session?.country)
      app.message = Message("Written down. Ring \(whom): an urgent action asks for it.")
    } else if let former = pressed.corrects, former.status != .mistaken {
      app.message = Message("\(former.status.word) is corrected; the first line stays.")
    } else if left.isEmpty, let round, pressed.dose != nil {
      let word: DisplayText = writtenAsMissed(round.doses) > 0 ? "written down" : "done"
      app.message = Message("The round of \(time(round.due)) is \(word). u takes the last key back.")
    } else if pressed.dose == nil {
      // No row shows it, so it is said.
      let who: DisplayText = person(of: pressed.medicine.resident).map { "\($0.name): " } ?? ""
      app.message = Message(
        "\(who)\(pressed.medicine.name), \(pressed.status.word) \(time(pressed.at)). u takes it back.")
    }
  }

  private func event(
    _ telling: Telling, _ session: Session, _ registrar: Registrar
  ) async throws(RegistrarError) -> Record {
    let pressed = telling.pressed
    if let effect = telling.answers[.effect], let line = pressed.corrects {
      // Who gave it, who stood beside and what for stay as they were: only what it did is new.
      var event = try await said(line.id, inPlaceOf: line.id, session, registrar)
      event[.effect] = effect
      return event
    }
    var event = Record(registrar.catalogue.type("medication_events"))
    event[.medicationID] = pressed.medicine.id
    event[.residentID] = pressed.medicine.resident
    event[.kind] = "dose"
    event[.status] = pressed.status.rawValue
    event[.happenedAt] = pressed.at
    event[.givenBy] = session.membership
    event[.witnessID] = pressed.witness
    event[.reasonCode] = pressed.status.ground
    event[.correctsID] = pressed.corrects?.id
    if pressed.status.isUsed { event[.quantity] = telling.answers[.quantity] ?? pressed.medicine.quantity }
    event[.dueAt] = pressed.isSecond ? nil : pressed.dose?.due
    if let against = pressed.against {
      event[.against] = against.code
    } else if pressed.status.isTaken, !pressed.medicine.isConfirmed {
      event[.against] = "unconfirmed"
    }
    let label = telling.answers[.label].map { "Label: \($0)" }
    if telling.onWhoseWord != nil { event[.reasonCode] = "on_word" }
    let word =
      telling.onWhoseWord.map { "Authorised by \($0)" }
      ?? telling.managerAlone.map { "\($0) said to go on; no prescriber did" }
    let words = [Ask.reason, .happened, .purpose, .change].compactMap { telling.answers[$0] }
    let note = ([label, word].compactMap(\.self) + words).joined(separator: ". ")
    event[.note] = note.isEmpty ? nil : note
    return event
  }

  /// What a line says, for a new line that takes the place of one: who gave it, when, and all that goes with it.
  private func said(
    _ line: RecordID, inPlaceOf corrected: RecordID, _ session: Session, _ registrar: Registrar
  ) async throws(RegistrarError) -> Record {
    let type = registrar.catalogue.type("medication_events")
    let former = try await registrar.record(line, of: type, for: session)
    var event = Record(type)
    event[.medicationID] = former[.medicationID]
    event[.residentID] = former[.residentID]
    event[.kind] = former[.kind]
    event[.status] = former[.status]
    event[.dueAt] = former[.dueAt]
    event[.happenedAt] = former[.happenedAt]
    event[.quantity] = former[.quantity]
    event[.givenBy] = former[.givenBy]
    event[.witnessID] = former[.witnessID]
    event[.reasonCode] = former[.reasonCode]
    event[.effect] = former[.effect]
    event[.note] = former[.note]
    event[.against] = former[.against]
    event[.correctsID] = corrected
    return event
  }

  // MARK: Taking back

  package var takesBack: TakeBack? {
    guard let last else { return nil }
    if last.medicine.isControlled, last.status.isUsed, last.former?.status.isUsed != true {
      return TakeBack(availability: .no("The register has a line of this dose. Count the drug instead."))
    }
    guard now < last.at.adding(minutes: AppModel.undoMinutes) else {
      return TakeBack(
        availability: .no("That was more than five minutes ago. The key of what is right corrects the line."))
    }
    return TakeBack(availability: .yes) { [weak self] in await self?.takeBack(last) }
  }

  /// Says that the last line was written by mistake; it stays and can be read.
  ///
  /// Where it took the place of another, that one's words stand again: the dose is as it was before the key.
  private func takeBack(_ written: Written) async {
    guard let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      let former = written.former.flatMap { $0.status == .mistaken ? nil : $0 }
      let event =
        if let former {
          try await said(former.id, inPlaceOf: written.id, session, registrar)
        } else {
          mistake(written, session, registrar)
        }
      // Its warnings were answered when it was first written.
      _ = try await registrar.save(
        [event], command: app.clock.newID(), warningsAccepted: former != nil, for: session)
      last = nil
      await readLines()
      if let dose = written.dose { choose(dose) }
      let stands: DisplayText =
        former.map { "It stands as \($0.status.word) again." } ?? "The first line stays to be read."
      app.message = Message("Taken back: \(words(of: written)). \(stands)")
    } catch {
      await app.say(error)
      await readSheet()
    }
  }

  /// Which line it was: the medicine, the person and the time on the sheet.
  private func words(of written: Written) -> DisplayText {
    let medicine = written.medicine
    let who: DisplayText = person(of: medicine.resident).map { ", \($0.name)" } ?? ""
    return "\(medicine.name) \(medicine.strength)\(who), \(time(written.due ?? written.happenedAt))"
  }

  private func mistake(_ written: Written, _ session: Session, _ registrar: Registrar) -> Record {
    var event = Record(registrar.catalogue.type("medication_events"))
    event[.medicationID] = written.medicine.id
    event[.residentID] = written.medicine.resident
    event[.kind] = "dose"
    event[.status] = DoseStatus.mistaken.rawValue
    event[.happenedAt] = written.happenedAt
    // A second dose has none: it stood beside the one of that time, which stays as it is.
    event[.dueAt] = written.due
    event[.givenBy] = session.membership
    event[.correctsID] = written.id
    return event
  }
}

extension MedicineModel.Pressed {
  /// What warns of a thing that has been answered already does not ask again.
  ///
  /// That is what was read of the records, or what was said of a dose when its first line was written; whatever else has
  /// come up meanwhile is shown.
  fileprivate var accepts: Bool { told != nil || corrects?.status.isUsed == true }

  /// Whether a problem is the one that the guard stands for which was named, or that nobody signs second.
  fileprivate func answers(_ problem: Violation) -> Bool {
    guard let field = problem.field else { return false }
    return isSingle && field == "witness_id" || field == against?.field
  }
}

extension DoseGuard {
  /// The field of the problem that the rules find with it; nil where they find none.
  fileprivate var field: String? {
    switch self {
    case .allergy: "medication_id"
    case .tooSoon, .maximum: "happened_at"
    case .alone: "witness_id"
    case .early: "due_at"
    case .duplicate: nil
    }
  }
}

extension MedicineSheet.Medicine {
  /// What the key for a dose that was taken writes.
  var givenStatus: DoseStatus {
    switch support {
    case "observe", "self": .watched
    case "prompt": .prompted
    default: .given
    }
  }

  /// How much one dose is, as it is counted.
  var quantity: String? { DoseAmount.counted(dose) }

  /// Whether typed words say the dose of the plan.
  func isDose(_ words: String) -> Bool { DoseAmount.isSame(words, as: dose) }
}
