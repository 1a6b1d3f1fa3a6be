import Records
import Storage

/// How values are read and shown for the session that is open.
extension AppModel {
  package func members(of choices: Choices) -> [Choice] {
    registrar?.lists.members(of: choices) ?? choices.members
  }

  private func choices(of field: Field) -> [Choice] { field.choices.map(members) ?? [] }

  /// The members of a field's list with those that may no longer be chosen, which records still hold.
  private func known(of field: Field) -> [Choice] {
    field.choices.map { registrar?.lists.known(of: $0) ?? $0.members } ?? []
  }

  /// Reads what a person typed into a field; its times by the zone of a house where one is given.
  package func read(_ text: String, as field: Field, in zone: Zone? = nil) -> Reading {
    if field.traits.contains(.typeName), !text.allSatisfy(\.isWhitespace) { return readTypeName(text) }
    let now = clock.now()
    let context =
      session?.typing(at: now, in: zone)
      ?? TypingContext(today: Zone.utc.day(at: now), now: now, zone: .utc, country: "GB", currency: "GBP")
    return Typed.read(text, for: field, choices: choices(of: field), in: context)
  }

  /// Reads the name of a record type, one or many, in any case.
  private func readTypeName(_ text: String) -> Reading {
    let words = Text.folded(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let type = registrar?.catalogue.types.first { type in
      [type.id, type.title, type.singular].contains { Text.folded($0) == words }
    }
    guard let type else {
      return .refused("No kind of record is called that. Type its name as More… has it, for example Notes.")
    }
    return .value(.text(type.id), echo: type.title)
  }

  /// A value as a form shows it for editing.
  package func editable(_ value: Value, of field: Field) -> String { shown(value, of: field) }

  /// A value in words, as screens show it; references are named by who has their names.
  package func shown(_ value: Value, of field: Field, style: Shown.Style = .full) -> String {
    if field.traits.contains(.typeName), style != .iso, case .text(let id) = value {
      return registrar?.catalogue[id]?.title ?? id
    }
    if style != .iso || field.isThousandths, let step = field.step(value) { return step }
    return showing.text(of: value, as: field.kind, choices: known(of: field), style: style)
  }

  package func shown(_ value: Value, style: Shown.Style = .short) -> String {
    showing.text(of: value, as: .text, style: style)
  }

  /// What stands in place of a value that this role may not see: who does see it, where those are few.
  package func hiddenWords(_ field: Field) -> String {
    guard let resource = field.resource, let matrix = registrar?.matrix else { return Shown.dots }
    let roles = matrix.roles(with: .read, on: resource).filter { role in
      matrix.grants(of: role, on: resource).contains { $0.rights.contains(.read) && !$0.isMasked }
    }
    let names = roles.map { "the \($0.title.lowercased())" }
    switch names.count {
    case 1: return "\(Shown.dots) only \(names[0]) sees this"
    case 2...3:
      return
        "\(Shown.dots) only \(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) see this"
    default: return Shown.dots
    }
  }

  /// Whether a field speaks of the law of the United States in a home elsewhere, and says no more than that it does not
  /// apply.
  package func isOfAnotherCountry(_ field: Field, _ value: Value) -> Bool {
    guard session?.country != "US" else { return false }
    return ["is_part2", "is_part2_programme"].contains(field.name) && (value.isEmpty || value == .flag(false))
  }

  /// Whether a field is hidden from the session's role in every record, so that a column of it would say nothing.
  package func neverSees(_ field: Field) -> Bool {
    guard let resource = field.resource, let (registrar, session) = open else { return false }
    return registrar.matrix.scope(of: .read, for: session.role, on: resource) == nil
  }

  /// How values are written for the session that is open.
  package var showing: Shown {
    Shown(zone: session?.zone ?? .utc, currency: session?.currency ?? "GBP", today: wall.day)
  }

  /// What people call a record: the fields its type is named by, else its reference.
  ///
  /// Of `names`, what the records it refers to are called, one that is not among them is left out.
  package func name(of record: Record, _ names: [RecordID: String] = [:]) -> String {
    let parts = record.type.namedBy.map { name in
      if case .reference(let id) = record[name] { return names[id] ?? "" }
      guard let field = record.type.field(name), !field.staysInside(record) else { return "" }
      return shown(record[name], of: field, style: .short)
    }.filter { !$0.isEmpty }
    if !parts.isEmpty { return parts.joined(separator: record.type.id == "residents" ? ", " : " ") }
    if let reference: String = record[FieldKey<String>("reference")] { return short(reference) }
    return record.type.singular
  }

  /// What people call a record where it has a name of its own; nil where it is only called by its kind.
  package func ownName(of record: Record, _ names: [RecordID: String] = [:]) -> String? {
    let name = fullName(of: record, names)
    return name == record.type.singular ? nil : name
  }

  /// What people call a record, with what tells it from another of the same name, where people share names.
  package func fullName(of record: Record, _ names: [RecordID: String] = [:]) -> String {
    let name = name(of: record, names)
    guard !record.type.toldBy.isEmpty, let reference: String = record[FieldKey<String>("reference")],
      name != short(reference)
    else { return name }
    return "\(name) \(short(reference))"
  }

  /// What was done to a record, in words: the title of an action, else the last word of the event.
  package func deed(_ event: String, on type: RecordType) -> String {
    if let action = type.action(event) { return action.title.lowercased() }
    return event.split(separator: ".").last.map { String($0.replacing("-", with: " ")) } ?? event
  }

  /// A reference without the year, where that is this year's.
  package func short(_ reference: String) -> String {
    ReferenceNumber.short(reference, in: wall.day.parts.year)
  }

  /// Whether the session's role may read any record of a type.
  package func mayRead(_ type: RecordType) -> Bool {
    guard let (registrar, session) = open else { return false }
    return Menu.mayRead(type, session.role, registrar.matrix)
  }
}

extension AppModel {
  /// Whether the session may add a record of a type; of what acts alone write it says which act does.
  func availabilityOfAdding(_ type: RecordType) async -> Availability {
    guard let (registrar, session) = open else { return .confidential }
    let availability = await registrar.availability(of: .create, on: type, for: session)
    return availability == .confidential || type.comesAbout.isEmpty ? availability : .no(type.comesAbout)
  }

  /// Whether the session's role may add any record of a type at all.
  func mayAdd(_ type: String) -> Bool {
    guard let (registrar, session) = open, let type = registrar.catalogue[type] else { return false }
    return registrar.matrix.scope(of: .create, for: session.role, on: type.resource) != nil
  }

  /// Whether a day or moment has passed by which something was to be done, in a record that still waits for it.
  package func isLate(_ value: Value, _ field: Field, in state: Value) -> Bool {
    !field.awaiting.isEmpty && field.isLate(value, in: state, today: wall.day, now: clock.now())
  }

  /// Whether the session's role may do something with any record of a type at all, as a command says it.
  ///
  /// - Parameters:
  ///   - right: What it needs.
  ///   - type: The identity of the record type.
  ///   - doing: What the command does, where the right and the type would not say it: "open the emergency page".
  /// - Returns: Yes, or no with the roles that can.
  func may(_ right: Right, _ type: String, to doing: String? = nil) -> Availability {
    guard let (registrar, session) = open, !isLocked, let type = registrar.catalogue[type] else {
      return .no("Sign in first.")
    }
    let matrix = registrar.matrix
    let isHeld =
      right == .read ? mayRead(type) : matrix.scope(of: right, for: session.role, on: type.resource) != nil
    guard !isHeld else { return .yes }
    let words = "You cannot \(doing ?? "\(right.verb) \(type.singular.withArticle)") in this role."
    let roles = matrix.roles(with: right, on: type.resource).filter { $0 != .platform || type.isPlatform }
      .map(\.title.lowercasedFirst.withArticle)
    return .no(roles.isEmpty ? words : "\(words) \(roles.joined(with: "or").capitalizedFirst) can.")
  }
}
