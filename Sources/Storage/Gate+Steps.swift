import Records

/// What decides on a step before anything is looked up for it: the role by the matrix, and the record's state.
extension Gate {
  /// The row of the matrix that grants a step.
  func resource(of step: Action, on type: RecordType) -> String {
    step.resource ?? step.over.flatMap { catalogue[$0]?.resource } ?? type.resource
  }

  /// The records over which the session holds the right that a step takes.
  func cover(of step: Action, on type: RecordType, at place: Source) -> Cover {
    guard let resource = step.resource else { return cover(step.right, on: type, at: place) }
    let covered = cover(resource: resource, on: type, at: place) { $0.rights.contains(step.right) }
    return covered.and(unrestricted(type, at: place))
  }

  /// Whether the session may be told of a step that it may not do: of what is confidential it is told nothing.
  func mayKnow(of step: Action, on type: RecordType) -> Bool {
    let resource = resource(of: step, on: type)
    return !Landmark.confidential.contains(resource)
      || matrix.scope(of: .read, for: session.role, on: resource) != nil
  }
}

extension Action {
  /// What is said to a role that may not do it, without who could.
  func roleRefusal(on type: RecordType) -> String {
    // Several deeds take the same right: what was meant is named, not the right.
    title.lowercased() == right.verb
      ? "You cannot \(right.verb) \(type.singular.withArticle) in this role."
      : "“\(title)” is not for your role."
  }

  /// Why the state of a record speaks against it, in words; nil where it does not.
  func stateRefusal(on subject: Record, _ lists: ChoiceLists) -> String? {
    guard !from.isEmpty, let workflow = subject.type.workflow,
      case .text(let state) = subject[workflow.field], !from.contains(state)
    else { return nil }
    return lists.stateRefusal(subject, "“\(title)”", from: from)
  }
}

extension ChoiceLists {
  /// What to say where a record is in the wrong state.
  func stateRefusal(_ record: Record, _ deed: String, from states: [String]) -> String {
    let allowed = states.map { label(ofState: $0, in: record.type) }
    return
      "The \(record.type.singular) is \(stateLabel(record)); \(deed) is possible only when it is \(allowed.joined(with: "or"))."
  }

  private func stateLabel(_ record: Record) -> String {
    guard let workflow = record.type.workflow, case .text(let state) = record[workflow.field] else {
      return "empty"
    }
    return label(ofState: state, in: record.type)
  }

  private func label(ofState state: String, in type: RecordType) -> String {
    guard let workflow = type.workflow, case .choice(let choices) = type.field(workflow.field)?.kind else {
      return state
    }
    return label(of: state, in: choices).lowercasedFirst
  }
}
