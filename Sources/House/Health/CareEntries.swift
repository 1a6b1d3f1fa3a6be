import Records

extension RecordType {
  /// A measurement or an act of care.
  package static let careEntries = RecordType(
    "care_entries", "Care and observations", one: "care entry", area: "Health", resource: "resident_health",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.stayID, "Stay", to: "stays", [.required, .fixed]).following(.residentID, .currentStayID),
      .choice(
        .kind, "Kind",
        [
          "fluid_in=Drank", "fluid_out=Passed water", "meal", "weight", "blood_pressure", "pulse",
          "temperature", "oxygen", "respiration=Breaths", "blood_glucose", "bowel", "pain", "sleep",
          "repositioning", "personal_care", "bath", "oral_care", "skin_check", "seizure", "mood_observed",
        ], [.required, .listed, .sealed]),
      .instant(.happenedAt, "Happened", [.required, .listed, .indexed]).past().starting(with: .now),
      .integer(.value, "Value", [.listed, .sealed]).help(
        "Temperature and glucose in tenths: 37.2 degrees is 372. Weight in grams or kilograms, by the unit."),
      .integer(.secondValue, "Lower value", [.sealed], in: 0...1000).shown(when: {
        $0[.kind] == "blood_pressure"
      }),
      .choice(
        .unit, "Unit",
        [
          "ml=ml", "g=g", "kg=kg", "mmhg=mmHg", "bpm=beats a minute", "celsius_tenths=tenths of °C",
          "percent=%", "per_minute=a minute", "mmol_tenths=tenths of mmol/l", "minutes=minutes",
          "score=points",
          "none=no unit",
        ], [.sealed]
      ).starting("none"),
      .choice(.amountEaten, "Eaten", ["none", "quarter", "half", "three_quarters", "all"], [.sealed]).shown(
        when: { $0[.kind] == "meal" }),
      .flag(.refused, "Refused", [.sealed]),
      .note(.note, "Note", [.sealed]),
      .reference(.correctsID, "Corrects", to: "care_entries"),
    ],
    rules: [.eventIsPast, .readingIsHuman],
    tags: .appendOnly,
    namedBy: ["kind"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    order: "-happened_at",
    indexes: [["resident_id", "happened_at"]],
    foundBy: ["resident_id"])
}

extension Rule {
  static let readingIsHuman = Rule("a reading lies in the range of a living person") { entry, _ in
    guard let kind = entry[.kind] else { return nil }
    let unit = entry[.unit] ?? "none"
    for (name, value) in [("value", entry[.value]), ("second_value", entry[.secondValue])] {
      guard let value, let range = Readings.range(kind, unit: unit), !range.contains(value) else { continue }
      return Violation(
        "\(value) \(Readings.words(unit)) is not possible. Check the reading.", field: name)
    }
    return nil
  }
}

/// The widest readings that a living person can have, by kind and unit: a mistyped digit lies outside.
private enum Readings {
  static func range(_ kind: String, unit: String) -> ClosedRange<Int>? {
    switch kind {
    case "fluid_in", "fluid_out": 0...5_000
    case "weight": unit == "g" ? 300...400_000 : 1...400
    case "blood_pressure": 20...300
    case "pulse": 20...300
    case "temperature": 250...450
    case "oxygen": 40...100
    case "respiration": 4...80
    case "blood_glucose": 3...600
    case "pain": 0...10
    case "sleep": 0...1_440
    default: nil
    }
  }

  static func words(_ unit: String) -> String {
    Catalogue.house["care_entries"]?.field("unit").flatMap { field in
      guard case .choice(let choices) = field.kind, unit != "none" else { return nil }
      return choices.members.first { $0.code == unit }?.label
    } ?? ""
  }
}
