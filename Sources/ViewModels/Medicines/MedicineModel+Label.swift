import Records
import Storage

/// A medicine that came with somebody tonight and that nobody has written down yet (MED-9).
extension MedicineModel {
  /// What is read from the label, one after the other.
  package enum Part: Sendable {
    case name, strength, dose, times, controlled, allergies
    /// Asked only of what they must not have: whether it was given nevertheless, and what happened.
    case given, happened

    /// What every label is read for.
    static let asked: [Part] = [.name, .strength, .dose, .times, .controlled, .allergies]

    var question: DisplayText {
      switch self {
      case .name: "Name, as on the label"
      case .strength: "Strength (5 mg, 5 mg in 5 ml)"
      case .dose: "Dose (1 tablet, 10 ml)"
      case .times: "Times (0800 2000)"
      case .controlled: "Controlled drug, kept in the register (y or n)"
      case .allergies: "Nothing is recorded: ask about allergies, and write them or none known"
      case .given: "Was it given (y or n)"
      case .happened: "What happened, at what time, and whom you rang"
      }
    }
  }

  /// A label that is being written down.
  package struct Label: Sendable {
    package let person: MedicineSheet.Person
    package var parts: [Part]
    package var answers: [Part: String] = [:]
    package var line = TextLine()
    /// The answer that named what they must not have, until it is typed anew.
    var stopped: String?
    /// What they are allergic to.
    var allergen: String?
    /// The report that is saved and was not sent yet.
    var reported: Record?

    var words: DisplayText { "\(person.name). \(parts.first?.question ?? "Label")" }
  }

  /// Asks who brought a medicine, then reads its label with whoever holds it.
  package func readLabel() {
    guard !sheet.people.isEmpty else {
      app.message = Message("Nobody lives here now.", .refused)
      return
    }
    let options = sheet.people.map { person in
      PickerModel.Option("\(person.room) \(person.name)") { [weak self] in
        let parts = Part.asked.filter { $0 != .allergies || person.allergies == nil }
        self?.mode = .reading(Label(person: person, parts: parts))
      }
    }
    let chosen = sheet.people.firstIndex { $0.resident == dose?.resident } ?? 0
    app.push(.picker(PickerModel(app, "Whose medicine is not on the list", options, selected: chosen)))
  }

  /// Takes one line of the label, and asks the next or saves.
  func take(_ label: Label) async {
    var label = label
    guard let part = label.parts.first else { return await write(label) }
    let words = label.line.text.split(separator: " ").joined(separator: " ")
    if let allergen = allergen(words, for: part, of: label) { return stop(label, at: words, allergen) }
    if let reason = whyNot(words, for: part, of: label) {
      app.message = Message(reason, .refused)
      return
    }
    label.answers[part] = words
    label.line = TextLine()
    if label.parts.count == 1 { return await write(label) }
    label.parts.removeFirst()
    mode = .reading(label)
  }

  private func whyNot(_ words: String, for part: Part, of label: Label) -> DisplayText? {
    if words.isEmpty { return "Type what the label says, then Enter." }
    switch part {
    case .times: return times(words) == nil ? "Type times such as 0800 2000." : nil
    case .controlled, .given:
      return ["y", "n", "yes", "no"].contains(Text.folded(words)) ? nil : "Type y or n."
    case .name, .strength, .dose, .allergies, .happened: return nil
    }
  }

  /// What speaks against the medicine of a label: a recorded allergy, or one that is told when nobody had asked.
  private func allergen(_ words: String, for part: Part, of label: Label) -> String? {
    switch part {
    case .name: label.person.allergies?.first { Allergen.meets($0, medicine: words) }
    case .allergies: Allergen.meets(words, medicine: label.answers[.name] ?? "") ? words : nil
    case .strength, .dose, .times, .controlled, .given, .happened: nil
    }
  }

  /// Writes no medicine down that they must not have; Enter once more asks what happened, for a report.
  private func stop(_ label: Label, at words: String, _ allergen: String) {
    var label = label
    if label.stopped == words {
      if label.parts.first == .name { label.answers[.name] = words }
      label.allergen = allergen
      label.parts = [.given, .happened]
      label.line = TextLine()
      app.message = nil
    } else {
      label.stopped = words
      app.message = Message(
        "STOP: \(label.person.name) is allergic to \(allergen). Do not give it; ring \(EmergencyNumber.advisers(in: app.session?.country)). Enter again reports it, Esc leaves it.",
        .refused)
    }
    mode = .reading(label)
  }

  /// Reports that a medicine came which they must not have, at once where it was given.
  private func report(_ label: Label) async {
    guard let house, let (registrar, session) = app.open,
      let (type, submit) = app.declaredAction("incident.submit")
    else {
      app.message = Message("It is not saved yet: press Enter again.", .refused)
      return
    }
    let isGiven = Text.folded(label.answers[.given] ?? "").hasPrefix("y")
    let told = label.answers[.happened] ?? ""
    var incident = Record(type)
    incident[.kind] = "medication"
    incident[.medicationError] = isGiven ? "wrong_medicine" : "near_miss"
    incident[.severity] = isGiven ? 4 : 2
    incident[.occurredAt] = now
    incident[.narrative] =
      "\(label.answers[.name] ?? "A medicine") came with a label, against an allergy to \(label.allergen ?? "it"). \(isGiven ? "It was given." : "It was not given.") \(told)"
    incident[.immediateAction] = told
    incident[.residentID] = label.person.resident
    incident[.stayID] = label.person.stay
    incident[.houseID] = house.id
    incident[.placeKind] = "unknown"
    do throws(RegistrarError) {
      // Enter once more sends the report that lies there already, and makes no second one.
      var draft = label.reported
      if draft == nil {
        let saved = try await registrar.save([incident], command: app.clock.newID(), for: session)
        draft = saved.records.first
        if case .reading(var open) = mode {
          open.reported = draft
          mode = .reading(open)
        }
      }
      guard let draft else { return }
      _ = try await registrar.perform(
        submit, on: draft, answers: [:], command: app.clock.newID(), for: session)
      mode = .looking
      let whom = EmergencyNumber.forHealth(in: app.session?.country)
      app.message = Message(
        "It is reported, and no medicine is written down. \(isGiven ? "Ring \(whom) if unwell." : "Keep it apart until the prescriber has answered.")"
      )
    } catch {
      await app.say(error)
    }
  }

  /// The times of a line, `0800 2000`; nil where one of its words is none.
  private func times(_ words: String) -> [WallTime]? {
    guard case .value(.list(let times), _) = app.read(words, as: .list(.times, "Times").timesOfDay()) else {
      return nil
    }
    return times.compactMap { WallTime($0) }
  }

  private func write(_ label: Label) async {
    if label.answers[.happened] != nil { return await report(label) }
    guard let house, let (registrar, session) = app.open else {
      app.message = Message("It is not saved yet: press Enter again.", .refused)
      return
    }
    let asked = label.answers[.allergies]
    let known = registrar.catalogue["health_conditions"].flatMap { type in
      registrar.matrix.scope(of: .create, for: session.role, on: type.resource) != nil
        ? asked.map { allergies($0, of: label.person, type) } : nil
    }
    var medicine = Record(registrar.catalogue.type("medications"))
    medicine[.residentID] = label.person.resident
    medicine[.stayID] = label.person.stay
    medicine[.name] = label.answers[.name]
    medicine[.form] = Label.form(label.answers[.dose] ?? "")
    medicine[.strength] = label.answers[.strength]
    medicine[.route] = "oral"
    medicine[.dose] = label.answers[.dose]
    medicine[.schedule] = "times"
    medicine[.times] = times(label.answers[.times] ?? "")?.map(\.description)
    medicine[.startsOn] = house.zone.day(at: now)
    medicine[.support] = "administer"
    medicine[.isControlled] = Text.folded(label.answers[.controlled] ?? "").hasPrefix("y")
    // Who may not write the allergies down writes here what was answered, for the leader who does.
    medicine[.instructions] = known == nil ? asked.map { "Asked about allergies: \($0)." } : nil
    do throws(RegistrarError) {
      _ = try await registrar.save(
        (known ?? []) + [medicine], command: app.clock.newID(), for: session)
      mode = .looking
      await readSheet()
      let name = label.answers[.name] ?? "It"
      app.message = Message(
        "\(name) is written down, not confirmed; the leaders are told. The label is read at each dose.")
    } catch {
      await app.say(error)
    }
  }

  private func allergies(
    _ words: String, of person: MedicineSheet.Person, _ type: RecordType
  ) -> [Record] {
    let isNone = ["none", "none known", "no"].contains(Text.folded(words))
    let names =
      isNone
      ? ["None known"] : words.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
    return names.map { name in
      var condition = Record(type)
      condition[.residentID] = person.resident
      condition[.kind] = "allergy"
      condition[.name] = name
      condition[.confirmedSource] = "Asked of the person"
      return condition
    }
  }
}

extension MedicineModel.Label {
  /// The form that the words of a dose name.
  static func form(_ dose: String) -> String {
    let forms = [
      "tablet", "capsule", "patch", "drops", "spray", "injection", "suppository", "pessary", "powder",
      "lozenge", "film", "cream", "ointment",
    ]
    let words = Text.folded(dose)
    if words.contains("ml") { return "liquid" }
    if words.contains("puff") { return "inhaler" }
    return forms.first { words.contains($0.hasSuffix("s") ? String($0.dropLast()) : $0) } ?? "other"
  }
}
