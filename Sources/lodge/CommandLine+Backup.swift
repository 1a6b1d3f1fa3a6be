import Records
import Storage
import ViewModels

extension CommandLine {
  static let backupMake = CommandSpec(
    "backup make", [.optional("DIR|FILE.lbk")],
    options: [
      OptionSpec("anyway", nil, "go on where a backup in the folder holds what the home does not have")
    ], "a sealed copy of the home on a stick, read back and proved",
    details: """
      Others go on working meanwhile, and nobody signs in: the copy is sealed to the recovery code. Two files are \
      written, the copy under the name of its moment and lodge-keys.lbk, which is replaced each time. The copy counts \
      only after it was read back from the stick, restored beside and looked at as lodge doctor does; else its file \
      ends in .bad, and what was there before stays. Without DIR it goes to the folder backup of the home, which \
      protects from mistakes and not from fire. Where a backup that lies there holds entries of the logs which this home \
      does not have, the home was put back and nothing is written; with --anyway it goes on, and the keys that lie there \
      are kept under another name. For a timer see lodge backup unit.
      """
  ) { call throws(CommandError) in
    let made = try await made(call)
    for warning in made.warnings { call.output.note("warning: \(warning)") }
    if call.output.isJSON {
      return call.output.json(
        .object([
          ("file", .text(made.path)), ("bytes", .number(made.size)), ("rows", .number(made.header.rowCount)),
          ("contents", .number(made.header.contents.count)), ("warnings", .texts(made.warnings)),
        ]))
    }
    call.output.line(
      "Backup good: \(made.path), \(made.size) bytes, \(made.header.rowCount) rows, \(made.header.contents.count) stored files."
    )
    if call.arguments.operands.isEmpty {
      call.output.note("It lies on the same disk as the home. Make one on a stick too: lodge backup make DIR")
    }
  }

  private static func made(_ call: Call) async throws(CommandError) -> MadeBackup {
    let folder = call.place.path
    let homes = try Homes(catalogue: call.catalogue, share: try call.share())
    let standard = BackupStandard(
      migrations: homes.migrations, catalogue: call.catalogue, lists: try call.lists())
    let repository: Repository
    do { repository = try homes.open(folder) } catch { throw CommandError(error, in: folder) }
    let (place, name) = try target(call.arguments.operands.first, home: folder)
    let plan = BackupPlan(
      folder: place, name: name, standard: standard, isAnyway: call.arguments.has("anyway")
    ) { $0.words }
    let line = ProgressLine(call.output)
    do throws(BackupError) {
      let made = try await repository.makeBackup(plan, clock: .system) { line.show($0) }
      line.end()
      return made
    } catch {
      line.end()
      throw CommandError(error)
    }
  }

  /// The folder of a backup and, where one was typed, the name of its file.
  private static func target(
    _ word: String?, home: String
  ) throws(CommandError) -> (folder: String, name: String?) {
    guard let word else {
      do throws(StorageError) { return (try HomeFiles.backupFolder(of: home), nil) } catch {
        throw CommandError(error, in: home)
      }
    }
    guard word.hasSuffix(".lbk"), !HomeFiles.isFolder(word) else { return (word, nil) }
    guard let slash = word.lastIndex(of: "/") else { return (".", word) }
    let folder = String(word[..<slash])
    return (folder.isEmpty ? "/" : folder, String(word[word.index(after: slash)...]))
  }
}

extension BackupHeader {
  /// The rows of all tables.
  var rowCount: Int { rows.values.reduce(0, +) }
}

extension CommandError {
  init(_ error: BackupError) {
    switch error {
    case .storage(let error): self.init(error)
    case .running, .homeInUse: self = .busy(error.words)
    case .putBack, .wrongCode, .mistypedCode, .homeThere, .fileThere, .folderInUse, .noKeyFile,
      .foreignKeyFile:
      self = .refused(error.words)
    default: self = .unusable(error.words)
    }
  }
}
