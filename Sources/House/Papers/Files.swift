import Records

extension RecordType {
  /// One encrypted content; the row says what it is, the bytes lie in the store of files.
  package static let files = RecordType(
    "files", "Files", one: "file", area: "Papers", resource: "documents",
    fields: [
      .text(.name, "Name", [.required, .listed, .sealed]),
      .text(.mediaType, "Media type", [.required, .listed, .filledIn]),
      .integer(.sizeBytes, "Size in bytes", [.required, .listed, .filledIn], in: 0...1_000_000_000_000),
      .bytes(.digest, "Digest", [.required, .filledIn], limit: 32),
      .reference(.residentID, "Resident", to: "residents"),
      .bytes(.contentKey, "Content key", [.required, .filledIn], limit: 256),
      .text(.storageName, "Stored as", [.required, .fixed, .filledIn]),
      .choice(.scan, "Scan", ["not_scanned", "clean=Nothing found", "refused"], [.filledIn]).starting(
        "not_scanned"),
      .choice(.source, "Source", ["typed", "imported", "generated", "scanned", "received"]).starting(
        "imported"),
      .reference(.uploadedBy, "Added by", to: "memberships", [.required]).filled(with: .actor),
    ],
    rules: [.fileMayBeStored],
    tags: .appendOnly,
    namedBy: ["name"],
    house: .resident("resident_id"),
    owners: ["uploaded_by"],
    comesAbout:
      "It is written when a file is put in: on a document press . and choose “Add a version”.")
}

extension Rule {
  static let fileMayBeStored = Rule("a file is of a kind and size that can be stored") { file, _ in
    let size = file[.sizeBytes] ?? 0
    guard size > StoredFile.limit || !StoredFile.mediaTypes.contains(file[.mediaType] ?? "") else {
      return nil
    }
    return Violation("Files of this kind or above 50 MB cannot be stored.", field: "media_type")
  }
}

/// What may lie in the store of files: what people read and hear, nothing that a program runs.
package enum StoredFile {
  /// 50 MB, in bytes.
  package static let limit = 50 * 1024 * 1024

  package static let mediaTypes: Set<String> = [
    "text/plain", "text/csv", "text/markdown", "application/pdf", "application/json", "application/rtf",
    "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "message/rfc822", "image/png",
    "image/jpeg", "image/heic", "image/tiff", "image/webp", "audio/mpeg", "audio/mp4", "audio/ogg",
    "audio/wav", "video/mp4",
  ]
}
