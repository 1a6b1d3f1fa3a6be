import House
import Records
import Storage
import ViewModels

extension OptionSpec {
  fileprivate static let version = OptionSpec("version-number", "N", "this version; usually the one in force")
}

extension CommandLine {
  static let documentOpen = CommandSpec(
    "document open", [.one("REFERENCE")], options: [.version] + OptionSpec.signIn,
    "what a document says, as far as a terminal can show it",
    details: """
      Texts are shown as text, with nothing in them that could act on the terminal; pictures (PNG, JPEG) as how light \
      each part of them is. Of every other file it says what it is. That it was opened is written down.
      """
  ) { call throws(CommandError) in
    let version = try call.arguments.count("version-number")
    try await call.signedIn { door throws(CommandError) in
      let record = try await door.record(call.arguments.operands[0], of: .documents)
      let file = try await open(record, version, for: .read, door)
      if call.output.isJSON {
        call.output.json(json(file, record))
      } else {
        let preview = await FilePreview.made(of: file, viewer: PictureProcess().viewer)
        call.output.lines(preview.all)
        if preview.rest != nil {
          call.output.line(
            "lodge document save \(file.reference) --version-number \(file.versionNumber) --output FILE writes it to a file."
          )
        }
      }
    }
  }

  static let documentSave = CommandSpec(
    "document save", [.one("REFERENCE")],
    options: [OptionSpec("output", "FILE", "where to; a file that is not there yet"), .version]
      + OptionSpec.signIn,
    "write a document's file as it was put in",
    details: """
      The new file can be read by you alone. A file that is there already is left as it is. It is written down who \
      took which version before the file is written.
      """
  ) { call throws(CommandError) in
    let version = try call.arguments.count("version-number")
    guard let path = call.arguments["output"] else {
      throw .usage("Say where to: --output FILE.", help: call.arguments.command)
    }
    if call.policy?.export == false { throw .refused(Policy.noExport) }
    if HomePlace.contains(path, in: call.place.path) {
      throw .refused(
        "\(path) lies in the home, where only sealed files are kept. Name a place outside it.")
    }
    if FileText.exists(path) { throw .refused("\(path) is there already. Nothing was written over.") }
    try await call.signedIn { door throws(CommandError) in
      let record = try await door.record(call.arguments.operands[0], of: .documents)
      let file = try await open(record, version, for: .export, door)
      do throws(NewFile.Failure) { try NewFile.write(file.content, to: path) } catch {
        throw .refused("\(path) was not written: \(error.reason).")
      }
      if call.output.isJSON {
        call.output.json(
          .object([
            ("file", .text(path)), ("name", .text(file.name)), ("bytes", .number(file.content.count)),
            ("version", .number(file.versionNumber)),
          ]))
      } else {
        call.output.line("Written: \(path), version \(file.versionNumber), \(file.content.count) bytes.")
      }
    }
  }

  private static func open(
    _ record: Record, _ version: Int?, for use: FileUse, _ door: SignedIn
  ) async throws(CommandError) -> OpenedFile {
    guard let id = record.id else { throw CommandError(RegistrarError.notFound) }
    return try await door.ask { registrar, session throws(RegistrarError) in
      try await registrar.openFile(of: id, version: version, for: use, as: session)
    }
  }

  private static func json(_ file: OpenedFile, _ record: Record) -> JSON {
    let isText = MediaType.isText(file.mediaType)
    return .object([
      ("id", record.id.map { .text($0.description) } ?? .null), ("name", .text(file.name)),
      ("media_type", .text(file.mediaType)), ("bytes", .number(file.content.count)),
      ("version", .number(file.versionNumber)),
      ("text", isText ? .text(String(decoding: file.content, as: UTF8.self)) : .null),
    ])
  }

  /// The file that a word of the command line names, as the answer to an action's question.
  static func incoming(_ path: String, for field: Field) throws(CommandError) -> IncomingFile {
    let content: [UInt8]
    do { content = try FileText.bytes(of: path, limit: StoredFile.limit, followsLinks: false) } catch {
      if case .tooLarge = error {
        throw .refused("\(path) is larger than 50 MB, and cannot be stored.")
      }
      throw .refused("\(path) \(error.words).")
    }
    return IncomingFile(field: field.name, name: path, content: content)
  }
}
