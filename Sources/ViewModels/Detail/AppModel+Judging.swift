import Records
import Storage

/// Approving on the record itself what waits for approval.
extension AppModel {
  /// Whether the open record waits for such an answer, and whether this person may give it; confidential, which hides
  /// it, where nothing waits or the role answers nothing of the kind.
  func judgement(_ answer: Verdicts.Answer) -> Availability {
    guard let detail, detail.children == nil, let step = step(answer) else { return .confidential }
    if step.availability.isYes { return .yes }
    guard let (registrar, session) = open,
      registrar.matrix.scope(
        of: step.action.right, for: session.role, on: step.action.resource ?? detail.type.resource) != nil
    else { return .confidential }
    return step.availability
  }

  /// Begins the step that gives the answer.
  func judge(_ answer: Verdicts.Answer) async {
    guard let record = detail?.record, let step = step(answer) else {
      message = Message("Nothing waits for approval here.", .refused)
      return
    }
    await begin(step.action, on: [record])
  }

  /// The step of the open record in its present state: the one that is possible, else the one that the state waits for.
  private func step(_ answer: Verdicts.Answer) -> (action: Action, availability: Availability)? {
    guard let detail, let record = detail.record, let registrar else { return nil }
    let named = registrar.catalogue.verdicts(about: detail.type.id).flatMap { $0.steps(answer) }
    let state = detail.type.workflow.flatMap { String(record[$0.field]) }
    let known = detail.actions.filter { known in
      named.contains(known.action.id)
        && (known.action.from.isEmpty || state.map(known.action.from.contains) == true)
    }
    return known.first { $0.availability.isYes }
      ?? known.first { $0.action.to != nil && $0.action.to != state && !$0.action.from.isEmpty }
  }
}
