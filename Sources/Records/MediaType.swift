/// What a file is, by its first bytes and its name; the bytes win over the name.
package enum MediaType {
  /// What cannot be told, or is a program.
  package static let unknown = "application/octet-stream"

  /// Tells the media type of a content.
  ///
  /// - Parameters:
  ///   - name: The file's name; what stands after the last dot tells kinds apart that begin alike.
  ///   - content: The whole content.
  /// - Returns: A media type (RFC 6838), ``unknown`` where name and content disagree.
  package static func of(name: String, content: [UInt8]) -> String {
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
    for signature in signatures where signature.begins(content) {
      guard !signature.endings.isEmpty else { return signature.type }
      return signature.endings[ending] ?? unknown
    }
    guard isText(content) else { return unknown }
    if content.starts(with: [0x23, 0x21]) { return unknown }
    return textEndings[ending] ?? "text/plain"
  }

  /// Whether people can read it as lines.
  package static func isText(_ type: String) -> Bool {
    type.hasPrefix("text/") || type == "application/json" || type == "message/rfc822"
  }

  /// UTF-8 without a zero byte.
  private static func isText(_ content: [UInt8]) -> Bool {
    !content.contains(0) && String(validating: content, as: UTF8.self) != nil
  }

  /// How a kind of file begins.
  private struct Signature: Sendable {
    let bytes: [UInt8]
    let type: String
    /// Where the bytes stand.
    var offset = 0
    /// The kinds that begin alike, by the ending of the name; empty where there is but one.
    var endings: [String: String] = [:]

    func begins(_ content: [UInt8]) -> Bool { content.dropFirst(offset).starts(with: bytes) }
  }

  private static let signatures: [Signature] = [
    Signature(bytes: Array("%PDF-".utf8), type: "application/pdf"),
    Signature(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], type: "image/png"),
    Signature(bytes: [0xFF, 0xD8, 0xFF], type: "image/jpeg"),
    Signature(bytes: [0x49, 0x49, 0x2A, 0x00], type: "image/tiff"),
    Signature(bytes: [0x4D, 0x4D, 0x00, 0x2A], type: "image/tiff"),
    Signature(bytes: Array("WEBP".utf8), type: "image/webp", offset: 8),
    Signature(bytes: Array("WAVE".utf8), type: "audio/wav", offset: 8),
    Signature(bytes: Array("ftyphei".utf8), type: "image/heic", offset: 4),
    Signature(bytes: Array("ftypmif1".utf8), type: "image/heic", offset: 4),
    Signature(bytes: Array("ftypM4A".utf8), type: "audio/mp4", offset: 4),
    Signature(bytes: Array("ftyp".utf8), type: "video/mp4", offset: 4),
    Signature(bytes: Array("OggS".utf8), type: "audio/ogg"),
    Signature(bytes: Array("ID3".utf8), type: "audio/mpeg"),
    Signature(bytes: [0xFF, 0xFB], type: "audio/mpeg"),
    Signature(bytes: Array("{\\rtf".utf8), type: "application/rtf"),
    Signature(
      bytes: [0x50, 0x4B, 0x03, 0x04], type: unknown,
      endings: [
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ]),
  ]

  private static let textEndings = [
    "csv": "text/csv", "md": "text/markdown", "markdown": "text/markdown", "json": "application/json",
    "eml": "message/rfc822", "pdf": unknown, "png": unknown, "jpg": unknown, "jpeg": unknown,
    "docx": unknown, "xlsx": unknown, "odt": unknown, "ods": unknown, "sh": unknown, "js": unknown,
    "html": unknown, "htm": unknown, "svg": unknown, "py": unknown, "bat": unknown, "ps1": unknown,
  ]
}
