import Records

extension RecordType {
  /// What an organisation has booked, with its limits.
  package static let subscriptionPlans = RecordType(
    "subscription_plans", "Plans", one: "plan", area: "Access", resource: "organisation_register",
    fields: [
      .choice(
        .tier, "Tier", ["starter=Starter", "professional", "enterprise"], [.required, .listed, .unique]),
      .text(.name, "Name", [.required, .listed]),
      .json(.features, "Features", [.required]).help(
        "Those that are left out, such as {\"custom_forms\": false}."),
      .integer(.houseLimit, "Houses at most"),
      .integer(.bedLimit, "Beds at most"),
      .integer(.memberLimit, "Members at most"),
      .money(.monthlyAmount, "A month", [.listed]),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.planNamesFeatures],
    tags: .platform,
    namedBy: ["name"],
    order: "tier")
}

extension Rule {
  static let planNamesFeatures = Rule("a plan names features that there are") { plan, _ in
    guard let text = plan[.features] else { return nil }
    guard let members = Structured.node(text)?.members else {
      return Violation("Features is not in the expected form.", field: "features")
    }
    guard let unknown = members.first(where: { !PlanTerm.features.contains($0.key) || $0.value.flag == nil })
    else { return nil }
    return Violation("There is no feature \(unknown.key) that is true or false.", field: "features")
  }
}
