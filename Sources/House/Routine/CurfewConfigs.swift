import Records

extension RecordType {
  /// When people must be in, by house, phase and weekday.
  package static let curfewConfigs = RecordType(
    "curfew_configs", "Curfews", one: "curfew", area: "Routine", resource: "configuration",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .reference(.phaseID, "Phase", to: "phases", [.listed]).help("Empty for everybody in the house."),
      .list(.weekdays, "Days of the week", of: .weekday, [.required]).help(
        "The day on which the night begins."),
      .time(.curfewTime, "In by", [.required, .listed]).starting(hour: 23),
      .time(.morningTime, "Not out before"),
      .integer(.graceMinutes, "Minutes of grace", in: 0...240).starting(10),
      .choice(
        .lateAction, "Who is late",
        [
          "log=Is written down", "note=Gets a note", "warning=Gets a warning",
          "manager_call=The manager is told",
        ]
      ).starting("log"),
      .day(.startsOn, "From", [.required, .listed, .indexed]).starting(with: .today),
      .day(.endsOn, "To", [.listed]),
    ],
    rules: [.periodOfDays, .oneCurfewADay],
    namedBy: ["curfew_time"],
    house: .field("house_id"),
    filter: UsualFilter("not ended", [.isEmpty("ends_on")]),
    order: "-starts_on",
    indexes: [["house_id", "starts_on"]],
    tellingApart: ["house_id", "phase_id"])
}
