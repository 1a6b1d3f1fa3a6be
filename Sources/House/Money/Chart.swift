import Records

/// The accounts that every home keeps; codes are fixed, names are the home's own.
///
/// An account stands in the books from its first posting on.
package enum Chart {
  package struct Account: Sendable {
    package let code: String
    package let name: String
    package let kind: String

    /// The side on which it grows.
    package var normalSide: String { ["asset", "expense"].contains(kind) ? "debit" : "credit" }
  }

  package static let bank = "1000"
  package static let cash = "1010"
  package static let clearing = "1020"
  package static let residentBank = "1050"
  package static let receivable = "1100"
  package static let unidentified = "2100"
  package static let depositsHeld = "2200"
  package static let refundsPayable = "2300"
  package static let badDebts = "5000"
  package static let goodwill = "5010"
  package static let providerCharges = "5020"
  package static let houseCosts = "5100"

  package static let accounts: [Account] = [
    Account(code: bank, name: "Bank, operating", kind: "asset"),
    Account(code: cash, name: "Cash in house", kind: "asset"),
    Account(code: clearing, name: "Card and transfer clearing", kind: "asset"),
    Account(code: residentBank, name: "Bank, resident money", kind: "asset"),
    Account(code: "1060", name: "Safekeeping cash in house", kind: "asset"),
    Account(code: receivable, name: "Receivable, resident", kind: "asset"),
    Account(code: "1110", name: "Receivable, housing benefit", kind: "asset"),
    Account(code: "1120", name: "Receivable, Universal Credit paid to landlord", kind: "asset"),
    Account(code: "1130", name: "Receivable, placing or local authority", kind: "asset"),
    Account(code: "1140", name: "Receivable, other payer", kind: "asset"),
    Account(code: unidentified, name: "Unallocated receipts", kind: "liability"),
    Account(code: depositsHeld, name: "Deposits held", kind: "liability"),
    Account(code: "2210", name: "Resident money in safekeeping", kind: "liability"),
    Account(code: refundsPayable, name: "Refunds payable", kind: "liability"),
    Account(code: "3000", name: "Opening balances", kind: "equity"),
    Account(code: "4000", name: "Core rent", kind: "income"),
    Account(code: "4010", name: "Eligible service charge", kind: "income"),
    Account(code: "4020", name: "Ineligible (personal) charge", kind: "income"),
    Account(code: "4030", name: "Support charge", kind: "income"),
    Account(code: "4040", name: "Programme fee", kind: "income"),
    Account(code: "4050", name: "Other fees", kind: "income"),
    Account(code: "4060", name: "Damage recovered", kind: "income"),
    Account(code: badDebts, name: "Bad debts written off", kind: "expense"),
    Account(code: goodwill, name: "Hardship and goodwill credit", kind: "expense"),
    Account(code: providerCharges, name: "Payment provider charges", kind: "expense"),
    Account(code: "5030", name: "Cash over and short", kind: "expense"),
    Account(code: houseCosts, name: "Costs of the house", kind: "expense"),
  ]

  /// What people call the account of a code; empty where there is none.
  static func name(of code: String) -> Value {
    accounts.first { $0.code == code }.map { Value.text($0.name) } ?? .empty
  }

  /// The accounts of the chart that stand in the books.
  static let query = Query("ledger_accounts").where(.code, among: accounts.map(\.code))

  /// What a payer of a kind owes is kept here.
  package static func receivable(of payerKind: String?) -> String {
    switch payerKind {
    case "self": receivable
    case "housing_benefit": "1110"
    case "universal_credit": "1120"
    case "local_authority", "placing_authority": "1130"
    default: "1140"
    }
  }

  /// Every account on which somebody owes.
  package static let receivables = [receivable, "1110", "1120", "1130", "1140"]

  /// The income that a charge of a kind is; nil where it is none.
  package static func income(of chargeKind: String?) -> String? {
    switch chargeKind {
    case "core_rent": "4000"
    case "eligible_service": "4010"
    case "ineligible_service", "personal_charge": "4020"
    case "support_charge": "4030"
    case "programme_fee", "care_fee": "4040"
    case "damage": "4060"
    case "deposit", "write_off", "adjustment": nil
    default: "4050"
    }
  }

  /// Where money that comes this way arrives.
  package static func arrival(by channel: String?) -> String {
    switch channel {
    case "cash", "money_order": cash
    case "card", "online": clearing
    default: bank
    }
  }
}
