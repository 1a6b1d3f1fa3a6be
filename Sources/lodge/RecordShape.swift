import Records
import Storage

/// How the records of one type are written out: the fields, in their order.
struct RecordShape: Sendable {
  let type: RecordType
  let fields: [Field]
  let shown: Shown
  let lists: ChoiceLists

  /// The columns of a file: the record's identity, then each field.
  var headings: [String] { ["id"] + fields.map(\.name) }

  /// The same with the name of each reference beside it.
  var headingsWithNames: [String] {
    ["id"] + fields.flatMap { $0.target == nil ? [$0.name] : [$0.name, $0.companionName] }
  }
}

extension RecordShape {
  /// A record as an object keyed by field name; beside each reference stands what people call it.
  func json(id: RecordID?, revision: Int, values: [Value], names: [RecordID: String]) -> JSON {
    var members: [(String, JSON)] = [
      ("id", id.map { .text($0.description) } ?? .null), ("revision", .number(revision)),
    ]
    for (field, value) in zip(fields, values) {
      members.append((field.name, json(value, of: field)))
      if case .reference(let id) = value, let name = names[id] {
        members.append((field.companionName, .text(name)))
      }
    }
    return .object(members)
  }

  func json(_ value: Value, of field: Field) -> JSON {
    switch value {
    case .empty: .null
    case .integer where field.isThousandths: .text(field.step(value) ?? "")
    case .integer(let number): .number(number)
    case .flag(let flag): .flag(flag)
    case .list(let members): .texts(members)
    case .bytes(let bytes): .text(bytes.hexadecimal)
    default: .text(shown.text(of: value, as: field.kind, style: .iso))
    }
  }

  /// A record as the cells of a file; where `names` are given, what people call a reference stands beside it.
  func cells(id: RecordID, values: [Value], names: [RecordID: String]? = nil) -> [CSVCell] {
    [.plain(id.description)]
      + zip(fields, values).flatMap { field, value in
        guard let names, field.target != nil else { return [cell(value, of: field)] }
        let name = if case .reference(let id) = value { names[id] } else { String?.none }
        return [cell(value, of: field), .text(name ?? "")]
      }
  }

  private func cell(_ value: Value, of field: Field) -> CSVCell {
    switch value {
    case .empty: .plain("")
    case .integer where field.isThousandths: .plain(field.step(value) ?? "")
    case .integer, .flag, .day, .instant, .time, .money, .reference:
      .plain(shown.text(of: value, as: field.kind, style: .iso))
    case .bytes(let bytes): .plain(bytes.hexadecimal)
    default: .text(shown.text(of: value, as: field.kind, style: .iso))
    }
  }

  /// A value for people, on one line.
  func text(
    _ value: Value, of field: Field, names: [RecordID: String], style: Shown.Style = .short
  ) -> DisplayText {
    // What one may not know of has no name, and its identity would say nothing but that it is there.
    if case .reference(let id) = value { return "\(names[id] ?? "•")" }
    if style != .iso || field.isThousandths, let step = field.step(value) { return "\(step)" }
    let choices = field.choices.map(lists.known) ?? []
    return "\(shown.text(of: value, as: field.kind, choices: choices, style: style))"
  }
}

extension Field {
  /// Under which name a reference's target is called by what people say: `resident` for `resident_id`.
  fileprivate var companionName: String {
    name.hasSuffix("_id") && name.utf8.count > 3 ? String(name.dropLast(3)) : "\(name)_name"
  }
}

extension [UInt8] {
  var hexadecimal: String {
    map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
