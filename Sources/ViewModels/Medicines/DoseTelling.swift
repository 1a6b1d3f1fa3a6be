import Records

extension MedicineModel {
  /// The key that was pressed, and for which dose: whatever the sheet shows by the time the line is saved.
  package struct Pressed: Sendable {
    package var status: DoseStatus
    package let medicine: MedicineSheet.Medicine
    /// Nil for a when-needed dose.
    package let dose: PlannedDose?
    /// When it was given: the moment of the key, or the time that was stated.
    package var at: Instant
    /// The line that it takes the place of.
    package var corrects: MedicineSheet.Line?
    /// What it was given against.
    package var against: DoseGuard?
    package var witness: RecordID?
    /// One dose of that time was taken already: this one stands beside it.
    package var isSecond = false
    /// Who gives it alone has said so.
    package var isSingle = false
    /// What only the records showed to speak against it, read by who gives it.
    package var told: DisplayText?
  }

  /// What a line needs beside its key.
  package enum Ask: Sendable, Hashable {
    case reason, label, quantity, happened, purpose, change, effect
    /// Who says to go on: of an allergy a manager and the prescriber, else who may decide.
    case manager, prescriber, word
    /// When it was, of a dose whose time is over.
    case moment
  }

  /// A line that is being written.
  package struct Telling: Sendable {
    package var pressed: Pressed
    package var asks: [Ask]
    package var answers: [Ask: String] = [:]
    package var line = TextLine()

    package var ask: Ask? { asks.first }

    /// Who and what, and what is asked now.
    func words(_ sheet: MedicineSheet) -> DisplayText {
      let name = pressed.medicine.name
      let head: DisplayText = "\(name), \(pressed.status.word)"
      switch ask {
      case .reason: return "\(head); \(pressed.status.question ?? "why")"
      case .label: return "\(name) is not confirmed. Read the label and type the dose from it"
      case .quantity: return "\(name): how much, as counted (1, or 2.5)"
      case .happened:
        if onWhoseWord != nil { return "\(name): what was said, and why it is given" }
        let stop = pressed.against.map { $0.words(sheet, pressed.medicine) } ?? pressed.told ?? ""
        return "\(stop) Given already? Say what happened, and why"
      case .manager:
        let stop = pressed.against.map { $0.words(sheet, pressed.medicine) } ?? ""
        return "\(stop) Which manager says to go on? A name, or nobody"
      case .prescriber: return "\(name): which prescriber says to go on? A name"
      case .word: return "\(pressed.told ?? "") Who says to go on? A name and what they are, or nobody"
      case .purpose: return "\(head); what for"
      case .change: return "\(head); why it is changed"
      case .effect: return "\(name): did it help"
      case .moment: return "\(head); at what time was that (for example 0804)"
      case nil:
        return pressed.medicine.isControlled
          ? "\(head), not saved: Enter asks who signs second" : "\(head), not saved: Enter saves it"
      }
    }
  }
}

extension MedicineModel.Telling {
  /// Whose word it is given on; nil where one of those who must say so did not, or nobody was asked.
  var onWhoseWord: String? {
    let names = [MedicineModel.Ask.manager, .prescriber, .word].compactMap { answers[$0] }
    if names.isEmpty || names.contains(where: SpokenName.isNobody) { return nil }
    return names.joined(separator: " and ")
  }

  /// The manager where they said to go on and no prescriber did; that is no authority.
  var managerAlone: String? {
    guard let name = answers[.manager], answers[.prescriber] != nil, onWhoseWord == nil else { return nil }
    return name
  }

  /// Without a manager no prescriber is asked about.
  mutating func skipIdleAsks() {
    if answers[.manager] != nil, onWhoseWord == nil { asks.removeAll { $0 == .prescriber } }
  }
}

extension DoseGuard {
  /// What must be asked of who gives it against this all the same.
  var asks: [MedicineModel.Ask] {
    if case .allergy = self { [.manager, .prescriber, .happened] } else { [.happened] }
  }

  /// What stands in the way, in one or two sentences.
  package func words(_ sheet: MedicineSheet, _ medicine: MedicineSheet.Medicine) -> DisplayText {
    let time = { (moment: Instant) in sheet.zone.wall(at: moment).time }
    switch self {
    case .allergy(let name):
      let who = sheet.people.first { $0.resident == medicine.resident }?.name ?? "This person"
      return "STOP: \(who) is recorded as allergic to \(name)."
    case .tooSoon(let wait, let gap):
      let least = gap % 60 == 0 ? "\(gap / 60) h" : "\(gap) min"
      return "Next possible at \(time(wait.until)) (minimum \(least))."
    case .maximum(let wait):
      return "Maximum for 24 h reached. Next possible at \(time(wait.until))."
    case .early(let moment): return "Too early: it may be given from \(time(moment))."
    case .duplicate(let moment, let by):
      return by.isBlank ? "Given at \(time(moment))." : "Given at \(time(moment)) by \(by.sentence)"
    case .alone: return "Here two sign. Not given yet? Esc, and ring on-call."
    }
  }

  /// The way on, for who has not given it yet.
  package func advice(in country: String?) -> DisplayText {
    switch self {
    case .allergy: "Ring \(EmergencyNumber.advisers(in: country)); h holds it. Given already? b."
    case .tooSoon, .maximum: "Wait, or ring the prescriber. Given already? b."
    case .early: "Given already? b."
    case .duplicate: "Given a second time? b."
    case .alone: "Ring on-call before it is given; h holds it."
    }
  }

  /// For the row of the dose.
  package var mark: DisplayText { DoseGuard.marks[code] ?? "" }

  /// What is said of a line that is marked, by the code of the guard; one that nobody has confirmed breaks none.
  static let marks: [String: DisplayText] = [
    "allergy": "ALLERGY", "too_soon": "too soon", "maximum": "maximum reached", "early": "too early",
    "duplicate": "given already", "alone": "no second person", "competence": "no current competence",
    "lapsed": "days missed", "outside": "outside its days", "off_plan": "not in its plan",
    "paused": "paused",
  ]
}
