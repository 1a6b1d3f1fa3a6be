/// A value of a JSON5 file (json5.org), with the line it stands on, so that a person can be told where to look.
package struct JSON5Node: Sendable {
  package enum Content: Sendable {
    case nothing
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSON5Node])
    case object([Member])
  }

  package struct Member: Sendable {
    package let key: String
    package let line: Int
    package let value: JSON5Node
  }

  /// What is wrong in a file, and where; lines count from 1.
  package struct Failure: Error, Hashable, Sendable {
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
  }

  package let line: Int
  package let content: Content

  /// Reads a file; a key that stands twice in one object is refused, which decoders let pass.
  package init(reading text: String) throws(Failure) {
    var reader = JSON5Reader(text)
    self = try reader.file()
  }

  init(line: Int, content: Content) {
    self.line = line
    self.content = content
  }

  package var text: String? { if case .text(let text) = content { text } else { nil } }
  package var number: Double? { if case .number(let number) = content { number } else { nil } }
  package var flag: Bool? { if case .flag(let flag) = content { flag } else { nil } }
  package var list: [JSON5Node]? { if case .list(let list) = content { list } else { nil } }
  package var members: [Member]? { if case .object(let members) = content { members } else { nil } }

  /// The value of a key, or nil when this is no object or has no such key.
  package subscript(key: String) -> JSON5Node? { members?.first { $0.key == key }?.value }
}
