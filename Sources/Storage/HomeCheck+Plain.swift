import Records

/// The reading of open values by who has no keys: whether each is one that its field can hold.
enum PlainReading {
  /// What is wrong, and how many values were looked at.
  static func faults(
    in database: SQLiteDatabase, _ catalogue: Catalogue, _ lists: ChoiceLists
  ) throws(StorageError) -> (values: Int, faults: [String]) {
    let organizations = try database.rows(
      "SELECT number FROM organizations WHERE organization_id = 0 ORDER BY number"
    ).compactMap { $0[0].integer }.filter { $0 != 0 }
    var (values, faults) = (0, [String]())
    for organization in [0] + organizations {
      let own = try ownCodes(of: organization, in: database, catalogue)
      for type in catalogue.types where type.isPlatform == (organization == 0) {
        let table = try Table(type, organization: organization, in: database)
        let found = try read(table, Codes(lists: lists, own: own), in: database)
        values += found.values
        faults += found.faults
      }
    }
    let limit = SealedReport.named
    return (values, faults.count > limit ? faults.prefix(limit) + ["\(faults.count - limit) more"] : faults)
  }

  /// The codes that an organisation added to open lists, each after the name of its list and a blank.
  private static func ownCodes(
    of organization: Int, in database: SQLiteDatabase, _ catalogue: Catalogue
  ) throws(StorageError) -> Set<String> {
    guard catalogue[Landmark.lookupValues] != nil else { return [] }
    let rows = try database.rows(
      "SELECT list_name, code FROM \(name: Landmark.lookupValues) WHERE organization_id = \(organization)")
    return Set(rows.compactMap { row in row[0].text.flatMap { list in row[1].text.map { "\(list) \($0)" } } })
  }

  private struct Codes {
    let lists: ChoiceLists
    let own: Set<String>

    func has(_ code: String, in choices: Choices) -> Bool {
      let members = lists.members(of: choices)
      if members.contains(where: { $0.code == code }) { return true }
      guard case .open(let name) = choices else { return false }
      // A list that ships with no members has not been read; its codes pass.
      return members.isEmpty || own.contains("\(name) \(code)")
    }
  }

  private static func read(
    _ table: Table, _ codes: Codes, in database: SQLiteDatabase
  ) throws(StorageError) -> (values: Int, faults: [String]) {
    let type = table.type
    let open = table.stored.filter { $0.sealed == nil && table.has($0.field.name) }
    if open.isEmpty { return (0, []) }
    let reference = open.contains { $0.field.name == "reference" } ? "reference" : "id"
    let columns = ["id", reference] + open.map(\.field.name)
    var (values, faults) = (0, [String]())
    try database.each(
      "SELECT \(names: columns) FROM \(name: type.id) WHERE organization_id = \(table.organization)"
    ) { row throws(StorageError) in
      for (index, stored) in open.enumerated() where !row.isNull(index + 2) {
        values += 1
        let value = row.value(index + 2, as: stored.field.kind)
        guard let words = fault(of: value, in: stored.field, codes) else { continue }
        let name = reference == "id" ? row.id(0)?.description ?? "?" : row.text(1)
        faults.append("\(type.id) \(name): \(stored.field.label) \(words)")
      }
      return true
    }
    return (values, faults)
  }

  private static func fault(of value: Value, in field: Field, _ codes: Codes) -> String? {
    switch (value, field.kind) {
    case (.damaged, _): "holds what such a field never holds"
    case (.text(let code), .choice(let choices)):
      codes.has(code, in: choices) ? nil : "holds a code that its list does not have"
    case (.list(let members), .list(let choices?)):
      members.allSatisfy { codes.has($0, in: choices) } ? nil : "holds a code that its list does not have"
    default: nil
    }
  }
}
