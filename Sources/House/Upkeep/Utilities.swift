import Records

extension RecordType {
  /// A contract for electricity, gas, water or the like.
  package static let utilities = RecordType(
    "utilities", "Utilities", one: "supply", area: "Upkeep", resource: "assets",
    fields: [
      .reference(.propertyID, "Property", to: "properties", [.required, .listed]).page("Supply"),
      .choice(.kind, "Kind", .open(name: "utility_kind"), [.required, .listed]),
      .text(.supplier, "Supplier", [.required, .listed]),
      .text(.accountNumber, "Account number", [.sealed]),
      .text(.meterNumber, "Meter number"),
      .text(.emergencyPhone, "Emergency phone", [.listed]),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .text(.tariff, "Tariff").page("Terms"),
      .money(.unitAmount, "A unit"),
      .money(.standingChargeAmount, "Standing charge"),
      .day(.contractFromOn, "Contract from"),
      .day(.contractUntilOn, "Contract until", [.listed, .indexed]),
      .integer(.noticeDays, "Notice, days", in: 0...730),
      .text(.paymentMethodNote, "How it is paid"),
      .flag(.isRecharged, "Part of the service charge").starting(false),
      .reference(.costCenterID, "Cost centre", to: "cost_centers"),
    ],
    rules: [.contractEnds],
    uniques: [
      Unique(
        ["property_id", "kind", "meter_number"], when: [.equals("is_active", .flag(true))],
        "This property already has such a supply with that meter.")
    ],
    namedBy: ["kind", "supplier"],
    house: .property("property_id"),
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "contract_until_on",
    indexes: [["property_id", "contract_until_on"]],
    tellingApart: ["property_id", "meter_number"])
}

extension Rule {
  static let contractEnds = Rule("a contract ends after it begins") { supply, _ in
    guard let start = supply[.contractFromOn], let end = supply[.contractUntilOn], end < start else {
      return nil
    }
    return Violation("The end cannot be before the start.", field: "contract_until_on")
  }
}
