/// What one field of a record holds.
package enum Value: Hashable, Sendable {
  /// Nothing: SQL NULL, an empty form field.
  case empty
  case text(String)
  case integer(Int)
  case flag(Bool)
  case day(Day)
  case instant(Instant)
  case time(WallTime)
  case money(Money)
  case reference(RecordID)
  case bytes([UInt8])
  case list([String])
  /// A JSON object, as its text.
  case json(String)
  /// There is a value, but not for the role that asked.
  case hidden
  /// There was a value, but its sealed bytes were moved, altered or lost their key, or it is none the field may hold.
  case damaged
  /// There was a value of a person whose key was destroyed with their record: nobody opens it again.
  case erased

  /// Nothing here says what the value is; who saves leaves what is stored as it stands.
  package var isUnknown: Bool { self == .hidden || self == .damaged || self == .erased }

  package var isEmpty: Bool {
    switch self {
    case .empty: true
    case .text(let text): text.isEmpty
    case .list(let members): members.isEmpty
    default: false
    }
  }
}

/// A Swift type that a field can hold.
package protocol FieldValue: Sendable, Equatable {
  init?(_ value: Value)
  var value: Value { get }
}

extension String: FieldValue {
  package init?(_ value: Value) {
    switch value {
    case .text(let text), .json(let text): self = text
    default: return nil
    }
  }
  package var value: Value { .text(self) }
}

extension Int: FieldValue {
  package init?(_ value: Value) {
    guard case .integer(let number) = value else { return nil }
    self = number
  }
  package var value: Value { .integer(self) }
}

extension Bool: FieldValue {
  package init?(_ value: Value) {
    guard case .flag(let answer) = value else { return nil }
    self = answer
  }
  package var value: Value { .flag(self) }
}

extension RecordID: FieldValue {
  package init?(_ value: Value) {
    guard case .reference(let id) = value else { return nil }
    self = id
  }
  package var value: Value { .reference(self) }
}

extension Array: FieldValue where Element: FieldElement {
  package init?(_ value: Value) {
    guard let members = Element.members(of: value) else { return nil }
    self = members
  }
  package var value: Value { Element.value(of: self) }
}

/// What a field can hold many of: bytes, or short texts.
package protocol FieldElement: Sendable, Equatable {
  static func members(of value: Value) -> [Self]?
  static func value(of members: [Self]) -> Value
}

extension UInt8: FieldElement {
  package static func members(of value: Value) -> [UInt8]? {
    if case .bytes(let bytes) = value { bytes } else { nil }
  }
  package static func value(of members: [UInt8]) -> Value { .bytes(members) }
}

extension String: FieldElement {
  package static func members(of value: Value) -> [String]? {
    if case .list(let members) = value { members } else { nil }
  }
  package static func value(of members: [String]) -> Value { .list(members) }
}
