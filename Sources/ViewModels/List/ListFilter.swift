import Records
import Storage

/// A filter that stands over a list until it is taken away: mine, open, due, of a house, of one value.
package struct ListFilter: Sendable, Hashable {
  package let kind: Kind
  /// What the head of the list says.
  package let words: String
  package let conditions: [Condition]

  package enum Kind: Sendable, Hashable {
    /// What led to the list; it cannot be taken away.
    case link
    /// The filter that the type declares for its list.
    case usual
    /// The records that are the member's own by what their type declares.
    case mine
    /// Something is still to be done.
    case open
    /// Not ended by today.
    case current
    /// To be done within so many days, or late.
    case due(days: Int)
    case house(RecordID)
    case value(field: String, Value)
    /// The rows in which that was worked out when the list was grouped by it.
    case found(field: String, Value)
  }
}

extension ListFilter {
  /// The filter as the preferences keep it; nil for what only holds where it was made.
  package var key: String? {
    switch kind {
    case .link, .found: nil
    case .usual: "usual"
    case .mine: "mine"
    case .open: "open"
    case .current: "current"
    case .due(let days): "due \(days)"
    case .house(let id): "house \(id)"
    case .value(let field, .empty): "value \(field)"
    case .value(let field, .text(let code)): "value \(field) \(code)"
    case .value(let field, .flag(let answer)): "value \(field) \(answer ? 1 : 0)"
    case .value(let field, .reference(let id)): "value \(field) \(id)"
    case .value: nil
    }
  }

  /// The kind that was kept; nil for a key that says nothing, or nothing of this type any more.
  static func kind(_ key: String, of type: RecordType) -> Kind? {
    let parts = key.split(separator: " ", maxSplits: 2).map(String.init)
    switch (parts.first, parts.count) {
    case ("usual", 1): return .usual
    case ("mine", 1): return .mine
    case ("open", 1): return .open
    case ("current", 1): return .current
    case ("due", 2): return Int(parts[1]).map { .due(days: $0) }
    case ("house", 2): return RecordID(parts[1]).map { .house($0) }
    case ("value", 2...):
      guard let field = type.field(parts[1]) else { return nil }
      return value(parts.count > 2 ? parts[2] : nil, of: field).map { .value(field: field.name, $0) }
    default: return nil
    }
  }

  private static func value(_ text: String?, of field: Field) -> Value? {
    guard let text else { return .empty }
    switch field.kind {
    case .choice: return .text(text)
    case .flag: return .flag(text == "1")
    case .reference: return RecordID(text).map { .reference($0) }
    default: return nil
    }
  }

  /// The filter of a kind over a type; nil where the type declares nothing that it could rest on.
  init?(_ kind: Kind, words: String, of type: RecordType, for session: Session, on today: Day) {
    guard let conditions = ListFilter.conditions(kind, type, session, today) else { return nil }
    self.init(kind: kind, words: words, conditions: conditions)
  }

  private static func conditions(
    _ kind: Kind, _ type: RecordType, _ session: Session, _ today: Day
  ) -> [Condition]? {
    switch kind {
    case .link, .found: return nil
    case .usual: return type.usualFilter?.conditions
    case .mine: return own(type, session)
    case .open: return open(type)
    case .current:
      guard type.field("ends_on")?.isSealed == false else { return nil }
      return [.any([[.isEmpty("ends_on")], [.atLeast("ends_on", .day(today))]])]
    case .due(let days): return due(type, session.zone, today.adding(days: days + 1))
    case .house(let id): return type.hasHouse ? [.inHouses([id])] : nil
    case .value(let name, let value):
      guard type.groupingFields.contains(where: { $0.name == name }) || type.field(name)?.trail != nil else {
        return nil
      }
      return [value.isEmpty ? .isEmpty(name) : .equals(name, value)]
    }
  }

  private static func own(_ type: RecordType, _ session: Session) -> [Condition]? {
    let groups = type.owners.compactMap { name -> [Condition]? in
      let field = type.field(name)
      guard field?.isSealed != true, field?.isDerived != true else { return nil }
      switch field?.target {
      case "users": return [.equals(name, .reference(session.user))]
      case "staff_members": return session.staffMember.map { [.equals(name, .reference($0))] }
      default: return [.equals(name, .reference(session.membership))]
      }
    }
    return groups.isEmpty ? nil : [.any(groups)]
  }

  private static func open(_ type: RecordType) -> [Condition]? {
    guard let field = type.workflow?.field, let states = type.openStates else { return nil }
    return [.among(field, states.map { .text($0) })]
  }

  /// What is due before a day, of what is still open.
  private static func due(_ type: RecordType, _ zone: Zone, _ day: Day) -> [Condition]? {
    guard let midnight = WallTime(hour: 0, minute: 0) else { preconditionFailure("A day has a midnight.") }
    let groups: [[Condition]] = type.dueFields.map { field in
      let bound: Value =
        field.kind == .day ? .day(day) : .instant(zone.instant(on: day, at: midnight))
      return [.below(field.name, bound)]
    }
    return groups.isEmpty ? nil : [.any(groups)] + (open(type) ?? [])
  }

  /// The filters that a type offers by itself, those of houses apart.
  static func offered(of type: RecordType, for session: Session, on today: Day) -> [ListFilter] {
    let due = type.dueFields.map(\.label.lowercasedFirst).joined(separator: ", ")
    let offers: [(Kind, String)] = [
      (.usual, type.usualFilter?.words ?? ""), (.mine, "mine"), (.open, "open"), (.current, "not ended"),
      (.due(days: 0), "late or today by \(due)"), (.due(days: 7), "within 7 days by \(due)"),
    ]
    return offers.compactMap { ListFilter($0, words: $1, of: type, for: session, on: today) }
  }
}

/// A filter with its typed words and its order, as a member keeps it under a name.
package struct SavedFilter: Codable, Sendable, Hashable {
  package let name: String
  /// The standing filters, each with what the head of the list says.
  package var filters: [Standing]
  package var text: String
  package var sort: String?

  package struct Standing: Codable, Sendable, Hashable {
    package let key: String
    package let words: String
  }
}
