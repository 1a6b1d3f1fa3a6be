import Records

extension Errand {
  /// Why the organisation's plan takes no further record of a type; nil where it takes one.
  func planRefusal(of type: RecordType) throws(RegistrarError) -> String? {
    if type.planTerms.isEmpty || session.organization == 0 || catalogue[Landmark.plans] == nil { return nil }
    return try store { () throws(StorageError) in
      guard let plan = try Plan(of: session.organization, in: database) else { return nil }
      let over = type.workflow.map { Plan.over.intersection($0.states) } ?? []
      for term in type.planTerms {
        if let words = try plan.refusal(of: type.id, over: over, by: term, in: database) { return words }
      }
      return nil
    }
  }
}

extension Repository {
  /// Why the plan of a session's organisation takes no further member; nil where it takes one.
  func memberRefusal(for session: Session) throws(StorageError) -> String? {
    guard session.organization != 0, let plan = try Plan(of: session.organization, in: reader) else {
      return nil
    }
    return try plan.refusal(
      of: Landmark.memberships, over: ["ended"], by: .limit("member_limit"), in: reader)
  }
}

/// What an organisation has booked.
struct Plan {
  let organization: Int
  let tier: String
  let features: JSON5Node?
  let limits: [String: Int]

  /// Nil where the organisation has no plan.
  init?(of organization: Int, in database: any Database) throws(StorageError) {
    let names = ["house_limit", "bed_limit", "member_limit"]
    let columns = SQL.joined(names.map { "p.\(name: $0)" }, by: ", ")
    let row = try database.row(
      "SELECT p.tier, p.features, \(columns) FROM organizations o JOIN subscription_plans p ON p.organization_id = o.organization_id AND p.id = o.plan_id WHERE o.organization_id = 0 AND o.number = \(organization) AND o.deleted_at IS NULL"
    )
    guard let row, let tier = row[0].text else { return nil }
    self.organization = organization
    self.tier = tier
    features = Plan.features(row[1].text ?? "")
    var limits: [String: Int] = [:]
    for (name, value) in zip(names, row.dropFirst(2)) { limits[name] = value.integer }
    self.limits = limits
  }

  /// Why a term of the plan takes no further record of a type, whose states of `over` take no place in it.
  func refusal(
    of type: String, over: Set<String>, by term: PlanTerm, in database: any Database
  ) throws(StorageError) -> String? {
    switch term {
    case .feature(let name): return has(name) ? nil : notPart
    case .featureBeyondFirst(let name):
      if has(name) { return nil }
      return try reaches(1, type, over, in: database) ? notPart : nil
    case .limit(let name):
      guard let limit = limits[name], try reaches(limit, type, over, in: database) else { return nil }
      return "Your plan allows \(limit). The plan is changed by whoever runs Lodge for you."
    }
  }

  /// What cannot be read names no feature, and so refuses none.
  private static func features(_ text: String) -> JSON5Node? {
    do { return try JSON5Node(reading: text) } catch { return nil }
  }

  private func has(_ feature: String) -> Bool { features?[feature]?.flag != false }
  private var notPart: String { "This is not part of your plan (\(tier))." }

  /// Whether the organisation has as many live records of a type.
  private func reaches(
    _ limit: Int, _ type: String, _ over: Set<String>, in database: any Database
  ) throws(StorageError) -> Bool {
    let states = over.sorted().map { SQLValue.text($0) }
    let live: SQL = states.isEmpty ? "" : " AND state NOT IN (\(list: states))"
    let count = try database.value(
      "SELECT count(*) FROM (SELECT 1 FROM \(name: type) WHERE organization_id = \(organization) AND deleted_at IS NULL\(live) LIMIT \(limit))"
    ).integer
    return count ?? 0 >= limit
  }

  /// The states in which a house, a bed or a member takes no place in a plan any more.
  static let over: Set = ["closed", "retired", "ended"]
}
