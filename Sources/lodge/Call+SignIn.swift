import Records
import Sealing
import Storage

extension Call {
  /// Opens the home, signs in, lets `body` work, and ends the session.
  func signedIn(_ body: (SignedIn) async throws(CommandError) -> Void) async throws(CommandError) {
    throw .unusable("The way in is not there yet.")
  }
}
