import Records

/// One posting while it is put together: lines on the two sides, which must agree to the minor unit.
package struct Journal {
  package enum Side: String, Sendable {
    case debit, credit

    package var other: Side { self == .debit ? .credit : .debit }
  }

  /// Whom a line concerns.
  package struct Party: Sendable {
    package var stay: RecordID?
    package var resident: RecordID?
    package var payer: RecordID?
    package var costCenter: RecordID?

    package init(
      stay: RecordID? = nil, resident: RecordID? = nil, payer: RecordID? = nil, costCenter: RecordID? = nil
    ) {
      self.stay = stay
      self.resident = resident
      self.payer = payer
      self.costCenter = costCenter
    }

    /// What a record of money says of itself.
    package init(_ record: Record) {
      self.init(
        stay: record[.stayID], resident: record[.residentID], payer: record[.payerID],
        costCenter: record[.costCenterID])
    }
  }

  package struct Line: Sendable {
    package let code: String
    package let side: Side
    /// Minor units, above 0.
    package let amount: Int
    package let party: Party
  }

  package let kind: String
  package let occurredOn: Day
  package private(set) var lines: [Line] = []
  /// The posting that this one takes back.
  package var reverses: RecordID?
  package var period: RecordID?

  package init(_ kind: String, on day: Day) {
    self.kind = kind
    occurredOn = day
  }

  /// Adds a line; nothing is no line.
  package mutating func add(_ side: Side, _ code: String, _ amount: Int, _ party: Party = Party()) {
    if amount != 0 { lines.append(Line(code: code, side: side, amount: amount, party: party)) }
  }

  /// Two lines of one amount.
  package static func transfer(
    _ kind: String, on day: Day, _ amount: Int, debit: String, credit: String, _ party: Party = Party()
  ) -> Journal {
    var journal = Journal(kind, on: day)
    journal.add(.debit, debit, amount, party)
    journal.add(.credit, credit, amount, party)
    return journal
  }

  package func sum(of side: Side) -> Int { lines.reduce(0) { $1.side == side ? $0 + $1.amount : $0 } }

  package var balances: Bool { lines.count > 1 && sum(of: .debit) == sum(of: .credit) }
}

/// Journals as records, with the accounts that they open.
struct Postings {
  private let book: Book
  private var accounts: [String: RecordID]
  /// What is written, in the order in which it refers to one another.
  private(set) var records: [Record] = []

  /// Begins with the accounts that `Chart.query` found.
  init(_ book: Book, accounts: [Record]) {
    self.book = book
    self.accounts = Dictionary(
      accounts.compactMap { account in account[.code].flatMap { code in account.id.map { (code, $0) } } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Writes a journal down, and returns the identity of its transaction.
  mutating func post(_ journal: Journal, about subject: Record, details: String? = nil) -> RecordID {
    let id = book.newID()
    var header = Record(.ledgerTransactions)
    header.id = id
    header[.occurredOn] = journal.occurredOn
    header[.kind] = journal.kind
    header[.details] = details
    header[.subjectType] = subject.type.id
    header[.subjectID] = subject.id
    header[.reversesID] = journal.reverses
    header[.billingPeriodID] = journal.period
    let entries = journal.lines.map { entry($0, of: id) }
    records.append(header)
    records += entries
    return id
  }

  /// Takes a posting back, line by line on the other side.
  mutating func reverse(_ transaction: Record, _ entries: [Record], about subject: Record, on day: Day) {
    let id = book.newID()
    var header = Record(.ledgerTransactions)
    header.id = id
    header[.occurredOn] = day
    header[.kind] = "reversal"
    header[.subjectType] = subject.type.id
    header[.subjectID] = subject.id
    header[.reversesID] = transaction.id
    records.append(header)
    for entry in entries where entry[.ledgerTransactionID] == transaction.id {
      var turned = Record(.ledgerEntries)
      for field in turned.type.stored { turned[field.name] = entry[field.name] }
      turned[.ledgerTransactionID] = id
      turned[.side] = entry[.side] == "debit" ? "credit" : "debit"
      records.append(turned)
    }
  }

  private mutating func entry(_ line: Journal.Line, of transaction: RecordID) -> Record {
    var entry = Record(.ledgerEntries)
    entry[.ledgerTransactionID] = transaction
    entry[.ledgerAccountID] = account(line.code)
    entry[.side] = line.side.rawValue
    entry[.amount] = Money(minorUnits: line.amount)
    entry[.stayID] = line.party.stay
    entry[.residentID] = line.party.resident
    entry[.payerID] = line.party.payer
    entry[.costCenterID] = line.party.costCenter
    return entry
  }

  /// The account of that code, opened where it does not stand in the books yet.
  private mutating func account(_ code: String) -> RecordID {
    if let known = accounts[code] { return known }
    guard let wanted = Chart.accounts.first(where: { $0.code == code }) else {
      preconditionFailure("The chart of accounts has no \(code).")
    }
    let id = book.newID()
    var opened = Record(.ledgerAccounts)
    opened.id = id
    opened[.code] = wanted.code
    opened[.name] = wanted.name
    opened[.kind] = wanted.kind
    opened[.normalSide] = wanted.normalSide
    records.append(opened)
    accounts[code] = id
    return id
  }
}

/// What was posted about a record, and what of it stands.
enum Posted {
  /// The transactions about a record, then their entries.
  static func queries(about record: Record) -> [Query] {
    record.id.map { queries(about: $0) } ?? []
  }

  static func queries(about id: RecordID) -> [Query] {
    let transactions = Query("ledger_transactions").where(.subjectID, is: id)
    return [transactions, transactions.following(.id, to: "ledger_entries", matching: .ledgerTransactionID)]
  }

  /// The transactions that are no reversal and were not reversed.
  static func standing(_ transactions: [Record]) -> [Record] {
    let reversed = Set(transactions.compactMap { $0[.reversesID] })
    return transactions.filter { $0[.reversesID] == nil && !($0.id.map(reversed.contains) ?? false) }
  }
}
