import Records

/// The controlled drug register: its last line, and the next.
enum Register {
  static let linesOnPage = 25
  /// The pages that a register may have.
  static let pageNumbers = 1...100_000
  /// The lines that a page may have; only the last page goes on beyond its usual ones.
  static let lineNumbers = 1...1000

  static func lines(of medicine: RecordID?) -> Query {
    Query("controlled_drug_balances").where(.medicationID, is: medicine ?? .zero)
  }

  static func last(of lines: [Record]) -> Record? {
    lines.max { place($0) < place($1) }
  }

  /// The last line that found something else than was expected and that no other settles; earlier ones come after it.
  static func unsettled(_ lines: [Record]) -> Record? {
    // What sets a dose right names its line too, and settles no count.
    let settled = Set(lines.filter { $0[.medicationEventID] == nil }.compactMap { $0[.correctsID] })
    return last(
      of: lines.filter { line in
        line[.expectedCount] != line[.counted] && line[.kind] != "correction"
          && line.id.map(settled.contains) != true
      })
  }

  /// What should be there, in thousandths.
  static func balance(_ lines: [Record]) -> Int { last(of: lines)?[.balanceAfter] ?? 0 }

  /// Returns the line after the last: what came in or went out, what should then be there, and what is.
  static func next(
    _ kind: String, of medicine: Record, house: RecordID?, after lines: [Record], in received: Int = 0,
    out used: Int = 0, counted: Int? = nil, by first: RecordID?, and second: RecordID?, at moment: Instant
  ) -> Record {
    let expected = balance(lines) + received - used
    return Record(.controlledDrugBalances).changed {
      $0[.houseID] = house
      $0[.medicationID] = medicine.id
      $0[.residentID] = medicine[.residentID]
      $0[.happenedAt] = moment
      $0[.kind] = kind
      $0[.quantityIn] = received > 0 ? received : nil
      $0[.quantityOut] = used > 0 ? used : nil
      $0[.expectedCount] = expected
      $0[.counted] = counted ?? expected
      $0[.balanceAfter] = counted ?? expected
      $0[.firstBy] = first
      $0[.secondBy] = second
    }.placed(after: lines)
  }

  /// Where a line stands among those of its register.
  static func place(_ line: Record) -> Int {
    (line[.pageNumber] ?? 0) * 1000 + (line[.lineNumber] ?? 0)
  }

  /// Whether somebody counted, or found something else than was expected: a dose is written down uncounted.
  static let isCounted: @Sendable (Record) -> Bool = { line in
    line[.kind] == "count" || line[.counted] != line[.expectedCount]
  }

  /// `page 3, line 12`.
  static let placeWords: @Sendable (Record, Book) -> Value = { line, _ in
    guard let page = line[.pageNumber], let number = line[.lineNumber] else { return .empty }
    return .text("page \(page), line \(number)")
  }

  /// What was there after the line; nothing of a count, which its second person makes for themselves (CDR-2).
  static let leftWords: @Sendable (Record, Book) -> Value = { line, _ in
    guard line[.kind] != "count", let balance = line[.balanceAfter] else { return .empty }
    return .text(Quantity.words(balance))
  }

  /// The dose that a line came of.
  static let dose: @Sendable (Record) -> [Query] = { line in
    line[.medicationEventID].map { [Query("medication_events").where(.equals("id", $0.value))] } ?? []
  }

  /// Who authorised it, and what else whoever gave it wrote down.
  static let doseNote: @Sendable (Record, Book) -> Value = { _, book in
    guard let note = book.rows(0).first?[.note], !note.isEmpty else { return .empty }
    return .text(note)
  }

  /// Whether another line has a place in it.
  static func hasRoom(after last: Record) -> Bool {
    (last[.pageNumber] ?? 0) < pageNumbers.upperBound || (last[.lineNumber] ?? 0) < lineNumbers.upperBound
  }
}

extension Record {
  /// A line of the register with what should then be there, and the balance that goes on from it; only a count says
  /// what was found.
  fileprivate func balanced(after lines: [Record]) -> Record {
    let expected = max(
      0, Register.balance(lines) + (self[.quantityIn] ?? 0) - (self[.quantityOut] ?? 0))
    return changed {
      $0[.expectedCount] = $0[.expectedCount] ?? expected
      // What was typed and is no number stays, so that it is refused and not lost.
      if $0[.kind] != "count", $0["counted"].isEmpty { $0[.counted] = expected }
      $0[.balanceAfter] = $0[.balanceAfter] ?? $0[.counted] ?? expected
    }
  }

  /// A line of the register on the line after the last.
  fileprivate func placed(after lines: [Record]) -> Record {
    let last = Register.last(of: lines)
    let (page, line) = (last?[.pageNumber] ?? 1, last?[.lineNumber] ?? 0)
    let isFull = line >= Register.linesOnPage && page < Register.pageNumbers.upperBound
    return changed {
      $0[.pageNumber] = isFull ? page + 1 : page
      $0[.lineNumber] = isFull ? 1 : line + 1
    }
  }
}

extension Consequence {
  /// Nobody types where a line stands: a line before the last would move stock and not the balance, and one far behind
  /// it would leave no place for the next.
  static let lineFollowsTheLast = Consequence(
    "a line of the register stands after the last",
    reads: { [Register.lines(of: $0[.medicationID])] },
    changes: { line, book in
      guard book.former == nil else { return [line] }
      let before = book.rows(0).filter { $0.id != line.id }
      let isPlaced = line[.pageNumber] != nil && line[.lineNumber] != nil
      return [(isPlaced ? line : line.placed(after: before)).balanced(after: before)]
    })

  /// A dose of a controlled drug leaves the register by a line of its own, once the register has been begun; what was
  /// said wrongly of one is set right there by another.
  static let controlledDoseIsRegistered = Consequence(
    "a dose of a controlled drug is a line of the register",
    reads: { event in
      ControlledDose.reads(event) + [MedicineIncident.stay(of: event[.residentID])]
        + RegisterCorrection.reads(event)
    },
    changes: { event, book in
      let corrected =
        RegisterCorrection(event, book)?.lines(for: event, in: book.rows(3).first?[.houseID], book) ?? []
      return registered(event, book) + corrected
    })

  private static func registered(_ event: Record, _ book: Book) -> [Record] {
    guard let dose = ControlledDose(event, book) else { return [event] }
    let counted = event.changed { $0[.quantity] = dose.quantity }
    guard let amount = dose.amount, dose.isRegistered else { return [counted] }
    // The register goes along where the resident moves.
    let house = book.rows(3).first?[.houseID] ?? dose.last[.houseID]
    let line = Register.next(
      event[.status] == "destroyed" ? "wasted" : "given", of: dose.medicine, house: house,
      after: book.rows(1), out: amount,
      by: event[.givenBy], and: event[.witnessID], at: event[.happenedAt] ?? book.now)
    var signed = line.changed { $0[.medicationEventID] = event.id }
    signed.id = book.newID()
    var new = book
    new.former = nil
    return [counted, signed] + SecondSignature.questions(about: signed, new)
  }
}

/// A new dose of a controlled drug that was used.
struct ControlledDose {
  let medicine: Record
  /// The last line of its register; an empty one where none was begun.
  let last: Record
  /// How much went out: what was said, else the dose of the plan where that is counted.
  let quantity: String?
  /// What the register holds, in thousandths.
  let balance: Int

  /// The medicine, its register, and what the event corrects.
  static let reads: @Sendable (Record) -> [Query] = { event in
    Doses.medicine(event) + [
      Register.lines(of: event[.medicationID]),
      Query("medication_events").where(.equals("id", (event[.correctsID] ?? .zero).value)),
    ]
  }

  init?(_ event: Record, _ book: Book) {
    guard book.former == nil, event[.kind] == "dose", Doses.uses(event),
      event[.correctsID] == nil || book.rows(2).first.map({ !ControlledDose.isSaid($0, of: event) }) == true,
      let medicine = book.rows(0).first, medicine[.isControlled] == true
    else { return nil }
    self.medicine = medicine
    last = Register.last(of: book.rows(1)) ?? Record(.controlledDrugBalances)
    let said = event[.quantity] ?? ""
    quantity = said.isEmpty ? medicine[.dose].flatMap(DoseAmount.counted) : said
    balance = Register.balance(book.rows(1))
  }

  /// Whether the line that is corrected says already that it was used, of the same medicine.
  private static func isSaid(_ former: Record, of event: Record) -> Bool {
    Doses.uses(former) && former[.medicationID] == event[.medicationID]
  }

  /// The same in thousandths; nil where there is no number.
  var amount: Int? { Quantity.thousandths(quantity) }

  /// Whether a line of the register says so too.
  var isRegistered: Bool {
    last.id != nil && Register.hasRoom(after: last) && amount.map { $0 <= balance } == true
  }
}

extension Rule {
  /// CDR-1: a dose that was given without a number would leave the cupboard and not the register.
  static let controlledDoseIsCounted = Rule(
    "a dose of a controlled drug is counted", reads: ControlledDose.reads
  ) { event, book in
    guard let dose = ControlledDose(event, book), dose.quantity.flatMap(DoseAmount.counted) == nil else {
      return nil
    }
    return Violation("Say how much, as counted: 1, or 2.5. It leaves the register.", field: "quantity")
  }

  /// CDR-1: what was given beyond what the register holds has no line there until the drug is counted.
  static let controlledDoseIsInStock = Rule(
    "a dose of a controlled drug is in stock", reads: ControlledDose.reads
  ) { event, book in
    guard let dose = ControlledDose(event, book), dose.last.id != nil, let amount = dose.amount,
      !dose.isRegistered
    else { return nil }
    return Violation(
      "The register holds \(Quantity.words(dose.balance)), and \(Quantity.words(amount)) are to leave it. Look at the number; if it is right, count the drug at once, for this dose gets no line.",
      field: "quantity", isWarning: true)
  }
}
