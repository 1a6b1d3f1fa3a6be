import FoundationEssentials
import Records
import Sealing

/// What stands open at the start of a backup's file: nothing of a record, no name.
package struct BackupHeader: Codable, Sendable, Hashable {
  package let kind: Kind
  /// Unix milliseconds UTC.
  package let madeAt: Int
  /// The identity of the platform's log, which is the home's: hexadecimal digits.
  package let home: String
  /// The step of the tables, and the digest of their text.
  package let schema: Int
  package let schemaDigest: String
  /// The SQLite file, which comes first in the stream.
  package let database: Whole
  /// The stored contents of documents, which follow it: their number, and the bytes of all.
  package var contents = Contents(count: 0, bytes: 0)
  /// Rows by table.
  package let rows: [String: Int]
  /// How the logs end.
  package let logs: [Log]
  /// To whom the file's own key is sealed, in the order of the boxes.
  package let recovery: [Recovery]

  package enum Kind: String, Codable, Sendable {
    /// Everything but the residents' keys.
    case data
    /// All wrapped keys, grants and slots.
    case keys
  }

  package struct Whole: Codable, Sendable, Hashable {
    package let bytes: Int
    /// SHA-256 in hexadecimal digits.
    package let digest: String
  }

  package struct Contents: Codable, Sendable, Hashable {
    package let count: Int
    package let bytes: Int
  }

  package struct Log: Codable, Sendable, Hashable {
    package let organization: Int
    package let count: Int
    /// The code of the last row in hexadecimal digits.
    package let code: String
  }

  package struct Recovery: Codable, Sendable, Hashable {
    package let publicKey: String
    package let slot: String
    /// When its code was printed, Unix milliseconds.
    package let printedAt: Int
  }

  package var moment: Instant { Instant(milliseconds: madeAt) }
}

/// How a backup's file is laid out: mark (8), length (4), header, a box (80) for each recovery key, the stream, and the
/// SHA-256 of all before it.
///
/// The stream holds the length (8) and the bytes of the SQLite file, then of each stored content its name (32), length (8)
/// and bytes. Its first piece is bound to everything before the stream; the digest at the end lets anybody see that the
/// medium still holds what was written, without the paper.
enum BackupLayout {
  static let mark = [UInt8]("LODGEBK1".utf8)
  static let digest = 32
  static let name = 32
  static let length = 8
  /// A header of more bytes is none.
  static let longestHeader = 4 << 20

  /// The bytes of what is sealed.
  static func content(of header: BackupHeader) -> Int {
    length + header.database.bytes + header.contents.count * (name + length) + header.contents.bytes
  }

  /// The bytes of a whole file whose open part has so many.
  static func size(of header: BackupHeader, open: Int) -> Int {
    open + SealedStream.size(around: content(of: header)) + digest
  }

  /// Everything before the stream.
  static func open(_ header: BackupHeader, boxes: [[UInt8]]) throws(BackupError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text: Data
    do { text = try encoder.encode(header) } catch { throw .storage(.damaged) }
    return mark + number(text.count, bytes: 4) + Array(text) + boxes.flatMap { $0 }
  }

  static func number(_ value: Int, bytes: Int) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func number(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
