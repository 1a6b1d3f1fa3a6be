import Records

extension RecordType {
  /// One measured value on one day, written by a job.
  package static let kpiSnapshots = RecordType(
    "kpi_snapshots", "Indicators", one: "indicator value", area: "Oversight", resource: "reports",
    fields: [
      .text(.code, "Code", [.required, .listed, .indexed, .filledIn]),
      .reference(.houseID, "House", to: "houses", [.listed, .filledIn]),
      .day(.day, "Day", [.required, .listed, .indexed, .filledIn]),
      .integer(.value, "Value", [.required, .listed, .filledIn], in: -1_000_000_000...1_000_000_000),
      .integer(.denominator, "Out of", [.filledIn], in: 0...1_000_000_000),
      .integer(.targetValue, "Target", [.filledIn], in: -1_000_000_000...1_000_000_000),
      .choice(
        .unit, "Unit",
        ["count", "percent_tenths=Tenths of a percent", "days", "hours", "money", "ratio_tenths=Tenths"],
        [.required, .listed, .filledIn]),
    ],
    uniques: [Unique(["code", "house_id", "day"])],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["code"],
    house: .field("house_id"),
    order: "-day",
    indexes: [["code", "day"], ["house_id", "day"]])
}
