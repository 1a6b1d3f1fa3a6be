import Records

extension RecordType {
  /// The tenancy, licence or residency agreement of a stay.
  package static let tenancyAgreements = RecordType(
    "tenancy_agreements", "Agreements", one: "agreement", area: "Stays", resource: "agreements",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["draft", "offered", "signed", "ended", "superseded=Replaced", "void"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).page("Agreement"),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).following(.residentID, .currentStayID),
      .choice(.kind, "Kind", .open(name: "legal_basis"), [.required, .listed]),
      .day(.startsOn, "From", [.required, .listed]).starting(with: .today),
      .day(.endsOn, "To", [.listed, .indexed]).future(),
      .integer(.noticeDays, "Notice, days", [.required], in: 0...366).starting(28),
      .reference(.documentVersionID, "Document version", to: "document_versions"),
      .text(.houseRulesVersion, "House rules, version"),
      .money(.rentAmount, "Rent", [.required]).page("Money"),
      .choice(.chargePeriod, "Every", .chargePeriod, [.required]).starting("week"),
      .money(.serviceChargeAmount, "Service charge").starting(Money(minorUnits: 0)),
      .money(.ineligibleChargeAmount, "Charge that benefits do not pay").starting(Money(minorUnits: 0)),
      .money(.supportChargeAmount, "Support charge").starting(Money(minorUnits: 0)),
      .money(.depositAmount, "Deposit").starting(Money(minorUnits: 0)),
      .choice(
        .depositScheme, "Deposit held", ["custodial=In a custodial scheme", "insured", "not_required"]),
      .note(.feesSchedule, "Every fee", [.required]),
      .note(.refundPolicy, "What is paid back", [.required]),
      .day(.nextRentReviewOn, "Rent reviewed on", [.indexed]).future(),
      .note(.terminationTerms, "How it ends", [.required]).page("Terms"),
      .note(.relapseConsequences, "What follows a relapse", [.sealed]),
      .reference(.residentSignatureID, "Resident’s signature", to: "signatures"),
      .reference(.guardianSignatureID, "Guardian’s signature", to: "signatures"),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.periodOfDays],
    workflow: .agreement,
    actions: [.newAgreementVersion],
    tags: .signed,
    prefix: "AGR",
    namedBy: ["reference"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter(
      "in force and to come", [.among("state", ["draft", "offered", "signed"].map(Value.text))]),
    order: "-starts_on",
    signs: [
      "resident_id", "stay_id", "kind", "starts_on", "notice_days", "rent_amount", "charge_period",
      "service_charge_amount", "ineligible_charge_amount", "support_charge_amount", "deposit_amount",
      "deposit_scheme", "fees_schedule", "refund_policy", "termination_terms", "relapse_consequences",
      "house_rules_version",
    ],
    indexes: [["starts_on"], ["stay_id", "state"]],
    tellingApart: ["resident_id", "starts_on"], foundBy: ["resident_id"])
}
