import Records
import Storage

/// What a deed leaves to be done that nobody has on screen.
extension AppModel {
  /// What the records ask for that a deed on another made or changed, as the person who did it sees them:
  /// `To tell: Care Quality Commission by 24 Nov 09:00.`; empty where they ask for nothing.
  func owedWords(_ receipt: Receipt) -> DisplayText {
    var said: [(words: String, what: [String])] = []
    for record in receipt.records.dropFirst() {
      guard let owed = record.type.owed, let state: String = record[.state], let words = owed.words[state],
        let line = owedLine(of: record, owed)
      else { continue }
      if let place = said.firstIndex(where: { $0.words == words }) {
        said[place].what.append(line)
      } else {
        said.append((words, [line]))
      }
    }
    return DisplayText(said.map { "\($0.words): \($0.what.joined(separator: ", "))." }.joined(separator: " "))
  }

  /// Who it is and until when; nil where that is not for this person.
  private func owedLine(of record: Record, _ owed: Owed) -> String? {
    let whom = record[owed.whom]
    guard let field = record.type.field(owed.whom), !whom.isEmpty, whom != .hidden else { return nil }
    let name = whom == .text("other") ? owed.otherwise : shown(whom, of: field, style: .short)
    guard case .instant(let until) = record[owed.until] else { return name }
    return until <= clock.now() ? "\(name) at once" : "\(name) by \(shown(.instant(until)))"
  }
}
