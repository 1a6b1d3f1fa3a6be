/// Something that members should hear of, before it is known who they are.
///
/// It becomes one notice for each member meant, the one who acts left out; a live notice of the same kind about the
/// same record is kept and not doubled. What the member reads is the record's reference, then `words`.
package struct Notice: Sendable, Hashable {
  /// A code of the kinds of notices: `assignment`, `approval`, `incident`.
  package let kind: String
  /// What stands after the reference, never anything sealed: `needs triage`.
  package let words: String
  package let audience: [Audience]
  /// `low`, `medium`, `high` or `urgent`.
  package let priority: String
  /// It stays until the thing is done.
  package let needsAction: Bool
  package let dueAt: Instant?

  package init(
    _ kind: String, _ words: String, to audience: [Audience], priority: String = "medium",
    needsAction: Bool = false, dueAt: Instant? = nil
  ) {
    self.kind = kind
    self.words = words
    self.audience = audience
    self.priority = priority
    self.needsAction = needsAction
    self.dueAt = dueAt
  }

  /// Who is meant.
  package enum Audience: Sendable, Hashable {
    case member(RecordID)
    /// Every member who holds the role for the house today, or for all houses; for any house where it is nil.
    case role(Role, house: RecordID?)
  }

  /// What becomes of a notice for one member.
  package enum Reception: Hashable, Sendable {
    case tell
    /// It waits until the quiet hours are over.
    case hold
    case drop
  }
}
