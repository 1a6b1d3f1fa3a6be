import Records
import Sealing

/// Opens what was sealed to the printed recovery codes.
struct RecoveryOpening {
  let vault: Vault
  /// The code as a password: without spaces, hyphens and its check character.
  let code: LockedBuffer

  /// - Throws: ``BackupError/mistypedCode``.
  init(_ vault: Vault, typed: LockedBuffer) throws(BackupError) {
    do { try MachineCode.recovery.normalize(typed) } catch {
      throw error == .mistypedCode ? .mistypedCode : .storage(.sealing)
    }
    self.init(vault: vault, code: typed)
  }

  /// With a code that was typed right before.
  init(vault: Vault, code: LockedBuffer) { (self.vault, self.code) = (vault, code) }

  /// The file's own key, and when the code that opens it was printed.
  ///
  /// - Throws: ``BackupError/wrongCode(_:)``.
  func key(of file: BackupFile) throws(BackupError) -> (key: HeldKey, printedAt: Instant) {
    for recovery in file.header.recovery {
      guard let bytes = Hexadecimal.bytes(recovery.slot), let identity = identity(in: bytes) else { continue }
      defer { vault.release(identity) }
      guard let key = try file.key(vault, for: identity) else { continue }
      return (key, Instant(milliseconds: recovery.printedAt))
    }
    throw .wrongCode(file.path)
  }

  /// The person of a recovery slot; nil where another code opens it.
  func identity(in slot: [UInt8]) -> Identity? {
    guard let slot = try? Slot(bytes: slot), let seed = try? vault.open(slot, password: code) else {
      return nil
    }
    return try? vault.identity(of: seed)
  }
}
