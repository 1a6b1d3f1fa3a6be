import Records

/// Reads the parts of a demonstration's file, saying where one is not as it should be.
struct DemonstrationReader: Sendable {
  typealias Failure = JSON5Node.Failure
  typealias Telling = DemonstrationDeed.Telling
  typealias NewRecord = DemonstrationDeed.NewRecord

  func text(_ key: String, of node: JSON5Node) throws(Failure) -> String {
    guard let text = node[key]?.text else { throw missing(key, "a text", in: node) }
    return text
  }

  func number(_ key: String, of node: JSON5Node) throws(Failure) -> Int {
    guard let number = node[key]?.number.flatMap({ Int(exactly: $0) }) else {
      throw missing(key, "a whole number", in: node)
    }
    return number
  }

  /// The items of a list; none where it is left out.
  func list<Item>(
    _ key: String, of node: JSON5Node, _ read: (JSON5Node) throws(Failure) -> Item
  ) throws(Failure) -> [Item] {
    guard let list = node[key] else { return [] }
    guard let nodes = list.list else { throw Failure(line: list.line, reason: "\(key) should be a list.") }
    var items: [Item] = []
    for node in nodes { items.append(try read(node)) }
    return items
  }

  func texts(_ node: JSON5Node?) -> [String]? { node?.list.map { $0.compactMap(\.text) } }

  func moment(_ text: String?, line: Int) throws(Failure) -> DemonstrationMoment {
    guard let moment = text.flatMap(DemonstrationMoment.init) else {
      throw Failure(line: line, reason: "at should be a day and a time such as “-12 14:30”.")
    }
    return moment
  }

  func tellings(_ node: JSON5Node?) throws(Failure) -> [Telling] {
    guard let node else { return [] }
    guard let members = node.members else {
      throw Failure(line: node.line, reason: "The fields should stand in an object.")
    }
    var tellings: [Telling] = []
    for member in members {
      guard let worth = DemonstrationWorth(member.value) else {
        throw Failure(line: member.line, reason: "No field can hold what \(member.key) is told.")
      }
      tellings.append(Telling(member.key, worth))
    }
    return tellings
  }

  func missing(_ key: String, _ kind: String, in node: JSON5Node) -> Failure {
    Failure(line: node.line, reason: "\(key) should be \(kind).")
  }
}

// MARK: People
extension DemonstrationReader {
  func person(_ node: JSON5Node, _ password: String) throws(Failure) -> DemonstrationPlan.Person {
    let codes = try text("role", of: node).split(separator: " ").map(String.init)
    let roles = codes.compactMap(Role.init(rawValue:))
    guard !roles.isEmpty, roles.count == codes.count else {
      throw missing("role", "the codes of roles", in: node)
    }
    return DemonstrationPlan.Person(
      user: try text("user", of: node), roles: roles, givenName: try text("given", of: node),
      familyName: try text("family", of: node), shortName: try text("short", of: node),
      jobTitle: try text("title", of: node), houses: texts(node["houses"]),
      password: node["password"]?.text ?? password, reason: node["reason"]?.text)
  }

  /// How everybody comes: employment records, logins, further roles, all on the first day.
  func staff(_ people: [DemonstrationPlan.Person], start: Int) throws(Failure) -> [DemonstrationDeed] {
    guard let founder = people.first else { return [] }
    func deed(
      _ time: String, by user: String, _ kind: DemonstrationDeed.Kind
    ) throws(Failure) -> DemonstrationDeed {
      let at = try moment("\(start) \(time)", line: 1)
      let role = user == founder.user ? Role.administrator : nil
      return DemonstrationDeed(at: at, by: user, role: role, kind: kind, line: 1)
    }
    let records = people.map { person in
      NewRecord(type: "staff_members", key: person.user, fields: employment(of: person, start: start))
    }
    var deeds = [try deed("08:30", by: founder.user, .save(records))]
    let second = people.dropFirst().first { $0.roles.contains(.administrator) }
    for person in people {
      let staff = DemonstrationDeed.Subject(type: "staff_members", key: person.user)
      let member = DemonstrationDeed.Subject(type: "memberships", key: person.user)
      deeds.append(
        try deed("08:40", by: founder.user, .perform("staff.start", on: staff, answers: [], makes: nil)))
      if person.user != founder.user { deeds.append(try deed("09:00", by: founder.user, .join(person))) }
      deeds.append(
        try deed("09:20", by: founder.user, .edit(member, [Telling("staff_member_id", person.user)])))
      let isFounder = person.user == founder.user
      for role in isFounder ? person.roles.filter({ $0 != .administrator }) : Array(person.roles.dropFirst())
      {
        let granter = isFounder ? second ?? founder : founder
        deeds.append(
          try deed("09:10", by: granter.user, .grant(role, to: person.user, houses: person.houses)))
      }
    }
    if let second, !founder.roles.contains(.administrator) {
      deeds.append(try deed("17:00", by: second.user, .yield(founder.user)))
    }
    return deeds
  }

  /// An invented number of a criminal records check, the same for a person every time.
  private static func checkNumber(of person: DemonstrationPlan.Person) -> String {
    let number = person.user.utf8.reduce(17) { ($0 * 31 + Int($1)) % 100_000_000 }
    return "0019" + String(100_000_000 + number).dropFirst()
  }

  private func employment(of person: DemonstrationPlan.Person, start: Int) -> [Telling] {
    [
      Telling("given_name", person.givenName), Telling("family_name", person.familyName),
      Telling("job_title", person.jobTitle), Telling("employment_kind", "employee"),
      Telling("starts_on", start - 30), Telling("dbs_number", Self.checkNumber(of: person)),
      Telling("dbs_checked_on", start - 40), Telling("references_count", 2),
    ]
  }
}

// MARK: Deeds
extension DemonstrationReader {
  /// A record with all that happens to it: `{ make or of and on, as, at, by, set, and, then: [{ at, by, do, with, as }] }`.
  func deeds(_ node: JSON5Node) throws(Failure) -> [DemonstrationDeed] {
    if node["rows"] != nil { return try table(node) }
    if node["emergency"] != nil { return [try emergency(node)] }
    var deeds: [DemonstrationDeed] = []
    let subject: DemonstrationDeed.Subject
    let by = node["by"]?.text
    if let type = node["make"]?.text {
      let key = node["as"]?.text ?? ""
      let at = try moment(node["at"]?.text, line: node.line)
      let record = NewRecord(type: type, key: key, fields: try tellings(node["set"]))
      let others = try list("and", of: node) { other throws(Failure) in
        NewRecord(
          type: try text("make", of: other), key: other["as"]?.text ?? "", fields: try tellings(other["set"]))
      }
      deeds.append(
        DemonstrationDeed(
          at: at, by: try text("by", of: node), role: role(node), kind: .save([record] + others),
          line: node.line))
      subject = DemonstrationDeed.Subject(type: type, key: key)
    } else {
      subject = DemonstrationDeed.Subject(type: try text("of", of: node), key: try text("on", of: node))
    }
    deeds += try list("then", of: node) { step throws(Failure) in
      guard let actor = step["by"]?.text ?? by else { throw missing("by", "a sign-in name", in: step) }
      return DemonstrationDeed(
        at: try moment((step["at"] ?? node["at"])?.text, line: step.line), by: actor, role: role(step),
        kind: try kind(step, subject), line: step.line)
    }
    return deeds
  }

  /// `{ emergency: "Whole Name", born, at, by, ground, reason, as }`.
  private func emergency(_ node: JSON5Node) throws(Failure) -> DemonstrationDeed {
    let emergency = DemonstrationDeed.Emergency(
      name: try text("emergency", of: node), born: try number("born", of: node),
      ground: try text("ground", of: node), reason: try text("reason", of: node))
    return DemonstrationDeed(
      at: try moment(node["at"]?.text, line: node.line), by: try text("by", of: node), role: role(node),
      kind: .open(emergency, makes: node["as"]?.text), line: node.line)
  }

  func kind(
    _ step: JSON5Node, _ subject: DemonstrationDeed.Subject
  ) throws(Failure) -> DemonstrationDeed.Kind {
    if let fields = step["edit"] { return .edit(subject, try tellings(fields)) }
    return .perform(
      try text("do", of: step), on: subject, answers: try tellings(step["with"]), makes: step["as"]?.text)
  }

  func role(_ node: JSON5Node) -> Role? { node["role"]?.text.flatMap(Role.init(rawValue:)) }
}
