extension AuditMAC {
  /// Returns the 16 bytes by which a sealed value is kept unique and found exactly.
  ///
  /// - Parameters:
  ///   - folded: The value in NFC, case-folded and without spaces; the caller folds it, the same way each time.
  ///   - column: The sealed column, so that equal values of two columns do not look equal.
  ///   - organization: The organisation, 0 for the platform.
  ///   - key: The organisation's token key, or the open salt of the installation for names of users.
  /// - Returns: The same bytes for the same value; it is a UNIQUE column beside the sealed one.
  /// - Throws: ``SealingError/keyIsGone`` after a lock.
  package func token(
    of folded: String, column: String, organization: Int, with key: Key
  ) throws(SealingError) -> [UInt8] {
    var bytes = Array(column.utf8) + [0]
    bytes.append(bigEndian: Int64(organization))
    bytes.append(contentsOf: folded.utf8)
    return Array(try code(of: bytes, with: key).prefix(16))
  }
}
