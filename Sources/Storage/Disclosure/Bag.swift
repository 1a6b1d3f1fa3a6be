import Records
import Sealing

/// A BagIt folder (RFC 8493): what it holds under `data`, and the files beside by which anybody can check it.
package struct Bag: Sendable {
  /// One file of it, by its path within the folder.
  package struct File: Sendable, Hashable {
    package let path: String
    package let bytes: [UInt8]
  }

  /// The folders that must be there, each after the one it lies in.
  package static let folders = ["data", "data/records", "data/attachments"]

  private var payload: [(path: String, digest: String)] = []
  private var size = 0

  package init() {}

  /// Takes note of a file under `data`.
  package mutating func add(_ file: File) {
    payload.append((file.path, Bag.digest(file.bytes)))
    size += file.bytes.count
  }

  /// The files beside the payload, to be written last; `info` says what it is, a label and a value a line.
  package func closing(_ info: [(label: String, value: String)]) -> [File] {
    let lines = info + [(label: "Payload-Oxum", value: "\(size).\(payload.count)")]
    let tags = [
      file("bagit.txt", ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"]),
      file("bag-info.txt", lines.map { "\($0.label): \(Bag.oneLine($0.value))" }),
      file("manifest-sha256.txt", payload.sorted { $0.path < $1.path }.map { "\($0.digest)  \($0.path)" }),
    ]
    return tags
      + [file("tagmanifest-sha256.txt", tags.map { "\(Bag.digest($0.bytes))  \($0.path)" })]
  }

  private func file(_ path: String, _ lines: [String]) -> File {
    File(path: path, bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private static func digest(_ bytes: [UInt8]) -> String { Hexadecimal.text(Digest.sha256(bytes)) }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A name of a file that every system takes: letters, digits, point, hyphen, underscore; the rest are hyphens.
  package static func name(_ text: String) -> String {
    let kept = text.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || [".", "-", "_"].contains(scalar) ? Character(scalar) : "-"
    }
    // What makes it the only one of its name stands at its beginning, and of which kind it is at its end.
    let whole = String(kept).drop { $0 == "." || $0 == "-" }
    let name = whole.count > 80 ? "\(whole.prefix(60))\(whole.suffix(20))" : String(whole)
    return name.isEmpty ? "file" : name
  }
}
