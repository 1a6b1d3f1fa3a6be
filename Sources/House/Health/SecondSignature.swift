import Records

/// The signatures on a line of the register: who writes it is signed in and signs so, and who else is named on it is
/// asked, and signs with their own password (SOD-05, CDR-1).
enum SecondSignature {
  private static let kind = "custom"

  /// The step of the question to who is named first, where another wrote the line for them.
  static let ofFirst = 2

  /// The questions that were put to who is named on the line.
  static let rounds: @Sendable (Record) -> [Query] = { line in
    line.id.map { [Query("approvals").where(.subjectID, is: $0).where(.kind, is: kind)] } ?? []
  }

  static let value: @Sendable (Record, Book) -> Value = { line, book in
    guard let second = line[.secondBy] else { return .text("none") }
    // Who stood beside and wrote the line for who gave it was signed in.
    if line.stamp?.createdBy == second { return .text("given") }
    let rounds = book.rows(0).filter { $0[.stepNumber] != ofFirst }
    let isGiven = rounds.contains { $0[.state] == "approved" && $0[.decidedBy] == second }
    return .text(isGiven ? "given" : isUnsigned(rounds) ? unsigned : "waiting")
  }

  /// Whether who is named first has signed what another wrote in their name; empty where they wrote it themselves.
  static let first: @Sendable (Record, Book) -> Value = { line, book in
    guard let first = line[.firstBy], let writer = line.stamp?.createdBy, writer != first else {
      return .empty
    }
    let rounds = book.rows(0).filter { $0[.stepNumber] == ofFirst }
    if rounds.contains(where: { $0[.state] == "approved" && $0[.decidedBy] == first }) {
      return .text("given")
    }
    return .text(rounds.contains { $0[.state] == "pending" } ? "waiting" : unsigned)
  }

  /// Whether who is named as second was asked and did not sign; the questions may be about other lines too.
  static func isRefused(_ line: Record, _ rounds: [Record]) -> Bool {
    guard let second = line[.secondBy], line.stamp?.createdBy != second else { return false }
    return isUnsigned(rounds.filter { $0[.subjectID] == line.id && $0[.stepNumber] != ofFirst })
  }

  /// What waits for the answer of who acts.
  static func own(_ rounds: [Record], _ book: Book) -> [Record] {
    rounds.filter { $0[.state] == "pending" && $0[.approverID] == book.actor }
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
    let who = round[.stepNumber] == ofFirst ? "who is named as giving it" : "the second person"
    return [
      Notice(
        "approval", "was not signed by \(who): go over it together and write it anew",
        to: author + leads, priority: "high", needsAction: true)
    ]
  }

  static let question = Field.note(.comment, "What is not right", [.required])

  /// The questions to the two who are named; who writes the line is asked nothing.
  static func questions(about line: Record, _ book: Book) -> [Record] {
    guard book.former == nil, line.id != nil else { return [] }
    let named: [(step: Int, member: RecordID?)] = [(1, line[.secondBy]), (ofFirst, line[.firstBy])]
    return named.compactMap { step, member -> Record? in
      guard let member, member != book.actor else { return nil }
      return ApprovalRound.asked(kind, about: line, book, of: member, dueIn: 24).changed {
        $0[.stepNumber] = step
      }
    }
  }

  static let asked: @Sendable (Record, Book) -> [Notice] = { line, book in
    if LoneLine.deed(line) != nil {
      return [
        Notice(
          "medication", "has one signature: count it again at the next handover",
          to: Notice.Audience.leads(of: line[.houseID]), priority: "high", needsAction: true)
      ]
    }
    return [line[.secondBy], line[.firstBy]].compactMap { member -> Notice? in
      guard let member, member != book.actor else { return nil }
      return Notice("approval", "waits for your signature", to: [.member(member)], needsAction: true)
    }
  }

  /// The questions, the shifts of the second person and of the first, and those that run in the house.
  static let reads: @Sendable (Record) -> [Query] = { line in
    rounds(line) + [
      shifts(of: line[.secondBy]), shifts(of: line[.firstBy]),
      Query("shifts").where(.houseID, is: line[.houseID] ?? .zero).where(.state, is: "running"),
    ]
  }

  private static func shifts(of member: RecordID?) -> Query {
    Query("memberships").where(.equals("id", (member ?? .zero).value))
      .following(.staffMemberID, to: "shift_staff", matching: .staffMemberID)
  }

  static let whyNot: @Sendable (Record, Book) -> Reason? = { line, book in
    let waiting = book.rows(0).filter { $0[.state] == "pending" }
    if waiting.isEmpty { return Reason("This line waits for no second signature.") }
    if own(waiting, book).isEmpty {
      let isOfFirst = waiting.allSatisfy { $0[.stepNumber] == ofFirst }
      return Reason("The \(isOfFirst ? "first" : "second") person who is named on the line signs it.")
    }
    // Who wrote it has signed it already, in whose name ever.
    if line.stamp?.createdBy == book.actor { return .ownWork("wrote") }
    let running = Set(book.rows(3).compactMap(\.id))
    let shifts = book.rows(line[.secondBy] == book.actor ? 1 : 2)
    let isOnShift = shifts.contains { $0[.leftAt] == nil && $0[.shiftID].map(running.contains) == true }
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
      ApprovalRound.answered(SecondSignature.own(book.rows(0), book), "approved", book)
    })
}

extension Action {
  /// Who is named on the line does not agree with it: it stands, and says that they did not sign it.
  static let sendLineBack = Action(
    "register.send-back", "Do not sign", right: .sign, asks: [SecondSignature.question],
    settles: ["approval"],
    reads: { SecondSignature.reads($0) + UnsignedLine.reads($0) }, whyNot: SecondSignature.whyNot,
    changes: { line, book in
      let own = SecondSignature.own(book.rows(0), book)
      return SecondSignature.sentBack(own, book) + UnsignedLine.report(line, asked: own, book)
    },
    notices: { _, book in SecondSignature.told(SecondSignature.own(book.rows(0), book)) })
}

extension SecondSignature {
  /// Whoever is asked has this long; then the signature is one that is not given.
  fileprivate static func overdue(_ rounds: [Record], _ book: Book) -> [Record] {
    rounds.filter { $0[.state] == "pending" && ($0[.dueAt].map { $0 <= book.now } ?? true) }
  }

  fileprivate static let whyNotClosed: @Sendable (Record, Book) -> Reason? = { line, book in
    let waiting = book.rows(0).filter { $0[.state] == "pending" }
    if waiting.isEmpty { return Reason("This line waits for no second signature.") }
    if !own(waiting, book).isEmpty {
      return Reason("You are asked yourself. Sign it, or say what is not right.")
    }
    if [line.stamp?.createdBy, line[.firstBy]].contains(book.actor) { return .ownWork("wrote") }
    guard overdue(waiting, book).isEmpty, let until = waiting.compactMap({ $0[.dueAt] }).min() else {
      return nil
    }
    return Reason("They can still sign it, until \(Doses.told(until, book)).")
  }
}

extension Action {
  /// Nobody else can answer for who is named and does not come: the line stands, unsigned and reported.
  static let closeSignature = Action(
    "register.close-signature", "Close the signature", right: .approve,
    asks: [.note(.comment, "Why they do not sign", [.required])], strength: .confirm, settles: ["approval"],
    reads: { SecondSignature.rounds($0) + UnsignedLine.reads($0) }, whyNot: SecondSignature.whyNotClosed,
    changes: { line, book in
      let asked = SecondSignature.overdue(book.rows(0), book)
      // One question, one report: each says of another person that they did not sign.
      return SecondSignature.sentBack(asked, book)
        + asked.flatMap { UnsignedLine.report(line, asked: [$0], book) }
    },
    notices: { _, book in SecondSignature.told(SecondSignature.overdue(book.rows(0), book)) })
}

extension Consequence {
  static let secondPersonIsAsked = Consequence(
    "who is named on a line is asked to sign it",
    changes: { line, book in [line] + SecondSignature.questions(about: line, book) })
}

extension Rule {
  /// SOD-05; a dose names who gave it, and where another wrote it down they are asked to sign its line.
  static let firstSignsForThemselves = Rule("who writes a line signs it first") { line, book in
    guard book.former == nil, let actor = book.actor, line[.medicationEventID] == nil,
      line[.firstBy] != actor
    else { return nil }
    return Violation("You sign first, in your own name.", field: "first_by")
  }
}
