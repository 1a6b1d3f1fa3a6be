import Records

extension RecordType {
  /// A thing with a tag.
  package static let assets = RecordType(
    "assets", "Equipment", one: "item", area: "Upkeep", resource: "assets",
    fields: [
      .text(.tag, "Tag", [.required, .listed, .unique]).page("What"),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .choice(
        .state, "State", ["in_use", "stored", "faulty", "disposed=Disposed of", "lost"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("in_use"),
      .choice(
        .category, "Category",
        [
          "furniture", "appliance", "hoist", "bed_mattress=Bed or mattress", "medical", "fire", "it=Computer",
          "phone", "security", "kitchen", "garden", "key", "other",
        ], [.required, .listed, .indexed]),
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .reference(.roomID, "Room", to: "rooms"),
      .reference(.residentID, "Resident", to: "residents").help("Who has it on loan."),
      .choice(.condition, "Condition", ["new", "good", "fair", "poor", "unsafe"], [.required, .listed])
        .starting("good"),
      .text(.serialNumber, "Serial number"),
      .text(.supplier, "Supplier").page("Bought"),
      .day(.boughtOn, "Bought on").past(),
      .money(.costAmount, "Cost"),
      .day(.warrantyUntilOn, "Under warranty until", [.listed, .indexed]),
      .integer(.expectedLifeYears, "Should last, years", in: 1...100),
      .integer(.serviceIntervalMonths, "Serviced every, months", in: 1...120).page("Care"),
      .day(.lastServicedOn, "Last serviced on").past(),
      .day(.nextServiceOn, "Next service", [.listed, .indexed]).future(),
      .integer(.inspectionIntervalMonths, "Inspected every, months", in: 1...120),
      .day(.nextInspectionOn, "Next inspection", [.indexed]).future(),
      .day(.disposedOn, "Disposed of on", [.filledIn]),
      .note(.notes, "Notes"),
    ],
    rules: [.unsafeIsNotUsed],
    workflow: .asset,
    actions: [.planService],
    namedBy: ["name"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("here", [.among("state", ["in_use", "stored", "faulty"].map(Value.text))]),
    order: "tag",
    indexes: [["house_id", "tag"], ["house_id", "next_service_on"]],
    tellingApart: ["tag", "room_id"])
}
