import Pictures
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

  /// Looks through a file; a picture is looked through by `viewer`, which is told how much room there is.
  @concurrent
  package static func made(
    of file: OpenedFile, columns: Int = pictureRoom.columns, rows: Int = pictureRoom.rows,
    viewer: PictureViewer
  ) async -> FilePreview {
    guard ["image/png", "image/jpeg"].contains(file.mediaType) else { return FilePreview(file) }
    return FilePreview(file, await viewer(file.content, columns, rows))
  }

  private init(_ file: OpenedFile, _ picture: PictureLook) {
    heading = Self.heading(file)
    if case .answered(.seen(let grid)) = picture {
      lines = grid.lines.map { DisplayText($0) }
    } else {
      lines = []
    }
    rest = "\(picture.words)"
  }

  private init(_ file: OpenedFile) {
    heading = Self.heading(file)
    guard MediaType.isText(file.mediaType) else {
      (lines, rest) = ([], "It cannot be shown in a terminal.")
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

  private static func heading(_ file: OpenedFile) -> DisplayText {
    var facts: [DisplayText] = ["\(file.name)", kind(file.mediaType)]
    if let size = ImageSize(file.content) { facts.append("\(size.width) × \(size.height) points") }
    facts.append(size(file.content.count))
    facts.append("version \(file.versionNumber)")
    return facts.joined(separator: " · ")
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
