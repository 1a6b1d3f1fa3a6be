import Records

extension RecordType {
  /// A vehicle of a house.
  package static let vehicles = RecordType(
    "vehicles", "Vehicles", one: "vehicle", area: "Upkeep", resource: "assets",
    fields: [
      .text(.registration, "Registration", [.required, .listed, .searchable, .unique]).page("What"),
      .text(.name, "Name", [.required, .listed]),
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .choice(
        .state, "State", ["available", "off_road=Off the road", "disposed=Disposed of"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("available"),
      .integer(.seats, "Seats", in: 1...100),
      .flag(.isAccessible, "Step-free"),
      .choice(.fuel, "Fuel", ["petrol", "diesel", "electric", "hybrid", "other"]),
      .list(.allowedDriverIDs, "May drive").help("Their staff references, such as STF-2026-0004."),
      .integer(.mileage, "Mileage", in: 0...2_000_000).page("Papers"),
      .day(.motUntilOn, "MOT until", [.listed, .indexed]).future(),
      .day(.taxUntilOn, "Taxed until", [.listed, .indexed]).future(),
      .day(.serviceDueOn, "Service due", [.indexed]).future(),
      .note(.defects, "Defects"),
      .instant(.bookedUntilAt, "Booked until", [.listed]).derived(
        reads: VehicleBookings.reads, VehicleBookings.until),
    ],
    rules: [.driversAreStaff],
    workflow: .vehicle,
    namedBy: ["name"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("not disposed of", [.among("state", ["available", "off_road"].map(Value.text))]),
    order: "name",
    indexes: [["house_id", "name"]],
    tellingApart: ["registration", "house_id"])
}

extension Workflow {
  static let vehicle = Workflow(
    states: ["available", "off_road", "disposed"], start: "available", editable: ["available", "off_road"],
    [
      Action(
        "vehicle.take-off-road", "Take off the road", right: .update, from: ["available"], to: "off_road",
        asks: [.why]),
      Action("vehicle.return", "Back on the road", right: .update, from: ["off_road"], to: "available"),
      Action(
        "vehicle.dispose", "Dispose of", right: .update, from: ["available", "off_road"], to: "disposed",
        asks: [.why]),
    ])
}
