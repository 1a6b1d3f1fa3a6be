import Records
import Storage

/// One command on its way: what was typed, and what it may work with.
struct Call: Sendable {
  let arguments: Arguments
  let environment: Environment
  let policy: Policy?
  let output: Output
  let catalogue: Catalogue
  let commands: [CommandSpec]

  func share() throws(CommandError) -> Share {
    do { return try Share.find(policy: policy, environment: environment) } catch { throw CommandError(error) }
  }

  func permissions() throws(CommandError) -> PermissionMatrix {
    let share = try share()
    do { return try share.permissions() } catch { throw CommandError(error) }
  }

  func lists() throws(CommandError) -> ChoiceLists {
    let share = try share()
    do { return try share.lists(catalogue.openLists) } catch { throw CommandError(error) }
  }

  var place: HomePlace {
    HomePlace.find(policy: policy, option: arguments["home"], environment: environment)
  }

  /// The record type that the command works on; every field that was named is one of its own, or of the organisation's,
  /// which are known once somebody has signed in.
  func typeWithKnownFields() throws(CommandError) -> RecordType {
    let type = try type(arguments.operands[0])
    for field in arguments.fields where !CustomFields.isMeant(by: field.name) {
      _ = try type.known(field.name)
    }
    return type
  }

  /// The record type of a word, by its table's name.
  func type(_ word: String) throws(CommandError) -> RecordType {
    if let type = catalogue[word] { return type }
    let names = catalogue.types.map(\.id).sorted()
    let spelled = word.replacing(hyphens: "_")
    if let type = catalogue[spelled] ?? catalogue.type(titled: spelled) { return type }
    let meant = NearMiss.best(for: spelled, among: names) ?? catalogue.type(near: spelled)
    throw CommandError(
      status: .usage, words: "There is no record type \(quoted(word)).",
      hint: "\(meant.map { "Did you mean \($0)? " } ?? "")lodge schema lists them all.")
  }
}

extension Catalogue {
  /// The one type whose lists or records have that name on the screens: `actions`, `notes`.
  fileprivate func type(titled word: String) -> RecordType? {
    let words = word.replacing("_", with: " ").lowercased()
    let titled = types.filter { $0.title.lowercased() == words || $0.singular.lowercased() == words }
    return titled.count == 1 ? titled.first : nil
  }

  /// The type whose name has the word in it: `assessments` is near `risk_assessments`.
  fileprivate func type(near word: String) -> String? {
    let parts = types.filter { $0.id.split(separator: "_").contains(Substring(word)) }
    if parts.count == 1 { return parts.first?.id }
    return types.filter { $0.id.hasSuffix("_" + word) || $0.id.hasPrefix(word + "_") }.map(\.id).min {
      ($0.count, $0) < ($1.count, $1)
    }
  }
}

extension String {
  /// This text with each hyphen replaced.
  func replacing(hyphens other: Character) -> String { String(map { $0 == "-" ? other : $0 }) }
}
