import Records
import Storage

/// The record types and choice lists of the program, as `lodge schema` prints them.
struct SchemaListing: Sendable {
  let catalogue: Catalogue
  let lists: ChoiceLists

  var json: JSON {
    .object([
      ("counts", .object(counts.all.map { ($0.name, .number($0.count)) })),
      ("types", .array(catalogue.types.map(type))), ("choices", .object(choices)),
    ])
  }

  var counts: SchemaCounts { SchemaCounts(catalogue) }

  private func type(_ type: RecordType) -> JSON {
    .object([
      ("name", .text(type.id)), ("area", .text(type.area)), ("title", .text(type.title)),
      ("right", .text(type.resource)), ("tags", .texts(type.tags.names)),
      ("fields", .array(type.fields.map(field))),
      ("indexes", .array(TypeIndexes(type).all.map(index))),
    ])
  }

  private func field(_ field: Field) -> JSON {
    .object([
      ("name", .text(field.name)), ("label", .text(field.label)), ("kind", .text(field.kind.name)),
      ("traits", .texts(field.traits.names)), ("references", field.kind.references.map(JSON.text) ?? .null),
      ("choices", choices(of: field)),
    ])
  }

  /// The name of a shared list, or the codes of a field's own.
  private func choices(of field: Field) -> JSON {
    guard let choices = field.choices else { return .null }
    return choices.name.map(JSON.text) ?? .texts(choices.members.map(\.code))
  }

  private func index(_ index: TypeIndexes.Index) -> JSON {
    .object([
      ("name", .text(index.name)), ("fields", .texts(["organization_id"] + index.columns)),
      ("unique", .flag(index.isUnique)),
    ])
  }

  /// The shared lists by name, in alphabetical order.
  private var choices: [(String, JSON)] {
    var named: [String: Choices] = [:]
    for choices in catalogue.types.flatMap({ $0.fields.compactMap(\.choices) }) {
      if let name = choices.name { named[name] = choices }
    }
    return named.sorted { $0.key < $1.key }.map { name, choices in
      let members = lists.members(of: choices)
      return (name, .array(members.map { .object([("code", .text($0.code)), ("label", .text($0.label))]) }))
    }
  }
}

extension FieldKind {
  /// The word of the catalogue for it.
  var name: String {
    switch self {
    case .text: "text"
    case .note: "note"
    case .integer: "integer"
    case .money: "money"
    case .day: "day"
    case .instant: "instant"
    case .time: "time"
    case .flag: "flag"
    case .choice: "choice"
    case .reference, .anyReference: "reference"
    case .list: "list"
    case .json: "json"
    case .bytes: "blob"
    }
  }

  /// The type a reference points to, `any` for one that a second field names; nil for every other kind.
  var references: String? {
    switch self {
    case .reference(let type): type
    case .anyReference: "any"
    default: nil
    }
  }
}

extension RecordType.Tags {
  /// The names of the tags, in the order of their declaration.
  var names: [String] {
    let all: [(RecordType.Tags, String)] = [
      (.appendOnly, "append-only"), (.signed, "signed"), (.platform, "platform"),
      (.sealedByOrganisation, "sealed-by-organisation"), (.internalOnly, "internal-only"),
      (.unaudited, "unaudited"), (.occupies, "occupies"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
