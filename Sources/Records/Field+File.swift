extension Field {
  /// A question that a file answers: its content goes into the store of files, and the answer is its row there.
  package var takesFile: Bool { target == "files" }
}

extension Action {
  /// The questions that files answer.
  package var fileQuestions: [Field] { asks.filter(\.takesFile) }
}
