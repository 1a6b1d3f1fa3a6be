import Records
import Storage

extension Command {
  /// What works on the bed board.
  package static let beds: [Command] = []
}
