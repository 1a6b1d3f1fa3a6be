import Records
import Sealing

extension Errand {
  /// The answers to an action's questions, with the rows of the files that were given for some of them.
  ///
  /// Nothing is stored unless the action is possible; what is stored is on the disk before its row is committed.
  func answers(
    _ answers: [String: Value], to action: Action, on subject: Record, with files: [IncomingFile],
    command: RecordID
  ) throws(RegistrarError) -> [String: Value] {
    let asked = files.filter { file in action.fileQuestions.contains { $0.name == file.field } }
    guard !asked.isEmpty || action.writesFrom != nil,
      case .yes = try readiness(of: action, on: subject, answers: nil).availability
    else { return answers }
    var completed = answers
    for file in asked {
      let resident = try resident(of: subject)
      completed[file.field] = .reference(try take(file, about: resident, command: command))
    }
    if let written = try fileWritten(by: action, on: subject) {
      let resident = try resident(of: subject)
      completed[written.file.field] = .reference(
        try take(written.file, about: resident, command: command))
      completed["change_note"] = .text(String(written.words.prefix(200)))
    }
    return completed
  }

  /// Stores one file and adds its row.
  private func take(
    _ file: IncomingFile, about resident: RecordID?, command: RecordID
  ) throws(RegistrarError) -> RecordID {
    guard let type = catalogue[Landmark.files] else { throw .notFound }
    if file.content.isEmpty {
      throw .refused([
        Violation("\(file.name) is empty. Choose the file that holds something.", field: file.field)
      ])
    }
    let id = registrar.clock.newID()
    var record = Record(type).filled(from: try book())
    record.id = id
    record.stamp = newStamp
    record["name"] = .text(file.name)
    record["media_type"] = .text(MediaType.of(name: file.name, content: file.content))
    record["size_bytes"] = .integer(file.content.count)
    record["resident_id"] = resident.map { .reference($0) } ?? .empty
    record = tidied(record)
    // Before it is sealed: what may not be stored may be large.
    try refuse(try broken(record, former: nil), warningsAccepted: false)
    let sealed = try seal(file.content, as: id, about: resident, in: type)
    record["digest"] = .bytes(sealed.digest)
    record["content_key"] = .bytes(sealed.key)
    record["storage_name"] = .text(Hexadecimal.text(Digest.sha256(sealed.bytes)))
    try refuse(try faults(in: record, former: nil, isComplete: true), warningsAccepted: false)
    let name = try store { () throws(StorageError) in
      try FileStore(home: registrar.repository.folder).write(sealed.bytes, as: id)
    }
    storedFiles[id] = name
    let written = try write(record, from: nil)
    try note("file.created", written, from: nil, command: command)
    return id
  }

  private func seal(
    _ content: [UInt8], as id: RecordID, about resident: RecordID?, in type: RecordType
  ) throws(RegistrarError) -> (bytes: [UInt8], key: [UInt8], digest: [UInt8]) {
    let keyring = keys.own
    let vault = keyring.vault
    let place = contentPlace(of: id)
    return try store { () throws(StorageError) in
      let (outer, header) = try keyring.newest(of: resident, in: database)
      let digest = try keyring.fileDigest(of: content, about: resident)
      return try sealing { () throws(SealingError) in
        let key = try vault.arena.holdRandom()
        defer { vault.arena.release(key) }
        return (
          try vault.sealFile(content, at: place, with: key),
          try vault.wrapFileKey(key, at: place, under: outer, header: header), digest
        )
      }
    }
  }

  private func contentPlace(of id: RecordID) -> Place {
    Place(organization: session.organization, table: Landmark.files, column: "content_key", row: id)
  }
}

/// What the row of a file says of its content.
struct StoredContent: Sendable {
  let id: RecordID
  let name: String
  let mediaType: String
  let size: Int
  let digest: [UInt8]
  let wrappedKey: [UInt8]
  let storageName: String
  let resident: RecordID?

  init?(_ record: Record) {
    guard let id = record.id, case .integer(let size) = record["size_bytes"],
      case .bytes(let digest) = record["digest"], case .bytes(let key) = record["content_key"],
      case .text(let storageName) = record["storage_name"], case .text(let mediaType) = record["media_type"]
    else { return nil }
    (self.id, self.size, self.digest, wrappedKey) = (id, size, digest, key)
    (self.storageName, self.mediaType) = (storageName, mediaType)
    name = if case .text(let name) = record["name"] { name } else { "" }
    resident = if case .reference(let resident) = record["resident_id"] { resident } else { nil }
  }
}

extension Errand {
  /// Finds the content of a document's version and writes down that it is opened.
  ///
  /// The number of the version is nil for the one in force.
  func noteOpening(
    of document: RecordID, version: Int?, for use: FileUse
  ) throws(RegistrarError) -> (content: StoredContent, reference: String, version: Int) {
    guard let type = catalogue[Landmark.documents],
      try record(document, of: type, for: .session) != nil,
      let subject = try record(document, of: type, for: .program)
    else { throw .notFound }
    try checkMayOpen(subject, for: use)
    let found = try self.version(version, of: subject)
    guard let files = catalogue[Landmark.files], case .reference(let file) = found["file_id"],
      let row = try record(file, of: files, for: .program), let content = StoredContent(row),
      case .integer(let number) = found["version_number"]
    else { throw .storage(.damaged) }
    var entry = AuditEvent(use.event, .access, risk: use.risk, id: registrar.clock.newID()).by(session)
      .about(type.id, document)
    entry.resident = try resident(of: subject)
    var changes = AuditChanges()
    changes.set("version", to: String(number))
    changes.set("file", to: file.description)
    entry.changes = try seal(.json(changes.json), "changes", entry)
    events.append(entry)
    return (content, subject[FieldKey<String>("reference")] ?? "", number)
  }

  private func checkMayOpen(_ document: Record, for use: FileUse) throws(RegistrarError) {
    let open = gate.openCover(on: document.type, at: .values(document))
    let covered = open.and(gate.cover(use.right, on: document.type, at: .values(document)))
    guard try holds(covered) else {
      throw .notAllowed(try roleRefusal(use.right, on: document.type, record: document))
    }
    if document["state"] == .text("disposed") {
      throw .refused([Violation("This document was disposed of. What it said is not opened any more.")])
    }
  }

  private func version(_ number: Int?, of document: Record) throws(RegistrarError) -> Record {
    guard let id = document.id else { throw .notFound }
    var query = Query(Landmark.documentVersions).where(.equals("document_id", .reference(id)))
    query.fields = ["file_id", "version_number"]
    let versions = try records(query, for: .program)
    let wanted = versions.first { version in
      if let number { return version["version_number"] == .integer(number) }
      return version.id.map { document["current_version_id"] == .reference($0) } ?? false
    }
    if let wanted { return wanted }
    let numbers = versions.compactMap { version in
      if case .integer(let number) = version["version_number"] { number } else { nil }
    }.sorted()
    let words =
      numbers.isEmpty
      ? "It has no version yet. Add one first."
      : "It has no such version; there are \(numbers.map(String.init).joined(separator: ", "))."
    throw .refused([Violation(words)])
  }

  /// Opens a stored content.
  ///
  /// - Throws: ``StorageError/fileMissing``, ``StorageError/fileAltered``.
  func open(_ content: StoredContent) throws(RegistrarError) -> [UInt8] {
    let keyring = keys.own
    let vault = keyring.vault
    let place = contentPlace(of: content.id)
    return try store { () throws(StorageError) in
      let sealed = try FileStore(home: registrar.repository.folder).read(
        content.storageName, size: SealedFile.size(around: content.size))
      guard let header = vault.header(ofFileKey: content.wrappedKey) else { throw .sealing }
      let outer = try keyring.key(for: header, of: content.resident, in: database)
      let opened: [UInt8]
      do throws(SealingError) {
        let key = try vault.unwrapFileKey(content.wrappedKey, at: place, under: outer)
        defer { vault.arena.release(key) }
        opened = try vault.openFile(sealed, at: place, with: key)
      } catch {
        if case .damaged = error { throw .fileAltered }
        throw .sealing
      }
      guard Digest.matches(content.digest, try keyring.fileDigest(of: opened, about: content.resident)) else {
        throw .fileAltered
      }
      return opened
    }
  }
}
