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
}
