import Records
import Storage
import ViewModels

extension CommandLine {
  static let backupCheck = CommandSpec(
    "backup check", [.one("FILE.lbk")],
    "whether a backup's file still holds what was written",
    details: """
      Reads every byte of the file, and of lodge-keys.lbk beside it, without the paper. That a home comes out of both \
      shows lodge restore FILE.lbk --rehearse, which asks for the recovery code.
      """
  ) { call throws(CommandError) in
    let path = call.arguments.operands[0]
    let (file, keys): (BackupFile, BackupFile?)
    do throws(BackupError) {
      file = try BackupFile(path)
      _ = try file.checkWhole()
      keys = try file.keysBeside()
      _ = try keys?.checkWhole()
    } catch {
      throw CommandError(error)
    }
    if call.output.isJSON {
      call.output.json(json(file, isSound: true, hasKeys: keys != nil))
    } else {
      call.output.line(
        "good  \(path): made \(words(file.header.moment)), \(file.header.rowCount) rows, \(file.header.contents.count) stored files"
      )
      if let keys, keys.path != path {
        call.output.line("good  \(keys.path): made \(words(keys.header.moment))")
      }
      call.output.line("Not checked: whether the paper opens it; see lodge restore FILE.lbk --rehearse")
    }
    if keys == nil { throw CommandError(BackupError.noKeyFile(file.keysPath)) }
  }

  static let backupList = CommandSpec(
    "backup list", [.optional("DIR")], "the backups in a folder, or those that the home knows",
    details:
      "Without DIR: what was made, where to, and when it was proved. With DIR: the files that lie there."
  ) { call throws(CommandError) in
    if let folder = call.arguments.operands.first { return try list(folder, call) }
    let known: [KnownBackup]
    do throws(StorageError) { known = try KnownBackup.all(of: call.place.path) } catch {
      throw CommandError(error, in: call.place.path)
    }
    if call.output.isJSON { return call.output.json(.array(known.map(json))) }
    var table = Table(["Started", "State", "Proved", "Bytes", "Where it lies", "Fault"])
    for backup in known {
      table.add([
        words(backup.startedAt), "\(backup.state)", backup.verifiedAt.map(words) ?? "",
        backup.size.map { "\($0)" } ?? "", "\(backup.place)", "\(backup.fault ?? "")",
      ])
    }
    call.output.lines(table.lines(columns: call.output.columns))
  }

  private static func list(_ folder: String, _ call: Call) throws(CommandError) {
    let shelf: BackupShelf
    do throws(BackupError) { shelf = try BackupShelf(folder) } catch { throw CommandError(error) }
    if call.output.isJSON {
      return call.output.json(
        .array(shelf.backups.map { json($0, isSound: nil, hasKeys: shelf.keys != nil) }))
    }
    var table = Table(["Made", "Bytes", "Rows", "File"])
    for file in shelf.backups {
      table.add([words(file.header.moment), "\(file.size)", "\(file.header.rowCount)", "\(file.path)"])
    }
    call.output.lines(table.lines(columns: call.output.columns))
    for path in shelf.unreadable { call.output.note("\(path) is cut off or damaged.") }
    if shelf.keys == nil && !shelf.backups.isEmpty {
      call.output.note("\(BackupPlan.keysName) is missing there: without it none of them opens.")
    }
  }

  static let backupKeep = CommandSpec(
    "backup keep", [.one("DIR")],
    options: [
      OptionSpec("days", "N", "keep every backup of so many days, usually 7"),
      OptionSpec("weeks", "N", "then one a week, usually 8"),
      OptionSpec("months", "N", "then one a month, usually 12"),
      OptionSpec("dry-run", nil, "only say what would go"),
    ], "take old backups off a medium",
    details:
      "The newest backup of each day, week or month stays, and the newest of all stays whatever is asked."
  ) { call throws(CommandError) in
    let usual = BackupRetention.usual
    let retention = BackupRetention(
      days: try call.arguments.count("days") ?? usual.days,
      weeks: try call.arguments.count("weeks") ?? usual.weeks,
      months: try call.arguments.count("months") ?? usual.months)
    var gone: [String] = []
    do throws(BackupError) {
      let shelf = try BackupShelf(call.arguments.operands[0])
      let old = retention.expired(shelf.backups, at: .now)
      let digests = try old.map { (file) throws(BackupError) in try file.digest() }
      if !call.arguments.has("dry-run") {
        for file in old { try file.remove() }
        if call.place.holdsHome, !digests.isEmpty { try await note(digests, call) }
      }
      gone = old.map(\.path)
    } catch {
      throw CommandError(error)
    }
    if call.output.isJSON { return call.output.json(.object([("gone", .texts(gone))])) }
    let verb = call.arguments.has("dry-run") ? "would go" : "gone"
    for path in gone { call.output.line("\(verb)  \(path)") }
    if gone.isEmpty { call.output.line("Nothing is old enough to go.") }
  }

  private static func note(_ digests: [[UInt8]], _ call: Call) async throws(BackupError) {
    let homes: Homes
    do throws(CommandError) { homes = try Homes(catalogue: call.catalogue, share: try call.share()) } catch {
      return call.output.note("The home was not told of it: \(error.words)")
    }
    let repository: Repository
    do throws(StorageError) { repository = try homes.open(call.place.path) } catch { throw .storage(error) }
    _ = try await repository.noteExpired(digests, at: .now)
  }

  private static func json(_ file: BackupFile, isSound: Bool?, hasKeys: Bool) -> JSON {
    .object([
      ("file", .text(file.path)), ("made_at", .number(file.header.madeAt)), ("bytes", .number(file.size)),
      ("rows", .number(file.header.rowCount)), ("contents", .number(file.header.contents.count)),
      ("schema", .number(file.header.schema)), ("has_keys", .flag(hasKeys)),
      ("sound", isSound.map { .flag($0) } ?? .null),
    ])
  }

  private static func json(_ backup: KnownBackup) -> JSON {
    .object([
      ("state", .text(backup.state)), ("started_at", .number(backup.startedAt.milliseconds)),
      ("verified_at", backup.verifiedAt.map { .number($0.milliseconds) } ?? .null),
      ("bytes", backup.size.map { .number($0) } ?? .null), ("place", .text(backup.place)),
      ("fault", backup.fault.map { .text($0) } ?? .null),
    ])
  }
}
