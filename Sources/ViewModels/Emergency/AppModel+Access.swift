import Records
import Storage

/// Opening somebody who is beyond one's reach, for an hour, to read (UX 6, DOMAIN 2.21.1).
extension AppModel {
  /// Asks whom and why; the log has it and who leads safeguarding is told before anything is shown.
  func askForEmergencyAccess() async {
    guard let (registrar, session) = open, let type = registrar.catalogue["break_glass_events"] else {
      return
    }
    let ask = AskModel(self, EmergencyQuestions.action(of: type), on: [Record(type)]) { [weak self] _ in
      await self?.showOpened()
    }
    ask.carriesOut = { [weak self] answers, command throws(RegistrarError) in
      let request = EmergencyQuestions.request(answers)
      let opened = try await registrar.openInEmergency(request, command: command, for: session)
      self?.emergencyOpened = opened.resident
      self?.emergencyWords = DisplayText(opened.words)
      return Receipt(records: [], undo: nil, whyNoUndo: "It was told; end it with “End emergency access”.")
    }
    ask.doneWords =
      "Open for an hour, to read. The safeguarding lead is told; what you open is written down."
    push(.ask(ask))
    await ask.begin()
  }

  private func showOpened() async {
    await readEmergencies()
    guard let resident = emergencyOpened else { return }
    let words = emergencyWords
    (emergencyOpened, emergencyWords) = (nil, "")
    let said = message
    await open("residents", resident)
    message = words.isBlank ? said : Message((said?.text ?? "") + " " + words)
  }

  /// Ends it before its hour is over.
  func endEmergencyAccess() async {
    guard let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      try await registrar.endEmergencies(command: clock.newID(), for: session)
      await emergencyEnded("Emergency access has ended.")
    } catch {
      await say(error)
    }
  }

  /// Reads what is open in an emergency, for the first row and for the moment at which it ends.
  func readEmergencies() async {
    guard let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      emergencies = try await registrar.emergencies(for: session)
    } catch {
      emergencies = []
      await say(error)
    }
  }

  /// Goes back to Today: what is open below may be of somebody who is closed now.
  func emergencyEnded(_ words: DisplayText) async {
    await readEmergencies()
    await openToday()
    message = Message(words)
  }

  /// What the first row says while somebody is open in an emergency: until when.
  package var emergencyEnd: DisplayText? {
    guard let end = emergencies.first?.expiresAt, let zone = person?.zone else { return nil }
    return DisplayText(zone.wall(at: end).time.description)
  }
}

/// What is asked before somebody is opened in an emergency.
enum EmergencyQuestions {
  private static let number: FieldKey<String> = "reference"
  private static let name: FieldKey<String> = "name"

  static func action(of type: RecordType) -> Action {
    var asks: [Field] = [
      .text(number, "Number of the person").help(
        "For example RES-2026-0012; or the name and date of birth below."),
      .text(name, "Whole name"),
      .day(.bornOn, "Date of birth").past(),
    ]
    asks += ["reason_code", "reason"].compactMap { type.field($0) }
    return Action(
      "record.break-glass", "Open somebody in an emergency", right: .create, asks: asks, strength: .prove)
  }

  static func request(_ answers: [String: Value]) -> EmergencyRequest {
    func text(_ name: String) -> String { if case .text(let text) = answers[name] { text } else { "" } }
    var bornOn: Day?
    if case .day(let day) = answers[FieldKey<Day>.bornOn.name] { bornOn = day }
    return EmergencyRequest(
      reference: text(number.name), name: text(name.name), bornOn: bornOn, ground: text("reason_code"),
      reason: text("reason"))
  }
}
