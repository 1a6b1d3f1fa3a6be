extension Question {
  /// From the record in which somebody wrote it: a question of a form, or a field that an organisation adds.
  package init(writtenIn row: Record) {
    let kind: String? = row[.answerKind]
    self.init(
      row[.questionName] ?? "", row[.questionText] ?? row[.label] ?? "",
      kind.flatMap { Kind(rawValue: $0) } ?? .text)
    section = row[.heading] ?? ""
    help = row[.questionHelp] ?? ""
    isRequired = row[.isAnswerRequired] == true
    switch self.kind {
    case .choice, .list: choices = (row[.answerChoices] ?? []).map { Choice(ofForm: $0) }
    case .integer:
      let least = row[.smallestAnswer] ?? min(0, row[.largestAnswer] ?? 0)
      range = least...max(least, row[.largestAnswer] ?? 1_000_000)
    case .check: isEssential = row[.isEssentialPoint] == true
    case .reference: target = row[.answerType] ?? ""
    default: break
    }
  }
}
