import Records

extension Action {
  /// MED-8: at move-in, on return and from hospital every medicine is compared with what is written down.
  static let reconcileMedicines = Action(
    "resident.reconcile-medicines", "Reconcile medicines", right: .sign, resource: "medication_events",
    from: ["current"],
    asks: [
      .choice(.occasion, "Occasion", Reconciliation.occasions, [.required]),
      .instant(.happenedAt, "When", [.required]).past().starting(with: .now),
      .json(ReconciliationAnswers.field, "Medicines").asking(each: ReconciliationAnswers.each),
      .note(ReconciliationAnswers.notListed, "Here, and not on the list").page("Besides").help(
        "Name, strength and dose from the label. Write it down as a medicine as well."),
      .reference(.witnessID, "Second person", to: "memberships").offering(.medicineWitnesses).help(
        "They are asked, and sign with their own password."),
      .note(.loneWorkingOverride, "Done already, with nobody beside: why").help(
        "It stands with a single signature until somebody else signs it."),
    ],
    strength: .confirm,
    reads: { resident in
      let stay = MedicineIncident.stay(of: resident.id)
      return [ReconciliationAnswers.medicines(resident), stay.following(.houseID, to: "houses")]
    },
    whyNot: { _, book in ReconciliationAnswers(book).whyNot(book) },
    changes: { resident, book in ReconciliationAnswers(book).changes(resident, book) })
}

/// What was answered of each medicine in use.
struct ReconciliationAnswers {
  static let field = FieldKey<String>("medicines")
  static let notListed = FieldKey<String>("not_listed")
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
    if items.isEmpty {
      return Reason("No medicine is written down for them. Write each down from its label first.")
    }
    guard book.isAnswered else { return nil }
    let open = items.filter { $0.found == nil }.map { Reconciliation.called($0.medicine) }
    if !open.isEmpty { return Reason("Say of each what was found: \(open.joined(separator: ", ")).") }
    if let item = items.first(where: { $0.found == "differs" && $0.words.isEmpty }) {
      return Reason("Say what differs: \(Reconciliation.called(item.medicine)).")
    }
    let isToldAlone = book[.witnessID] == nil && !(book[.loneWorkingOverride] ?? "").isEmpty
    if isToldAlone { return nil }
    guard let second = book[.witnessID], second != book.actor else {
      return Reason("This needs a second person.", namesOthers: true)
    }
    return nil
  }

  /// An event for each medicine, the first of which the others name, and what is here besides.
  func changes(_ resident: Record, _ book: Book) -> [Record] {
    let first = book.newID()
    let lines = items.enumerated().map { index, item in
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
    return lines + [unlisted(resident, book)].compactMap(\.self)
  }

  private func note(on item: Item, isFirst: Bool, _ book: Book) -> String? {
    var parts = item.found == "matched" ? [] : [item.words]
    if isFirst {
      if let unlisted = book[ReconciliationAnswers.notListed], !unlisted.isEmpty {
        parts.append("Not on the list: \(unlisted)")
      }
      if book[.witnessID] == nil { parts.append(book[.loneWorkingOverride] ?? "") }
    }
    let words = parts.filter { !$0.isEmpty }.joined(separator: " ")
    return words.isEmpty ? nil : words
  }

  private func unlisted(_ resident: Record, _ book: Book) -> Record? {
    guard let words = book[ReconciliationAnswers.notListed], !words.isEmpty else { return nil }
    return Reconciliation.action(
      "Medicine that is not on the list", words + " Write it down from its label, and ring the prescriber.",
      about: resident.id, in: book.rows(1).first, book)
  }
}
