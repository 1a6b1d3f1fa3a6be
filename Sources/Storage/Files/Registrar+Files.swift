import Records

extension Registrar {
  /// Opens the content of a document's version.
  ///
  /// That it is opened is in the log before a byte of it is read, and stays there where it does not open.
  ///
  /// The session must see the document as it is and, for an export, may export it. The number of the version is nil
  /// for the one in force.
  package func openFile(
    of document: RecordID, version: Int? = nil, for use: FileUse = .read, as session: Session
  ) async throws(RegistrarError) -> OpenedFile {
    let noted = try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      let noted = try errand.noteOpening(of: document, version: version, for: use)
      return NotedContent(content: noted.content, reference: noted.reference, version: noted.version)
    }
    let content = try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.open(noted.content)
    }
    return OpenedFile(
      reference: noted.reference, name: noted.content.name, mediaType: noted.content.mediaType,
      versionNumber: noted.version, content: content)
  }

  /// Carries out an action some of whose questions files answer; they are stored with what the action writes, or not
  /// at all.
  ///
  /// Whoever acts at a screen has read its warnings there.
  package func perform(
    _ action: Action, on record: Record, answers: [String: Value], files: [IncomingFile], command: RecordID,
    warningsAccepted: Bool = true, for session: Session
  ) async throws(RegistrarError) -> Receipt {
    try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.perform(
        action, on: record, answers: answers, files: files, command: command,
        warningsAccepted: warningsAccepted)
    }
  }
}

/// A content whose opening is in the log.
private struct NotedContent: Sendable {
  let content: StoredContent
  let reference: String
  let version: Int
}
