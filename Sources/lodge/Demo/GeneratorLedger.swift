import House
import Records

/// The books of a generated home: what is charged each month and what comes in.
struct GeneratorLedger: Sendable {
  private let owed: RecordID
  private let bank: RecordID
  private let rent: RecordID
  private let poster: RecordID

  init(poster: RecordID, newID: () -> RecordID) {
    (owed, bank, rent) = (newID(), newID(), newID())
    self.poster = poster
  }

  /// The accounts that everything is posted to.
  var accounts: [Record] {
    zip([bank, owed, rent], [Chart.bank, Chart.receivable, Self.rentCode]).compactMap { id, code in
      Chart.accounts.first { $0.code == code }.map { account in
        Record(.ledgerAccounts, id: id) {
          $0[.code] = account.code
          $0[.name] = account.name
          $0[.kind] = account.kind
          $0[.normalSide] = account.normalSide
        }
      }
    }
  }

  private static let rentCode = "4000"

  /// The rent of a month, and its payment where there is one.
  func month(
    of resident: GeneratorLives.Resident, on day: Day, at moment: Instant, isPaid: Bool, newID: () -> RecordID
  ) -> [Record] {
    let amount = Money(minorUnits: 64_000)
    let charged = posting("charge", owed, rent, amount, resident, day, moment, newID)
    guard isPaid else { return charged }
    return charged + posting("payment", bank, owed, amount, resident, day, moment, newID)
  }

  private func posting(
    _ kind: String, _ debit: RecordID, _ credit: RecordID, _ amount: Money,
    _ resident: GeneratorLives.Resident, _ day: Day, _ moment: Instant, _ newID: () -> RecordID
  ) -> [Record] {
    let id = newID()
    let transaction = Record(.ledgerTransactions, id: id) {
      $0[.kind] = kind
      $0[.occurredOn] = day
      $0[.enteredAt] = moment
      $0[.postedBy] = poster
    }
    return [transaction]
      + [(debit, "debit"), (credit, "credit")].map { account, side in
        Record(.ledgerEntries, id: newID()) {
          $0[.ledgerTransactionID] = id
          $0[.ledgerAccountID] = account
          $0[.side] = side
          $0[.amount] = amount
          $0[.stayID] = resident.stay
          $0[.residentID] = resident.id
        }
      }
  }
}
