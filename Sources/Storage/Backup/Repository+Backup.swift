import Records
import Sealing

/// Where a backup goes.
package struct BackupPlan: Sendable {
  /// The folder on the medium; it must be there.
  package let folder: String
  /// The name of the file; nil for one made of the moment.
  package let name: String?
  package let standard: BackupStandard
  /// Goes on beside backups that hold what the home does not; the keys that lie there stay under another name.
  package let isAnyway: Bool
  /// What is kept with a failed backup.
  package let words: @Sendable (BackupError) -> String

  package init(
    folder: String, name: String? = nil, standard: BackupStandard, isAnyway: Bool = false,
    words: @escaping @Sendable (BackupError) -> String
  ) {
    (self.folder, self.name, self.standard, self.words) = (folder, name, standard, words)
    self.isAnyway = isAnyway
  }

  /// The file with the keys beside every backup.
  package static let keysName = "lodge-keys.lbk"

  /// What the name of a file ends with until it is proved.
  package static let unproved = ".new"

  /// `lodge-20261121T031700Z.lbk`: in the order of time, and a name that every file system takes.
  package static func name(at now: Instant) -> String { "lodge-\(moment(now)).lbk" }

  /// A moment as names of files have it.
  static func moment(_ now: Instant) -> String {
    let text = "\(Zone.utc.day(at: now))".filter { $0 != "-" }
    let seconds = ((now.milliseconds / 1_000) % 86_400 + 86_400) % 86_400
    let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined()
    return "\(text)T\(time)Z"
  }
}

/// How far a backup or a restore is.
package enum BackupStep: Sendable, Hashable {
  case copying
  case sealing(done: Int, of: Int)
  case reading(done: Int, of: Int)
  case proving
}

/// A backup that was made, read back, restored and found sound.
package struct MadeBackup: Sendable, Hashable {
  package let path: String
  package let size: Int
  package let header: BackupHeader
  /// Faults of the home that the copy has as well.
  package let warnings: [String]
}

extension Repository {
  /// Copies the home to a medium while others go on writing, reads the copy back, restores it beside and looks at it.
  ///
  /// Nobody need be signed in: the copy is sealed to the recovery keys. It counts, and the file with the keys is
  /// replaced, only when the restored copy is sound; else its file ends in `.bad` and everything before it stays.
  package func makeBackup(
    _ plan: BackupPlan, clock: Clock, _ progress: @Sendable (BackupStep) -> Void
  ) throws(BackupError) -> MadeBackup {
    guard HomeFiles.isFolder(plan.folder), let place = try? HomeFiles.realPath(plan.folder) else {
      throw .noFolder(plan.folder)
    }
    let work = try BackupWork(home: folder)
    return try work.lend { (scratch) throws(BackupError) in
      let started = clock.now()
      let path = "\(place)/\(plan.name ?? BackupPlan.name(at: started))"
      var rows: BackupRowIDs?
      do throws(BackupError) {
        let newer = try newerBackup(in: place)
        if let newer, !plan.isAnyway {
          try noteInHome(AuditChain.putBack, risk: .critical, at: started)
          throw .putBack(newer)
        }
        progress(.copying)
        let copy = try BackupCopy(of: folder, into: scratch, at: started)
        // The copy knows nothing of itself, so that a restored home has no backup that never ends.
        let noted = try noteBackup(to: path, startedAt: started, now: clock.now())
        rows = noted
        let made = try write(copy, to: path, plan, noted, clock, besides: newer, progress)
        if newer != nil { try noteInHome(AuditChain.wentOn, risk: .critical, at: clock.now()) }
        return made
      } catch {
        noteFailure(error, of: rows, path, startedAt: started, plan, clock)
        throw error
      }
    }
  }

  private func write(
    _ copy: BackupCopy, to path: String, _ plan: BackupPlan, _ rows: BackupRowIDs, _ clock: Clock,
    besides newer: NewerBackup?, _ progress: @Sendable (BackupStep) -> Void
  ) throws(BackupError) -> MadeBackup {
    let files = BackupPair(data: path, keys: "\(HomeFiles.folder(of: path))/\(BackupPlan.keysName)")
    let (dataKey, keysKey) = try keyed { () throws(SealingError) in
      (try vault.arena.holdRandom(), try vault.arena.holdRandom())
    }
    defer { for key in [dataKey, keysKey] { vault.arena.release(key) } }
    try files.clear()
    do throws(BackupError) {
      let digest = try files.write(copy, vault, dataKey, keysKey, progress)
      try noteBackup(BackupState(name: "written"), of: rows, now: clock.now())
      let (size, faults) = try prove(files, dataKey, keysKey, in: copy.folder, plan, progress)
      let aside = try newer == nil ? nil : files.putKeysAside()
      try files.keep()
      let now = clock.now()
      try noteBackup(
        BackupState(
          name: "verified",
          cells: [
            ("finished_at", .instant(now)), ("verified_at", .instant(now)), ("size_bytes", .integer(size)),
            ("digest", .bytes(digest)),
            ("row_counts", .text(JSONText.object(copy.data.rows.mapValues(String.init)))),
            ("error", .optional(faults.first)),
          ]), of: rows, now: now)
      MigrationCopy.remove(of: folder)
      return MadeBackup(
        path: path, size: size, header: copy.data,
        warnings: copy.missing + faults
          + [aside].compactMap(\.self).map {
            "The keys that lay there are kept as \($0); newer backups open with those."
          })
    } catch {
      files.refuse(after: error)
      throw error
    }
  }

  /// Reads both files back from the medium, restores them beside and looks at the home they make.
  private func prove(
    _ files: BackupPair, _ dataKey: HeldKey, _ keysKey: HeldKey, in scratch: String, _ plan: BackupPlan,
    _ progress: @Sendable (BackupStep) -> Void
  ) throws(BackupError) -> (size: Int, faults: [String]) {
    let (data, keys) = (try BackupFile(files.newData), try BackupFile(files.newKeys))
    _ = try keys.checkWhole()
    var done = 0
    let advanced = { (count: Int) in
      done += count
      progress(.reading(done: done, of: 2 * data.size))
    }
    _ = try data.checkWhole(advanced)
    let restored = try RestoredCopy(
      data, dataKey, keys, keysKey, vault, into: scratch + "/restored",
      known: plan.standard.migrations.latest, advanced)
    progress(.proving)
    return (data.size, try restored.prove(plan.standard))
  }

  /// Writes down that a backup failed; where even that cannot be written, the reason it failed for is told anyway.
  private func noteFailure(
    _ error: BackupError, of rows: BackupRowIDs?, _ path: String, startedAt: Instant, _ plan: BackupPlan,
    _ clock: Clock
  ) {
    let now = clock.now()
    let failed = BackupState(
      name: "failed", cells: [("finished_at", .instant(now)), ("error", .text(plan.words(error)))])
    if let rows {
      try? noteBackup(failed, of: rows, now: now)
    } else if let rows = try? noteBackup(to: path, startedAt: startedAt, now: now) {
      try? noteBackup(failed, of: rows, now: now)
    }
  }
}
