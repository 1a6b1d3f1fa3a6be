import Records
import Storage

/// Approving on the record itself what waits for approval.
extension AppModel {
  /// The two answers to what waits for approval, by how the ids of their steps end.
  enum Judgement: String {
    case approve = ".approve"
    case sendBack = ".send-back"
  }

  /// Whether the open record waits for such an answer, and whether this person may give it; confidential, which hides
  /// it, where nothing waits or the role answers nothing of the kind.
  func judgement(_ answer: Judgement) -> Availability {
    guard let detail, detail.children == nil, let step = step(answer) else { return .confidential }
    if step.availability.isYes { return .yes }
    guard let (registrar, session) = open,
      registrar.matrix.scope(
        of: .approve, for: session.role, on: step.action.resource ?? detail.type.resource) != nil
    else { return .confidential }
    return step.availability
  }

  /// Begins the step that gives the answer.
  func judge(_ answer: Judgement) async {
    guard let record = detail?.record, let step = step(answer) else {
      message = Message("Nothing waits for approval here.", .refused)
      return
    }
    await begin(step.action, on: [record])
  }

  /// The step of the open record in its present state.
  private func step(_ answer: Judgement) -> (action: Action, availability: Availability)? {
    guard let detail, let workflow = detail.type.workflow,
      let state = detail.record.flatMap({ String($0[workflow.field]) })
    else { return nil }
    return detail.actions.first { known in
      known.action.right == .approve && known.action.id.hasSuffix(answer.rawValue)
        && known.action.from.contains(state)
    }
  }
}
