import Records

extension RecordType {
  /// What an organisation has booked, with its limits.
  package static let subscriptionPlans = RecordType(
    "subscription_plans", "Plans", one: "plan", area: "Access", resource: "organisation_register",
    fields: [
      .choice(
        .tier, "Tier", ["starter=Starter", "professional", "enterprise"], [.required, .listed, .unique]),
      .text(.name, "Name", [.required, .listed]),
      .json(.features, "Features", [.required]),
      .integer(.houseLimit, "Houses at most"),
      .integer(.bedLimit, "Beds at most"),
      .integer(.memberLimit, "Members at most"),
      .money(.monthlyAmount, "A month", [.listed]),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    tags: .platform,
    namedBy: ["name"],
    order: "tier")
}
