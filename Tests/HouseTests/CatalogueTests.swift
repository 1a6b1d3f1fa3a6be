import Foundation
import House
import Records
import Testing

/// What is promised of every record type.
@Suite struct CatalogueTests {
  private static let types = Catalogue.house.types
  /// What one type calls by a word that fits no other: the label of a bed, the sign-ins that failed.
  private static let namedApart: Set = ["failed_count", "label"]

  @Test(arguments: types)
  func `has a listed field`(type: RecordType) {
    #expect(!type.columns.isEmpty)
    #expect(type.fields.contains { $0.traits.contains(.listed) } || type.isAppendOnly || type.isPlatform)
  }

  @Test(arguments: types)
  func `has a row in the permission matrix`(type: RecordType) throws {
    let matrix = try PermissionMatrix(csv: Checkout.text("Data/Permissions.csv"))
    let resources =
      [type.resource] + [type.directory].compactMap { $0 }
      + type.fields.compactMap(\.resource) + type.allActions.compactMap(\.resource)
    for resource in resources { #expect(matrix.resources.contains(resource), "\(resource)") }
  }

  @Test(arguments: types)
  func `each action asks for a right that some role holds`(type: RecordType) throws {
    let matrix = try PermissionMatrix(csv: Checkout.text("Data/Permissions.csv"))
    for action in type.allActions {
      let roles = matrix.roles(with: action.right, on: action.resource ?? type.resource)
      #expect(!roles.isEmpty, "\(action.id) \(action.right)")
    }
  }

  @Test(arguments: types)
  func `refers only to declared types`(type: RecordType) {
    let targets = type.fields.compactMap(\.target) + type.allActions.flatMap(\.asks).compactMap(\.target)
    for target in targets { #expect(Catalogue.house[target] != nil, "\(target)") }
    if case .through(let field, let target) = type.house {
      #expect(type.field(field)?.target == target)
    }
  }

  /// The fields in the further indexes of a type; when a row was made is a column of its table and no field.
  private static func indexed(of type: RecordType) -> [String] {
    type.indexes.flatMap { $0 }.filter { $0 != "created_at" }
  }

  @Test(arguments: types)
  func `names only fields that it has`(type: RecordType) {
    let order = type.usualOrder.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
    let names =
      type.namedBy + [order].compactMap { $0 } + Self.indexed(of: type) + type.signs
      + type.uniques.flatMap(\.fields) + type.uniques.flatMap(\.condition).compactMap(\.field)
      + (type.usualFilter?.conditions.compactMap(\.field) ?? []) + type.owners.filter { $0 != "created_by" }
    let told = [type.owed?.whom, type.owed?.until, type.tellsOf].compactMap(\.self) + type.weighs
    for name in names + told { #expect(type.field(name) != nil, "\(name)") }
    if case .field(let name) = type.house { #expect(type.field(name)?.target == "houses") }
  }

  @Test(arguments: types)
  func `what is read before a record is there to be read`(type: RecordType) throws {
    for glance in type.glances {
      let read = try #require(Catalogue.house[glance.type])
      let reference = try #require(read.field(glance.reference))
      let isAny = if case .anyReference = reference.kind { true } else { false }
      #expect(isAny || reference.target == type.id, "\(glance.heading)")
      let order = glance.order.hasPrefix("-") ? String(glance.order.dropFirst()) : glance.order
      let asked = [order, glance.reference] + glance.conditions.compactMap(\.field)
      // The store sorts and filters by what it can read.
      for name in asked where name != "id" { #expect(read.field(name)?.isSealed == false, "\(name)") }
      for name in glance.fields + [glance.scale?.field].compactMap(\.self) + glance.only.keys {
        #expect(read.field(name) != nil, "\(name)")
      }
    }
  }

  @Test(arguments: types)
  func `a derived field asks only for fields that are there`(type: RecordType) {
    var record = Record(type)
    record.id = RecordID(high: 1, low: 1)
    for field in type.fields where field.isDerived {
      for name in field.derivation?.fields ?? [] { #expect(type.field(name)?.isDerived == false, "\(name)") }
      for query in field.derivation?.reads(record) ?? [] {
        let read = Catalogue.house[query.follows?.type ?? query.type]
        for name in query.fields ?? [] { #expect(read?.field(name) != nil, "\(name)") }
      }
    }
  }

  @Test(arguments: types)
  func `every choice has members, and their codes differ`(type: RecordType) {
    let choices = (type.fields + type.allActions.flatMap(\.asks)).compactMap { field -> Choices? in
      switch field.kind {
      case .choice(let choices): choices
      case .list(let choices): choices
      default: nil
      }
    }
    for choice in choices {
      guard case .closed(_, let members) = choice else { continue }
      #expect(!members.isEmpty)
      #expect(Set(members.map(\.code)).count == members.count)
      #expect(members.allSatisfy { !$0.label.isEmpty })
    }
  }

  @Test(arguments: types)
  func `every open list that it uses is shipped`(type: RecordType) throws {
    for field in type.fields + type.allActions.flatMap(\.asks) {
      guard case .choice(.open(let name)) = field.kind else { continue }
      #expect(try Checkout.text("Data/Lists/\(name).json5").contains("list: \"\(name)\""))
    }
  }

  @Test(arguments: types)
  func `a new record starts in a declared state and holds choices that exist`(type: RecordType) {
    let new = Record(type)
    if let workflow = type.workflow { #expect(new[workflow.field] == .text(workflow.start)) }
    for (field, value) in zip(type.fields, new.values) {
      guard case .choice(.closed(_, let members)) = field.kind, case .text(let code) = value else { continue }
      #expect(members.contains { $0.code == code }, "\(field.name) = \(code)")
    }
  }

  @Test(arguments: types)
  func `sealed fields are neither sorted nor filtered by the store`(type: RecordType) {
    let conditions = (type.usualFilter?.conditions ?? []) + type.uniques.flatMap(\.condition)
    let names = conditions.compactMap(\.field) + Self.indexed(of: type) + type.uniques.flatMap(\.fields)
    for name in names { #expect(type.field(name)?.isSealed == false, "\(name)") }
    for field in type.fields where field.isSealed {
      #expect(!field.traits.contains(.indexed), "\(field.name)")
    }
  }

  @Test func `a field's name has the same kind and label everywhere`() {
    var seen: [String: (type: String, kind: String, label: String)] = [:]
    for type in Self.types {
      for field in type.fields {
        let kind = Self.sort(of: field.kind)
        if let first = seen[field.name] {
          #expect(first.kind == kind, "\(field.name) in \(first.type) and \(type.id)")
          #expect(
            first.label == field.label || Self.namedApart.contains(field.name),
            "\(field.name) in \(first.type) and \(type.id)")
        }
        seen[field.name] = (type.id, kind, field.label)
      }
    }
  }

  @Test func `identities of types, actions and prefixes are given once`() {
    let actions = Self.types.flatMap(\.allActions).map(\.id)
    #expect(Set(actions).count == actions.count)
    #expect(actions.allSatisfy { $0.split(separator: ".").count == 2 })
    #expect(Set(Self.types.map(\.id)).count == Self.types.count)
    let prefixes = Self.types.compactMap(\.referencePrefix)
    #expect(Set(prefixes).count == prefixes.count)
  }

  @Test func `no label or choice about a resident runs anybody down`() throws {
    let refused = [
      "clean", "dirty", "failed", "absconder", "non-compliant", "attention-seeking", "challenging",
    ]
    for type in Self.types where type.sealingOwner != nil || type.index(of: "resident_id") != nil {
      for field in type.fields {
        for text in [field.label] + Self.labels(of: field.kind) {
          let words = text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
          #expect(Set(words).isDisjoint(with: refused), "\(type.id).\(field.name): \(text)")
        }
      }
    }
  }

  private static func sort(of kind: FieldKind) -> String {
    switch kind {
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
    case .bytes: "bytes"
    }
  }

  private static func labels(of kind: FieldKind) -> [String] {
    switch kind {
    case .choice(let choices), .list(.some(let choices)): choices.members.map(\.label)
    default: []
    }
  }
}
