import Records
import Sealing

/// What can be said about the files of a home without signing in.
package struct HomeCheck: Sendable {
  /// In the order in which they were looked at; a file that does not open ends the list.
  package private(set) var findings: [Finding] = []
  /// The logs as far as links and heads show, the platform's first.
  package private(set) var logs: [AuditReport] = []

  /// One thing that was looked at.
  package struct Finding: Sendable, Hashable {
    /// `files`, `settings`, `version`, `schema`, `integrity`, `references` or `audit`.
    package let name: String
    package let isGood: Bool
    /// What was found: figures and names, never a value of a record.
    package let details: [String]
  }

  package var isGood: Bool { findings.allSatisfy(\.isGood) }

  /// Looks at everything there is to see; nothing is written.
  ///
  /// - Throws: What keeps the file from being opened or read at all.
  package init(folder: String, migrations: Migrations) throws(StorageError) {
    do throws(StorageError) {
      try HomeFiles.check(folder)
      add("files", [], seen: ["\(HomeFiles.size(of: folder + "/lodge.db")) bytes"])
    } catch {
      guard case .unsafeFile(let name) = error else { throw error }
      add("files", ["\(name) can be opened by others, or belongs to somebody else"])
    }
    let database = try SQLiteDatabase(path: HomeFiles.realPath(folder) + "/lodge.db", kind: .reader)
    let settings = try database.settings()
    let isLogged = settings.contains { $0 == ("journal_mode", "wal") }
    add(
      "settings", isLogged ? [] : ["journal_mode is not wal"],
      seen: settings.map { "\($0.name) \($0.value)" })
    guard try database.setting("PRAGMA application_id").integer == SQLiteDatabase.applicationID else {
      throw .foreignFile
    }
    let version = try database.version()
    let isKnown = version == migrations.latest
    add(
      "version", isKnown ? [] : ["schema \(version), this program's is \(migrations.latest)"],
      seen: ["\(version)"])
    let isOwn = try database.schemaDigest() == migrations.digests[version]
    add(
      "schema", isOwn || version > migrations.latest ? [] : ["the tables are not those of schema \(version)"])
    try checkContent(of: database, audits: isKnown && isOwn)
  }

  private mutating func checkContent(
    of database: SQLiteDatabase, audits: Bool
  ) throws(StorageError) {
    let damage = try database.rows("PRAGMA integrity_check").compactMap { $0.first?.text }
    add("integrity", damage == ["ok"] ? [] : damage)
    var orphans: [String: Int] = [:]
    for row in try database.rows("PRAGMA foreign_key_check") {
      orphans["\(row[0].text ?? "?") refers to missing \(row[2].text ?? "?")", default: 0] += 1
    }
    add("references", orphans.map { "\($0.key), \($0.value) rows" }.sorted())
    guard audits else { return }
    logs = try AuditReading.reports(in: database)
    let broken = logs.filter { !$0.isIntact }
    add(
      "audit", broken.map { "organisation \($0.organization), row \($0.fault?.number ?? 0)" },
      seen: logs.map { "organisation \($0.organization): \($0.rows) rows" })
  }

  private mutating func add(_ name: String, _ faults: [String], seen: [String] = []) {
    findings.append(Finding(name: name, isGood: faults.isEmpty, details: faults.isEmpty ? seen : faults))
  }
}

/// The reading of logs by who has no keys: links and heads, and the platform's codes, whose key is no secret.
enum AuditReading {
  static func reports(in database: SQLiteDatabase) throws(StorageError) -> [AuditReport] {
    let vault = try sealing { () throws(SealingError) in try Vault() }
    let numbers = try database.rows("SELECT DISTINCT organization_id FROM audit_log ORDER BY organization_id")
      .compactMap { $0[0].integer }
    var reports: [AuditReport] = []
    for number in numbers {
      var verifier = AuditVerifier(
        organization: number, keys: number == 0 ? AuditChain.platformKeys : nil, mac: vault.mac)
      var fault: AuditFault?
      try database.each(
        "SELECT \(names: AuditEntry.columns) FROM audit_log WHERE organization_id = \(number) ORDER BY sequence_number"
      ) { columns throws(StorageError) in
        do throws(AuditFault) { try verifier.check(AuditEntry(columns)) } catch { fault = error }
        return fault == nil
      }
      if fault == nil {
        do throws(AuditFault) { try verifier.finish() } catch { fault = error }
      }
      reports.append(verifier.report(fault: fault))
    }
    return reports
  }
}
