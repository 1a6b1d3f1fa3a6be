import FoundationEssentials
import Records

/// What a deed changed, as the log keeps it under seal: field, before, after.
package struct AuditChanges: Sendable, Hashable {
  package private(set) var fields: [String: [String]]

  package init(_ fields: [String: [String]] = [:]) { self.fields = fields }

  /// What stands there after the deed; empty for a field that is not named.
  package func after(_ field: String) -> String { fields[field]?.last ?? "" }

  package mutating func set(_ field: String, _ before: String = "", to after: String) {
    fields[field] = [before, after]
  }

  /// A JSON object, with its fields in the order of their names.
  package var json: String { JSONText.object(of: fields) }

  package init?(json: String) {
    guard let fields = try? JSONDecoder().decode([String: [String]].self, from: Data(json.utf8)),
      fields.values.allSatisfy({ $0.count == 2 })
    else { return nil }
    self.fields = fields
  }
}

extension AuditChanges {
  static let platformHead = "platform_head"
  static let formerEnd = "former_end"
  /// The end that a log had which was given up for a backup.
  static let lostEnd = "lost_end"
  static let signingKey = "signing_public_key"
  static let publicKey = "public_key"
  static let permissions = "permissions"

  /// Sets a field to bytes, as hexadecimal digits.
  mutating func set(_ field: String, to bytes: [UInt8]) { set(field, to: Hexadecimal.text(bytes)) }

  /// Sets a field to the end of a chain.
  mutating func set(_ field: String, to head: AuditHead) {
    set(field, to: "\(head.number):\(Hexadecimal.text(head.code))")
  }

  func bytes(_ field: String) -> [UInt8]? { Hexadecimal.bytes(after(field)) }

  func head(_ field: String) -> AuditHead? {
    let parts = after(field).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let code = Hexadecimal.bytes(String(parts[1])) else {
      return nil
    }
    return AuditHead(number: number, code: code, epoch: 1)
  }
}

/// Bytes as digits of base 16, small letters.
package enum Hexadecimal {
  package static func text(_ bytes: [UInt8]) -> String {
    let digits = [UInt8]("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Returns nil for an odd count or a sign that is no digit.
  package static func bytes(_ text: String) -> [UInt8]? {
    let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
