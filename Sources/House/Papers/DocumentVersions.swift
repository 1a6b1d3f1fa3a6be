import Records

extension RecordType {
  /// One fixed content of a document.
  package static let documentVersions = RecordType(
    "document_versions", "Versions", one: "version", area: "Papers", resource: "documents",
    fields: [
      .reference(.documentID, "Document", to: "documents", [.required, .listed, .fixed]),
      .integer(.versionNumber, "Version", [.required, .listed, .fixed, .filledIn], in: 1...10_000),
      .reference(.fileID, "File", to: "files", [.required, .fixed]),
      .text(.changeNote, "What is new", [.listed, .sealed]),
      .reference(.madeBy, "Made by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .instant(.madeAt, "Made at", [.required, .listed, .indexed]).past().filled(with: .now),
      .integer(.pageCount, "Pages", in: 1...100_000),
      .bytes(.digest, "Digest", [.required, .filledIn], limit: 32),
    ],
    rules: [.versionIsNew],
    uniques: [Unique(["document_id", "version_number"])],
    tags: .appendOnly,
    namedBy: ["version_number"],
    house: .through("document_id", type: "documents"),
    owners: ["made_by"],
    order: "-made_at",
    comesAbout:
      "It is written with its file: on a document press . and choose “Add a version”.")
}

extension Rule {
  static let versionIsNew = Rule("a version differs from the one before") { version in
    version[.documentID].map { [Query("document_versions").where(.documentID, is: $0)] } ?? []
  } check: { version, book in
    let number = version[.versionNumber] ?? .max
    let before = book.rows(0).filter { $0.id != version.id && ($0[.versionNumber] ?? 0) < number }
      .max { ($0[.versionNumber] ?? 0) < ($1[.versionNumber] ?? 0) }
    guard let digest = version[.digest], let before, before[.digest] == digest else { return nil }
    return Violation("Nothing has changed since version \(before[.versionNumber] ?? 1).", field: "file_id")
  }
}
