import Records

extension RecordType {
  /// What a meter showed on a day.
  package static let meterReadings = RecordType(
    "meter_readings", "Meter readings", one: "meter reading", area: "Upkeep", resource: "assets",
    fields: [
      .reference(.utilityID, "Supply", to: "utilities", [.required, .listed, .fixed]),
      .day(.readOn, "Read on", [.required, .listed, .indexed]).past().starting(with: .today),
      .integer(.reading, "Reading", [.required, .listed], in: 0...1_000_000_000),
      .choice(
        .source, "Source",
        ["read=Read", "estimated", "smart=Smart meter", "supplier", "move=Moving in or out"],
        [.required, .listed]
      ).starting("read"),
      .reference(.photoFileID, "Photograph", to: "files", [.filledIn]),
      .money(.billedAmount, "Billed", [.listed]),
      .reference(.correctsID, "Corrects", to: "meter_readings").help("The reading that was wrong."),
    ],
    rules: [.readingGoesUp],
    uniques: [
      Unique(
        ["utility_id", "read_on", "source"], when: [.isEmpty("corrects_id")],
        "This meter has such a reading of that day. Correct that one.")
    ],
    tags: .appendOnly,
    namedBy: ["read_on", "reading"],
    house: .through("utility_id", type: "utilities"),
    order: "-read_on",
    indexes: [["utility_id", "read_on"]])
}

extension Rule {
  /// A new meter is a supply of its own, so that its readings begin again.
  static let readingGoesUp = Rule("a meter does not run backwards") { reading in
    reading[.utilityID].map { [Query("meter_readings").where(.utilityID, is: $0)] } ?? []
  } check: { reading, book in
    guard let number = reading[.reading], let day = reading[.readOn] else { return nil }
    let corrected = Set(
      book.rows(0).compactMap { $0[.correctsID] } + [reading[.correctsID]].compactMap { $0 })
    let earlier = book.rows(0).filter { other in
      other.id != reading.id && !(other.id.map(corrected.contains) ?? false)
        && (other[.readOn].map { $0 <= day } ?? false)
    }
    let last = earlier.max { left, right in
      (left[.readOn]?.number ?? 0, left[.reading] ?? 0) < (right[.readOn]?.number ?? 0, right[.reading] ?? 0)
    }
    guard let last, let before = last[.reading], number < before else { return nil }
    return Violation(
      "The reading is lower than \(before) on \(last[.readOn]?.inWords ?? "an earlier day").",
      field: "reading")
  }
}
