import Records

/// What a resident’s erasure rests on: what must be kept, what is still open, and who decided it.
///
/// One person asks (the privacy lead), another decides, and it is carried out a week later (SOD-18, ERA-1 to ERA-3).
enum Erasure {
  static let kind = "erasure"
  /// How long it can still be called off once it is approved.
  static let coolingHours = 7 * 24

  static let concerns: @Sendable (Record) -> Bool = { request in
    request[.kind] == kind && request[.residentID] != nil
  }

  /// The rounds of the question, and all that may stand against it.
  static let reads: @Sendable (Record) -> [Query] = { request in
    [Query("approvals").where(.subjectID, is: request.id ?? .zero).where(.kind, is: kind)]
      + Retention.reads(of: request[.residentID]) + stillOpen(about: request[.residentID])
  }

  /// What is not settled with a resident; after the lists of ``Retention/reads(of:)``.
  static func stillOpen(about resident: RecordID?) -> [Query] {
    guard let resident else { return [] }
    return [
      Query("complaints").where(.residentID, is: resident)
        .where(.state, isNot: "closed").where(.state, isNot: "withdrawn")
        .only("reference", "state", "received_on"),
      Query("safeguarding_concerns").where(.residentID, is: resident).where(.state, isNot: "closed")
        .only("reference", "state", "raised_at"),
      Query("ledger_entries").where(.residentID, is: resident)
        .only("ledger_account_id", "side", "amount", "resident_id"),
      Chart.query.only("code"),
      Query("residents").where(.mergedIntoID, is: resident).where(.state, isNot: "erased")
        .only("reference", "state"),
    ]
  }

  /// The newest round of the question in one of these states.
  static func round(_ book: Book, _ states: String...) -> Record? {
    book.rows(0).filter { states.contains($0[.state] ?? "") }
      .max { ($0[.requestedAt] ?? .start) < ($1[.requestedAt] ?? .start) }
  }

  /// When an approved erasure can be carried out first; nil where none is approved.
  static func from(_ book: Book) -> Instant? {
    round(book, "approved")?[.decidedAt]?.adding(hours: coolingHours)
  }

  /// Everything that stands against it, in one sentence; nil where nothing does.
  static func whyNotYet(_ book: Book) -> String? {
    let reasons = reasons(book, from: 1)
    return reasons.isEmpty ? nil : "Cannot erase yet: \(reasons.joined(separator: "; "))."
  }

  /// Everything that stands against it, from the lists that begin at `index`.
  static func reasons(_ book: Book, from index: Int) -> [String] {
    Retention.reasonsToKeep(book, from: index) + whatIsOpen(book, from: index + Retention.lists)
  }

  private static func whatIsOpen(_ book: Book, from index: Int) -> [String] {
    book.rows(index).map { complaint in
      "complaint \(complaint.called) is open" + (complaint[.receivedOn].map { ", since \($0.inWords)" } ?? "")
    }
      + concerns(book.rows(index + 1), book)
      + money(book.rows(index + 2), accounts: book.rows(index + 3))
      + book.rows(index + 4).map { merged in
        "\(merged.called) was merged into it and is erased first, by a request of its own"
      }
  }

  /// Nobody but who is named on a concern knows that there is one.
  private static func concerns(_ open: [Record], _ book: Book) -> [String] {
    if open.isEmpty { return [] }
    guard book.role == .safeguarding else { return ["ask the safeguarding lead, who knows of more"] }
    return open.map { concern in
      let day = concern[.raisedAt].map { ", since \(book.zone.day(at: $0).inWords)" } ?? ""
      return "concern \(concern.called) is open\(day)"
    }
  }

  private static func money(_ entries: [Record], accounts: [Record]) -> [String] {
    let owed = Ledger.owed(entries, accounts: accounts, on: Chart.receivables)
    let held = -Ledger.owed(entries, accounts: accounts, on: [Chart.depositsHeld, "2210"])
    var words: [String] = []
    if owed > 0 { words.append("\(Money(minorUnits: owed)) is owed on the account, until it is paid") }
    if owed < 0 {
      words.append("the account is \(Money(minorUnits: -owed)) in credit, until it is paid back")
    }
    if held != 0 { words.append("\(Money(minorUnits: held)) is held for them, until it is given back") }
    return words
  }
}

extension Instant {
  fileprivate static var start: Instant { Instant(milliseconds: 0) }
}
