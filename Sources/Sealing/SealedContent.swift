/// What can be sealed into a column, each kind with its mark in the frame.
///
/// It describes itself as "content" so that no log or failed comparison shows what a person wrote.
package enum SealedContent: Hashable, Sendable {
  case text(String)
  case integer(Int)
  /// A day as ISO 8601 writes it, such as 2026-03-31.
  case day(String)
  case json(String)
  case bytes([UInt8])

  /// The first byte of a frame: t, i, d, j or b.
  enum Mark: UInt8 {
    case text = 0x74
    case integer = 0x69
    case day = 0x64
    case json = 0x6A
    case bytes = 0x62
  }

  var mark: Mark {
    switch self {
    case .text: .text
    case .integer: .integer
    case .day: .day
    case .json: .json
    case .bytes: .bytes
    }
  }

  /// Bytes of the value without mark and padding.
  var count: Int {
    switch self {
    case .text(let text), .day(let text), .json(let text): text.utf8.count
    case .integer: 8
    case .bytes(let bytes): bytes.count
    }
  }

  /// Writes ``count`` bytes.
  func write(to target: UnsafeMutableRawPointer) {
    switch self {
    case .text(var text), .day(var text), .json(var text):
      text.withUTF8 { target.copy(UnsafeRawBufferPointer($0)) }
    case .integer(let value): _ = target.write(bigEndian: Int64(value))
    case .bytes(let bytes): bytes.withUnsafeBytes { target.copy($0) }
    }
  }

  /// Reads a value back, or returns nil for an unknown mark, a wrong length or broken UTF-8.
  init?(mark: UInt8, value: UnsafeRawBufferPointer) {
    guard let mark = Mark(rawValue: mark) else { return nil }
    if mark == .bytes {
      self = .bytes([UInt8](value))
    } else if mark == .integer {
      guard value.count == 8 else { return nil }
      self = .integer(Int(value.bigEndian(Int64.self, at: 0)))
    } else {
      guard let text = String(validating: value, as: UTF8.self) else { return nil }
      self = mark == .text ? .text(text) : mark == .day ? .day(text) : .json(text)
    }
  }
}

extension SealedContent: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "content" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension UnsafeMutableRawPointer {
  /// Copies bytes here; none at all is allowed.
  func copy(_ bytes: UnsafeRawBufferPointer) {
    UnsafeMutableRawBufferPointer(start: self, count: bytes.count).copyMemory(from: bytes)
  }
}
