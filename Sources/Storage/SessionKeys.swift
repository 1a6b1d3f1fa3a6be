import Records
import Sealing

extension Repository {
  /// Opens the keys of an organisation that lie under one key.
  package func keyring(
    of organization: Int, under outer: HeldKey, version: Int
  ) throws(StorageError) -> Keyring {
    try Keyring(
      organization: organization, outer: outer, outerVersion: version, vault: vault, in: reader)
  }
}

/// The keys of one session.
package struct SessionKeys {
  /// Of its organisation.
  package internal(set) var own: Keyring
  /// Of its organisation, under the key that a change not yet committed renewed.
  var coming: Keyring?
  /// Of the platform, for who was given them: administrators, whose people are platform records.
  package let platform: Keyring?
  /// What the person's seed makes of them: who signs, and whose drafts open.
  package let identity: Identity
  /// When the person last showed who they are.
  package var confirmedAt: Instant
  /// When the password was given for the next command that demands it; nil once that command was carried out.
  package var provedAt: Instant?
  /// The newest entry of the log, where the keys do not vouch for it at the sign-in.
  var alteredEntry: Int?
  /// They are a token's, with which nobody signs: the log knows no key of it.
  var isOfToken = false

  package init(own: Keyring, platform: Keyring?, identity: Identity, confirmedAt: Instant) {
    self.own = own
    self.platform = platform
    self.identity = identity
    self.confirmedAt = confirmedAt
  }
}

extension SessionKeys {
  /// Whether a proof stands that nothing has used yet: good for one command, within two minutes.
  package func isProved(at now: Instant) -> Bool {
    provedAt.map { $0 <= now && now <= $0.adding(minutes: 2) } ?? false
  }

  /// Seals the person's drafts.
  package var draft: HeldKey { identity.draftKey }
}
