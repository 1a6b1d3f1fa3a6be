import Records

extension RecordType {
  /// A chore of a house, or a template for all houses.
  package static let chores = RecordType(
    "chores", "Chores", one: "chore", area: "Routine", resource: "house_programme",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable, .indexed]).page("Chore"),
      .reference(.houseID, "House", to: "houses", [.listed]).help("Empty for a template for all houses."),
      .text(.placeInHouse, "Where in the house", [.listed]),
      .note(.instructions, "Instructions"),
      .choice(.recurrence, "Recurrence", .recurrence, [.required, .listed]).starting("daily").page("When"),
      .list(.weekdays, "Days of the week", of: .weekday).help("Empty for any day."),
      .time(.dueTime, "Done by"),
      .integer(.minutes, "Minutes", in: 0...10_080),
      .choice(
        .rotation, "Turns go", ["none=Nobody's turn", "by_room", "by_name", "by_phase", "random=By lot"]
      ).starting("by_room").page("Who"),
      .list(.excludedStayIDs, "Stays left out").help("References of stays, such as STY-2026-0431."),
      .integer(.points, "Points", in: 0...1000).starting(0),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    uniques: [Unique(["house_id", "name"], "This house has a chore of that name already.")],
    namedBy: ["name"],
    house: .fieldOrEvery("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name",
    indexes: [["house_id", "is_active"]],
    tellingApart: ["house_id", "place_in_house"])
}
