import Records

/// A record that is still a draft: the step that sends it, and what it lacks for that.
package struct DraftStanding: Sendable {
  package let step: Action
  /// A sentence; nil where it can be sent.
  package let lacks: String?
  /// Nothing that it needs is empty.
  package let isWhole: Bool

  /// Others decide on it, who were asked when it was saved: nobody sends it; what asks nobody waits unseen.
  package var waitsForDecision: Bool {
    step.right == .approve && step.settles.contains("approval") && isWhole
  }

  /// What it is until then, as a sentence.
  package var words: String {
    if waitsForDecision { return "It waits for approval." }
    return step.right == .approve ? "This is a draft." : "This is a draft, not sent."
  }
}

extension RecordType {
  /// The step by which a draft is sent, signed or published; nil where a new record is no draft.
  package var sendingStep: Action? {
    guard let workflow, workflow.start == "draft", workflow.editable.contains("draft") else { return nil }
    return workflow.transitions.first { $0.from.contains("draft") && $0.to != nil }
  }
}
