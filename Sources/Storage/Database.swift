import Records

/// One connection to a store; it belongs to the actor that opened it.
package protocol Database: AnyObject {
  var dialect: Dialect { get }

  /// Runs a statement and gives every row, column by column.
  func rows(_ statement: SQL) throws(StorageError) -> [[SQLValue]]

  /// Runs a statement and hands over each row where it lies, until `body` answers false.
  func each(_ statement: SQL, _ body: (Columns) throws(StorageError) -> Bool) throws(StorageError)

  /// Runs a statement that gives no rows; answers how many rows it changed.
  @discardableResult
  func run(_ statement: SQL) throws(StorageError) -> Int

  /// The names of the columns that a statement gives.
  func columns(of statement: SQL) throws(StorageError) -> [String]

  /// The store's own counter of commits by others; a difference means that something changed.
  var dataVersion: Int { get }
}

extension Database {
  /// The first row, or nil.
  package func row(_ statement: SQL) throws(StorageError) -> [SQLValue]? { try rows(statement).first }

  /// The first column of the first row; null where there is none.
  package func value(_ statement: SQL) throws(StorageError) -> SQLValue {
    try rows(statement).first?.first ?? .null
  }
}
