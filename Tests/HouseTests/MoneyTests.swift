import House
import Records
import Testing

/// What is promised of money: to the minor unit, in two entries, never edited once posted.
@Suite struct MoneyTests {
  private var paper = PaperHouse()
  private let finance: RecordID
  private let manager: RecordID
  private let administrator: RecordID
  private let house: RecordID
  private let resident: RecordID
  private let stay: RecordID
  private let payer: RecordID

  /// A stand-in that says no more of an agreement than money asks.
  private static let agreements = RecordType(
    "tenancy_agreements", "Agreements", one: "agreement", area: "Stays", resource: "agreements",
    fields: [.reference(.stayID, "Stay", to: "stays"), .choice(.state, "State", ["draft", "signed"])])

  init() {
    finance = paper.add("memberships")
    manager = paper.add("memberships")
    administrator = paper.add("memberships")
    let house = paper.add("houses") { $0[.jurisdiction] = "england" }
    let resident = paper.add("residents")
    let day = paper.today.adding(days: -200)
    let stay = paper.add("stays") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.state] = "active"
      $0[.supportLevel] = "medium"
      $0[.startsOn] = day
      $0[.rentWeeklyAmount] = Money(minorUnits: 1540)
    }
    (self.house, self.resident, self.stay) = (house, resident, stay)
    paper.actor = finance
    payer = paper.add("payers") {
      $0[.kind] = "self"
      $0[.residentID] = resident
      $0[.accountCode] = "R1"
    }
    sign()
  }

  private mutating func sign() {
    let id = paper.newID()
    var agreement = Record(Self.agreements)
    agreement.id = id
    agreement[.stayID] = stay
    agreement[.state] = "signed"
    paper.records[id] = agreement
  }

  private mutating func payer(_ kind: String) -> RecordID {
    paper.add("payers") {
      $0[.kind] = kind
      $0[.accountCode] = kind
    }
  }

  private mutating func charge(
    _ amount: Int, kind: String = "core_rent", to payer: RecordID? = nil, on day: Day? = nil,
    posted: Bool = true
  ) -> RecordID {
    let (stay, resident, own, today) = (stay, resident, self.payer, paper.today)
    let id = paper.add("charges") {
      $0[.stayID] = stay
      $0[.residentID] = resident
      $0[.payerID] = payer ?? own
      $0[.kind] = kind
      $0[.amount] = Money(minorUnits: amount)
      $0[.occurredOn] = day ?? today
    }
    if posted { #expect(paper.perform("charge.post", id) == nil) }
    return id
  }

  private func newPayment(
    _ amount: Int, by channel: String = "bank_transfer", from payer: RecordID? = nil
  ) -> Record {
    var payment = Record(Catalogue.house.type("payments"))
    payment[.payerID] = payer ?? self.payer
    payment[.stayID] = stay
    payment[.residentID] = resident
    payment[.amount] = Money(minorUnits: amount)
    payment[.receivedOn] = paper.today
    payment[.channelOfPayment] = channel
    return payment
  }

  private mutating func receive(_ amount: Int, by channel: String = "bank_transfer") throws -> RecordID {
    #expect(paper.save(newPayment(amount, by: channel)) == nil)
    return try #require(paper.all("payments").last?.id)
  }

  /// Debits less credits of each account, those at nothing left out.
  private var balances: [String: Int] {
    var sums: [String: Int] = [:]
    for entry in paper.all("ledger_entries") {
      let amount = entry[.amount]?.minorUnits ?? 0
      let code = entry[.ledgerAccountID].flatMap { paper[$0][.code] } ?? "none"
      sums[code, default: 0] += entry[.side] == "debit" ? amount : -amount
    }
    return sums.filter { $0.value != 0 }
  }

  private func derived(_ field: String, of id: RecordID) throws -> Int? {
    let record = paper[id]
    let derivation = try #require(record.type.field(field)?.derivation)
    return Money(derivation.value(record, paper.book(derivation.reads(record))))?.minorUnits
  }

  // The vectors of the trade: pence or cents.
  @Test(arguments: [
    (23100, "week", 5, "2026-11-02", 16500), (19750, "week", 3, "2026-11-02", 8464),
    (65000, "month", 17, "2026-11-02", 36833), (12345, "month", 1, "2026-11-02", 412),
    (65000, "month", 13, "2026-02-02", 30179), (100, "day", 3, "2026-11-02", 300),
    (40000, "four_weeks", 28, "2026-11-02", 40000), (36500, "year", 1, "2026-11-02", 100),
  ])
  func `nights are charged to the minor unit`(
    rate: Int, period: String, nights: Int, day: String, amount: Int
  ) throws {
    let day = try #require(Day(day))
    #expect(Proration.amount(rate, each: period, nights: nights, in: day) == amount)
  }

  @Test(arguments: [(1, 2, 1), (-1, 2, -1), (3, 2, 2), (-3, 2, -2), (5, 4, 1), (7, 4, 2), (0, 3, 0)])
  func `a half is rounded away from nothing`(number: Int, divisor: Int, quotient: Int) {
    #expect(Proration.rounded(number, over: divisor) == quotient)
  }

  @Test(arguments: [
    ("core_rent", "self", "1100", "4000"), ("core_rent", "housing_benefit", "1110", "4000"),
    ("eligible_service", "universal_credit", "1120", "4010"), ("personal_charge", "self", "1100", "4020"),
    ("support_charge", "local_authority", "1130", "4030"), ("programme_fee", "insurer", "1140", "4040"),
    ("lab_fee", "self", "1100", "4050"), ("damage", "self", "1100", "4060"),
    ("write_off", "self", "5000", "1100"), ("adjustment", "self", "5010", "1100"),
  ])
  func `a charge is posted on its two accounts`(
    kind: String, payerKind: String, debit: String, credit: String
  ) throws {
    var charge = Record(Catalogue.house.type("charges"))
    charge[.kind] = kind
    charge[.amount] = Money(minorUnits: 4500)
    charge[.occurredOn] = paper.today
    let journal = try #require(Journal.charge(charge, payerKind: payerKind))
    #expect(journal.balances)
    #expect(journal.lines.map(\.code) == [debit, credit])
    #expect(journal.lines.map(\.amount) == [4500, 4500])
  }

  @Test func `a posting of one side, or of two that differ, is none`() {
    var journal = Journal("transfer", on: paper.today)
    journal.add(.debit, Chart.bank, 100)
    #expect(!journal.balances)
    journal.add(.credit, Chart.cash, 99)
    #expect(!journal.balances)
    journal.add(.credit, Chart.providerCharges, 1)
    #expect(journal.balances)
  }

  @Test mutating func `J01: a week is split between three payers and balances`() {
    let (benefit, council) = (payer("housing_benefit"), payer("local_authority"))
    _ = charge(21000, to: benefit)
    _ = charge(6300, kind: "eligible_service", to: benefit)
    _ = charge(1540, kind: "ineligible_service")
    _ = charge(2500, kind: "support_charge", to: council)
    #expect(
      balances == [
        "1110": 27300, "1130": 2500, "1100": 1540, "4000": -21000, "4010": -6300, "4020": -1540,
        "4030": -2500,
      ])
    #expect(balances.values.reduce(0, +) == 0)
  }

  @Test mutating func `what does not balance is not posted`() {
    let transaction = paper.add("ledger_transactions") { $0[.kind] = "transfer" }
    let header = paper[transaction]
    #expect(
      header.type.rules.first { $0.isOfWhole }?.check(header, paper.book([Query("ledger_entries")]))?.words
        == "Debits 0.00 and credits 0.00 do not agree. Nothing was posted.")
    #expect(
      paper.save(Record(header.type)) == "Debits 0.00 and credits 0.00 do not agree. Nothing was posted.")
    #expect(paper.all("ledger_transactions").count == 1)
  }

  @Test mutating func `what is posted is never added to`() throws {
    _ = charge(1540)
    let transaction = try #require(paper.all("ledger_transactions").first?.id)
    paper.now = paper.now.adding(minutes: 1)
    var entry = Record(Catalogue.house.type("ledger_entries"))
    entry[.ledgerTransactionID] = transaction
    entry[.side] = "debit"
    entry[.amount] = Money(minorUnits: 5)
    #expect(paper.save(entry) == "This is posted. Reverse it and post again.")
  }

  @Test mutating func `a posted charge is not changed, and reversing it leaves nothing`() {
    let id = charge(1540)
    var changed = paper[id]
    changed[.amount] = Money(minorUnits: 1)
    #expect(
      paper.violations(in: changed, before: paper[id]) == [
        "A posted charge is not changed. Reverse it and charge again."
      ])
    #expect(paper.perform("charge.reverse", id, ["reason": .text("Wrong room.")]) == nil)
    #expect(balances.isEmpty)
    #expect(paper.all("ledger_transactions").last?[.reversesID] == paper[id][.ledgerTransactionID])
  }

  @Test mutating func `J25: a correction is a reversal and a new posting, linked`() throws {
    let id = charge(65000, kind: "programme_fee")
    let right: [String: Value] = ["amount": Money(minorUnits: 60000).value, "reason": .text("Agreed less.")]
    #expect(paper.perform("charge.correct", id, right) == nil)
    #expect(paper[id][.state] == "reversed")
    let new = try #require(paper.all("charges").last)
    #expect(new[.reversesID] == id && new[.state] == "posted")
    #expect(balances == ["1100": 60000, "4040": -60000])
    #expect(paper.all("ledger_transactions").count == 3)
  }

  @Test mutating func `a day is not charged twice for one kind to one payer`() {
    let today = paper.today
    let id = charge(1540, posted: false)
    paper.records[id]?[.fromOn] = today.adding(days: -6)
    paper.records[id]?[.toOn] = today
    var second = paper[id]
    second.id = nil
    second[.fromOn] = today
    #expect(paper.violations(in: second) == ["\(today) is already charged for core rent."])
    second[.fromOn] = today.adding(days: 1)
    second[.toOn] = today.adding(days: 7)
    #expect(paper.violations(in: second).isEmpty)
  }

  @Test mutating func `MON-9: a write-off waits for another person, a manager within the limit`() {
    let id = charge(20001, kind: "write_off", posted: false)
    #expect(paper.refusal("charge.post", id) == "Another person must approve this.")
    #expect(paper.refusal("charge.approve", id) == "Another person must approve this.")
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.refusal("charge.approve", id) == "Above 200.00; an administrator can approve.")
    (paper.actor, paper.role) = (administrator, .administrator)
    #expect(paper.perform("charge.approve", id) == nil)
    paper.actor = finance
    #expect(paper.perform("charge.post", id) == nil)
    #expect(balances == ["5000": 20001, "1100": -20001])
  }

  @Test mutating func `MON-9: the organisation sets what a manager may let out, and a house its own`() {
    let id = charge(25000, kind: "write_off", posted: false)
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.refusal("charge.approve", id) == "Above 200.00; an administrator can approve.")
    let house = house
    for (owner, limit) in [(nil, 25000), (house, 24999)] as [(RecordID?, Int)] {
      paper.add("settings") {
        $0[.key] = "money.limit.mgr"
        $0[.settingValue] = "{\"value\": \(limit)}"
        $0[.houseID] = owner
      }
      let refusal = owner == nil ? nil : "Above 249.99; an administrator can approve."
      #expect(paper.refusal("charge.approve", id) == refusal)
    }
  }

  @Test mutating func `a deposit is nobody's income`() {
    let id = charge(30000, kind: "deposit", posted: false)
    #expect(paper.refusal("charge.post", id)?.hasPrefix("A deposit is nobody’s income") == true)
  }

  @Test(arguments: [("cash", "1010"), ("bank_transfer", "1000"), ("card", "1020")])
  mutating func `MON-3: money received is posted at once`(channel: String, account: String) throws {
    let id = try receive(1540, by: channel)
    #expect(paper[id][.ledgerTransactionID] != nil)
    #expect(balances == [account: 1540, "1100": -1540])
  }

  @Test mutating func `a payment is above nothing, of today or before, and after the signature`() {
    #expect(paper.save(newPayment(0)) == "Enter an amount above 0.")
    var later = newPayment(100)
    later[.receivedOn] = paper.today.adding(days: 1)
    #expect(paper.save(later)?.hasPrefix("Received on cannot be after today") == true)
    paper.records = paper.records.filter { $0.value.type.id != "tenancy_agreements" }
    #expect(paper.save(newPayment(100)) == "The agreement must be signed before money is taken.")
    let council = payer("local_authority")
    #expect(paper.save(newPayment(100, from: council)) == nil)
  }

  @Test mutating func `J05 and J06: money waits until it is known whose it is`() throws {
    let benefit = payer("housing_benefit")
    var payment = newPayment(27300, from: benefit)
    payment[.stayID] = nil
    payment[.residentID] = nil
    #expect(paper.save(payment) == nil)
    #expect(balances == ["1000": 27300, "2100": -27300])
    let id = try #require(paper.all("payments").last?.id)
    #expect(paper.perform("payment.identify", id, ["stay_id": stay.value]) == nil)
    #expect(balances == ["1000": 27300, "1110": -27300])
    #expect(paper[id][.residentID] == resident)
  }

  @Test mutating func `J07: the provider of the card keeps its charge`() throws {
    let id = try receive(65000, by: "card")
    #expect(paper.perform("payment.settle", id, ["fee_amount": Money(minorUnits: 1915).value]) == nil)
    #expect(balances == ["1000": 63085, "5020": 1915, "1100": -65000])
    #expect(paper.refusal("payment.settle", id) == "It has arrived already.")
  }

  @Test mutating func `J08: a payment returned unpaid takes back its posting and its allocations`() throws {
    let owed = charge(1540)
    let id = try receive(1540)
    #expect(paper.perform("payment.allocate", id) == nil)
    #expect(try derived("unpaid_amount", of: owed) == 0)
    #expect(paper.perform("payment.bounce", id, ["reason": .text("No money.")]) == nil)
    #expect(try derived("unpaid_amount", of: owed) == 1540)
    #expect(balances == ["1100": 1540, "4000": -1540])
  }

  @Test mutating func `MON-4: a receipt pays the oldest first and no more than is left`() throws {
    let today = paper.today
    let old = charge(1000, on: today.adding(days: -14))
    let new = charge(1000, on: today.adding(days: -7))
    let id = try receive(1540)
    #expect(
      paper.perform("payment.allocate", id, ["amount": Money(minorUnits: 1541).value])
        == "Only 15.40 of this receipt is left.")
    #expect(paper.perform("payment.allocate", id) == nil)
    #expect(try derived("unpaid_amount", of: old) == 0)
    #expect(try derived("unpaid_amount", of: new) == 460)
    #expect(try derived("unallocated_amount", of: id) == 0)
    var row = Record(Catalogue.house.type("payment_allocations"))
    row[.paymentID] = id
    row[.chargeID] = new
    row[.amount] = Money(minorUnits: 1)
    #expect(paper.violations(in: row) == ["Only 0.00 is left to allocate."])
  }

  @Test(arguments: [
    ("1010", "1000", 40000), ("1110", "1100", 2300), ("5000", "1000", 2000), ("1010", "5030", 200),
    ("5030", "1010", 200), ("3000", "1100", 9900),
  ])
  mutating func `J04, J10, J21, J23, J24: money moves between two accounts`(
    credit: String, debit: String, amount: Int
  ) throws {
    let account = paper.add("ledger_accounts") { $0[.code] = Chart.unidentified }
    #expect(paper.perform("ledger-account.open-chart", account) == nil)
    #expect(paper.all("ledger_accounts").count == Chart.accounts.count)
    let accounts = paper.all("ledger_accounts")
    let from = try #require(accounts.first { $0[.code] == credit }?.id)
    let to = try #require(accounts.first { $0[.code] == debit }?.id)
    var answers: [String: Value] = [
      "ledger_account_id": to.value, "amount": Money(minorUnits: amount).value,
      "occurred_on": paper.today.value, "reason": .text("As counted."),
    ]
    let isOwed = !Set([credit, debit]).isDisjoint(with: Chart.receivables)
    if isOwed {
      #expect(paper.perform("ledger-account.move", from, answers)?.hasPrefix("Say whose account") == true)
      answers["stay_id"] = stay.value
    }
    #expect(paper.perform("ledger-account.move", from, answers) == nil)
    #expect(balances == [debit: amount, credit: -amount])
  }

  @Test mutating func `nothing is posted in a closed period`() {
    let today = paper.today
    paper.add("billing_periods") {
      $0[.state] = "closed"
      $0[.startsOn] = today
      $0[.endsOn] = today
    }
    let id = charge(1540, posted: false)
    #expect(paper.perform("charge.post", id) == "That period is closed. Post in the open one.")
    #expect(balances.isEmpty)
  }

  @Test mutating func `billing periods follow each other without gap`() {
    let today = paper.today
    paper.add("billing_periods") {
      $0[.startsOn] = today.adding(days: -7)
      $0[.endsOn] = today
    }
    for (days, holds) in [(0, false), (1, true), (2, false)] {
      var next = Record(Catalogue.house.type("billing_periods"))
      next[.startsOn] = today.adding(days: days)
      next[.endsOn] = today.adding(days: days + 6)
      #expect(paper.violations(in: next).isEmpty == holds)
    }
  }

  /// A week with a bed from its third night on, a rate of 231.00 and a payer of it.
  private mutating func week() throws -> RecordID {
    let afternoon = try #require(WallTime("15:00"))
    let (stay, resident, house, own, today) = (stay, resident, house, payer, paper.today)
    let start = today.adding(days: -7)
    paper.add("bed_assignments") {
      $0[.stayID] = stay
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.startsAt] = Zone.utc.instant(on: start.adding(days: 2), at: afternoon)
    }
    paper.add("rates") {
      $0[.chargeKind] = "core_rent"
      $0[.rateAmount] = Money(minorUnits: 23100)
      $0[.startsOn] = start.adding(days: -90)
      $0[.approvedBy] = own
    }
    paper.add("stay_payers") {
      $0[.stayID] = stay
      $0[.residentID] = resident
      $0[.payerID] = own
      $0[.state] = "active"
      $0[.chargeKinds] = ["core_rent"]
      $0[.startsOn] = start.adding(days: -90)
    }
    return paper.add("billing_periods") {
      $0[.startsOn] = start
      $0[.endsOn] = start.adding(days: 6)
    }
  }

  @Test mutating func `MON-2: a run charges the nights, and a second one nothing new`() throws {
    let period = try week()
    #expect(paper.perform("billing-period.charge", period) == nil)
    #expect(paper.all("charges").map { $0[.amount] } == [Money(minorUnits: 16500)])
    #expect(paper.all("charges").map { $0[.daysCount] } == [5])
    #expect(balances == ["1100": 16500, "4000": -16500])
    #expect(paper.refusal("billing-period.charge", period)?.hasSuffix("nothing new to post.") == true)
  }

  @Test mutating func `MON-1: a stay that cannot be charged is named and left out with a reason`() throws {
    let period = try week()
    for funding in paper.all("stay_payers") { paper.records[funding.id ?? .zero] = nil }
    #expect(paper.perform("billing-period.charge", period)?.hasPrefix("1 stays cannot be charged: ") == true)
    #expect(paper.perform("billing-period.charge", period, ["reason": .text("Claim comes Monday.")]) == nil)
    #expect(paper.all("charges").isEmpty)
  }

  /// An approved rate of core rent by the week, from long before on.
  private mutating func rate(
    _ amount: Int, for payer: RecordID? = nil, from day: Day? = nil, _ fill: (inout Record) -> Void = { _ in }
  ) {
    let (approver, start) = (administrator, day ?? paper.today.adding(days: -97))
    paper.add("rates") {
      $0[.chargeKind] = "core_rent"
      $0[.rateAmount] = Money(minorUnits: amount)
      $0[.startsOn] = start
      $0[.payerID] = payer
      $0[.approvedBy] = approver
      fill(&$0)
    }
  }

  /// What the posted charges of a payer come to, in the order of their days.
  private func charged(_ payer: RecordID) -> [Int] {
    paper.all("charges").filter { $0[.payerID] == payer }
      .sorted { ($0[.fromOn] ?? paper.today) < ($1[.fromOn] ?? paper.today) }
      .compactMap { $0[.amount]?.minorUnits }
  }

  @Test mutating func `a payer with a rate of its own is charged that, and everybody else the rate for all`()
    throws
  {
    let period = try week()
    let (council, other) = (payer("local_authority"), payer("insurer"))
    rate(35000, for: council)
    rate(99900, for: other)
    #expect(paper.perform("billing-period.charge", period) == nil)
    #expect(charged(payer) == [16500])
    #expect(charged(council).isEmpty && charged(other).isEmpty)
  }

  @Test mutating func `a council that pays at its own rate is charged at it, from the day it holds`() throws {
    let period = try week()
    let council = payer("local_authority")
    for funding in paper.all("stay_payers") { paper.records[funding.id ?? .zero]?[.payerID] = council }
    rate(35000, for: council, from: paper.today.adding(days: -3))
    #expect(paper.perform("billing-period.charge", period) == nil)
    // Two nights of 231.00 a week, then three of 350.00 a week.
    #expect(charged(council) == [6600, 15000])
  }

  @Test mutating func `of a shared charge each payer pays its part of its own price`() throws {
    let period = try week()
    let council = payer("local_authority")
    let (stay, today) = (stay, paper.today)
    paper.add("stay_payers") {
      $0[.stayID] = stay
      $0[.payerID] = council
      $0[.state] = "active"
      $0[.chargeKinds] = ["core_rent"]
      $0[.sharePercent] = 60
      $0[.startsOn] = today.adding(days: -97)
    }
    rate(35000, for: council)
    #expect(paper.perform("billing-period.charge", period) == nil)
    // 60 percent of 250.00, and what 60 percent leave of 165.00.
    #expect(charged(council) == [15000])
    #expect(charged(payer) == [6600])
  }

  @Test mutating func `a payer for whom no rate holds is named as an exception`() throws {
    let period = try week()
    let council = payer("local_authority")
    let (stay, today) = (stay, paper.today)
    paper.add("stay_payers") {
      $0[.stayID] = stay
      $0[.payerID] = council
      $0[.state] = "active"
      $0[.chargeKinds] = ["core_rent"]
      $0[.sharePercent] = 60
      $0[.startsOn] = today.adding(days: -97)
    }
    for rate in paper.all("rates") { paper.records[rate.id ?? .zero]?[.payerID] = council }
    #expect(
      paper.perform("billing-period.charge", period)?
        .hasSuffix("has no rate of core rent for one of its payers.") == true)
  }

  @Test(arguments: [
    ("daily", 7, 500, 16500), ("daily", 7, 700, 23100), ("daily", 1, 33, 1089), ("daily", 7, 0, 0),
    ("none", 5, 250, 11550), ("half_week", 3, 150, 5775), ("half_week", 7, 650, 21450),
  ])
  func `a night away counts its hundredths, and the price is rounded once`(
    prorated: String, nights: Int, hundredths: Int, amount: Int
  ) throws {
    var rate = Record(Catalogue.house.type("rates"))
    rate[.rateAmount] = Money(minorUnits: 23100)
    rate[.chargePeriod] = "week"
    rate[.prorated] = prorated
    let day = try #require(Day("2026-11-02"))
    #expect(Proration.amount(of: rate, nights: nights, hundredths: hundredths, in: day) == amount)
  }

  /// Fourteen nights over the end of October, all with one bed, at 310.00 a month and half of it while away.
  private mutating func fortnight() throws -> (period: RecordID, bed: RecordID) {
    _ = try week()
    let start = try #require(Day("2026-10-25"))
    let (bed, stay, resident, house) = (paper.add("beds"), stay, resident, house)
    for old in paper.all("bed_assignments") + paper.all("rates") + paper.all("billing_periods") {
      paper.records[old.id ?? .zero] = nil
    }
    let afternoon = try #require(WallTime("15:00"))
    paper.add("bed_assignments") {
      $0[.stayID] = stay
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.bedID] = bed
      $0[.startsAt] = Zone.utc.instant(on: start.adding(days: -5), at: afternoon)
    }
    rate(31000, from: start.adding(days: -90)) {
      $0[.chargePeriod] = "month"
      $0[.absenceRatePercent] = 50
      $0[.voidRatePercent] = 20
    }
    let period = paper.add("billing_periods") {
      $0[.startsOn] = start
      $0[.endsOn] = start.adding(days: 13)
    }
    return (period, bed)
  }

  @Test mutating func `nights on leave are charged at the part the rate says, over the end of a month`()
    throws
  {
    let (period, _) = try fortnight()
    let (stay, resident) = (stay, resident)
    let left = try #require(Day("2026-10-30"))
    let noon = try #require(WallTime("12:00"))
    paper.add("passes") {
      $0[.stayID] = stay
      $0[.residentID] = resident
      $0[.state] = "returned"
      $0[.leftAt] = Zone.utc.instant(on: left, at: noon)
      $0[.returnedAt] = Zone.utc.instant(on: left.adding(days: 4), at: noon)
    }
    #expect(paper.perform("billing-period.charge", period) == nil)
    // Of seven nights in each month two were away: six count, of 31 and of 30.
    #expect(charged(payer) == [6000, 6200])
    #expect(paper.all("charges").map { $0[.daysCount] } == [7, 7])
  }

  @Test(arguments: [
    ("hold_hospital", "ended", 6500, 6200), ("hold_offer", "ended", 7000, 7233),
    ("hold_hospital", "open", 6500, 3617), ("hold_hospital", "cancelled", 7000, 7233),
  ])
  mutating func `a bed held over a time in hospital is charged as a bed of somebody away`(
    kind: String, state: String, october: Int, november: Int
  ) throws {
    let (period, bed) = try fortnight()
    let begin = try #require(Day("2026-10-31"))
    paper.add("bed_closures") {
      $0[.bedID] = bed
      $0[.kind] = kind
      $0[.state] = state
      $0[.startsOn] = begin
      if state == "ended" { $0[.endsOn] = begin.adding(days: 3) }
    }
    #expect(paper.perform("billing-period.charge", period) == nil)
    #expect(charged(payer) == [october, november])
  }

  @Test mutating func `a leave that was only approved takes nothing off`() throws {
    let (period, _) = try fortnight()
    let (stay, now) = (stay, paper.now)
    paper.add("passes") {
      $0[.stayID] = stay
      $0[.state] = "approved"
      $0[.leavesAt] = now.adding(hours: -24 * 20)
      $0[.returnsAt] = now.adding(hours: -24 * 15)
    }
    #expect(paper.perform("billing-period.charge", period) == nil)
    #expect(charged(payer) == [7000, 7233])
  }

  @Test mutating func `a bed kept empty for a stay that has not begun is charged, where the rate says so`()
    throws
  {
    let (period, _) = try fortnight()
    paper.records[stay]?[.state] = "planned"
    #expect(paper.perform("billing-period.charge", period) == nil)
    // A fifth of seven nights of 31, and of seven of 30.
    #expect(charged(payer) == [1400, 1447])
  }

  @Test mutating func `a bed kept empty costs nothing where the rate does not say so`() throws {
    let (period, _) = try fortnight()
    paper.records[stay]?[.state] = "planned"
    for rate in paper.all("rates") { paper.records[rate.id ?? .zero]?[.voidRatePercent] = 0 }
    #expect(paper.perform("billing-period.charge", period) == nil)
    #expect(paper.all("charges").isEmpty)
  }

  @Test mutating func `SOD-08: who posted in a period does not close it`() throws {
    let period = try week()
    #expect(paper.perform("billing-period.charge", period) == nil)
    #expect(paper.perform("billing-period.invoice", period) == nil)
    #expect(paper.refusal("billing-period.close", period)?.hasPrefix("You posted in this") == true)
    paper.actor = administrator
    #expect(paper.perform("billing-period.close", period) == nil)
    #expect(paper[period][.closedBy] == administrator)
  }

  @Test mutating func `an invoice adds up its lines, falls due and is credited, not changed`() throws {
    let council = payer("local_authority")
    let invoice = paper.add("invoices") { $0[.payerID] = council }
    #expect(paper.refusal("invoice.issue", invoice) == "Add at least one line first.")
    paper.add("invoice_lines") {
      $0[.invoiceID] = invoice
      $0[.quantityDays] = 7
      $0[.unitAmount] = Money(minorUnits: 1005)
      $0[.amount] = Money(minorUnits: 7035)
      $0[.taxPercent] = 20
    }
    #expect(try derived("total_amount", of: invoice) == 8442)
    #expect(paper.perform("invoice.issue", invoice) == nil)
    #expect(paper[invoice][.dueOn] == paper.today.adding(days: 14))
    var line = paper.all("invoice_lines")[0]
    line[.amount] = Money(minorUnits: 7034)
    #expect(
      paper.violations(in: line) == [
        "The line does not add up.", "An issued invoice is not changed. Credit it and issue another.",
      ])
    #expect(paper.refusal("invoice.settle", invoice) == "84.42 of it is not paid yet.")
    #expect(paper.perform("invoice.credit", invoice, ["reason": .text("Wrong week.")]) == nil)
    let next = try #require(paper[invoice][.creditedByID])
    #expect(paper[next][.state] == "draft")
    #expect(paper.all("invoice_lines").map { $0[.invoiceID] } == [invoice, next])
  }

  @Test mutating func `J18 and J19: a refund is within the credit, approved by another, and paid`() throws {
    let payment = try receive(2600)
    let (own, resident) = (payer, resident)
    func refund(_ amount: Int) -> Record {
      var refund = Record(Catalogue.house.type("refunds"))
      refund[.paymentID] = payment
      refund[.payerID] = own
      refund[.residentID] = resident
      refund[.amount] = Money(minorUnits: amount)
      refund[.reason] = "Paid twice."
      return refund
    }
    #expect(paper.save(refund(2601)) == "Only 26.00 can be refunded.")
    #expect(paper.save(refund(2600)) == nil)
    #expect(paper.save(refund(1)) == "Only 0.00 can be refunded.")
    #expect(paper.all("approvals").map { $0[.kind] } == ["refund"])
    let id = try #require(paper.all("refunds").last?.id)
    #expect(paper.refusal("refund.approve", id) == "Another person must approve a refund.")
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.perform("refund.approve", id) == nil)
    #expect(balances == ["1000": 2600, "2300": -2600])
    paper.actor = finance
    #expect(paper.perform("refund.pay", id, ["paid_on": paper.today.value]) == nil)
    #expect(balances.isEmpty)
    #expect(paper.all("approvals").map { $0[.state] } == ["approved"])
  }

  @Test
  mutating func `a refund that is no longer asked for has ended, and its money can be asked back again`()
    throws
  {
    let payment = try receive(2600)
    let (own, resident) = (payer, resident)
    func refund() -> Record {
      var refund = Record(Catalogue.house.type("refunds"))
      refund[.paymentID] = payment
      refund[.payerID] = own
      refund[.residentID] = resident
      refund[.amount] = Money(minorUnits: 2600)
      refund[.reason] = "Paid twice."
      return refund
    }
    #expect(paper.save(refund()) == nil)
    let asked = try #require(paper.all("refunds").last?.id)
    let round = try #require(paper.all("approvals").last?.id)
    #expect(paper.perform("approval.withdraw", round) == nil)
    #expect(paper[asked][.state] == "refused" && paper[round][.state] == "withdrawn")
    #expect(paper.save(refund()) == nil)
  }

  /// A refund that finance asked for, of a payment of that amount.
  private mutating func askForRefund(of amount: Int) throws -> (payment: RecordID, refund: RecordID) {
    let payment = try receive(amount)
    var refund = Record(Catalogue.house.type("refunds"))
    refund[.paymentID] = payment
    refund[.payerID] = payer
    refund[.residentID] = resident
    refund[.amount] = Money(minorUnits: amount)
    refund[.reason] = "Paid twice."
    #expect(paper.save(refund) == nil)
    return (payment, try #require(paper.all("refunds").last?.id))
  }

  @Test(arguments: ["payment.reverse", "payment.bounce"])
  mutating func `a refund that nobody approved ends with its payment, and nothing of it stays in the books`(
    step: String
  ) throws {
    let (payment, refund) = try askForRefund(of: 2600)
    #expect(paper.perform(step, payment, ["reason": .text("The bank took it back.")]) == nil)
    #expect(paper[refund][.state] == "refused" && balances.isEmpty)
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected"])
    #expect(paper.notices.contains { $0.audience.contains(.member(finance)) })
  }

  @Test(arguments: ["payment.reverse", "payment.bounce"])
  mutating func `an approved refund outlives its payment, and is named to who takes that back`(
    step: String
  ) throws {
    let (payment, refund) = try askForRefund(of: 2600)
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.perform("refund.approve", refund) == nil)
    paper.records[refund]?[.reference] = "RFD-2026-00001"
    let received = paper[payment]
    #expect(
      paper.violations(in: paper.changed(payment) { $0[.state] = "reversed" }, before: received) == [
        "A refund of 26.00 of it is approved: RFD-2026-00001. Say there that it was paid, or refuse it."
      ])
    #expect(paper.perform(step, payment, ["reason": .text("The bank took it back.")]) == nil)
    #expect(paper[refund][.state] == "approved")
    #expect(balances == ["1100": 2600, "2300": -2600])
    #expect(paper.notices.contains { $0.audience.contains(.member(finance)) && $0.needsAction })
    (paper.actor, paper.role) = (finance, .finance)
    #expect(paper.perform("refund.pay", refund, ["paid_on": paper.today.value]) == nil)
    #expect(balances == ["1100": 2600, "1000": -2600])
  }

  @Test mutating func `an approved refund of a payment that was taken back can be refused`() throws {
    let (payment, refund) = try askForRefund(of: 2600)
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.perform("refund.approve", refund) == nil)
    #expect(paper.perform("payment.reverse", payment, ["reason": .text("Entered twice.")]) == nil)
    #expect(paper.perform("refund.refuse", refund, ["comment": .text("It never went out.")]) == nil)
    #expect(paper[refund][.state] == "refused" && balances.isEmpty)
  }

  /// What the rules warn of where that refund is written down as paid.
  private func warnings(ofPaying refund: RecordID) -> [String] {
    let approved = paper[refund]
    return paper.violations(in: paper.changed(refund) { $0[.state] = "paid" }, before: approved)
  }

  @Test mutating func `nothing is approved of a payment that is gone; what went out of it is written down`()
    throws
  {
    let (payment, refund) = try askForRefund(of: 2600)
    (paper.actor, paper.role) = (manager, .manager)
    paper.records[payment]?[.state] = "reversed"
    let gone = "The payment is no longer there to give back. Refuse this refund."
    #expect(paper.refusal("refund.approve", refund) == gone)
    paper.records[payment]?[.state] = "received"
    #expect(paper.perform("refund.approve", refund) == nil)
    paper.records[payment]?[.state] = "reversed"
    #expect(
      warnings(ofPaying: refund) == [
        "The payment is no longer there to give back. Has the refund gone out? Go on: the payer will owe it."
      ])
    #expect(paper.perform("refund.pay", refund, ["paid_on": paper.today.value]) == nil)
    #expect(paper[refund][.state] == "paid")
  }

  @Test mutating func `what the account owes meanwhile is not approved`() throws {
    let (_, refund) = try askForRefund(of: 2600)
    _ = charge(1000)
    (paper.actor, paper.role) = (manager, .manager)
    #expect(
      paper.refusal("refund.approve", refund)
        == "The account is 16.00 in credit; you asked for 26.00. Refuse this refund.")
  }

  @Test mutating func `a refund that was approved and is not paid can still be refused`() throws {
    let (_, refund) = try askForRefund(of: 2600)
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.perform("refund.approve", refund) == nil)
    (paper.actor, paper.role) = (finance, .finance)
    _ = charge(1000)
    #expect(
      warnings(ofPaying: refund) == [
        "The account now owes 10.00. Has the refund gone out? Go on. If not, refuse it."
      ])
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.perform("refund.refuse", refund, ["comment": .text("Rent is due.")]) == nil)
    #expect(paper[refund][.state] == "refused")
    #expect(balances["2300"] == nil && balances["1100"] == -1600)
  }

  @Test mutating func `a refund that went out is written down although the account owes by then`() throws {
    let (_, refund) = try askForRefund(of: 2600)
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.perform("refund.approve", refund) == nil)
    (paper.actor, paper.role) = (finance, .finance)
    _ = charge(1000)
    #expect(paper.perform("refund.pay", refund, ["paid_on": paper.today.value]) == nil)
    #expect(paper[refund][.state] == "paid")
    #expect(balances["2300"] == nil && balances["1100"] == 1000)
  }

  @Test(arguments: [("expense.approve", "approved"), ("expense.refuse", "rejected")])
  mutating func `an expense stands in the queue of approvals until it is decided`(
    step: String, answer: String
  ) throws {
    let centre = paper.add("cost_centers")
    var expense = Record(Catalogue.house.type("expenses"))
    expense[.costCenterID] = centre
    expense[.category] = "food"
    expense[.supplier] = "Plain Grocer"
    expense[.amount] = Money(minorUnits: 8000)
    expense[.spentOn] = paper.today
    #expect(paper.save(expense) == nil)
    let id = try #require(paper.all("expenses").last?.id)
    let round = try #require(paper.all("approvals").last)
    #expect(round[.kind] == "expense" && round[.subjectID] == id && round[.state] == "pending")
    #expect(round[.amount] == Money(minorUnits: 8000))
    paper.actor = administrator
    #expect(paper.perform(step, id, ["reason": .text("Too dear.")]) == nil)
    #expect(paper.all("approvals").map { $0[.state] } == [answer])
  }

  @Test mutating func `an expense that lacks something asks for approval once that is filled in`() throws {
    let centre = paper.add("cost_centers")
    let today = paper.today
    var expense = Record(Catalogue.house.type("expenses"))
    expense[.costCenterID] = centre
    expense[.category] = "food"
    expense[.amount] = Money(minorUnits: 8000)
    expense[.spentOn] = today
    #expect(paper.save(expense) == nil)
    #expect(paper.all("approvals").isEmpty)
    var whole = try #require(paper.all("expenses").last)
    whole[.supplier] = "Plain Grocer"
    #expect(paper.save(whole) == nil)
    #expect(paper.all("approvals").map { $0[.subjectID] } == [whole.id])
    let saved = try #require(paper.all("expenses").last)
    #expect(paper.save(saved) == nil)
    #expect(paper.all("approvals").count == 1)
  }

  @Test mutating func `SOD-08: who completes an expense of another asks for it, and does not decide on it`()
    throws
  {
    let centre = paper.add("cost_centers")
    let today = paper.today
    var expense = Record(Catalogue.house.type("expenses"))
    expense[.costCenterID] = centre
    expense[.category] = "food"
    expense[.amount] = Money(minorUnits: 8000)
    expense[.spentOn] = today
    #expect(paper.save(expense) == nil)
    var whole = try #require(paper.all("expenses").last)
    let id = try #require(whole.id)
    whole[.supplier] = "Plain Grocer"
    paper.actor = manager
    #expect(paper.save(whole) == nil)
    let own = "This needs approval by someone with a higher limit."
    #expect(paper.refusal("expense.approve", id) == own)
    #expect(paper.refusal("expense.refuse", id)?.hasPrefix("You requested this") == true)
    paper.actor = administrator
    #expect(paper.perform("expense.approve", id) == nil)
  }

  @Test mutating func `who wrote an expense discards its draft, and nobody else`() {
    let expense = paper.add("expenses") { $0[.amount] = Money(minorUnits: 800) }
    let why: [String: Value] = ["reason": .text("Entered twice.")]
    let author = paper.actor
    paper.actor = administrator
    #expect(
      paper.perform("expense.discard", expense, why) == "Only who wrote this expense can discard it.")
    paper.actor = author
    #expect(paper.perform("expense.discard", expense, why) == nil)
    #expect(paper[expense][.state] == "refused")
  }

  @Test mutating func `who decides on a refund sees from where it is paid and what is left of the payment`()
    throws
  {
    let payment = try receive(2600)
    var refund = Record(Catalogue.house.type("refunds"))
    refund[.paymentID] = payment
    refund[.payerID] = payer
    refund[.residentID] = resident
    refund[.amount] = Money(minorUnits: 1000)
    refund[.reason] = "Paid too much."
    #expect(paper.save(refund) == nil)
    let asked = try #require(paper.all("refunds").last)
    #expect(try derived("paid_from", of: asked) == .text("Bank, operating"))
    #expect(try derived("remaining_amount", of: asked) == .money(Money(minorUnits: 1600)))
    let first = asked.type.weighed.prefix(3).map(\.name)
    #expect(first == ["amount", "payer_id", "payment_id"])
  }

  private func derived(_ name: String, of record: Record) throws -> Value {
    let derivation = try #require(record.type.field(name)?.derivation)
    return derivation.value(record, paper.book(derivation.reads(record)))
  }

  @Test mutating func `MON-8: no more is refunded than the account is in credit`() throws {
    _ = charge(1000)
    let payment = try receive(2600)
    var refund = Record(Catalogue.house.type("refunds"))
    refund[.paymentID] = payment
    refund[.payerID] = payer
    refund[.amount] = Money(minorUnits: 2600)
    refund[.reason] = "Left."
    #expect(paper.save(refund) == "The account is 16.00 in credit; you asked for 26.00.")
  }

  private mutating func deposit() -> RecordID {
    let (stay, resident) = (stay, resident)
    let id = paper.add("deposits") {
      $0[.stayID] = stay
      $0[.residentID] = resident
      $0[.amount] = Money(minorUnits: 30000)
      $0[.scheme] = "custodial"
    }
    #expect(paper.perform("deposit.receive", id, ["received_on": paper.today.value]) == nil)
    return id
  }

  @Test mutating func `J13: a deposit that a scheme holds waits for no protection any more`() {
    let id = deposit()
    let answers: [String: Value] = ["scheme": .text("custodial"), "scheme_reference": .text("DPS 4411")]
    #expect(paper.perform("deposit.protect", id, answers) == nil)
    #expect(paper[id][.schemeDueOn] == nil && paper[id][.schemeReference] == "DPS 4411")
    #expect(paper[id][.state] == "held")
  }

  private func asking(_ released: Int, _ kept: Int, _ reason: String = "Wall.") -> [String: Value] {
    [
      "released_amount": Money(minorUnits: released).value, "kept_amount": Money(minorUnits: kept).value,
      "kept_reason": .text(reason),
    ]
  }

  @Test mutating func `J12 to J16: a deposit is held apart, and goes out on another's word`() {
    let id = deposit()
    #expect(balances == ["1050": 30000, "2200": -30000])
    #expect(paper[id][.schemeDueOn] == paper.today.adding(days: 30))
    #expect(
      paper.perform("deposit.request", id, asking(20000, 10001))
        == "Release and deductions exceed the deposit.")
    #expect(paper.perform("deposit.request", id, asking(10000, 20000, ""))?.hasPrefix("A reason") == true)
    #expect(paper.perform("deposit.request", id, asking(10000, 20000)) == nil)
    #expect(paper.refusal("deposit.release", id) == "Another person must approve the release.")
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.refusal("deposit.keep", id) == "That is not what was asked for.")
    #expect(paper.perform("deposit.release", id) == nil)
    #expect(paper[id][.state] == "released")
    #expect(balances == ["1000": 20000, "1100": -20000])
  }

  @Test mutating func `a deposit goes out in parts, each posted once`() {
    let id = deposit()
    #expect(paper.perform("deposit.request", id, asking(5000, 0)) == nil)
    (paper.actor, paper.role) = (manager, .manager)
    #expect(paper.perform("deposit.part-release", id) == nil)
    #expect(balances == ["1050": 25000, "2200": -25000])
    (paper.actor, paper.role) = (finance, .finance)
    #expect(paper.perform("deposit.request", id, asking(4000, 0))?.hasPrefix("What was given back") == true)
    #expect(paper.perform("deposit.request", id, asking(30000, 0)) == nil)
    (paper.actor, paper.role) = (administrator, .administrator)
    #expect(paper.perform("deposit.release", id) == nil)
    #expect(balances.isEmpty)
  }

  @Test mutating func `a deposit that is refused stays as the books have it`() {
    let id = deposit()
    #expect(paper.perform("deposit.request", id, asking(0, 30000)) == nil)
    let own = paper.refusal("deposit.refuse", id)
    #expect(own == "You requested this, so someone else must approve it.")
    paper.actor = administrator
    #expect(paper.perform("deposit.refuse", id, ["comment": .text("The wall was so before.")]) == nil)
    #expect(paper[id][.keptAmount] == nil && paper[id][.state] == "held")
    #expect(paper.all("approvals").map { $0[.state] } == ["rejected"])
  }

  @Test mutating func `a deposit whose release is no longer asked for stays as the books have it`() throws {
    let id = deposit()
    #expect(paper.perform("deposit.request", id, asking(10000, 20000)) == nil)
    let round = try #require(paper.all("approvals").first?.id)
    #expect(paper.perform("approval.withdraw", round) == nil)
    #expect(paper[id][.releasedAmount] == nil && paper[id][.keptAmount] == nil)
    #expect(paper[id][.keptReason] == nil && paper[id][.state] == "held")
    #expect(try derived("remaining_amount", of: paper[id]) == .money(Money(minorUnits: 30000)))
  }

  @Test mutating func `a statement that does not add up is explained and agreed by another`() throws {
    _ = try receive(2600)
    let bank = try #require(paper.all("ledger_accounts").first { $0[.code] == Chart.bank }?.id)
    let today = paper.today
    let id = paper.add("reconciliations") {
      $0[.ledgerAccountID] = bank
      $0[.statementOn] = today
      $0[.statementAmount] = Money(minorUnits: 2500)
    }
    #expect(try derived("difference_amount", of: id) == -100)
    #expect(paper.perform("reconciliation.balance", id, [:]) == "The statement does not add up: -1.00.")
    #expect(paper.perform("reconciliation.balance", id, ["explained": .text("A fee.")]) == nil)
    #expect(paper.refusal("reconciliation.agree", id) == "Another person must agree it.")
    paper.actor = administrator
    #expect(paper.perform("reconciliation.agree", id) == nil)
  }

  @Test mutating func `an account that holds something is not retired`() throws {
    _ = try receive(2600)
    var bank = try #require(paper.all("ledger_accounts").first { $0[.code] == Chart.bank })
    #expect(try derived("balance", of: bank.id ?? .zero) == 2600)
    bank[.isActive] = false
    #expect(paper.violations(in: bank) == ["This account still holds 26.00."])
  }

  @Test(arguments: [
    (["core_rent"], "housing_benefit", true), (["support_charge"], "housing_benefit", false),
    (["ineligible_service"], "universal_credit", false), (["support_charge"], "local_authority", true),
  ])
  mutating func `housing benefit pays for housing`(kinds: [String], kind: String, holds: Bool) {
    let payer = payer(kind)
    var funding = Record(Catalogue.house.type("stay_payers"))
    funding[.stayID] = stay
    funding[.payerID] = payer
    funding[.chargeKinds] = kinds
    funding[.startsOn] = paper.today
    #expect(paper.violations(in: funding).isEmpty == holds)
  }

  @Test mutating func `the shares of a charge stay within the whole, and one payer takes the rest`() {
    let (stay, own, today) = (stay, payer, paper.today)
    func funding(_ share: Int?) -> Record {
      var funding = Record(Catalogue.house.type("stay_payers"))
      funding[.stayID] = stay
      funding[.payerID] = own
      funding[.chargeKinds] = ["core_rent"]
      funding[.sharePercent] = share
      funding[.startsOn] = today
      return funding
    }
    #expect(paper.save(funding(60)) == nil)
    #expect(paper.save(funding(41)) == "The shares for core rent add up to 101 %.")
    #expect(paper.save(funding(nil)) == nil)
    #expect(paper.save(funding(nil)) == "Another payer takes what is left of core rent.")
  }

  @Test func `the parts of a split make up the whole`() throws {
    func payer(_ rank: Int, percent: Int? = nil, fixed: Int? = nil) -> Record {
      var row = Record(Catalogue.house.type("stay_payers"))
      row[.rank] = rank
      row[.sharePercent] = percent
      row[.fixedAmount] = fixed.map { Money(minorUnits: $0) }
      return row
    }
    let parts = try #require(
      Funding.split(10001, among: [payer(3), payer(1, fixed: 2500), payer(2, percent: 33)]))
    #expect(parts.map(\.amount) == [2500, 3300, 4201])
    #expect(Funding.split(10001, among: [payer(1, percent: 50)]) == nil)
  }

  @Test mutating func `SOD-19: a rate is approved by another and then stands`() {
    let today = paper.today
    let id = paper.add("rates") {
      $0[.name] = "Core rent 2026"
      $0[.chargeKind] = "core_rent"
      $0[.rateAmount] = Money(minorUnits: 23100)
      $0[.startsOn] = today
    }
    #expect(paper.refusal("rate.approve", id)?.hasPrefix("You wrote this") == true)
    paper.actor = administrator
    #expect(paper.perform("rate.approve", id) == nil)
    var dearer = paper[id]
    dearer[.rateAmount] = Money(minorUnits: 24000)
    #expect(
      paper.violations(in: dearer, before: paper[id]) == ["This rate is approved. End it and add another."])
    dearer.id = nil
    #expect(paper.violations(in: dearer) == ["Another rate covers these dates: Core rent 2026."])
  }

  @Test(arguments: [
    ("1234", "Current account", true), ("12345", "Current account", false),
    ("1234", "4000 0000 0000 0002", false), ("12a4", "Current account", false), ("", "Cash", true),
  ])
  func `only the last four digits of an account are kept`(last: String, label: String, holds: Bool) {
    var method = Record(Catalogue.house.type("payment_methods"))
    method[.accountLastFour] = last
    method[.label] = label
    #expect(paper.violations(in: method).isEmpty == holds)
  }

  @Test(arguments: [("england", false), ("united_states", true)])
  mutating func `a late fee is charged only where the law allows it`(land: String, holds: Bool) {
    paper.records[house]?[.jurisdiction] = land
    var rung = Record(Catalogue.house.type("dunning_configs"))
    rung[.houseID] = house
    rung[.lateFeeAmount] = Money(minorUnits: 2500)
    #expect(paper.violations(in: rung).isEmpty == holds)
  }

  /// A reminder on a rung with a late fee, over a debt of 40.00.
  private mutating func reminder(in land: String = "united_states") -> RecordID {
    paper.records[house]?[.jurisdiction] = land
    let rung = paper.add("dunning_configs") {
      $0[.name] = "First letter"
      $0[.step] = "reminder"
      $0[.lateFeeAmount] = Money(minorUnits: 2500)
      $0[.lateFeePercent] = 5
    }
    let id = step("reminder")
    paper.records[id]?[.dunningConfigID] = rung
    paper.records[id]?[.owedAmount] = Money(minorUnits: 4010)
    return id
  }

  @Test mutating func `a late fee is charged once its step is done, and once`() throws {
    let id = reminder()
    #expect(paper.perform("arrears.done", id) == nil)
    let fee = try #require(paper.all("charges").first)
    // 25.00 and 5 percent of 40.10, rounded.
    #expect(fee[.kind] == "late_fee" && fee[.amount] == Money(minorUnits: 2701))
    #expect(fee[.payerID] == payer && fee[.state] == "posted" && paper[id][.lateFeeChargeID] == fee.id)
    #expect(balances == ["1100": 2701, "4050": -2701])
    paper.records[id]?[.state] = "proposed"
    #expect(paper.perform("arrears.done", id) == nil)
    #expect(paper.all("charges").count == 1)
  }

  @Test mutating func `a step that a manager decides on charges its late fee too`() {
    let id = reminder()
    for rung in paper.all("dunning_configs") { paper.records[rung.id ?? .zero]?[.needsApproval] = true }
    let yes: [String: Value] = ["vulnerability_considered": .flag(true), "note": .text("Can pay.")]
    paper.actor = manager
    #expect(paper.perform("arrears.authorise", id, yes) == nil)
    #expect(balances == ["1100": 2701, "4050": -2701])
  }

  @Test mutating func `a step is done without a fee where the law allows none, or when it is skipped`() {
    let id = reminder(in: "england")
    #expect(paper.perform("arrears.done", id) == nil)
    let skipped = reminder()
    #expect(paper.perform("arrears.skip", skipped, ["skip_reason": .text("Paid this morning.")]) == nil)
    #expect(paper[id][.state] == "done" && paper.all("charges").isEmpty)
  }

  @Test mutating func `a step in a closed period is done, and its fee waits to be posted`() {
    let (id, today) = (reminder(), paper.today)
    paper.add("billing_periods") {
      $0[.state] = "closed"
      $0[.startsOn] = today
      $0[.endsOn] = today
    }
    #expect(paper.perform("arrears.done", id) == nil)
    #expect(paper.all("charges").map { $0[.state] } == ["draft"])
    #expect(balances.isEmpty)
  }

  private mutating func step(_ name: String, state: String = "proposed") -> RecordID {
    let (stay, resident, own, today) = (stay, resident, payer, paper.today)
    return paper.add("dunning_actions") {
      $0[.stayID] = stay
      $0[.residentID] = resident
      $0[.payerID] = own
      $0[.step] = name
      $0[.dueOn] = today
      $0[.state] = state
    }
  }

  @Test mutating func `a step keeps the debt as it stood`() {
    _ = charge(4000)
    var step = Record(Catalogue.house.type("dunning_actions"))
    step[.stayID] = stay
    step[.residentID] = resident
    step[.payerID] = payer
    step[.step] = "reminder"
    step[.dueOn] = paper.today
    #expect(paper.save(step) == nil)
    #expect(paper.all("dunning_actions").map { $0[.owedAmount] } == [Money(minorUnits: 4000)])
  }

  @Test mutating func `ARR-5: notice comes last, and from a manager`() {
    let notice = step("notice")
    let yes: [String: Value] = [
      "vulnerability_considered": .flag(true), "note": .text("Spoke with her sister."),
    ]
    #expect(paper.refusal("arrears.done", notice) == "A manager decides on this step.")
    #expect(paper.refusal("arrears.authorise", notice)?.hasPrefix("You proposed this") == true)
    paper.actor = manager
    #expect(paper.refusal("arrears.authorise", notice) == "First: reminder.")
    for name in ["reminder", "contact", "plan_offer", "benefit_help"] { _ = step(name, state: "done") }
    let (stay, own, today) = (stay, payer, paper.today)
    let claim = paper.add("stay_payers") {
      $0[.stayID] = stay
      $0[.payerID] = own
      $0[.claimedOn] = today
    }
    #expect(
      paper.refusal("arrears.authorise", notice)
        == "A benefit decision is pending; notice would be premature.")
    paper.records[claim]?[.claimDecidedOn] = today
    let words = "First offer a plan and record that vulnerability was considered."
    #expect(paper.perform("arrears.authorise", notice, yes) == words)
    paper.add("payment_plans") { $0[.stayID] = stay }
    #expect(
      paper.perform(
        "arrears.authorise", notice, yes.merging(["vulnerability_considered": .flag(false)]) { $1 })
        == words)
    #expect(paper.perform("arrears.authorise", notice, yes) == nil)
    #expect(paper[notice][.state] == "done")
  }

  @Test func `ARR-3: a plan is within the debt and what is left to live on`() {
    func words(_ each: Int, _ total: Int, _ left: Int) -> [String] {
      var plan = Record(Catalogue.house.type("payment_plans"))
      plan[.instalmentAmount] = Money(minorUnits: each)
      plan[.totalAmount] = Money(minorUnits: total)
      plan[.affordableAmount] = Money(minorUnits: left)
      return paper.violations(in: plan)
    }
    #expect(words(500, 4000, 500).isEmpty)
    #expect(words(4001, 4000, 5000) == ["An instalment cannot exceed the debt."])
    #expect(words(501, 4000, 500) == ["The plan is more than the amount left (5.00)."])
  }

  @Test mutating func `ARR-7: a plan is broken when two instalments are missed`() throws {
    let (stay, start) = (stay, paper.today.adding(days: -7))
    let plan = paper.add("payment_plans") {
      $0[.stayID] = stay
      $0[.state] = "active"
      $0[.instalmentAmount] = Money(minorUnits: 500)
      $0[.totalAmount] = Money(minorUnits: 4000)
      $0[.startsOn] = start
    }
    #expect(PlanProgress.instalmentsDue(paper[plan], on: paper.today) == 2)
    let payment = try receive(500)
    #expect(paper.refusal("plan.break", plan) == "A plan is broken when two instalments are missed.")
    #expect(paper.perform("payment.bounce", payment, ["reason": .text("No money.")]) == nil)
    #expect(paper.perform("plan.break", plan) == nil)
  }

  @Test mutating func `an expense is approved by another, paid from the bank, and counts in its budget`()
    throws
  {
    let (centre, today) = (paper.add("cost_centers"), paper.today)
    let budget = paper.add("budgets") {
      $0[.costCenterID] = centre
      $0[.category] = "food"
      $0[.state] = "approved"
      $0[.startsOn] = today.adding(days: -30)
      $0[.endsOn] = today.adding(days: 30)
      $0[.amount] = Money(minorUnits: 10000)
    }
    let expense = paper.add("expenses") {
      $0[.costCenterID] = centre
      $0[.category] = "food"
      $0[.amount] = Money(minorUnits: 8000)
      $0[.spentOn] = today
    }
    #expect(
      paper.refusal("expense.approve", expense) == "This needs approval by someone with a higher limit.")
    #expect(
      paper.refusal("expense.refuse", expense) == "You requested this, so someone else must approve it.")
    paper.actor = administrator
    #expect(paper.perform("expense.approve", expense) == nil)
    #expect(paper.notices.map(\.words) == ["brings its budget to 80 percent"])
    #expect(try derived("left_amount", of: budget) == 2000)
    paper.actor = finance
    #expect(paper.perform("expense.pay", expense, ["paid_on": today.value]) == nil)
    #expect(balances == ["5100": 8000, "1000": -8000])
    #expect(paper.perform("expense.reverse", expense, ["reason": .text("Twice.")]) == nil)
    #expect(balances.isEmpty)
  }

  @Test(arguments: ["payments", "charges", "refunds", "deposits", "expenses"])
  func `every kind of money out or in keeps its posting`(type: String) {
    #expect(Catalogue.house.type(type).field("ledger_transaction_id")?.target == "ledger_transactions")
  }

  @Test(arguments: ["ledger_transactions", "ledger_entries", "payment_allocations"])
  func `the books are only added to`(type: String) {
    #expect(Catalogue.house.type(type).isAppendOnly)
  }
}
