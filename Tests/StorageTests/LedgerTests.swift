import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

/// What the door promises of money: posted with its cause, in one transaction, or not at all.
@Suite(.homes) struct LedgerTests {
  private let home: Home
  private let finance: Session
  private let payer: Record
  private let stay: Record

  init() async throws {
    home = try await Home.fixture()
    finance = try await home.session(.finance)
    var council = Record(.payers)
    council["name"] = .text("Tallow County Council")
    council["kind"] = .text("local_authority")
    council["account_code"] = .text("TCC")
    payer = try await home.save(council, as: finance)
    _ = try await home.resident("Ada", "One", in: home.maple)
    stay = try #require(try await home.registrar.records(Query("stays"), for: home.administrator).first)
  }

  private func payment(_ amount: Int) throws -> Record {
    var payment = Record(.payments)
    payment["payer_id"] = try #require(payer.id).value
    payment["stay_id"] = try #require(stay.id).value
    payment["resident_id"] = stay["resident_id"]
    payment["amount"] = .money(Money(minorUnits: amount))
    payment["channel_of_payment"] = .text("bank_transfer")
    return payment
  }

  private func rows(_ type: String) async throws -> [Record] {
    try await home.registrar.records(Query(type), for: finance)
  }

  @Test func `a payment is posted by the save that makes it`() async throws {
    let saved = try await home.save(payment(2600), as: finance)
    #expect(saved.type.id == "payments")
    let transactions = try await rows("ledger_transactions")
    #expect(transactions.map(\.id) == [saved[.ledgerTransactionID]])
    #expect(transactions.map { $0[.subjectID] } == [saved.id])
    let entries = try await rows("ledger_entries")
    #expect(entries.map { $0[.amount] } == [Money(minorUnits: 2600), Money(minorUnits: 2600)])
    #expect(Set(entries.compactMap { $0[.side] }) == ["debit", "credit"])
    #expect(Set(try await rows("ledger_accounts").compactMap { $0[.code] }) == ["1000", "1130"])
  }

  @Test func `who takes money needs no right to the books`() async throws {
    let leader = try await home.session(.leader, houses: [home.maple])
    let saved = try await home.save(payment(2600), as: leader)
    #expect(saved[.ledgerTransactionID] != nil)
    #expect(try await rows("ledger_entries").count == 2)
  }

  @Test func `a payment that is refused leaves nothing in the books`() async throws {
    await #expect(throws: RegistrarError.self) { try await home.save(payment(0), as: finance) }
    for type in ["payments", "ledger_transactions", "ledger_entries", "ledger_accounts"] {
      #expect(try await rows(type).isEmpty)
    }
  }

  @Test func `a posting is not taken back but reversed`() async throws {
    let saved = try await home.save(payment(2600), as: finance)
    let action = try #require(saved.type.action("payment.reverse"))
    _ = try await home.registrar.perform(
      action, on: saved, answers: ["reason": .text("Wrong stay.")], command: home.time.newID(), for: finance)
    let sum = try await rows("ledger_entries").reduce(0) { sum, entry in
      let amount = entry[.amount]?.minorUnits ?? 0
      return entry[.side] == "debit" ? sum + amount : sum - amount
    }
    #expect(sum == 0)
    let posted = try #require(saved[.ledgerTransactionID])
    let reversed = try await rows("ledger_transactions").filter { $0[.reversesID] != nil }
    #expect(reversed.map { $0[.reversesID] } == [posted])
  }

  @Test func `nobody writes a transaction by itself`() async throws {
    var header = Record(.ledgerTransactions)
    header["kind"] = .text("transfer")
    header["occurred_on"] = .day(try #require(Day("2026-11-20")))
    await #expect(throws: RegistrarError.self) { try await home.save(header, as: finance) }
    #expect(try await rows("ledger_transactions").isEmpty)
  }

  /// A cost centre that would post to one side only.
  private static let lopsided = RecordType(
    "cost_centers", "Cost centres", one: "cost centre", area: "Money", resource: "rates_budgets",
    fields: Catalogue.house.type("cost_centers").fields,
    consequences: [
      Consequence("a posting of one side") { centre, book in
        let (account, id) = (book.newID(), book.newID())
        var bank = Record(.ledgerAccounts)
        bank.id = account
        bank["code"] = .text("1000")
        bank["name"] = .text("Bank")
        bank["kind"] = .text("asset")
        bank["normal_side"] = .text("debit")
        var header = Record(.ledgerTransactions)
        header.id = id
        header["kind"] = .text("transfer")
        header["occurred_on"] = .day(book.today)
        var entry = Record(.ledgerEntries)
        entry["ledger_transaction_id"] = .reference(id)
        entry["ledger_account_id"] = .reference(account)
        entry["side"] = .text("debit")
        entry["amount"] = .money(Money(minorUnits: 100))
        return [bank, header, entry, centre]
      }
    ])

  @Test func `what does not balance is refused whole`() async throws {
    let types = Catalogue.house.types.map { $0.id == "cost_centers" ? Self.lopsided : $0 }
    let home = try await Home.fixture(catalogue: Catalogue(types))
    let finance = try await home.session(.finance)
    var centre = Record(Self.lopsided)
    centre["code"] = .text("A1")
    centre["name"] = .text("Kitchen")
    let saving = centre
    let error = await #expect(throws: RegistrarError.self) { try await home.save(saving, as: finance) }
    guard case .refused(let violations)? = error else {
      Issue.record("It was not refused.")
      return
    }
    #expect(
      violations.map(\.words) == ["Debits 1.00 and credits 0.00 do not agree. Nothing was posted."])
    for type in ["cost_centers", "ledger_transactions", "ledger_entries", "ledger_accounts"] {
      #expect(try await home.registrar.records(Query(type), for: finance).isEmpty)
    }
  }
}
