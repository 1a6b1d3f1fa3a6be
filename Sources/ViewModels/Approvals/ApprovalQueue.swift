import Records
import Storage

/// One request for a decision, as the queue lists it.
package struct ApprovalRequest: Sendable, Hashable {
  package let id: RecordID
  package let kind: String
  package let subjectType: String
  package let subject: RecordID
  /// Of the record that is judged.
  package var reference: DisplayText = ""
  package var what: DisplayText = ""
  /// Whom it is about, or which house.
  package var about: DisplayText = ""
  package var setBy: DisplayText = ""
  package var doneBy: DisplayText = ""
  package var due: Day?
  package let requestedAt: Instant
  package var priority: DisplayText = ""
  package var isUrgent = false
  /// Whether the person who looks asked for it or did it.
  package var isOwn = false
  /// What came of it, where it is decided.
  package var decision: DisplayText = ""
}

extension ApprovalsModel {
  /// Which requests are shown.
  package enum Queue: Int, CaseIterable, Sendable {
    case mine, team, sentBack, doneToday

    package var title: DisplayText {
      switch self {
      case .mine: "Mine"
      case .team: "Team"
      case .sentBack: "Sent back"
      case .doneToday: "Done today"
      }
    }

    /// The requests of the queue about records that the role reads, and in its own queue those that it may decide on.
    package func conditions(_ session: Session, in registrar: Registrar, now: Instant) -> [Condition] {
      let me = Value.reference(session.membership)
      let read = registrar.catalogue.types.filter { Menu.mayRead($0, session.role, registrar.matrix) }
      switch self {
      case .mine:
        let decided = registrar.decidable(for: session)
        return [
          .equals("state", .text("pending")), .differs("requested_by", me),
          .any([
            [.isEmpty("approver_id")], [.equals("approver_id", me)],
            // Who was asked is away or has no time: the next level is told now, and it waits for all who may decide.
            // Nobody signs second in the place of who is named.
            [.below("due_at", .instant(now)), .differs("kind", .text("custom"))],
          ]),
          .among("subject_type", decided.map { .text($0.id) }),
        ]
      case .team:
        return [.equals("state", .text("pending")), .among("subject_type", read.map { .text($0.id) })]
      case .sentBack:
        return [
          .equals("state", .text("rejected")),
          .atLeast("requested_at", .instant(now.adding(hours: -24 * 28))),
        ]
      case .doneToday:
        let today = session.zone.day(at: now)
        let start = WallTime(hour: 0, minute: 0).map { session.zone.instant(on: today, at: $0) } ?? now
        // What is decided today was asked lately: the index of that spares reading every decision there was.
        return [
          .equals("state", .text("approved")),
          .atLeast("requested_at", .instant(now.adding(hours: -24 * 60))),
          .atLeast("decided_at", .instant(start)),
        ]
      }
    }

    package var emptyWords: DisplayText {
      switch self {
      case .mine: "Nothing waits for your decision."
      case .team: "Nothing waits for a decision."
      case .sentBack: "Nothing was sent back in four weeks."
      case .doneToday: "Nothing was decided today yet."
      }
    }
  }
}
