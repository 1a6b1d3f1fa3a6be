import Records
import Sealing

/// What looking at a restored copy needs of the program.
package struct BackupStandard: Sendable {
  package let migrations: Migrations
  package let catalogue: Catalogue
  package let lists: ChoiceLists

  package init(migrations: Migrations, catalogue: Catalogue, lists: ChoiceLists) {
    (self.migrations, self.catalogue, self.lists) = (migrations, catalogue, lists)
  }
}

/// A copy of a home, put together from both files of a backup in a folder of its own.
struct RestoredCopy {
  let folder: String
  let data: BackupHeader
  /// Those whose keys are others in the file of keys than in the copy.
  let changedLogins: [RecordID]
  /// Those who were erased after the copy was made.
  let erased: [ResidentErasure.Known]
  var path: String { folder + "/lodge.db" }

  /// Opens both files into the folder.
  ///
  /// - Throws: ``BackupError/newer(found:known:)``, ``BackupError/foreignKeyFile(_:)``, ``BackupError/altered(_:)``.
  init(
    _ data: BackupFile, _ dataKey: HeldKey, _ keys: BackupFile, _ keysKey: HeldKey, _ vault: Vault,
    into folder: String, known: Int, _ advanced: (Int) -> Void = { _ in }
  ) throws(BackupError) {
    guard data.header.kind == .data else { throw .notABackup(data.path) }
    guard keys.header.kind == .keys, keys.header.home == data.header.home else {
      throw .foreignKeyFile(keys.path)
    }
    guard data.header.schema <= known else { throw .newer(found: data.header.schema, known: known) }
    (self.folder, self.data) = (folder, data.header)
    try stored { () throws(StorageError) in try HomeFiles.makeFolder(folder) }
    try data.unpack(vault, key: dataKey, into: folder, as: "lodge.db", advanced)
    try keys.unpack(vault, key: keysKey, into: folder, as: "keys.db")
    try Self.checkRows(in: folder, data.header, keys.header)
    (changedLogins, erased) = try Self.join(in: folder)
  }

  /// The restored tables have as many rows as were copied, and are those that were copied.
  private static func checkRows(
    in folder: String, _ data: BackupHeader, _ keys: BackupHeader
  ) throws(BackupError) {
    try stored { () throws(StorageError) in
      let copy = try SQLiteDatabase(path: folder + "/lodge.db", kind: .reader)
      guard try copy.setting("PRAGMA application_id").integer == SQLiteDatabase.applicationID else {
        throw .foreignFile
      }
      guard try copy.version() == data.schema, try copy.schemaDigest() == data.schemaDigest else {
        throw .alteredSchema
      }
      let other = try SQLiteDatabase(path: folder + "/keys.db", kind: .reader)
      guard try BackupRows.counts(in: copy) == data.rows, try BackupRows.counts(in: other) == keys.rows,
        try BackupRows.logs(in: copy) == data.logs
      else { throw .damaged }
    }
  }

  private static func join(
    in folder: String
  ) throws(BackupError) -> (changed: [RecordID], erased: [ResidentErasure.Known]) {
    let (missing, changed, erased) = try stored { () throws(StorageError) in
      let copy = try SQLiteDatabase(path: folder + "/lodge.db", kind: .maintenance)
      // Nothing of the keys is to stay in a journal.
      try copy.run("PRAGMA journal_mode = MEMORY")
      let missing = try BackupKeys.missing(from: folder + "/keys.db", for: copy)
      let erased = try BackupKeys.erased(by: folder + "/keys.db", in: copy)
      let changed = try BackupKeys.join(folder + "/keys.db", to: copy)
      try copy.run("PRAGMA journal_mode = WAL")
      _ = try copy.checkpoint()
      return (missing, changed, erased)
    }
    guard missing == 0 else { throw .missingKeys(missing) }
    HomeFiles.remove(folder + "/keys.db")
    return (changed, erased)
  }

  /// Looks at the copy as at any home.
  ///
  /// - Returns: Faults that the copied home has itself and that a copy cannot mend: single values and contents.
  /// - Throws: ``BackupError/notProved(_:)`` with what is wrong with the copy as a whole.
  func prove(_ standard: BackupStandard) throws(BackupError) -> [String] {
    let check = try stored { () throws(StorageError) in
      try HomeCheck(
        folder: folder, migrations: standard.migrations, catalogue: standard.catalogue, lists: standard.lists,
        erased: Set(erased.map(\.resident)))
    }
    let wrong = check.findings.filter { !$0.isGood }
    let grave = wrong.filter { !Self.ownFaults.contains($0.name) }
    guard grave.isEmpty else {
      throw .notProved(grave.flatMap { finding in finding.details.map { "\(finding.name): \($0)" } })
    }
    return wrong.flatMap(\.details)
  }

  private static let ownFaults: Set = ["values", "sealed", "contents"]
}
