import Records
import Sealing

/// The reading of sealed values by who has no keys: whether they have the form of one, and whether their keys are there.
enum SealedReading {
  /// What is wrong, and how many values were looked at; what has the right form may still not open.
  static func faults(
    in database: SQLiteDatabase, _ catalogue: Catalogue, besides others: Set<RecordID> = []
  ) throws(StorageError) -> (values: Int, faults: [String]) {
    var (values, faults) = (0, [String]())
    for organization in try organizations(in: database) {
      let keys = try keys(of: organization, in: database)
      let erased = try erased(in: organization, database)
      faults += erased.filter { resident in keys.contains { $0.owner == resident.key } }.map {
        "residents \($0.value): erased, and the key is still there"
      }.sorted()
      for type in catalogue.types
      where type.hasSealedValues && type.isPlatform == (organization == 0) {
        let found = try read(
          Table(type, organization: organization, in: database), keys, others.union(erased.keys), in: database
        )
        values += found.values
        faults += found.faults
      }
    }
    let limit = SealedReport.named
    return (values, faults.count > limit ? faults.prefix(limit) + ["\(faults.count - limit) more"] : faults)
  }

  private static func organizations(in database: SQLiteDatabase) throws(StorageError) -> [Int] {
    let rows = try database.rows("SELECT number FROM organizations WHERE organization_id = 0 ORDER BY number")
    return [0] + rows.compactMap { $0[0].integer }.filter { $0 != 0 }
  }

  /// Whose key, and which version.
  private struct Key: Hashable {
    let owner: RecordID?
    let version: Int
  }

  private static func keys(
    of organization: Int, in database: SQLiteDatabase
  ) throws(StorageError) -> Set<Key> {
    var keys: Set<Key> = []
    try database.each(
      "SELECT kind, owner_id, version FROM data_keys WHERE organization_id = \(organization)"
    ) { row in
      switch DataKeyPlace.Kind(rawValue: row.text(0)) {
      case .organization: keys.insert(Key(owner: nil, version: row.integer(2)))
      case .resident: keys.insert(Key(owner: row.id(1), version: row.integer(2)))
      default: break
      }
      return true
    }
    return keys
  }

  /// The residents whom their state and the log call erased, with their references.
  private static func erased(
    in organization: Int, _ database: SQLiteDatabase
  ) throws(StorageError) -> [RecordID: String] {
    let rows = try database.rows(
      "SELECT id, reference FROM residents WHERE organization_id = \(organization) AND state = \(Keyring.erasedState)"
    )
    var erased: [RecordID: String] = [:]
    for row in rows {
      guard let id = row[0].id, try Keyring.isErasedByLog(id, of: organization, in: database) else {
        continue
      }
      erased[id] = row[1].text ?? id.description
    }
    return erased
  }

  private static func read(
    _ table: Table, _ keys: Set<Key>, _ erased: Set<RecordID>, in database: SQLiteDatabase
  ) throws(StorageError) -> (values: Int, faults: [String]) {
    let type = table.type
    let sealed = table.stored.filter { $0.sealed != nil }
    let owner = type.sealingOwner ?? "id"
    let reference = table.stored("reference")?.sealed == nil && table.has("reference") ? "reference" : "id"
    let columns = ["id", owner, reference] + sealed.map(\.field.name)
    var (values, faults) = (0, [String]())
    try database.each(
      "SELECT \(names: columns) FROM \(name: type.id) WHERE organization_id = \(table.organization)"
    ) { row throws(StorageError) in
      for (index, stored) in sealed.enumerated() where !row.isNull(index + 3) {
        values += 1
        let header = row.withBytes(index + 3) { SealedHeader($0) }
        let key = header.map { Key(owner: $0.format == .resident ? row.id(1) : nil, version: $0.version) }
        if let key, keys.contains(key) || key.owner.map(erased.contains) == true { continue }
        let what = key == nil ? "is no sealed value" : "was sealed under a key that is not there"
        let name = reference == "id" ? row.id(0)?.description ?? "?" : row.text(2)
        faults.append("\(type.id) \(name): \(stored.field.label) \(what)")
      }
      return true
    }
    return (values, faults)
  }
}
