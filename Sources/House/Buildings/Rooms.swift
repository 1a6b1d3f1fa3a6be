import Records

extension RecordType {
  /// A room or a flat of its own.
  package static let rooms = RecordType(
    "rooms", "Rooms", one: "room", area: "Buildings", resource: "estate",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .text(.floor, "Floor", [.listed]),
      .choice(
        .kind, "Kind",
        [
          "bedroom", "studio", "flat", "dormitory", "lounge", "kitchen", "bathroom", "office",
          "medication_room", "sleep_in_room", "garden", "store", "visiting", "plant",
        ], [.required, .listed]
      ).starting("bedroom"),
      .choice(.state, "State", ["open", "closed"], [.required, .listed, .indexed, .filledIn]).starting(
        "open"),
      .flag(.selfContained, "Self-contained").starting(false),
      .flag(.hasEnsuite, "En-suite").starting(false),
      .flag(.isAccessible, "Step-free", [.listed]).starting(false),
      .flag(.hasCallBell, "Call bell").starting(false),
      .text(.fireCompartment, "Fire compartment"),
      .flag(.windowRestrictor, "Window restrictor"),
      .integer(.squareMetres, "Square metres", in: 1...10_000),
      .choice(
        .cohort, "For", .cohort,
        [.required, .listed]
      ).starting("any"),
      .money(.rentAmount, "Rent"),
      .note(.notes, "Notes"),
    ],
    workflow: .room,
    uniques: [Unique(["house_id", "name"], "This house already has a room of that name.")],
    namedBy: ["name"],
    house: .field("house_id"),
    order: "name",
    indexes: [["house_id", "floor", "name"]],
    tellingApart: ["house_id"])
}
