import Records
import Storage

/// What the terms of a typed filter mean to who asks, as conditions for the door.
package struct FilterTerms: Sendable {
  private let registrar: Registrar
  private let session: Session
  private let context: TypingContext

  package init(_ registrar: Registrar, _ session: Session) {
    self.registrar = registrar
    self.session = session
    context = session.typing(at: registrar.clock.now())
  }

  /// The conditions of typed terms; one that means nothing lets no record through, so that nobody is misled.
  func conditions(
    of filter: TypedFilter, on type: RecordType
  ) async throws(RegistrarError) -> [Condition] {
    var conditions: [Condition] = []
    for term in filter.terms {
      conditions += try await self.conditions(of: term, on: type) ?? [.among("id", [])]
    }
    return conditions
  }

  private func conditions(
    of term: TypedFilter.Term, on type: RecordType
  ) async throws(RegistrarError) -> [Condition]? {
    guard let field = TypedFilter.field(term.key, of: type) else {
      let houses = try await ids(beginning: term.value, of: "houses")
      return houses.isEmpty ? nil : [.inHouses(houses)]
    }
    switch term.value {
    case "none": return [.isEmpty(field.name)]
    case "any": return [.isPresent(field.name)]
    default: break
    }
    switch field.kind {
    case .choice(let choices):
      let members = registrar.lists.members(of: choices)
      let codes = members.filter { $0.begins(with: term.value) }.map { Value.text($0.code) }
      return codes.isEmpty ? nil : [.among(field.name, codes)]
    case .flag: return FilterTerms.answer(term.value).map { [.equals(field.name, .flag($0))] }
    case .reference(let target):
      if term.value == "me", target == "memberships" {
        return [.equals(field.name, .reference(session.membership))]
      }
      let ids = try await ids(beginning: term.value, of: target)
      return ids.isEmpty ? nil : [.among(field.name, ids.map { .reference($0) })]
    case .day, .instant, .integer, .money: return bounds(term.value, of: field)
    default: return nil
    }
  }

  private static func answer(_ text: String) -> Bool? {
    if "yes".hasPrefix(text.lowercased()) { return true }
    return "no".hasPrefix(text.lowercased()) ? false : nil
  }

  private func ids(beginning words: String, of type: String) async throws(RegistrarError) -> [RecordID] {
    try await registrar.find(words, in: [type], limit: 100, for: session).map(\.id)
  }

  /// The stretch of days, moments or numbers that `<t+7`, `>=250` or a bare value names.
  private func bounds(_ text: String, of field: Field) -> [Condition]? {
    let sign = ["<=", ">=", "<", ">"].first { text.hasPrefix($0) } ?? ""
    let typed = text.dropFirst(sign.count).replacing("_", with: " ")
    let isMoment = field.kind == .instant
    var asked = isMoment ? Field(field.name, field.label, .day) : field
    asked.direction = field.direction
    let reading = Typed.read(String(typed), for: asked, choices: [], in: context)
    guard let value = reading.first, let after = value.next else { return nil }
    func bound(_ value: Value) -> Value {
      guard isMoment, case .day(let day) = value, let midnight = WallTime(hour: 0, minute: 0) else {
        return value
      }
      return .instant(session.zone.instant(on: day, at: midnight))
    }
    switch sign {
    case "<": return [.below(field.name, bound(value))]
    case "<=": return [.below(field.name, bound(after))]
    case ">": return [.atLeast(field.name, bound(after))]
    case ">=": return [.atLeast(field.name, bound(value))]
    default: return [.atLeast(field.name, bound(value)), .below(field.name, bound(after))]
    }
  }
}

extension Reading {
  /// The value that was typed, or the first of several readings.
  fileprivate var first: Value? {
    switch self {
    case .value(let value, _): value
    case .choose(let offers): offers.first?.value
    case .empty, .refused: nil
    }
  }
}

extension Value {
  /// The day, number or amount after this one.
  fileprivate var next: Value? {
    switch self {
    case .day(let day): .day(day.adding(days: 1))
    case .integer(let number): .integer(number + 1)
    case .money(let amount): .money(Money(minorUnits: amount.minorUnits + 1))
    default: nil
    }
  }
}
