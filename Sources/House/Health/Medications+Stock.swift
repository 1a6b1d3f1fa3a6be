import Records

/// Stock that comes and goes: of a controlled drug as a line of the register, signed by two; of others as an event.
extension Action {
  private static let reads: @Sendable (Record) -> [Query] = { medicine in
    [
      Register.lines(of: medicine.id), MedicineIncident.stay(of: medicine[.residentID]),
      MedicineIncident.stay(of: medicine[.residentID]).following(.houseID, to: "houses"),
    ]
  }

  private static let quantity = Field.text(.quantity, "How much", [.required]).help("As counted: 28, or 2.5.")
  private static let second = Field.reference(.secondBy, "Signed second by", to: "memberships").offering(
    .drugWitnesses
  ).help(
    "Needed for a controlled drug: somebody else than you.")
  /// What has happened with nobody beside is written down as it was.
  ///
  /// It stands beside the question for the second person, so that it is in sight where that one has no answer.
  private static let alone = Field.note(.loneWorkingOverride, "Done already, with nobody beside: why").help(
    "It stands with a single signature, and is reported."
  ).asked(where: { medicine, _ in medicine[.isControlled] == true })

  private static func whyNot(_ medicine: Record, _ book: Book) -> Reason? {
    if medicine[.isControlled] == true, book.rows(1).isEmpty {
      return Reason("The resident has no stay, so there is no register to write in.")
    }
    guard book.isAnswered else { return nil }
    if Quantity.thousandths(book[.quantity]) == nil { return Reason("Say how much, as counted: 28, or 2.5.") }
    guard medicine[.isControlled] == true else { return nil }
    let isToldAlone = !(book[.loneWorkingOverride] ?? "").isEmpty
    guard let second = book[.secondBy] else {
      if isToldAlone { return nil }
      return Reason(
        "Two different people must sign. Done already, with nobody beside? Say why.", namesOthers: true)
    }
    if second == book.actor { return Reason("Two different people must sign.", namesOthers: true) }
    return isToldAlone ? Reason("Somebody signs second, or nobody was beside. Leave one of them empty.") : nil
  }

  /// The same of what comes or goes: a count may find none.
  private static func whyNotMoved(_ medicine: Record, _ book: Book) -> Reason? {
    if let reason = whyNot(medicine, book) { return reason }
    guard book.isAnswered, Quantity.thousandths(book[.quantity]) == 0 else { return nil }
    return Reason("That is none. Say how much, as counted: 28, or 2.5.")
  }

  private static func whyNotIn(_ medicine: Record, _ book: Book) -> Reason? {
    if let reason = whyNotMoved(medicine, book) { return reason }
    guard medicine[.isControlled] == true, let amount = Quantity.thousandths(book[.quantity]),
      amount + Register.balance(book.rows(0)) > Quantity.most
    else { return nil }
    return Reason(
      "With what is there that is more than a register holds: \(Quantity.words(Quantity.most)) at most.",
      at: "quantity")
  }

  private static func whyNotOut(_ medicine: Record, _ book: Book) -> Reason? {
    if let reason = whyNotMoved(medicine, book) { return reason }
    guard medicine[.isControlled] == true, let amount = Quantity.thousandths(book[.quantity]) else {
      return nil
    }
    let balance = Register.balance(book.rows(0))
    guard amount > balance else { return nil }
    return Reason(
      "The balance is \(Quantity.words(balance)); you are removing \(Quantity.words(amount)). Count first.")
  }

  /// A line of the register, or an event where the medicine is not controlled.
  private static func moved(
    _ medicine: Record, _ kind: (line: String, event: String), in isIn: Bool, _ book: Book
  ) -> [Record] {
    let amount = Quantity.thousandths(book[.quantity]) ?? 0
    guard medicine[.isControlled] == true else {
      return [
        Record(.medicationEvents).changed {
          $0[.medicationID] = medicine.id
          $0[.residentID] = medicine[.residentID]
          $0[.kind] = kind.event
          $0[.happenedAt] = book.now
          $0[.givenBy] = book.actor
        }.answered(book, "quantity", "note")
      ]
    }
    let line = Register.next(
      kind.line, of: medicine, house: book.rows(1).first?[.houseID], after: book.rows(0),
      in: isIn ? amount : 0, out: isIn ? 0 : amount, by: book.actor, and: book[.secondBy], at: book.now)
    return [told(line, book)]
  }

  /// The line with what was said of it, and why nobody stood beside.
  private static func told(_ line: Record, _ book: Book) -> Record {
    line.answered(book, "supplier", "note").changed {
      guard book[.secondBy] == nil, let why = book[.loneWorkingOverride], !why.isEmpty else { return }
      $0[.note] = $0[.note].map { "\($0) \(why)" } ?? why
    }
  }

  static let receiveStock = Action(
    "medication.receive", "Receive stock", right: .sign, resource: "controlled_drugs",
    asks: [quantity, second, alone, .text(.supplier, "Supplier"), .note(.note, "Note")], strength: .confirm,
    reads: reads, whyNot: whyNotIn,
    changes: { medicine, book in moved(medicine, ("received", "stock_in"), in: true, book) })

  static let returnStock = Action(
    "medication.return-stock", "Return stock", right: .sign, resource: "controlled_drugs",
    asks: [quantity, second, alone, .note(.note, "To whom, and why", [.required])], strength: .confirm,
    reads: reads, whyNot: whyNotOut,
    changes: { medicine, book in moved(medicine, ("returned", "stock_return"), in: false, book) })

  static let wasteStock = Action(
    "medication.waste-stock", "Waste stock", right: .sign, resource: "controlled_drugs",
    asks: [quantity, second, alone, .note(.note, "What happened", [.required])], strength: .confirm,
    reads: reads, whyNot: whyNotOut,
    changes: { medicine, book in moved(medicine, ("wasted", "stock_waste"), in: false, book) })

  /// CDR-5: only where the house may; in the United Kingdom that is a nursing home (facts of the pack).
  static let destroyStock = Action(
    "medication.destroy-stock", "Destroy stock", right: .sign, resource: "controlled_drugs",
    asks: [quantity, second, alone, .note(.note, "How, and why", [.required])], strength: .confirm,
    reads: reads,
    whyNot: { medicine, book in
      guard medicine[.isControlled] == true else {
        return Reason("Only controlled drugs are destroyed with two signatures. Waste or return it.")
      }
      if !DrugDestruction.isAllowed(in: book.rows(2).first) {
        return Reason("This house returns them to the pharmacy.")
      }
      guard [.manager, .leader].contains(book.role) else {
        return Reason("A manager or team leader is one of the two who destroy it.", namesOthers: true)
      }
      return whyNotOut(medicine, book)
    },
    changes: { medicine, book in moved(medicine, ("destroyed", "stock_waste"), in: false, book) })

  /// CDR-2: both say what they found before anybody says what should be there.
  static let countControlled = Action(
    "medication.count", "Count", right: .sign, resource: "controlled_drugs",
    asks: [
      .text(.quantity, "What you found", [.required]).help("As counted: 28, or 2.5."),
      second,
      .text(.secondQuantity, "What the other found").help("Counted apart, for a controlled drug."),
      alone, .note(.note, "Note"),
    ], strength: .confirm, reads: reads,
    whyNot: { medicine, book in
      if let reason = whyNot(medicine, book) { return reason }
      guard medicine[.isControlled] == true, book.isAnswered, book[.secondBy] != nil else { return nil }
      let (mine, theirs) = (book[.quantity] ?? "", book[.secondQuantity] ?? "")
      guard Quantity.thousandths(mine) != Quantity.thousandths(theirs) else { return nil }
      return Reason("Your counts differ: \(mine) and \(theirs). Count again together.")
    },
    changes: { medicine, book in
      guard medicine[.isControlled] == true else {
        return moved(medicine, ("count", "stock_count"), in: true, book)
      }
      let line = Register.next(
        "count", of: medicine, house: book.rows(1).first?[.houseID], after: book.rows(0),
        counted: Quantity.thousandths(book[.quantity]), by: book.actor, and: book[.secondBy], at: book.now)
      return [told(line, book)]
    })

  /// CDR-4: by neither of the two who counted; one of them may sign it second, in a house where few can.
  static let settleCount = Action(
    "medication.settle-count", "Settle a discrepancy", right: .approve, resource: "controlled_drugs",
    asks: [second, .note(.note, "Cause and evidence", [.required])], strength: .confirm,
    reads: { medicine in
      reads(medicine) + [
        Register.lines(of: medicine.id).following(.id, to: "approvals", matching: .subjectID)
      ]
    },
    whyNot: { medicine, book in
      guard let last = Register.unsettled(book.rows(0)) else {
        return Reason("No count waits to be settled.")
      }
      if [last[.firstBy], last[.secondBy]].contains(book.actor) { return .ownWork("counted") }
      if book.rows(3).contains(where: { $0[.subjectID] == last.id && $0[.state] == "pending" }) {
        return Reason("Who counted with them has not signed the count yet. It is settled after that.")
      }
      guard book.isAnswered else { return nil }
      guard book[.secondBy] == nil || book[.secondBy] == book.actor else { return nil }
      return Reason("Two different people must sign.", namesOthers: true)
    },
    changes: { medicine, book in
      guard let last = Register.unsettled(book.rows(0)) else { return [] }
      let line = Register.next(
        "correction", of: medicine, house: book.rows(1).first?[.houseID] ?? last[.houseID],
        after: book.rows(0), by: book.actor, and: book[.secondBy], at: book.now)
      return [line.answered(book, "note").changed { $0[.correctsID] = last.id }]
    })
}
