private import CProcess
import FoundationEssentials
import Glibc
import Records

/// Where a home is restored: a folder beside the place, which becomes the home in one step at the end.
struct RestorePlace {
  let home: String
  var aside: String { home + ".restoring" }

  init(_ plan: RestorePlan) {
    var home = plan.home
    while home.count > 1 && home.hasSuffix("/") { home.removeLast() }
    self.home = home
  }

  private var holdsHome: Bool { HomeFiles.exists(home + "/lodge.db") }

  /// Refuses a place where something else lies, and a home unless it is to give way.
  ///
  /// - Throws: ``BackupError/homeThere(_:)``, ``BackupError/homeInUse``, ``BackupError/folderInUse(_:)``.
  func check(for header: BackupHeader, replaces: Bool) throws(BackupError) {
    guard holdsHome else {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []
      guard entries.isEmpty else { throw .folderInUse(home) }
      return
    }
    guard replaces else { throw .homeThere(standing(against: header)) }
    try checkUnused()
  }

  /// How the home that lies there stands to the backup.
  private func standing(against header: BackupHeader) -> HomeThere {
    guard let database = try? SQLiteDatabase(path: home + "/lodge.db", kind: .reader),
      let name = try? BackupRows.home(in: database)
    else { return HomeThere(kind: .unreadable, newerEntries: 0) }
    guard name == header.home else { return HomeThere(kind: .another, newerEntries: 0) }
    do throws(StorageError) {
      return HomeThere(kind: .same, newerEntries: try newerEntries(than: header, in: database))
    } catch {
      return HomeThere(kind: .unreadable, newerEntries: 0)
    }
  }

  /// How many entries of its logs the backup has not, without those by which a restore of it said what it was.
  private func newerEntries(
    than header: BackupHeader, in database: SQLiteDatabase
  ) throws(StorageError) -> Int {
    let kept = Dictionary(header.logs.map { ($0.organization, $0.count) }) { $1 }
    var newer = 0
    for log in try BackupRows.logs(in: database) {
      let (number, end) = (log.organization, kept[log.organization] ?? 0)
      // What a restore writes down is nobody's deed, and all of one moment.
      newer +=
        try database.value(
          """
          SELECT count(*) FROM audit_log a WHERE a.organization_id = \(number) AND a.sequence_number > \(end) \
          AND NOT (a.actor_id IS NULL AND a.at IN (SELECT b.at FROM audit_log b \
          WHERE b.organization_id = \(number) AND b.sequence_number > \(end) AND b.event = \(AuditChain.restored)))
          """
        ).integer ?? 0
    }
    return newer
  }

  /// How the logs of the home end that gives way, where it is the same home and can be read.
  func logs(of header: BackupHeader) -> [BackupHeader.Log] {
    guard holdsHome, let database = try? SQLiteDatabase(path: home + "/lodge.db", kind: .reader),
      (try? BackupRows.home(in: database)) == header.home
    else { return [] }
    return (try? BackupRows.logs(in: database)) ?? []
  }

  /// Those who are erased in the home that gives way, where it is the same home and can be read.
  func erased(of header: BackupHeader) -> [ResidentErasure.Known] {
    guard holdsHome, let database = try? SQLiteDatabase(path: home + "/lodge.db", kind: .reader),
      (try? BackupRows.home(in: database)) == header.home
    else { return [] }
    return (try? ResidentErasure.known(in: database)) ?? []
  }

  /// Whoever has the home open holds its file, so that nobody else can have it alone.
  private func checkUnused() throws(BackupError) {
    do throws(StorageError) {
      let database = try SQLiteDatabase(path: home + "/lodge.db", kind: .writer)
      try database.run("PRAGMA locking_mode = EXCLUSIVE")
      try database.run("BEGIN IMMEDIATE")
      try database.run("ROLLBACK")
    } catch {
      // A home that cannot be opened is the reason for a restore.
      if error == .busy { throw .homeInUse }
    }
  }

  /// Makes the folder beside, without what an earlier restore left that was stopped.
  func begin() throws(BackupError) {
    try clear()
    try stored { () throws(StorageError) in try HomeFiles.makeFolder(aside) }
  }

  /// Takes the folder beside away.
  func clear() throws(BackupError) {
    guard HomeFiles.exists(aside) else { return }
    do { try FileManager.default.removeItem(atPath: aside) } catch { throw MediumFile.fault(aside) }
  }

  /// Puts the restored home in its place in one step.
  ///
  /// - Returns: Where the home lies that gave way.
  func keep(at now: Instant) throws(BackupError) -> String? {
    for folder in [aside + "/files", aside] { HomeFiles.settle(folder) }
    guard holdsHome else {
      guard rename(aside, home) == 0 else { throw MediumFile.fault(home) }
      HomeFiles.settle(HomeFiles.folder(of: home))
      return nil
    }
    let former = "\(home).before-\(BackupPlan.moment(now))"
    guard rename(aside, former) == 0 else { throw MediumFile.fault(home) }
    // Both change names at once: whenever it is stopped, a whole home lies there, and nothing clears the other away.
    guard lodge_exchange(former, home) == 1 else {
      let fault = MediumFile.fault(home)
      rename(former, aside)
      throw fault
    }
    HomeFiles.settle(HomeFiles.folder(of: home))
    return former
  }
}
