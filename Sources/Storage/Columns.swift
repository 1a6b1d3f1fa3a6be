private import CSQLite
import Records

/// The columns of the row that a statement stands on; not to be kept beyond the call it was given to.
package struct Columns {
  let statement: OpaquePointer

  package var count: Int { Int(sqlite3_column_count(statement)) }

  package func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

  /// How a column is stored, whatever was declared for it.
  package enum Storage: Sendable { case null, integer, text, bytes, other }

  package func storage(_ column: Int) -> Storage {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .bytes
    default: .other
    }
  }

  package func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(statement, Int32(column))) }

  package func text(_ column: Int) -> String {
    guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return "" }
    let length = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  }

  /// The bytes of a blob or text where they lie.
  package func withBytes<Answer, Failure: Error>(
    _ column: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    let start = sqlite3_column_blob(statement, Int32(column))
    let length = Int(sqlite3_column_bytes(statement, Int32(column)))
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : length))
  }

  package func bytes(_ column: Int) -> [UInt8] { withBytes(column) { Array($0) } }

  /// An identity; nil where the column is null or of another length.
  package func id(_ column: Int) -> RecordID? {
    withBytes(column) { RecordID(raw: $0) }
  }

  package func value(_ column: Int) -> SQLValue {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .bytes(bytes(column))
    default: .null
    }
  }
}

extension Columns {
  /// The value that an open column holds; an identity is read where it lies.
  func value(_ column: Int, as kind: FieldKind) -> Value {
    switch kind {
    case .reference, .anyReference: id(column).map { .reference($0) } ?? (isNull(column) ? .empty : .damaged)
    default: Value(value(column), as: kind)
    }
  }
}
