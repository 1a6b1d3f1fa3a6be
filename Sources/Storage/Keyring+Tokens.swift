import Records
import Sealing

/// What stands for a value without telling it: tokens in unique indexes, and the marks of equal contents.
extension Keyring {
  /// The sixteen bytes that stand for a sealed value in its unique index.
  func token(of text: String, column: String) throws(StorageError) -> [UInt8] {
    guard let tokenKey else { throw .sealing }
    return try token(of: text, column: column, with: .held(tokenKey))
  }

  func token(of text: String, column: String, with key: AuditMAC.Key) throws(StorageError) -> [UInt8] {
    let folded = Text.folded(Text.composed(text)).filter { !$0.isWhitespace }
    return try sealing { () throws(SealingError) in
      try vault.mac.token(
        of: folded, column: column, organization: organization, with: key)
    }
  }

  /// The thirty-two bytes by which equal contents about one resident are known.
  func fileDigest(of content: [UInt8], about resident: RecordID?) throws(StorageError) -> [UInt8] {
    guard let tokenKey else { throw .sealing }
    return try sealing { () throws(SealingError) in
      try vault.mac.fileDigest(
        of: Digest.sha256(content), organization: organization, owner: resident ?? .zero,
        with: .held(tokenKey))
    }
  }
}
