import Records
import Storage

extension Command {
  /// What works on Today.
  package static let today: [Command] = []
}
