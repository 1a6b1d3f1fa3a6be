import Records
import Sealing

extension Homes {
  /// Puts a home together from a backup, its keys and the recovery code, in a folder where none lies.
  ///
  /// Everything happens in a folder beside: until all checks have passed nothing is at the place, and afterwards the
  /// whole home. Its logs say that it was restored, and begin a new epoch; everyone signs in as before.
  ///
  /// - Parameters:
  ///   - plan: Which backup, and where to.
  ///   - code: The code as it was typed; it is wiped.
  ///   - progress: Is told how far it is.
  /// - Returns: What was restored.
  /// - Throws: ``BackupError``; nothing is at the place then that was not there before.
  package func restore(
    _ plan: RestorePlan, code: LockedBuffer, _ progress: @Sendable (BackupStep) -> Void
  ) async throws(BackupError) -> RestoredHome {
    let place = RestorePlace(plan)
    let (data, keys) = try files(of: plan)
    try place.check(for: data.header, replaces: plan.replaces)
    try place.begin()
    do throws(BackupError) {
      let restored = try await build(place, data, keys, plan, code, progress)
      if plan.isRehearsal {
        try place.clear()
        return restored.home(at: nil)
      }
      return restored.home(at: try place.keep(at: clock.now()))
    } catch {
      try? place.clear()  // What stays there is cleared by the next one.
      throw error
    }
  }

  /// Refuses what can be refused before anybody types the code.
  package func checkRestore(_ plan: RestorePlan) throws(BackupError) {
    let (data, _) = try files(of: plan)
    try RestorePlace(plan).check(for: data.header, replaces: plan.replaces)
  }

  private func files(of plan: RestorePlan) throws(BackupError) -> (data: BackupFile, keys: BackupFile) {
    let data = try BackupFile(plan.file)
    guard data.header.kind == .data else { throw .notABackup(plan.file) }
    guard HomeFiles.exists(plan.keysFile) else { throw .noKeyFile(plan.keysFile) }
    let keys = try BackupFile(plan.keysFile)
    guard keys.header.kind == .keys, keys.header.home == data.header.home else {
      throw .foreignKeyFile(keys.path)
    }
    guard data.header.schema <= migrations.latest else {
      throw .newer(found: data.header.schema, known: migrations.latest)
    }
    return (data, keys)
  }

  private struct Built {
    let data: BackupFile
    let keys: BackupFile
    let printedAt: Instant
    let finished: FinishedRestore
    let warnings: [String]

    func home(at former: String?) -> RestoredHome {
      RestoredHome(
        header: data.header, keysMadeAt: keys.header.moment, codePrintedAt: printedAt,
        organizations: finished.organizations, logs: finished.logs, warnings: warnings,
        erasedUnopened: finished.erasedUnopened, withdrawnTokens: finished.withdrawnTokens,
        former: former)
    }
  }

  private func build(
    _ place: RestorePlace, _ data: BackupFile, _ keys: BackupFile, _ plan: RestorePlan, _ code: LockedBuffer,
    _ progress: @Sendable (BackupStep) -> Void
  ) async throws(BackupError) -> Built {
    var done = 0
    let advanced = { (count: Int) in
      done += count
      progress(.reading(done: done, of: 2 * data.size))
    }
    _ = try keys.checkWhole()
    _ = try data.checkWhole(advanced)
    let (copy, printedAt) = try open(data, keys, code, into: place.aside, advanced)
    progress(.proving)
    if copy.data.schema < migrations.latest {
      try stored { () throws(StorageError) in
        try Migrator(folder: place.aside, migrations: migrations).migrate(keepsCopy: false)
      }
    }
    let warnings = try copy.prove(plan.standard)
    let repository = try stored { () throws(StorageError) in try open(place.aside) }
    let erased = Set(copy.erased + place.erased(of: data.header))
    let finished = try await repository.finishRestore(
      copy, code: code, lost: place.logs(of: data.header), anchors: plan.anchors,
      ErasedAgain(residents: erased, types: plan.standard.catalogue), at: clock.now())
    return Built(data: data, keys: keys, printedAt: printedAt, finished: finished, warnings: warnings)
  }

  private func open(
    _ data: BackupFile, _ keys: BackupFile, _ code: LockedBuffer, into folder: String,
    _ advanced: (Int) -> Void
  ) throws(BackupError) -> (RestoredCopy, printedAt: Instant) {
    let vault = try keyed { () throws(SealingError) in try Vault() }
    let opening = try RecoveryOpening(vault, typed: code)
    let (dataKey, _) = try opening.key(of: data)
    let (keysKey, printedAt) = try opening.key(of: keys)
    let copy = try RestoredCopy(
      data, dataKey, keys, keysKey, vault, into: folder, known: migrations.latest, advanced)
    return (copy, printedAt)
  }
}
