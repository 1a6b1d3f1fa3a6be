/// The nine roles, by the codes of the permission matrix.
package enum Role: String, CaseIterable, Sendable, Hashable {
  case platform = "SYS"
  case administrator = "ADM"
  case manager = "MGR"
  case leader = "SUP"
  case safeguarding = "SGL"
  case worker = "KEY"
  case night = "NGT"
  case finance = "FIN"
  case auditor = "AUD"

  /// What people call it.
  package var title: String {
    switch self {
    case .platform: "Platform administrator"
    case .administrator: "Administrator"
    case .manager: "Manager"
    case .leader: "Team leader"
    case .safeguarding: "Safeguarding lead"
    case .worker: "Support worker"
    case .night: "Night worker"
    case .finance: "Finance officer"
    case .auditor: "Auditor"
    }
  }
}

/// What a grant allows, by the letters of the permission matrix.
package enum Right: String, CaseIterable, Sendable, Hashable {
  case create = "C"
  case read = "R"
  case update = "U"
  case sign = "S"
  case approve = "A"
  case void = "V"
  case export = "E"

  /// The word for it in a sentence, as in "You cannot approve an action in this role".
  package var verb: String {
    switch self {
    case .create: "add"
    case .read: "read"
    case .update: "change"
    case .sign: "sign"
    case .approve: "approve"
    case .void: "withdraw"
    case .export: "export"
    }
  }
}

/// Over which records a grant reaches; each includes the one before.
package enum Scope: String, CaseIterable, Comparable, Sendable, Hashable {
  case own, house, org

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  private var rank: Int { self == .own ? 0 : self == .house ? 1 : 2 }
}

/// Rights over some records of a resource.
package struct Grant: Sendable, Hashable {
  package let rights: Set<Right>
  package let scope: Scope
  /// Reading shows initials, age bands and dots.
  package let isMasked: Bool

  package init(rights: Set<Right>, scope: Scope, isMasked: Bool) {
    self.rights = rights
    self.scope = scope
    self.isMasked = isMasked
  }
}
