import Records
import Storage

/// The ways to answer a request about a record: the steps of the record that are declared to decide on it.
package struct Decision: Sendable {
  package let approve: Action?
  package let sendBack: Action?
  package let decline: Action?

  /// Whether a role may decide on what waits with records of a type at all.
  package static func isOpen(
    to role: Role, on type: RecordType, in catalogue: Catalogue, _ matrix: PermissionMatrix
  ) -> Bool {
    let steps = catalogue.verdicts(about: type.id).filter { $0.kind != nil }.flatMap(\.allSteps)
    return type.allActions.contains { action in
      steps.contains(action.id)
        && matrix.scope(of: action.right, for: role, on: action.resource ?? type.resource) != nil
    }
  }

  /// The steps that fit the record in the state it is in; those of one kind of request where that is known.
  package init(_ subject: Record, kind: String? = nil, in catalogue: Catalogue) {
    let state: String = subject[.state] ?? ""
    let verdicts = catalogue.verdicts(about: subject.type.id, kind: kind)
    let possible = subject.type.allActions.filter { action in
      (action.from.isEmpty || action.from.contains(state)) && action.concerns(subject)
    }
    func step(_ answer: Verdicts.Answer) -> Action? {
      let named = verdicts.flatMap { $0.steps(answer) }
      return named.lazy.compactMap { id in possible.first { $0.id == id } }.first
    }
    approve = step(.approve)
    sendBack = step(.sendBack)
    decline = step(.decline)
  }

  /// The step that gives an answer; nil where there is none.
  package subscript(answer: Verdicts.Answer) -> Action? {
    switch answer {
    case .approve: approve
    case .sendBack: sendBack
    case .decline: decline
    }
  }

  /// Why an answer is not one of those that a request takes as it stands, with the key of one that it does take; the
  /// request is named by what it is about, `refund`, and by the state of that as it is shown.
  package func whyNot(_ answer: ApprovalsModel.Answer, _ name: String, state: DisplayText) -> DisplayText {
    if answer != .sendBack, sendBack != nil {
      let verb: DisplayText = answer == .decline ? "declined" : "approved as it stands"
      return "This kind of request (\(name)) is sent back, not \(verb): b sends it back with a reason."
    }
    if answer != .decline, decline != nil {
      let verb: DisplayText = answer == .sendBack ? "sent back" : "approved as it stands"
      return "This kind of request (\(name)) is declined, not \(verb): d declines it with a reason."
    }
    if answer != .approve, approve != nil {
      return "This kind of request (\(name)) is approved or left as it is: a approves it."
    }
    return "This \(name) is \(state); there is nothing to decide any more."
  }
}

extension Registrar {
  /// The types with whose records something may wait that the role of a session decides or signs.
  package func decidable(for session: Session) -> [RecordType] {
    catalogue.types.filter { type in
      Menu.mayRead(type, session.role, matrix)
        && Decision.isOpen(to: session.role, on: type, in: catalogue, matrix)
    }
  }

  /// Whether anything could wait for the decision or the second signature of who is signed in.
  package func decides(_ session: Session) -> Bool {
    matrix.scope(of: .read, for: session.role, on: "approvals") != nil && !decidable(for: session).isEmpty
  }
}
