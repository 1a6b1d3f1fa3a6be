import Records

extension RecordType {
  /// Who pays: a resident, a benefit office, a council, an insurer.
  package static let payers = RecordType(
    "payers", "Payers", one: "payer", area: "Money", resource: "rates_budgets",
    fields: [
      .text(.name, "Name", [.required, .listed, .sealed, .searchable]).page("Payer")
        .veiled(with: .residentID, for: "resident_directory"),
      .choice(.kind, "Kind", .open(name: "funding_source"), [.required, .listed, .indexed]),
      .reference(.residentID, "Resident", to: "residents").help("Where the resident pays for themselves.")
        .shown(when: { ["self", "family"].contains($0[.kind]) }),
      .reference(.agencyID, "Agency", to: "agencies"),
      .text(.accountCode, "Account code", [.required, .unique]),
      .flag(.isGovernment, "Public body").starting(false),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .text(.contactName, "Contact name", [.sealed]).page("Reached by")
        .veiled(with: .residentID, for: "resident_directory"),
      .text(.email, "E-mail", [.sealed]).veiled(with: .residentID, for: "resident_directory"),
      .text(.phone, "Phone", [.sealed]).veiled(with: .residentID, for: "resident_directory"),
      .reference(.addressID, "Address", to: "addresses").erasedWithResident(),
      .text(.purchaseOrder, "Purchase order").page("Invoices").erasedWithResident(),
      .integer(.termsDays, "Days to pay", [.required], in: 0...366).starting(14),
      .choice(.invoiceMethod, "Invoice sent by", .contactMethod).starting("email"),
      .choice(.invoiceFrequency, "Invoice every", .chargePeriod).starting("four_weeks"),
      .text(.vatNumber, "VAT number").erasedWithResident(),
      .json(.externalIDs, "Their numbers").erasedWithResident(),
    ],
    rules: [.emailShape, .selfPayerIsResident],
    namedBy: ["name"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "account_code",
    leading: ["name", "kind"], tellingApart: ["account_code"])
}

extension Rule {
  static let selfPayerIsResident = Rule("who pays for themselves is a resident") { payer, _ in
    guard payer[.kind] == "self", payer[.residentID] == nil else { return nil }
    return Violation("Choose the resident who pays.", field: "resident_id")
  }
}
