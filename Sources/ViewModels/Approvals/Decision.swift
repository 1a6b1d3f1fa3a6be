import Records

/// The ways to answer a request about a record: the declared actions of the record that take its approval.
package struct Decision: Sendable {
  package let approve: Action?
  package let sendBack: Action?
  package let decline: Action?

  /// Whether a role may decide on records of a type at all.
  package static func isOpen(to role: Role, on type: RecordType, _ matrix: PermissionMatrix) -> Bool {
    type.allActions.contains { action in
      action.right == .approve
        && matrix.scope(of: .approve, for: role, on: action.resource ?? type.resource) != nil
    }
  }

  /// The actions that are possible in the state the record is in.
  package init(_ subject: Record) {
    let state: String = subject[.state] ?? ""
    let possible = subject.type.allActions.filter { action in
      action.right == .approve && (action.from.isEmpty || action.from.contains(state))
    }
    func first(_ verbs: [String]) -> Action? {
      verbs.lazy.compactMap { verb in possible.first { $0.id.hasSuffix(".\(verb)") } }.first
    }
    approve = first(["approve", "close", "accept"])
    sendBack = first(["send-back", "return", "return-closure"])
    decline = first(["decline", "refuse"])
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
