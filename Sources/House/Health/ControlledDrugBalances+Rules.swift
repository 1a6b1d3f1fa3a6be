import Records

extension Rule {
  /// SOD-05; a lone give at night is shown as a single signature and counted again at the next handover.
  ///
  /// What else one person did alone is written down and reported.
  static let registerHasTwoSigners = Rule("two different people sign a line") { line, _ in
    let isOfDose = LoneLine.isOfDose(line) || RegisterCorrection.isOne(line)
    let isLoneGive = isOfDose && line[.secondBy] == nil
    guard !isLoneGive, line[.secondBy] == nil || line[.secondBy] == line[.firstBy] else { return nil }
    if LoneLine.deed(line) != nil {
      return Violation(
        "Two people sign this. Done already by one alone? It stands with a single signature, and is reported.",
        field: "second_by", isWarning: true)
    }
    return Violation("Two different people must sign.", field: "second_by")
  }

  /// What went out or came in is more than none, and goes one way; a count moves nothing.
  ///
  /// A correction out of a register that was kept elsewhere moved what it moved.
  static let registerLineMoves = Rule("a line says what came or went") { line, book in
    guard book.former == nil, line[.medicationEventID] == nil, let kind = line[.kind],
      !(book.isImport && kind == "correction")
    else { return nil }
    let (came, went) = (line[.quantityIn] ?? 0, line[.quantityOut] ?? 0)
    let goesOut = ["given", "wasted", "returned", "destroyed"].contains(kind)
    if kind == "received", came == 0 { return Violation("Say how much came in.", field: "quantity_in") }
    if goesOut, went == 0 { return Violation("Say how much went out.", field: "quantity_out") }
    if kind != "received", came > 0 {
      return Violation(
        "Nothing comes in by such a line. Write what came in as received.", field: "quantity_in")
    }
    guard !goesOut, went > 0 else { return nil }
    return Violation("Nothing goes out by such a line. Write what went out by itself.", field: "quantity_out")
  }

  /// CDR-1 and CDR-4: only settling a count and correcting a dose write one, and both name what they set right; one out
  /// of a file cannot, and is taken as it stands there.
  static let correctionSaysOfWhat = Rule("a correction sets a line right") { line, book in
    guard book.former == nil, line[.kind] == "correction", line[.correctsID] == nil,
      line[.medicationEventID] == nil
    else { return nil }
    if book.isImport {
      return Violation(
        "A correction from a file names no line that it sets right. Its note should say what it corrects.",
        field: "kind", isWarning: true)
    }
    return Violation(
      "A correction comes of settling a count, or of correcting a dose. Count the drug.", field: "kind")
  }

  /// CDR-5.
  static let destructionSaysHow = Rule("a line of what was destroyed says how") { line, book in
    guard book.former == nil, line[.kind] == "destroyed", (line[.note] ?? "").isEmpty else { return nil }
    return Violation("Say in the note how it was destroyed, and why.", field: "note")
  }

  /// CDR-5; what was destroyed nevertheless is written down.
  static let destructionIsOfHouse = Rule("controlled drugs are destroyed where the house may") { line in
    [Query("houses").where(.equals("id", (line[.houseID] ?? .zero).value))]
  } check: { line, book in
    guard book.former == nil, line[.kind] == "destroyed", let house = book.rows(0).first,
      !DrugDestruction.isAllowed(in: house)
    else { return nil }
    return Violation(
      "This house returns them to the pharmacy. Destroyed already? Say how in the note, and go on.",
      field: "kind", isWarning: true)
  }

  static let registerAddsUp = Rule("a line follows from the one before it") { line in
    [Register.lines(of: line[.medicationID])]
  } check: { line, book in
    guard book.former == nil else { return nil }
    let before = book.rows(0).filter { $0.id != line.id }
    let balance = Register.balance(before)
    let (received, used) = (line[.quantityIn] ?? 0, line[.quantityOut] ?? 0)
    if used > balance + received {
      return Violation(
        "The balance is \(Quantity.words(balance)); you are removing \(Quantity.words(used)). Count first.",
        field: "quantity_out")
    }
    if line[.expectedCount] != balance + received - used {
      return Violation(
        "After the line before, \(Quantity.words(balance + received - used)) are expected.",
        field: "expected_count")
    }
    guard line[.balanceAfter] != line[.counted] else { return nil }
    return Violation("The balance goes on from what was found.", field: "balance_after")
  }

  /// CDR-2: it is asked before anything is written, so it neither says what is expected nor that anybody was told.
  static let countAgrees = Rule("what is found is what is expected") { line, book in
    guard book.former == nil, let expected = line[.expectedCount], let counted = line[.counted],
      counted != expected, line[.kind] != "correction"
    else { return nil }
    return Violation(
      "That is not what the register expects. Count again. If it stands, go on: a report is sent at once.",
      field: "counted", isWarning: true)
  }
}

/// Which houses destroy controlled drugs: in the United Kingdom those that nurse.
enum DrugDestruction {
  static func isAllowed(in house: Record?) -> Bool {
    house?[.jurisdiction] == "united_states" || house?[.serviceModel] == "nursing_home"
  }
}

/// A line that one person alone signed although two sign it; what is given alone is marked with its dose, where it has
/// one.
enum LoneLine {
  /// By the kinds of lines that steps of their own write.
  static let deeds = [
    "received": "Received", "wasted": "Wasted", "returned": "Returned", "destroyed": "Destroyed",
    "count": "Counted",
  ]

  /// Whether a line came of a dose, whose own report says that nobody was beside.
  static func isOfDose(_ line: Record) -> Bool {
    line[.medicationEventID] != nil && ["given", "wasted"].contains(line[.kind])
  }

  /// What was done alone, as its report begins; nil where two signed, or must.
  static func deed(_ line: Record) -> String? {
    guard line[.secondBy] == nil, !isOfDose(line), let kind = line[.kind] else { return nil }
    return kind == "given" ? "Given" : deeds[kind]
  }
}

/// A line that somebody who is named on it did not sign: it counts as done by one alone, and is reported as such.
enum UnsignedLine {
  /// The medicine, the stay and its house.
  static let reads: @Sendable (Record) -> [Query] = { line in
    let stay = MedicineIncident.stay(of: line[.residentID])
    return [
      Query("medications").where(.equals("id", line["medication_id"])), stay,
      stay.following(.houseID, to: "houses"),
    ]
  }

  /// The questions are those that nobody answers with yes; the last three lists of the book are those of `reads`; none
  /// of what sets right what was said of a dose.
  static func report(_ line: Record, asked rounds: [Record], _ book: Book) -> [Record] {
    let found = Array(book.found.suffix(3))
    guard found.count == 3, let kind = line[.kind], let moment = line[.happenedAt],
      let deed = kind == "given" ? "Given" : LoneLine.deeds[kind]
    else { return [] }
    let isOfSecond = rounds.contains { $0[.stepNumber] != SecondSignature.ofFirst }
    let isDose = line[.medicationEventID] != nil
    if isOfSecond, isDose, DoseGuards.letsOneSign(found[2].first, at: moment, book) { return [] }
    let name = found[0].first?[.name] ?? "a controlled drug"
    let who = isOfSecond ? "The second person did not sign" : "Who is named as giving it did not sign"
    let words = isOfSecond ? "\(deed) without a second person" : "\(deed), as another wrote down"
    return MedicineIncident.record(
      "recording", "\(words): \(name). \(who): \(book[.comment] ?? "")", of: line,
      stay: found[1].first, at: moment, severity: 3, sent: true, book)
  }
}

extension Consequence {
  /// CDR-3 and SOD-05: the report is sent at once, one for all that is wrong, and the balance goes on from what was
  /// found.
  static let discrepancyIsReported = Consequence(
    "a count that does not agree is reported",
    reads: { line in
      [
        MedicineIncident.stay(of: line[.residentID]),
        Query("medications").where(.equals("id", line["medication_id"])),
      ]
    },
    changes: { line, book in
      let name = book.rows(1).first?[.name] ?? "a controlled drug"
      let difference = differenceWords(line, name, book)
      let said = [difference, aloneWords(line, name, book)].compactMap(\.self)
      if said.isEmpty { return [line] }
      return [line]
        + MedicineIncident.record(
          difference == nil ? "recording" : "stock_discrepancy", said.joined(separator: " "), of: line,
          stay: book.rows(0).first, at: line[.happenedAt] ?? book.now, severity: difference == nil ? 3 : 4,
          sent: true, book)
    })

  private static func differenceWords(_ line: Record, _ name: String, _ book: Book) -> String? {
    guard book.former == nil, line[.kind] != "correction", let expected = line[.expectedCount],
      let counted = line[.counted], expected != counted
    else { return nil }
    return
      "The count of \(name) does not agree: \(Quantity.words(expected)) expected, \(Quantity.words(counted)) found."
  }

  private static func aloneWords(_ line: Record, _ name: String, _ book: Book) -> String? {
    guard book.former == nil, let deed = LoneLine.deed(line) else { return nil }
    return "\(deed) without a second person: \(name). \(line[.note] ?? "")"
  }
}
