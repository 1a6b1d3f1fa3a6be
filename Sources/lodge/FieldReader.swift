import Records
import Storage

/// Reads what stands on the command line or in a file as values of fields.
struct FieldReader: Sendable {
  let registrar: Registrar
  let session: Session
  private let context: TypingContext
  /// A file must say what it means; a person may shorten.
  private let isStrict: Bool
  /// References that were looked up before, by type and text.
  private var known: [Reference: Outcome] = [:]

  private struct Reference: Hashable {
    let type: String
    let text: String
  }

  /// What was made of a text.
  enum Outcome: Sendable, Hashable {
    case value(Value)
    /// Why not, as a sentence that says what to do.
    case refused(String)
  }

  init(_ registrar: Registrar, _ session: Session, isStrict: Bool = false) {
    self.registrar = registrar
    self.session = session
    self.isStrict = isStrict
    context = session.typing(at: registrar.clock.now())
  }

  var shown: Shown { Shown(zone: session.zone, currency: session.currency, today: context.today) }

  /// The field that an option's or column's name means.
  static func field(_ name: String, of type: RecordType) -> Field? {
    let spelled = String(name.map { $0 == "-" ? "_" : $0 })
    return type.field(spelled)
      ?? type.fields.first { $0.optionName == String(name.map { $0 == "_" ? "-" : $0 }) }
      ?? labelled(spelled, of: type)
  }

  /// The one field that people call so: `room` of a resident.
  private static func labelled(_ name: String, of type: RecordType) -> Field? {
    let called = type.fields.filter {
      Text.folded($0.label).split(separator: " ").joined(separator: "_") == name.lowercased()
    }
    return called.count == 1 ? called.first : nil
  }

  mutating func value(_ text: String, for field: Field) async throws(RegistrarError) -> Outcome {
    switch field.kind {
    case .reference(let type): return try await reference(text, to: type)
    case .anyReference: return try await anyReference(text)
    case .choice(let choices): return choice(text, of: registrar.lists.known(of: choices), field)
    case .bytes: return .refused("\(field.label) is not given as text.")
    case .day where isStrict && !FieldReader.hasYear(text):
      return .refused("Write the day with its year, for example 2026-03-05.")
    case .instant where isStrict && !FieldReader.hasYear(text):
      return .refused("Write the day with its year and the time, for example 2026-03-05 21:40.")
    default: return outcome(Typed.read(text, for: field, choices: members(of: field), in: context))
    }
  }

  /// Whether a text of a file names a day with its year, so that it means the same whenever it is read.
  private static func hasYear(_ text: String) -> Bool {
    text.isEmpty
      || text.split { !$0.isLetter && !$0.isNumber }.contains { group in
        (group.utf8.count == 4 || group.utf8.count == 8) && group.utf8.allSatisfy { 0x30...0x39 ~= $0 }
      }
  }

  /// Those that may no longer be chosen too, to find what still holds them; the door refuses to set them anew.
  private func members(of field: Field) -> [Choice] { field.choices.map(registrar.lists.known) ?? [] }

  private func choice(_ text: String, of members: [Choice], _ field: Field) -> Outcome {
    guard isStrict else { return outcome(Typed.read(text, for: field, choices: members, in: context)) }
    let folded = Text.folded(text)
    if folded.isEmpty { return .value(.empty) }
    let exact = members.first { Text.folded($0.code) == folded || Text.folded($0.label) == folded }
    if let exact { return .value(.text(exact.code)) }
    let codes = members.prefix(8).map(\.code).joined(separator: ", ")
    return .refused("\(field.label) has no \(quoted(text)). Use \(codes)\(members.count > 8 ? " …" : "").")
  }

  private func outcome(_ reading: Reading) -> Outcome {
    switch reading {
    case .empty: .value(.empty)
    case .value(let value, _): .value(value)
    case .choose(let offers):
      .refused(
        "This time comes twice that night: \(offers.map(\.label).joined(separator: ", or ")). Add the offset."
      )
    case .refused(let words): .refused(words)
    }
  }
}

// MARK: References

extension FieldReader {
  private mutating func reference(_ text: String, to type: String) async throws(RegistrarError) -> Outcome {
    if text.isEmpty { return .value(.empty) }
    if let id = RecordID(text) { return .value(.reference(id)) }
    let key = Reference(type: type, text: text)
    if let outcome = known[key] { return outcome }
    let outcome = try await look(for: text, in: registrar.catalogue.type(type))
    known[key] = outcome
    return outcome
  }

  private func look(for text: String, in type: RecordType) async throws(RegistrarError) -> Outcome {
    let year = context.today.parts.year
    if let prefix = type.referencePrefix, ReferenceNumber(text, year: year)?.prefix == prefix {
      return try await record(text, of: type).map { .value(.reference($0)) } ?? absent(text, type)
    }
    if FieldReader.words(text).isEmpty { return absent(text, type) }
    if let id = try await record(coded: text, of: type) { return .value(.reference(id)) }
    if type.isPlatform { return try await record(ofPlatform: text, type) }
    try await registrar.readNames(of: [type], for: session)
    let found = try await registrar.find(text, in: [type.id], limit: 20, for: session)
    let exact = found.filter { FieldReader.words($0.title) == FieldReader.words(text) }
    let meant = exact.isEmpty && !isStrict ? found : exact
    if meant.count == 1 { return .value(.reference(meant[0].id)) }
    if meant.isEmpty { return absent(text, type) }
    return .refused(several(meant, called: text, type))
  }

  /// The record whose short name that is, capitals or not, of a type that gives each of its records one of its own.
  private func record(coded text: String, of type: RecordType) async throws(RegistrarError) -> RecordID? {
    let isOwn =
      type.field("code")?.traits.contains(.unique) == true
      || type.uniques.contains { $0.fields.contains("code") }
    guard isOwn, type.field("code")?.isSealed == false, !type.isPlatform,
      registrar.matrix.scope(of: .read, for: session.role, on: type.resource) != nil
    else { return nil }
    let spellings = Set([text, text.uppercased(), text.lowercased()]).sorted().map(Value.text)
    let query = Query(type.id).where(.among("code", spellings)).first(2)
    let found = try await registrar.records(query, for: session)
    return found.count == 1 ? found.first?.id : nil
  }

  /// The record of the platform that is called so, by its name or by a text of its own such as a sign-in name; there are
  /// few, and no directory is kept of them.
  private func record(ofPlatform text: String, _ type: RecordType) async throws(RegistrarError) -> Outcome {
    guard registrar.matrix.scope(of: .read, for: session.role, on: type.resource) != nil else {
      return absent(text, type)
    }
    let own = type.fields.filter { field in
      type.namedBy.contains(field.name)
        || field.traits.contains(.listed) && field.traits.contains(.unique)
    }
    let words = FieldReader.words(text)
    let found = try await registrar.records(Query(type.id), for: session).filter { record in
      own.contains { field in
        guard case .text(let name) = record[field.name] else { return false }
        return FieldReader.words(name) == words
      }
    }
    if let only = found.first?.id, found.count == 1 { return .value(.reference(only)) }
    if found.isEmpty { return absent(text, type) }
    let ids = found.prefix(5).compactMap { $0.id?.description }
    return .refused("Several are called \(quoted(text)): \(ids.joined(separator: "; ")). Give the identity.")
  }

  private func several(_ found: [Suggestion], called text: String, _ type: RecordType) -> String {
    let hasNumber = type.referencePrefix != nil
    let names = found.prefix(5).map { one in
      let identity = one.detail == type.singular ? one.id.description : "\(one.detail), \(one.id)"
      let detail = hasNumber ? one.detail : identity
      return detail.isEmpty ? one.title : "\(one.title) (\(detail))"
    }
    return "Several are called \(quoted(text)): \(names.joined(separator: "; ")). "
      + (hasNumber ? "Give the number." : "Give the identity, which ends the brackets.")
  }

  private func anyReference(_ text: String) async throws(RegistrarError) -> Outcome {
    if text.isEmpty { return .value(.empty) }
    if let id = RecordID(text) { return .value(.reference(id)) }
    return try await record(text, of: nil).map { .value(.reference($0)) }
      ?? .refused("No record has the reference \(quoted(text)).")
  }

  /// The record that a reference number names; nil where there is none that the session may know of.
  private func record(_ reference: String, of type: RecordType?) async throws(RegistrarError) -> RecordID? {
    do throws(RegistrarError) {
      return try await registrar.record(reference: reference, of: type, for: session).id
    } catch {
      if error == .notFound { return nil }
      throw error
    }
  }

  private func absent(_ text: String, _ type: RecordType) -> Outcome {
    .refused("No \(type.singular) is called \(quoted(text)).")
  }

  /// The words of a name in any order, as searches compare them.
  static func words(_ name: String) -> [String] {
    Text.words(of: name).sorted()
  }
}
