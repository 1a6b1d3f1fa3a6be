import Records
import Sealing

/// Typed passwords as the slots know them.
package enum PasswordText {
  /// The password in Unicode NFC; what is all ASCII is taken as it is.
  ///
  /// For other text this makes the one accepted copy outside locked memory: a `String` that lives for this call.
  package static func composed(_ typed: LockedBuffer) throws(StorageError) -> LockedBuffer {
    if typed.isASCII { return typed }
    let text = typed.withBytes { Text.composed(String(decoding: $0, as: UTF8.self)) }
    return try sealing { () throws(SealingError) in try LockedBuffer(text.utf8) }
  }

  /// What was typed, for a slot under an invitation code also in small letters or with hyphens.
  static func typed(_ typed: LockedBuffer, isInvitation: Bool) throws(SignInError) -> LockedBuffer {
    do throws(StorageError) {
      let composed = try composed(typed)
      guard isInvitation else { return composed }
      let code = try sealing { () throws(SealingError) in
        let copy = try LockedBuffer()
        composed.withBytes { _ = copy.append(contentsOf: $0) }
        return copy
      }
      do { try MachineCode.invitation.normalize(code) } catch { return composed }
      return code
    } catch {
      throw SignInError(error)
    }
  }
}
