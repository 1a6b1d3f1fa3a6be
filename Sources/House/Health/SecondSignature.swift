import Records

/// The second signature on a line of the register: the person who is named gives it, with their own password (SOD-05,
/// CDR-1).
enum SecondSignature {
  private static let kind = "custom"

  /// The question that was put to the second person.
  static let rounds: @Sendable (Record) -> [Query] = { line in
    line.id.map { [Query("approvals").where(.subjectID, is: $0).where(.kind, is: kind)] } ?? []
  }

  static let value: @Sendable (Record, Book) -> Value = { line, book in
    if line[.secondBy] == nil { return .text("none") }
    let isGiven = book.rows(0).contains { $0[.state] == "approved" && $0[.decidedBy] == line[.secondBy] }
    return .text(isGiven ? "given" : isUnsigned(book.rows(0)) ? unsigned : "waiting")
  }

  /// What stands of a line that its second person did not sign.
  static let unsigned = "unsigned"

  /// Whether nobody is asked any more and nobody signed.
  static func isUnsigned(_ rounds: [Record]) -> Bool {
    !rounds.isEmpty && rounds.allSatisfy { ["rejected", "withdrawn"].contains($0[.state]) }
  }

  /// The question that the second person answers with no, and who hears of it: who wrote the line, and who leads.
  static func sentBack(_ rounds: [Record], _ book: Book) -> [Record] {
    ApprovalRound.answered(
      rounds.filter { $0[.state] == "pending" }, "rejected", book, comment: book[.comment])
  }

  static func told(_ rounds: [Record]) -> [Notice] {
    guard let round = rounds.first(where: { $0[.state] == "pending" }) else { return [] }
    let leads = Notice.Audience.leads(of: round[.houseID])
    let author: [Notice.Audience] = round[.requestedBy].map { [.member($0)] } ?? []
    return [
      Notice(
        "approval", "was not signed by the second person: go over it together and write it anew",
        to: author + leads, priority: "high", needsAction: true)
    ]
  }

  static let question = Field.note(.comment, "What is not right", [.required])

  static func round(about line: Record, _ book: Book) -> Record? {
    guard book.former == nil, line.id != nil, let second = line[.secondBy] else { return nil }
    return ApprovalRound.asked(kind, about: line, book, of: second, dueIn: 24)
  }

  static let asked: @Sendable (Record, Book) -> [Notice] = { line, _ in
    line[.secondBy].map {
      [Notice("approval", "waits for your signature", to: [.member($0)], needsAction: true)]
    } ?? []
  }

  /// The question, the shifts of the second person, and those that run in the house.
  static let reads: @Sendable (Record) -> [Query] = { line in
    let second = Query("memberships").where(.equals("id", (line[.secondBy] ?? .zero).value))
    return rounds(line) + [
      second.following(.staffMemberID, to: "shift_staff", matching: .staffMemberID),
      Query("shifts").where(.houseID, is: line[.houseID] ?? .zero).where(.state, is: "running"),
    ]
  }

  static let whyNot: @Sendable (Record, Book) -> Reason? = { line, book in
    guard let second = line[.secondBy], book.rows(0).contains(where: { $0[.state] == "pending" }) else {
      return Reason("This line waits for no second signature.")
    }
    if second != book.actor { return Reason("The second person who is named on the line signs it.") }
    // Who wrote it has signed it already, in whose name ever.
    if line.stamp?.createdBy == book.actor { return .ownWork("wrote") }
    let running = Set(book.rows(2).compactMap(\.id))
    let isOnShift = book.rows(1).contains { $0[.leftAt] == nil && $0[.shiftID].map(running.contains) == true }
    // Where no shift is kept whoever is signed in is there.
    return running.isEmpty || isOnShift ? nil : Reason("You are not on shift. Sign on first.")
  }

  /// The same, and of a count what the second found agrees; who sends it back may have found something else.
  static let whyNotSign: @Sendable (Record, Book) -> Reason? = { line, book in
    whyNot(line, book) ?? whyNotCounted(line, book)
  }

  /// CDR-2: of a count the second says what they found themselves, whatever the first has typed for them.
  static let count = Field.text(.secondQuantity, "What you found", [.required]).help(
    "As you counted it yourself: 28, or 2.5."
  ).asked(where: { line, _ in line[.kind] == "count" })

  private static func whyNotCounted(_ line: Record, _ book: Book) -> Reason? {
    guard line[.kind] == "count", book.isAnswered, let first = line[.counted] else { return nil }
    guard let own = Quantity.thousandths(book[.secondQuantity]) else {
      return Reason("Say how much, as counted: 28, or 2.5.")
    }
    if own == first { return nil }
    // Whoever is told the first count could type it and has counted nothing.
    return Reason("Your counts differ. Count again together, then write down what is there.")
  }
}

extension Action {
  static let signSecond = Action(
    "register.sign", "Sign second", right: .sign, asks: [SecondSignature.count], strength: .prove,
    settles: ["approval"],
    reads: SecondSignature.reads, whyNot: SecondSignature.whyNotSign,
    changes: { _, book in
      ApprovalRound.answered(book.rows(0).filter { $0[.state] == "pending" }, "approved", book)
    })
}

extension Action {
  /// The second person does not agree with the line: it stands, and says that nobody signed it second.
  static let sendLineBack = Action(
    "register.send-back", "Do not sign", right: .sign, asks: [SecondSignature.question],
    settles: ["approval"],
    reads: SecondSignature.reads, whyNot: SecondSignature.whyNot,
    changes: { _, book in SecondSignature.sentBack(book.rows(0), book) },
    notices: { _, book in SecondSignature.told(book.rows(0)) })
}

extension Consequence {
  static let secondPersonIsAsked = Consequence(
    "the second person on a line is asked to sign it",
    changes: { line, book in [line] + [SecondSignature.round(about: line, book)].compactMap(\.self) })
}

extension Rule {
  /// SOD-05; a dose names who gave it, and its line says so.
  static let firstSignsForThemselves = Rule("who writes a line signs it first") { line, book in
    guard book.former == nil, let actor = book.actor, line[.medicationEventID] == nil,
      line[.firstBy] != actor
    else { return nil }
    return Violation("You sign first, in your own name.", field: "first_by")
  }
}
