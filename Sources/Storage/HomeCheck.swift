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
    /// `files`, `disk`, `copies`, `settings`, `version`, `schema`, `integrity`, `references`, `values`, `sealed`, `contents`, `audit`,
    /// `entries`, `clock`, `process`, `backup` or `jobs`.
    package let name: String
    package let isGood: Bool
    /// What was found: figures and names, never a value of a record.
    package let details: [String]
    /// What nobody can check without the keys or a head that was kept; empty where nothing was left out.
    package let unchecked: String
    /// It is sound, and somebody should see to it.
    package var isWarning = false
    /// Its details are told although it is good.
    package var isTold = false
    /// It warns of what was not done in time.
    package var isOverdue = false
  }

  package var isGood: Bool { findings.allSatisfy(\.isGood) }

  /// Looks at everything there is to see; nothing is written.
  ///
  /// - Throws: What keeps the file from being opened or read at all.
  package init(
    folder: String, migrations: Migrations, catalogue: Catalogue, lists: ChoiceLists = ChoiceLists([:]),
    anchors: [SignedHead] = [], now: Instant? = nil, erased: Set<RecordID> = []
  ) throws(StorageError) {
    do throws(StorageError) {
      try HomeFiles.check(folder)
      add("files", [], seen: ["\(HomeFiles.size(of: folder + "/lodge.db")) bytes"])
    } catch {
      switch error {
      case .unsafeFile(let name): add("files", ["\(name) can be opened by others"])
      case .foreignOwner where !HomeFiles.canRead(folder + "/lodge.db"): throw error
      case .foreignOwner(let name): add("files", ["\(name) belongs to somebody else"])
      case .notPlain(let name): add("files", ["\(name) is a symbolic link or no plain file"])
      default: throw error
      }
    }
    checkDisk(HomeDisk(of: folder))
    noteCopies(in: folder)
    let path = try HomeFiles.realPath(folder) + "/lodge.db"
    let database = try SQLiteDatabase(path: path, kind: .reader)
    let settings = try database.settings()
    // A disk that takes nothing has no log beside the file.
    let isLogged = HomeFiles.readable(path) != path || settings.contains { $0 == ("journal_mode", "wal") }
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
    try checkContent(of: database)
    guard isKnown && isOwn else { return }
    // Only where its table is known to be there.
    let own = try database.value("SELECT installation_salt FROM home WHERE organization_id = 0").bytes
    add("home", own == nil ? ["the home's own row is damaged, so that nobody can sign in"] : [])
    let (values, faults) = try PlainReading.faults(in: database, catalogue, lists)
    add("values", faults, seen: ["\(values) open values are ones that their fields can hold"])
    try checkSealed(in: database, catalogue, erased)
    try checkFiles(in: database, of: HomeFiles.realPath(folder))
    try checkLogs(in: database, anchors)
    try checkEntries(in: database, of: HomeFiles.realPath(folder))
    if let now {
      try checkClock(in: database, at: now)
      try checkBackups(in: database, at: now)
      try checkJobs(in: database, at: now)
    }
  }

  /// Names the copies that were made before the tables were changed.
  private mutating func noteCopies(in folder: String) {
    let copies = MigrationCopy.paths(of: folder)
    if copies.isEmpty { return }
    findings.append(
      Finding(
        name: "copies", isGood: true,
        details: copies.map {
          "\($0): the home as it was before its tables were changed; the next good backup takes it away"
        }, unchecked: "", isTold: true))
  }

  /// What SQLite finds wrong in the pages of the home's file; empty where it is whole.
  package static func damage(in folder: String) throws(StorageError) -> [String] {
    let database = try SQLiteDatabase(path: HomeFiles.realPath(folder) + "/lodge.db", kind: .reader)
    return try damage(in: database)
  }

  private static func damage(in database: SQLiteDatabase) throws(StorageError) -> [String] {
    let found = try database.rows("PRAGMA integrity_check").compactMap { $0.first?.text }
    if found == ["ok"] { return [] }
    // The same fault of many rows is one line.
    let counts = Dictionary(found.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.keys.sorted().map { fault in
      let count = counts[fault] ?? 1
      return count == 1 ? fault : "\(fault), \(count) rows"
    }
  }

  private mutating func checkContent(of database: SQLiteDatabase) throws(StorageError) {
    add("integrity", try Self.damage(in: database))
    var orphans: [String: Int] = [:]
    for row in try database.rows("PRAGMA foreign_key_check") {
      orphans["\(row[0].text ?? "?") refers to missing \(row[2].text ?? "?")", default: 0] += 1
    }
    add("references", orphans.map { "\($0.key), \($0.value) rows" }.sorted())
  }

  private mutating func checkSealed(
    in database: SQLiteDatabase, _ catalogue: Catalogue, _ erased: Set<RecordID>
  ) throws(StorageError) {
    let (values, faults) = try SealedReading.faults(in: database, catalogue, besides: erased)
    add(
      "sealed", faults, seen: ["\(values) values have the form of sealed ones, and their keys are there"],
      unchecked: "whether each opens where it lies")
  }

  private mutating func checkFiles(in database: SQLiteDatabase, of folder: String) throws(StorageError) {
    let (files, faults) = try FileReading.faults(in: database, home: folder)
    add(
      "contents", faults, seen: ["\(files) stored, each as its name says"],
      unchecked: files > 0 ? "whether each opens as what was put in" : "")
  }

  private mutating func checkLogs(
    in database: SQLiteDatabase, _ anchors: [SignedHead]
  ) throws(StorageError) {
    logs = try AuditReading.reports(in: database, anchors: anchors)
    let broken = logs.filter { !$0.isIntact }
    let isHeld = logs.allSatisfy { $0.anchors > 0 || $0.organization == 0 }
    add(
      "audit", broken.map { "organisation \($0.organization), row \($0.fault?.number ?? 0)" },
      seen: logs.map { "organisation \($0.organization): links and heads of \($0.rows) rows hold" },
      unchecked: "whether a row was changed and its link with it"
        + (isHeld ? "" : ", or the end of the log cut off"))
  }

  /// Says when the last backup was proved, and warns where that is more than a week ago or never was, and where a
  /// backup beside those it knows holds more than the home.
  private mutating func checkBackups(
    in database: SQLiteDatabase, at now: Instant
  ) throws(StorageError) {
    let known = try KnownBackup.all(in: database)
    let good = known.filter { $0.state == "verified" }.max {
      ($0.verifiedAt ?? $0.startedAt) < ($1.verifiedAt ?? $1.startedAt)
    }
    let last = good.flatMap(\.verifiedAt).map { at in
      "the last good one was proved on \(Zone.utc.day(at: at)): \(good?.place ?? "")"
    }
    let week = now.adding(hours: -7 * 24)
    let made = try database.value("SELECT created_at FROM home").integer ?? 0
    let isLate = Instant(milliseconds: made) < week && good?.verifiedAt.map { $0 < week } ?? true
    let failed = known.first.flatMap {
      $0.state == "failed" ? "the newest one failed: \($0.fault ?? "")" : nil
    }
    let newer = Self.newerBackups(known, besides: database).map(\.words)
    findings.append(
      Finding(
        name: "backup", isGood: true,
        details: [last ?? "none was made yet; see lodge help backup make"] + (failed.map { [$0] } ?? [])
          + newer,
        unchecked: "", isWarning: isLate || !newer.isEmpty, isTold: true, isOverdue: isLate))
  }

  /// What lies in the folders that the home's backups went to and holds more than the home.
  private static func newerBackups(
    _ known: [KnownBackup], besides database: SQLiteDatabase
  ) -> [NewerBackup] {
    Set(known.map { HomeFiles.folder(of: $0.place) }).sorted().compactMap { place in
      // A stick that is not there has nothing to say.
      try? NewerBackup.newest(in: place, besides: database)
    }
  }

  /// Says where nothing was done by the clock for two days: nobody signed in, or no timer runs.
  private mutating func checkJobs(
    in database: SQLiteDatabase, at now: Instant
  ) throws(StorageError) {
    var late: [String] = []
    let organizations = try database.rows(
      "SELECT number, created_at FROM organizations WHERE organization_id = 0 AND number > 0 AND state = 'active'"
    )
    for row in organizations {
      guard let number = row[0].integer, let made = row[1].integer else { continue }
      let last = try database.value(
        "SELECT max(last_run_at) FROM scheduled_jobs WHERE organization_id = \(number) AND state = 'active' AND deleted_at IS NULL"
      ).integer
      guard now.adding(hours: -48).milliseconds > last ?? made else { continue }
      let day = last.map { " since \(Zone.utc.day(at: Instant(milliseconds: $0)))" } ?? " yet"
      late.append("organisation \(number): no job has run\(day); see lodge help jobs run")
    }
    findings.append(
      Finding(
        name: "jobs", isGood: true, details: late, unchecked: "", isWarning: !late.isEmpty,
        isOverdue: !late.isEmpty))
  }

  mutating func add(_ finding: Finding) { findings.append(finding) }

  mutating func add(
    _ name: String, _ faults: [String], seen: [String] = [], unchecked: String = ""
  ) {
    let isGood = faults.isEmpty
    findings.append(
      Finding(name: name, isGood: isGood, details: isGood ? seen : faults, unchecked: unchecked))
  }
}

/// The reading of logs by who has no keys: links and heads, and the platform's codes, whose key is no secret.
enum AuditReading {
  /// One report for each organisation that has a log, should have one, or has a head that was kept.
  static func reports(
    in database: SQLiteDatabase, anchors: [SignedHead] = []
  ) throws(StorageError) -> [AuditReport] {
    let vault = try sealing { () throws(SealingError) in try Vault() }
    let logged = try database.rows("SELECT DISTINCT organization_id FROM audit_log")
    let known = try database.rows("SELECT number FROM organizations WHERE organization_id = 0")
    let numbers = Set((logged + known).compactMap { $0[0].integer } + anchors.map(\.organization) + [0])
    var reports: [AuditReport] = []
    for number in numbers.sorted() {
      var verifier = AuditVerifier(
        organization: number, keys: number == 0 ? AuditChain.platformKeys : nil, mac: vault.mac,
        anchors: anchors)
      var fault: AuditFault?
      let rows = try AuditExtent.rows(of: number, in: database)
      try database.each(
        "SELECT \(names: AuditEntry.columns) FROM audit_log WHERE organization_id = \(number) ORDER BY sequence_number"
      ) { columns throws(StorageError) in
        do throws(AuditFault) { try verifier.check(AuditEntry(columns)) } catch { fault = error }
        return fault == nil
      }
      if fault == nil {
        do throws(AuditFault) { try verifier.finish(expecting: rows) } catch { fault = error }
      }
      reports.append(verifier.report(fault: fault))
    }
    return reports
  }
}
