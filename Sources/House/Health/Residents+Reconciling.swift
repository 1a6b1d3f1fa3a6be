import Records

extension Action {
  /// MED-8: at move-in, on return and from hospital every medicine is compared with what is written down.
  static let reconcileMedicines = Action(
    "resident.reconcile-medicines", "Reconcile medicines", right: .sign, resource: "medication_events",
    from: ["current"],
    asks: [
      .choice(.occasion, "Occasion", Reconciliation.occasions, [.required]),
      .instant(.happenedAt, "When", [.required]).past().starting(with: .now),
      .json(ReconciliationAnswers.field, "Medicines").asking(each: ReconciliationAnswers.each).help(
        ReconciliationAnswers.shape),
      .note(ReconciliationAnswers.notListed, "Here, with no label to read").page("Besides").help(
        "Not on the list, and its label cannot be read. What can be read goes below."),
      .text(.name, "Name on the label").help("Of a medicine that is here and not on the list."),
      .text(.strength, "Strength").help("As on the label: 500 mg, 5 mg in 5 ml."),
      .text(.dose, "Dose").help("How much at a time: 1 tablet, 10 ml."),
      .list(.times, "Times").timesOfDay().help("Such as 0800, 2000, on the clock of the house."),
      .flag(.isControlled, "Controlled").help("Kept in the controlled drug register of this house."),
      .reference(.witnessID, "Second person", to: "memberships").offering(.medicineWitnesses).help(
        "Needed unless alone. They are asked, and sign with their own password."),
      .note(.loneWorkingOverride, "Done already, with nobody beside: why").help(
        "It stands with a single signature until somebody else signs it."),
    ],
    strength: .confirm,
    reads: { resident in
      let stay = MedicineIncident.stay(of: resident.id)
      return [
        ReconciliationAnswers.medicines(resident), stay.following(.houseID, to: "houses"), stay,
        Allergy.conditions(of: resident.id),
      ]
    },
    whyNot: { _, book in ReconciliationAnswers(book).whyNot(book) },
    changes: { resident, book in ReconciliationAnswers(book).changes(resident, book) })
}

/// What was answered of each medicine in use.
struct ReconciliationAnswers {
  static let field = FieldKey<String>("medicines")
  static let notListed = FieldKey<String>("not_listed")
  /// How the answers are written where no screen asks for each.
  static let shape =
    """
    One object, with matched, differs or unknown for each medicine in use, by its name or id; what you see where one \
    differs stands under its name with \(remark) behind it: \
    {"Paracetamol": "matched", "Ibuprofen": "differs", "Ibuprofen\(remark)": "400 mg on the label"}
    """
  static let each = FieldEach(reads: medicines, outline: outline)

  /// One medicine, what was found of it and what was said besides.
  private struct Item {
    let medicine: Record
    let found: String?
    let words: String
  }

  private let items: [Item]

  /// The book finds the medicines in use first; an answer names its medicine by its identity or by its name.
  init(_ book: Book) {
    let told = book[ReconciliationAnswers.field].flatMap { Answers($0)?.words } ?? [:]
    let given = Dictionary(told.map { (Text.folded($0.key), $0.value) }) { first, _ in first }
    items = ReconciliationAnswers.ordered(book.rows(0)).map { medicine in
      let called: [String?] = [medicine.id?.description, medicine[.name]]
      let names = called.compactMap(\.self).map { Text.folded($0) }
      let found = names.compactMap { given[$0] }.first
      return Item(
        medicine: medicine, found: found.flatMap(ReconciliationAnswers.code),
        words: names.compactMap { given[$0 + ReconciliationAnswers.remark] }.first ?? "")
    }
  }

  // MARK: Asking

  /// What stands behind the name of a question under which its remark is kept.
  private static let remark = ".words"

  static let medicines: @Sendable (Record) -> Query = { resident in
    Query("medications").where(.residentID, is: resident.id ?? .zero)
      .where(.state, among: ["active", "paused"])
  }

  private static let outline: @Sendable ([Record]) -> FormOutline = { medicines in
    FormOutline(ordered(medicines).flatMap(questions))
  }

  private static func ordered(_ medicines: [Record]) -> [Record] {
    medicines.sorted { Text.folded(Reconciliation.called($0)) < Text.folded(Reconciliation.called($1)) }
  }

  private static func questions(_ medicine: Record) -> [Question] {
    guard let name = medicine.id?.description else { return [] }
    let called = Reconciliation.called(medicine)
    var found = Question(name, called.isEmpty ? "A medicine" : called, .choice)
    found.choices = Reconciliation.findings.members
    found.isRequired = true
    let times = medicine[.times] ?? []
    let plan = [medicine[.dose] ?? "", times.joined(separator: " ")].filter { !$0.isEmpty }
      .joined(separator: ", ")
    found.help = plan.isEmpty ? "" : "Written down: \(plan)."
    var words = Question(name + remark, "What you see", .note)
    words.help = "What the label or the letter says, or why it cannot be told."
    words.conditions = [Question.Condition(question: name, answers: ["differs", "unknown"])]
    return [found, words]
  }

  private static func code(_ answer: String) -> String? {
    Reconciliation.findings.members.first { Text.folded($0.code) == Text.folded(answer) }?.code
  }

  // MARK: Doing

  func whyNot(_ book: Book) -> Reason? {
    guard book.isAnswered else { return nil }
    let isTold = UnlistedMedicine.isTold(book)
    if isTold, !UnlistedMedicine.isWhole(book) {
      return Reason("Say name, strength, dose and times of what is not on the list, as its label says.")
    }
    if items.isEmpty, !isTold {
      // Of what cannot be read no line can name a medicine, so there is none to sign: the action alone is written.
      return isUnreadable(book)
        ? nil : Reason("No medicine is written down for them. Say what is here, from its label.")
    }
    let open = items.filter { $0.found == nil }.map { Reconciliation.called($0.medicine) }
    if !open.isEmpty { return Reason("Say of each what was found: \(open.joined(separator: ", ")).") }
    if let item = items.first(where: { $0.found == "differs" && $0.words.isEmpty }) {
      return Reason(
        "Say what differs: \(Reconciliation.called(item.medicine)).",
        at: item.medicine.id.map {
          Field.name(
            of: $0.description + ReconciliationAnswers.remark, in: ReconciliationAnswers.field.name)
        })
    }
    let isToldAlone = !(book[.loneWorkingOverride] ?? "").isEmpty
    guard let second = book[.witnessID] else {
      return isToldAlone
        ? nil : Reason("This needs a second person.", namesOthers: true, at: "witness_id")
    }
    if second == book.actor {
      return Reason("This needs a second person.", namesOthers: true, at: "witness_id")
    }
    return isToldAlone ? Reason("Somebody signs second, or nobody was beside. Leave one of them empty.") : nil
  }

  /// Whether something is here of which no label can be read.
  private func isUnreadable(_ book: Book) -> Bool {
    !(book[ReconciliationAnswers.notListed] ?? "").isEmpty
  }

  /// An event for each medicine, the first of which the others name, and what is here besides: written down as a medicine
  /// where its label was read, and an action alone where it was not.
  func changes(_ resident: Record, _ book: Book) -> [Record] {
    let first = book.newID()
    let unlisted = UnlistedMedicine.record(of: resident, stay: book.rows(2).first, book)
    let found = unlisted.map { Item(medicine: $0, found: "differs", words: UnlistedMedicine.words(book)) }
    let all = items + [found].compactMap(\.self)
    let lines = all.enumerated().map { index, item in
      Record(.medicationEvents).changed {
        if index == 0 { $0.id = first } else { $0[.reconciledWithID] = first }
        $0[.medicationID] = item.medicine.id
        $0[.residentID] = resident.id
        $0[.kind] = Reconciliation.kind
        $0[.found] = item.found
        $0[.givenBy] = book.actor
        $0[.note] = note(on: item, isFirst: index == 0, book)
      }.answered(book, "occasion", "happened_at", "witness_id")
    }
    let asked = action(resident, about: lines.first, book)
    return [unlisted].compactMap(\.self) + lines + [asked].compactMap(\.self)
  }

  private func note(on item: Item, isFirst: Bool, _ book: Book) -> String? {
    var parts = item.found == "matched" ? [] : [item.words]
    if isFirst {
      if let unlisted = book[ReconciliationAnswers.notListed], !unlisted.isEmpty {
        parts.append("Not on the list: \(unlisted)")
      }
      if book[.witnessID] == nil { parts.append(book[.loneWorkingOverride] ?? "") }
    }
    let words = parts.filter { !$0.isEmpty }.joined(separator: "\n")
    return words.isEmpty ? nil : words
  }

  /// What is here stands in the note of the first line; where there is none, in the action.
  private func action(_ resident: Record, about line: Record?, _ book: Book) -> Record? {
    guard let told = book[ReconciliationAnswers.notListed], !told.isEmpty else { return nil }
    let words = line.map { Reconciliation.place(of: $0, book) } ?? told
    return Reconciliation.action(
      "Medicine that is not on the list", words + " Write it down from its label, and ring the prescriber.",
      about: resident.id, in: book.rows(1).first, book)
  }
}

/// A medicine that is here and on no list, read from its label: it is written down, not confirmed (MED-9), and paused
/// where they are recorded as allergic to it, so that it stands in no round (MED-4).
private enum UnlistedMedicine {
  private static let label = ["name", "strength", "dose", "times"]

  static func words(_ book: Book) -> String {
    let found = "It was here and not on the list. It is written down from its label, not confirmed"
    return allergy(book).map { "\(found), and paused. \(Allergy.warning($0))" } ?? "\(found)."
  }

  /// What is recorded against it; nil where nothing is.
  private static func allergy(_ book: Book) -> Record? {
    Allergy.against(book[.name] ?? "", in: book.rows(3))
  }

  static func isTold(_ book: Book) -> Bool {
    label.contains { isSaid($0, book) } || book[.isControlled] == true
  }
  static func isWhole(_ book: Book) -> Bool { label.allSatisfy { isSaid($0, book) } }

  private static func isSaid(_ name: String, _ book: Book) -> Bool {
    book.answers[name].map { !$0.isEmpty } ?? false
  }

  static func record(of resident: Record, stay: Record?, _ book: Book) -> Record? {
    guard isWhole(book) else { return nil }
    let against = allergy(book)
    return Record(.medications).changed {
      $0.id = book.newID()
      $0[.residentID] = resident.id
      $0[.stayID] = stay?.id
      $0[.form] = "other"
      $0[.schedule] = "times"
      $0[.instructions] = "Read from the label when the medicines were reconciled."
      if let against {
        $0[.state] = "paused"
        $0[.pausedAt] = book.now
        $0[.instructions] = Allergy.warning(against)
      }
    }.answered(book, "name", "strength", "dose", "times", "is_controlled")
  }
}
