import Records

extension Registrar {
  /// Opens every stored file of the session's organisation and adds to a report which do not open as they were put in.
  ///
  /// The store goes on answering between one file and the next.
  func verifyFiles(_ former: SealedReport, for session: Session) async throws(RegistrarError) -> SealedReport
  {
    guard let type = catalogue[Landmark.files] else { return former }
    return try await inPortions(former, after: RecordID.zero, for: session) {
      (errand, start, report) throws(RegistrarError) in
      try errand.verifyFile(type, after: start, report)
    }
  }
}

extension Errand {
  /// Opens the content of one file.
  ///
  /// - Returns: What was found, and that file; nil for it where there are no more.
  fileprivate func verifyFile(
    _ type: RecordType, after start: RecordID, _ former: SealedReport
  ) throws(RegistrarError) -> (SealedReport, RecordID?) {
    let next = try store { () throws(StorageError) in
      try database.row(
        "SELECT organization_id, id FROM \(name: type.id) WHERE organization_id = \(session.organization) AND id > \(start) ORDER BY id LIMIT 1"
      )
    }
    guard let id = next?[1].id else { return (former, nil) }
    var report = former
    report.addContent()
    if try isErased(id, type) {
      report.add(erased: 1)
    } else if let fault = try contentFault(of: id, type) {
      report.add(
        SealedReport.Damage(type: type.id, record: try wordForFile(id), field: "Content (\(fault))"))
    }
    return (report, id)
  }

  /// Whether a content went with the key of the resident it is about.
  private func isErased(_ id: RecordID, _ type: RecordType) throws(RegistrarError) -> Bool {
    guard let row = try record(id, of: type, for: .program),
      case .reference(let resident) = row["resident_id"]
    else { return false }
    let hasNoKey = try store { () throws(StorageError) in
      try keys.own.isErased(resident, in: database)
    }
    guard hasNoKey, let content = StoredContent(row),
      keys.own.vault.header(ofFileKey: content.wrappedKey)?.format == .resident
    else { return false }
    return try isErasedByLog(resident)
  }

  /// What is wrong with a stored content; nil where it opens.
  private func contentFault(of id: RecordID, _ type: RecordType) throws(RegistrarError) -> String? {
    guard let row = try record(id, of: type, for: .program), let content = StoredContent(row) else {
      return "its row is damaged"
    }
    do throws(RegistrarError) {
      _ = try open(content)
      return nil
    } catch {
      switch error {
      case .storage(.fileMissing): return "missing"
      case .storage(.fileAltered): return "altered"
      case .storage(.sealing): return "its key does not open"
      default: throw error
      }
    }
  }

  /// How a file is spoken of to the session: by its document where it may know of that, else by its identity.
  private func wordForFile(_ id: RecordID) throws(RegistrarError) -> String {
    let versions = try records(
      Query(Landmark.documentVersions).where(.equals("file_id", .reference(id))), for: .session)
    guard let version = versions.first, case .reference(let document) = version["document_id"],
      case .integer(let number) = version["version_number"], let type = catalogue[Landmark.documents],
      let seen = try record(document, of: type, for: .session),
      let reference = seen[FieldKey<String>("reference")]
    else { return id.description }
    return "\(reference) version \(number)"
  }
}
