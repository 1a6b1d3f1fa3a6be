import Records
import Storage

/// A file as a terminal can show it: the lines of a text, the light and dark of a picture; of anything else what it is.
package struct FilePreview: Sendable {
  /// What it is, in one line.
  package let heading: DisplayText
  /// What it says; empty where it cannot be shown as text.
  package let lines: [DisplayText]
  /// What is to be said of the rest of it; nil where it is shown whole.
  package let rest: DisplayText?

  /// The most bytes and lines of a text that are shown.
  private static let limit = (bytes: 512 * 1024, lines: 10_000)

  /// How large a picture is drawn: it is seen whole on a screen of 80 by 24.
  package static let pictureRoom = (columns: 76, rows: 17)

  /// Looks through a file, which for a large picture takes a while.
  @concurrent
  package static func made(
    of file: OpenedFile, columns: Int = pictureRoom.columns, rows: Int = pictureRoom.rows
  ) async -> FilePreview {
    FilePreview(file, columns: columns, rows: rows)
  }

  private init(_ file: OpenedFile, columns: Int, rows: Int) {
    let isText = MediaType.isText(file.mediaType)
    var facts: [DisplayText] = ["\(file.name)", Self.kind(file.mediaType)]
    if let size = ImageSize(file.content) { facts.append("\(size.width) × \(size.height) points") }
    facts.append(Self.size(file.content.count))
    facts.append("version \(file.versionNumber)")
    heading = facts.joined(separator: " · ")
    guard isText else {
      let picture = PictureText.lines(of: file.content, columns: columns, rows: rows)
      lines = (picture ?? []).map { DisplayText($0) }
      rest =
        picture == nil
        ? "It cannot be shown in a terminal." : "This is only how light each part of it is."
      return
    }
    let shown = file.content.prefix(Self.limit.bytes)
    // A scalar that the limit cuts through becomes a mark of replacement, as every byte that is no UTF-8.
    let all = DisplayText.lines(of: Self.text(shown))
    lines = Array(all.prefix(Self.limit.lines))
    let isWhole = shown.count == file.content.count && all.count == lines.count
    rest = isWhole ? nil : "It goes on; this is its beginning."
  }

  /// The whole preview from its heading to its end.
  package var all: [DisplayText] {
    [heading] + (lines.isEmpty ? [] : [""] + lines) + (rest.map { ["", $0] } ?? [])
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return String(decoding: bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes, as: UTF8.self)
  }

  private static func size(_ bytes: Int) -> DisplayText {
    switch bytes {
    case ..<1_000: "\(bytes) bytes"
    case ..<1_000_000: "\((bytes + 500) / 1_000) kB"
    default: "\((bytes + 500_000) / 1_000_000) MB"
    }
  }

  private static func kind(_ mediaType: String) -> DisplayText {
    kinds[mediaType] ?? "\(mediaType)"
  }

  private static let kinds: [String: DisplayText] = [
    "text/plain": "text", "text/csv": "table (CSV)", "text/markdown": "text (Markdown)",
    "application/json": "JSON", "message/rfc822": "e-mail", "application/pdf": "PDF document",
    "application/rtf": "RTF document", "application/vnd.oasis.opendocument.text": "OpenDocument text",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument table",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel table",
    "image/png": "PNG picture", "image/jpeg": "JPEG picture", "image/heic": "HEIC picture",
    "image/tiff": "TIFF picture", "image/webp": "WebP picture", "audio/mpeg": "sound (MP3)",
    "audio/mp4": "sound (MPEG-4)", "audio/ogg": "sound (Ogg)", "audio/wav": "sound (WAV)",
    "video/mp4": "film (MPEG-4)",
  ]
}
