import Records

/// What the register said of a dose whose line is corrected, and what sets it right (MED-7, CDR-1).
///
/// No line of the register is changed: another says what it said wrongly, and names it.
struct RegisterCorrection {
  private let medicine: Record
  private let register: [Record]
  /// What the register said of the dose until now.
  private let said: [Record]
  /// What left the cupboard with the dose, in thousandths, as is said now.
  private let amount: Int

  /// The medicine of the line that is corrected, all that was written of it, and its register.
  static let reads: @Sendable (Record) -> [Query] = { event in
    guard let corrected = event[.correctsID] else { return [] }
    let former = Query("medication_events").where(.equals("id", corrected.value))
    return [
      former.following(.medicationID, to: "medications"),
      former.following(.medicationID, to: "medication_events", matching: .medicationID),
      former.following(.medicationID, to: "controlled_drug_balances", matching: .medicationID),
    ]
  }

  /// Whether a line of the register sets right what another said of a dose: it names its event, which only the program
  /// writes, and counts nothing.
  static func isOne(_ line: Record) -> Bool {
    line[.kind] == "correction" && line[.medicationEventID] != nil && line[.correctsID] != nil
      && line[.counted] == line[.expectedCount]
  }

  /// The last three lists of the book are those of `reads`; nil where the register said nothing, or goes on to say it.
  init?(_ event: Record, _ book: Book) {
    guard book.former == nil, event[.kind] == "dose", event[.correctsID] != nil, book.found.count >= 3
    else { return nil }
    let found = Array(book.found.suffix(3))
    let chain = Doses.corrected(by: event, among: found[1])
    guard let medicine = found[0].first, let former = chain.first, Doses.uses(former) else { return nil }
    let events = Set(chain.compactMap(\.id))
    let said = found[2].filter { line in line[.medicationEventID].map(events.contains) ?? false }
    let before = Quantity.thousandths(former[.quantity]) ?? RegisterCorrection.left(said)
    let isUsed = Doses.uses(event) && event[.medicationID] == former[.medicationID]
    let amount = isUsed ? Quantity.thousandths(event[.quantity]) ?? before : 0
    guard !said.isEmpty, amount != before else { return nil }
    self.medicine = medicine
    self.said = said
    self.amount = amount
    register = found[2]
  }

  /// What went out by some lines, less what came back.
  private static func left(_ lines: [Record]) -> Int {
    let out = lines.compactMap { $0[.quantityOut] }.reduce(0, +)
    let back = lines.compactMap { $0[.quantityIn] }.reduce(0, +)
    return out - back
  }

  /// The line that sets the register right, and the question to who stood beside; none where less is there than would
  /// have to go out: then the drug is counted.
  ///
  /// It stands in the house in which the resident lives now, else in that of the line that it sets right.
  func lines(for event: Record, in house: RecordID?, _ book: Book) -> [Record] {
    guard let wrong = Register.last(of: said), let first = book.actor ?? event[.givenBy] else { return [] }
    // A count that did not agree has set the balance to what was found.
    let isFound = register.contains { line in
      Register.place(line) > Register.place(wrong) && line[.counted] != line[.expectedCount]
    }
    let out = isFound ? 0 : amount - RegisterCorrection.left(said)
    guard out <= Register.balance(register) else { return [] }
    var line = Register.next(
      "correction", of: medicine, house: house ?? wrong[.houseID], after: register,
      in: max(0, -out), out: max(0, out), by: first,
      and: event[.witnessID] == first ? nil : event[.witnessID], at: book.now
    ).changed {
      $0[.medicationEventID] = event.id
      $0[.correctsID] = wrong.id
      $0[.note] = words(event, isFound: isFound)
    }
    line.id = book.newID()
    var new = book
    new.former = nil
    return [line] + SecondSignature.questions(about: line, new)
  }

  private func words(_ event: Record, isFound: Bool) -> String {
    let label = Doses.statuses.members.first { $0.code == event[.status] }?.label ?? "otherwise"
    let head = "What was written of that dose was corrected. It now says: \(label)."
    return isFound ? "\(head) It was counted since: the balance stays as it was found." : head
  }
}
