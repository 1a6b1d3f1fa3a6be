import Records

extension RecordType {
  /// Which payer covers which charge of a stay, with the benefit claim.
  package static let stayPayers = RecordType(
    "stay_payers", "Funding of a stay", one: "funding", area: "Money", resource: "rates_budgets",
    fields: [
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]).page("Who pays what"),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).following(
        .stayID, .residentID),
      .reference(.payerID, "Payer", to: "payers", [.required, .listed]),
      .choice(
        .state, "State", ["proposed", "active", "ended", "refused"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("proposed"),
      .list(.chargeKinds, "Charges", of: .open(name: "charge_kind"), [.required]),
      .integer(.sharePercent, "Share, percent", in: 1...100).help(
        "Empty, with no fixed amount, for whatever is left."),
      .money(.fixedAmount, "Fixed amount"),
      .integer(.rank, "Order", [.required], in: 1...99).starting(1),
      .day(.startsOn, "From", [.required, .listed]).starting(with: .today),
      .day(.endsOn, "To", [.listed, .indexed]),
      .text(.claimReference, "Claim reference", [.sealed]).page("Claim"),
      .day(.claimedOn, "Claimed on").past(),
      .day(.claimDecidedOn, "Claim decided on").past(),
      .money(.claimAwardAmount, "Award"),
      .day(.fundingApprovedUntilOn, "Funding approved until", [.indexed]).future(),
    ],
    rules: [.periodOfDays, .sharesWithinWhole, .housingBenefitPaysForHousing, .oneWayToShare],
    workflow: .stayPayer,
    uniques: [
      Unique(["stay_id", "payer_id", "starts_on"], "This payer already funds the stay from that day.")
    ],
    namedBy: ["payer_id"],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    filter: UsualFilter("proposed and active", [.among("state", [.text("proposed"), .text("active")])]),
    order: "-starts_on",
    indexes: [["stay_id", "state"]],
    tellingApart: ["stay_id", "starts_on"])
}
