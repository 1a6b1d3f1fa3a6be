extension PermissionMatrix {
  /// The name of every resource that records and rights are governed by; the permission file has a line for each.
  package static let known: [String] = [
    "organisation_register",
    "platform_operations",
    "organisation_keys",
    "users",
    "staff_directory",
    "staff_records",
    "staff_training",
    "sessions",
    "integrations",
    "configuration",
    "audit_log",
    "break_glass",
    "approvals",
    "self_approval",
    "amendments",
    "estate",
    "bed_states",
    "occupancy",
    "maintenance",
    "assets",
    "inspections",
    "certificates",
    "resident_directory",
    "resident_identity",
    "resident_contacts",
    "resident_health",
    "resident_sud",
    "restricted_persons",
    "resident_flags",
    "appointments",
    "waiting_list",
    "stays",
    "bed_assignments",
    "agreements",
    "valuables",
    "support_plans",
    "support_sessions",
    "assessments",
    "case_notes_team",
    "case_notes_confidential",
    "case_notes_private",
    "communications",
    "incidents",
    "incident_notifications",
    "safeguarding_concerns",
    "referrals",
    "agencies",
    "risk_assessments",
    "actions",
    "crisis_teams",
    "missing_episodes",
    "shifts",
    "handovers",
    "presence",
    "leave_passes",
    "house_programme",
    "conduct",
    "drug_screens",
    "medications",
    "medication_events",
    "controlled_drugs",
    "rates_budgets",
    "ledger",
    "invoices",
    "payments",
    "balances",
    "money_out",
    "arrears",
    "complaints",
    "grievances_anonymous",
    "surveys",
    "consents",
    "disclosures",
    "data_requests",
    "retention_erasure",
    "breaches",
    "third_party_agreements",
    "documents",
    "documents_confidential",
    "messages",
    "announcements",
    "personal",
    "reports",
    "exports",
  ]

  /// Finds the first line of the file that would break what holds of every home.
  ///
  /// - Throws: ``PermissionError`` with the line, and with the column where one cell is at fault.
  package func check() throws(PermissionError) {
    for (index, resource) in resources.enumerated() {
      let line = index + 2
      guard PermissionMatrix.known.contains(resource) else {
        throw PermissionError(line: line, column: 1, reason: "Nothing is governed by \(resource).")
      }
      for (column, role) in Role.allCases.enumerated() {
        guard let words = fault(of: role, on: resource) else { continue }
        throw PermissionError(line: line, column: column + 2, reason: words)
      }
    }
    if let missing = PermissionMatrix.known.first(where: { !resources.contains($0) }) {
      throw PermissionError(
        line: resources.count + 2, column: 0,
        reason: "The line of \(missing) is missing; where nobody may do anything it is nine empty cells.")
    }
  }

  /// What a role may not be given on a resource, in words; nil where the cell may stand.
  private func fault(of role: Role, on resource: String) -> String? {
    let rights = grants(of: role, on: resource).reduce(into: Set<Right>()) { $0.formUnion($1.rights) }
    if rights.isEmpty { return nil }
    return PermissionMatrix.invariants.first { $0.isBroken(rights, role, resource) }?.words
  }

  /// What no permission file may say, whatever an organisation wishes.
  private struct Invariant: Sendable {
    let words: String
    let isBroken: @Sendable (Set<Right>, Role, String) -> Bool

    init(_ words: String, _ isBroken: @escaping @Sendable (Set<Right>, Role, String) -> Bool) {
      self.words = words
      self.isBroken = isBroken
    }
  }

  private static let invariants: [Invariant] = [
    Invariant("The platform's role (SYS) sees nothing of residents and nothing of their home.") {
      $1 == .platform && !ofThePlatform.contains($2)
    },
    Invariant("Nobody writes the audit log; only R and E may stand here.") { rights, _, resource in
      resource == "audit_log" && !rights.isSubset(of: [.read, .export])
    },
    Invariant("Nobody approves what they asked for themselves; an organisation allows that to one person.") {
      _, _, resource in resource == "self_approval"
    },
    Invariant("An auditor (AUD) reads and exports and no more.") { rights, role, resource in
      role == .auditor && resource != "personal" && !rights.isSubset(of: [.read, .export])
    },
    Invariant("A night worker (NGT) adds, and changes or withdraws nothing of others.") {
      rights, role, resource in
      role == .night && !["actions", "messages", "personal"].contains(resource)
        && !rights.isDisjoint(with: [.update, .void])
    },
    Invariant("Who pays money out (FIN) does not approve it.") { rights, role, resource in
      role == .finance && resource == "money_out" && rights.contains(.approve)
    },
    Invariant("No role may both ask for this (C) and approve it (A).") { rights, _, resource in
      ["money_out", "break_glass", "organisation_keys"].contains(resource)
        && rights.isSuperset(of: [.create, .approve])
    },
    Invariant("Nobody who is signed in adds an anonymous grievance.") { rights, _, resource in
      resource == "grievances_anonymous" && rights.contains(.create)
    },
  ]

  /// What the platform's role may hold rights on: none of it tells of residents.
  private static let ofThePlatform: Set = [
    "organisation_register", "platform_operations", "users", "sessions", "integrations", "configuration",
    "audit_log", "breaches", "announcements", "personal", "reports",
  ]
}
