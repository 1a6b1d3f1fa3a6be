import Records
import Storage

extension Command {
  /// What works in the queue of approvals.
  package static let approvals: [Command] = []
}
