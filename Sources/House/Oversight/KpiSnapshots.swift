import Records

extension RecordType {
  /// One measured value on one day, written by a job.
  package static let kpiSnapshots = RecordType(
    "kpi_snapshots", "Indicators", one: "indicator value", area: "Oversight", resource: "reports",
    fields: [
      .text(.indicator, "Indicator", [.listed]).derived(from: ["code"]) { snapshot, _ in
        let code = snapshot[.code] ?? ""
        return .text(Indicator.all.first { $0.code == code }?.title ?? Prompts.title(of: code) ?? code)
      },
      .text(.code, "Code", [.required, .indexed, .filledIn]),
      .reference(.houseID, "House", to: "houses", [.listed, .filledIn]),
      .day(.day, "Day", [.required, .listed, .indexed, .filledIn]),
      .text(.figure, "Figure", [.listed, .counts]).derived(from: ["value", "unit"]) { snapshot, _ in
        .text(Indicator.words(snapshot[.value] ?? 0, snapshot[.unit]))
      },
      .text(.againstTarget, "Against target", [.listed]).derived(
        from: ["code", "value", "target_value", "unit"]
      ) { snapshot, _ in Indicator.standing(snapshot).map { .text($0) } ?? .empty },
      .integer(.value, "Value", [.required, .filledIn, .counts], in: -1_000_000_000...1_000_000_000),
      .integer(.denominator, "Out of", [.filledIn, .counts], in: 0...1_000_000_000),
      .integer(.targetValue, "Target", [.filledIn], in: -1_000_000_000...1_000_000_000),
      .choice(
        .unit, "Unit",
        [
          "count", "percent_tenths=Tenths of a percent", "days", "hours", "money",
          "ratio_tenths=Tenths",
        ],
        [.required, .filledIn]),
    ],
    uniques: [Unique(["code", "house_id", "day"])],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["code"],
    house: .field("house_id"),
    order: "-day",
    indexes: [["code", "day"], ["house_id", "day"]],
    comesAbout:
      "It is written each night: lodge jobs run does what the clock asks for.")
}
