import Records

extension RecordType {
  /// A policy and its claims.
  package static let insuranceRecords = RecordType(
    "insurance_records", "Insurance", one: "insurance policy", area: "Upkeep", resource: "assets",
    fields: [
      .choice(
        .kind, "Kind",
        [
          "buildings", "contents", "employers_liability=Employers’ liability", "public_liability",
          "professional", "vehicle", "cyber", "business_interruption", "trustees", "medical_malpractice",
          "key_person", "legal",
        ], [.required, .listed, .indexed]
      ).page("Policy"),
      .reference(.propertyID, "Property", to: "properties", [.listed])
        .help("Leave it empty where the whole organisation is covered."),
      .reference(.vehicleID, "Vehicle", to: "vehicles").shown(when: { $0[.kind] == "vehicle" }),
      .text(.insurer, "Insurer", [.required, .listed]),
      .text(.broker, "Broker"),
      .text(.policyNumber, "Policy number", [.required, .listed, .unique]),
      .choice(
        .state, "State", ["active", "renewed", "lapsed", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("active"),
      .day(.startsOn, "From", [.required, .listed]),
      .day(.renewsOn, "Renews on", [.required, .listed, .indexed]).future(),
      .money(.coverAmount, "Covers up to").page("Terms"),
      .money(.excessAmount, "Excess"),
      .money(.premiumAmount, "Premium", [.listed]),
      .note(.conditions, "Conditions"),
      .json(.claims, "Claims", [.sealed]).help(
        "Such as [{\"number\": \"C-1\", \"date\": \"2026-11-02\", \"amount\": 1200, \"outcome\": \"open\"}]."),
      .reference(.documentID, "Document", to: "documents"),
    ],
    rules: [.insuranceRenewsLater],
    workflow: .insurance,
    namedBy: ["kind", "insurer"],
    house: .either([.property("property_id"), .through("vehicle_id", type: "vehicles")]),
    owners: ["created_by"],
    filter: UsualFilter("in force", [.equals("state", .text("active"))]),
    order: "renews_on",
    indexes: [["property_id", "renews_on"]])
}

extension Rule {
  static let insuranceRenewsLater = Rule("a policy is renewed after it begins") { policy, _ in
    guard let start = policy[.startsOn], let renewal = policy[.renewsOn], renewal <= start else { return nil }
    return Violation("The renewal must be after the start.", field: "renews_on")
  }
}

extension Workflow {
  static let insurance = Workflow(
    states: ["active", "renewed", "lapsed", "cancelled"], start: "active", editable: ["active"],
    [
      Action(
        "insurance_policy.renew", "Renew", right: .update, from: ["active"], to: "renewed",
        asks: [
          .text(.policyNumber, "Policy number", [.required]),
          .day(.renewsOn, "Renews on", [.required]).future(),
          .money(.premiumAmount, "Premium"),
        ],
        changes: { policy, book in [policy, nextPolicy(after: policy, book)] }),
      Action(
        "insurance_policy.lapse", "Lapsed", right: .update, from: ["active"], to: "lapsed", asks: [.why]),
      Action(
        "insurance_policy.cancel", "Cancelled", right: .update, from: ["active"], to: "cancelled",
        asks: [.why]),
    ])

  /// The same cover from the day of renewal on.
  private static func nextPolicy(after policy: Record, _ book: Book) -> Record {
    Record(.insuranceRecords).changed { next in
      for name in [
        "kind", "property_id", "vehicle_id", "insurer", "broker", "cover_amount", "excess_amount",
        "conditions",
      ] { next[name] = policy[name] }
      next[.startsOn] = policy[.renewsOn]
    }.answered(book, "policy_number", "renews_on", "premium_amount")
  }
}
