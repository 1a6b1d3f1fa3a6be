import Records

/// Values that a field may not hold, made from its declaration.
enum BadInput {
  /// What the door refuses, one way after the other.
  static func values(for field: Field) -> [Value] {
    switch field.kind {
    case .text: [.text(String(repeating: "x", count: 201)), .text("a bell \u{7}")]
    case .note: [.text(String(repeating: "x", count: 20_001)), .text("a bell \u{7}")]
    case .integer(let range):
      [.integer(range.upperBound + 1), .integer(range.lowerBound - 1), .text("many")]
    case .money(let signed):
      [.money(Money(minorUnits: Money.usual.upperBound + 1))]
        + (signed ? [] : [.money(Money(minorUnits: -1))])
    case .day:
      [.day(Day(number: Day.usual.upperBound + 1)), .day(Day(number: Day.usual.lowerBound - 1)), .flag(true)]
    case .instant:
      [Instant.usual.upperBound + 1, Instant.usual.lowerBound - 1]
        .map { .instant(Instant(milliseconds: $0)) }
    case .time: [.text("25:00")]
    case .flag: [.text("perhaps")]
    case .choice: [.text("no_such_choice")]
    case .list(let choices):
      choices == nil ? [.list([String(repeating: "x", count: 201)])] : [.list(["no_such_choice"])]
    case .json: [.json("{"), .json("{\"a\": }")]
    case .bytes(let limit): [.bytes([UInt8](repeating: 1, count: limit + 1))]
    case .reference, .anyReference: [.reference(RecordID(high: 0x0199_0000_0000_7000, low: 1))]
    }
  }

  /// What people type that no such field can mean.
  static func words(for field: Field) -> [String] {
    switch field.kind {
    case .text: [String(repeating: "x", count: 201)]
    case .note: [String(repeating: "x", count: 20_001)]
    case .integer(let range): ["\(range.upperBound + 1)", "\(range.lowerBound - 1)", "many"]
    case .money(let signed): ["lots", "1.2.3"] + (signed ? [] : ["-1"])
    case .day: ["31 Feb 2026", "2026-02-31", "0000-01-01", "1899-12-31", "2201-01-01", "someday"]
    case .instant: ["31 Feb 2026 10:00", "2026-02-31T10:00Z", "0000-01-01 10:00", "9999-01-01 10:00"]
    case .time: ["25:00", "noonish"]
    case .flag: ["perhaps"]
    case .choice: ["no such choice"]
    case .list(let choices): choices == nil ? [] : ["no such choice"]
    case .json: ["{"]
    case .bytes: ["anything"]
    case .reference, .anyReference: ["Nobody Of That Name"]
    }
  }
}

extension RecordType {
  /// The fields that a person fills in.
  var typed: [Field] {
    fields.filter { !$0.isDerived && !$0.traits.contains(.filledIn) && $0.name != workflow?.field }
  }
}
