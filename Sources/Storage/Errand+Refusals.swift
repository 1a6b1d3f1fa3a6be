import Records

extension Errand {
  /// What to say where the role lacks a right, with who has it.
  func roleRefusal(
    _ right: Right, on type: RecordType, resource: String? = nil, record: Record? = nil
  ) throws(RegistrarError) -> String {
    if right == .create, record?.id == nil, let words = Landmark.whyNotAdded(type) { return words }
    let words = "You cannot \(right.verb) \(type.singular.withArticle) in this role."
    let beyondOwn = right != .read && type.tags.contains(.givesReach)
    let isBorn = right == .create && (type.house == .itself || type.isBornOutsideHouses)
    // Who holds it and is refused lacks the reach, and so does everybody else in the same role.
    let isOfNoHouse = right != .read && !type.hasHouse && session.houses != nil && gate.holds(right, on: type)
    let isOutside = isBorn || isOfNoHouse
    let who = try who(
      may: right, on: resource ?? type.resource, record: record, beyondOwn: beyondOwn, beyondHouses: isOutside
    )
    return who.map { "\(words) \($0) can." } ?? words
  }

  /// Up to three people on shift who hold the right, else the roles that do; nil where nobody does.
  ///
  /// Those who hold it over nothing but their own, or over some houses, are left out where they must reach beyond it;
  /// so is whom `isRefused` names: who had a hand in what is to be judged (SOD-01).
  func who(
    may right: Right, on resource: String, record: Record?, beyondOwn: Bool = false,
    beyondHouses: Bool = false, except isRefused: (Holder) -> Bool = { _ in false }
  ) throws(RegistrarError) -> String? {
    let named = try onShift(
      may: right, on: resource, record: record, beyondOwn: beyondOwn, beyondHouses: beyondHouses,
      except: isRefused)
    if !named.isEmpty { return named.joined(with: "or") }
    let roles = gate.matrix.roles(with: right, on: resource).filter {
      let isLimited = beyondHouses && gate.matrix.scope(of: right, for: $0, on: resource) != .org
      return grants(right, to: $0, on: resource, beyondOwn: beyondOwn) && !isLimited
        && ($0 != .platform || session.organization == 0)
    }
    return roles.isEmpty
      ? nil : roles.map { $0.title.lowercasedFirst.withArticle }.joined(with: "or").capitalizedFirst
  }

  private func grants(_ right: Right, to role: Role, on resource: String, beyondOwn: Bool) -> Bool {
    gate.matrix.scope(of: right, for: role, on: resource).map { !beyondOwn || $0 > .own } ?? false
  }

  /// Up to three people on shift who hold the right, those left out who are left out above.
  func onShift(
    may right: Right, on resource: String, record: Record?, beyondOwn: Bool = false,
    beyondHouses: Bool = false, except isRefused: (Holder) -> Bool = { _ in false }
  ) throws(RegistrarError) -> [String] {
    var reached: [RecordID: Bool] = [:]
    var named: [String] = []
    for member in try membersAtWork()
    where grants(right, to: member.role, on: resource, beyondOwn: beyondOwn) && !isRefused(member) {
      if let house = member.house {
        if reached[house] == nil { reached[house] = try isReached(record, from: house) }
        if reached[house] == false { continue }
      }
      let isLimited =
        member.house != nil && gate.matrix.scope(of: right, for: member.role, on: resource) != .org
      if beyondHouses, isLimited { continue }
      let text = "\(member.name) (\(member.role.title.lowercasedFirst))"
      if !named.contains(text), named.count < 3 { named.append(text) }
    }
    return named
  }

  /// Whether a record is one of a house; where its house is not known yet, whether the session works there.
  private func isReached(_ record: Record?, from house: RecordID) throws(RegistrarError) -> Bool {
    if let record {
      if let place = self.house(of: record) { return place == house }
      if record.id != nil, record.type.hasHouse {
        return try holds(gate.cover(of: record.type, in: [house], at: .values(record)))
      }
    }
    return session.houses?.contains(house) ?? true
  }

  private func house(of record: Record) -> RecordID? {
    switch record.type.house {
    case .field(let name), .fieldOrEvery(let name):
      if case .reference(let id) = record[name] { id } else { nil }
    case .itself: record.id
    case .none, .every, .shared, .listed, .resident, .through, .property, .either: nil
    }
  }

  /// What to say where a signature stands: by whom, when, and what to do instead.
  func signedRefusal(_ record: Record) throws(RegistrarError) -> String {
    var words = "Signed"
    if case .reference(let id) = record["signed_by"],
      let name = try names(of: [(Landmark.memberships, id)])[id]
    {
      words += " by \(name)"
    }
    if case .instant(let at) = record["signed_at"] { words += " on \(session.zone.day(at: at).words)" }
    return words + ". It cannot be changed; add an amendment."
  }
}

extension String {
  /// Its first letter small, unless the second is a capital too.
  package var lowercasedFirst: String {
    guard let second = dropFirst().first, !second.isUppercase else { return self }
    return prefix(1).lowercased() + dropFirst()
  }

  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension [String] {
  /// `a`, `a or b`, `a, b or c`.
  package func joined(with word: String) -> String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
