import Records
import Storage

/// What a person has open here while it lies locked: screens without an opened value, and no key.
@MainActor
package struct LockedSession {
  /// How many lie side by side at one terminal.
  package static let limit = 8

  package let session: Session
  package let at: Instant
  let screens: [Screen]
  let counts: (urgent: Int, due: Int)
  let theme: String
  /// The door with the lists of the person's organisation.
  let registrar: Registrar
  let preferences: Preferences
  let slowParts: SlowParts?
}
