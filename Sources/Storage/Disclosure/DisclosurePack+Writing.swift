import FoundationEssentials
import Records

/// Why a pack was not written.
package enum PackError: Error, Sendable, Hashable {
  case door(RegistrarError)
  /// In the system's words.
  case notWritten(String)
}

extension DisclosurePack {
  /// Writes the pack as a BagIt folder: the files of documents first, for one that does not open is named as left out.
  ///
  /// - Parameters:
  ///   - isolation: The caller's.
  ///   - open: The content of a document, which the log is told of before it is read.
  ///   - write: Puts a file into the folder, by its path there.
  /// - Returns: The pack as it was written, with what did not open among what is left out.
  /// - Throws: ``PackError/notWritten(_:)``.
  package func write(
    isolation: isolated (any Actor)? = #isolation,
    opening open: (Attachment) async throws(RegistrarError) -> OpenedFile,
    to write: (Bag.File) throws(PackError) -> Void
  ) async throws(PackError) -> DisclosurePack {
    var (bag, written) = (Bag(), self)
    func put(_ path: String, _ bytes: [UInt8]) throws(PackError) {
      let file = Bag.File(path: "data/" + path, bytes: bytes)
      try write(file)
      bag.add(file)
    }
    for attachment in attachments {
      let file: OpenedFile
      do throws(RegistrarError) { file = try await open(attachment) } catch {
        if case .sessionEnded = error { throw .door(error) }
        let why = "it was not opened for who made this, or is damaged"
        written.withheld.append(Withheld(what: "the file of \(attachment.reference)", why: why))
        continue
      }
      let name = Bag.name("\(file.reference)-v\(file.versionNumber)-\(file.name)")
      try put("attachments/\(name)", file.content)
    }
    for part in parts {
      try put("records/\(Bag.name(part.type)).txt", text(of: part))
      try put("records/\(Bag.name(part.type)).json", try json(of: part))
    }
    try put("index.txt", written.index)
    for file in bag.closing(info) { try write(file) }
    return written
  }

  private func page(_ lines: [String]) -> [UInt8] {
    let head = notice.map { [$0, ""] } ?? []
    return Array(((head + lines).joined(separator: "\n") + "\n").utf8)
  }

  /// What is in the folder and what is not, to be read first.
  private var index: [UInt8] {
    let wall = zone.wall(at: madeAt)
    var lines = [
      "COPY OF THE RECORDS OF \(subject.uppercased())", organisation, "",
      "Request:  \(reference)\(clock.map { ", \($0)" } ?? "")",
      "Made:     \(wall.day.words) \(wall.time) by \(madeBy)", "", "WHAT IS IN IT", "",
    ]
    lines += parts.map { "  \($0.title): \($0.records.count), records/\(Bag.name($0.type)).txt" }
    lines += attachments.isEmpty ? [] : ["  Files of documents: the folder attachments"]
    lines += ["", "WHAT IS LEFT OUT, AND WHY", ""]
    lines += withheld.isEmpty ? ["  Nothing."] : withheld.map { "  \($0.what): \($0.why)" }
    lines += [
      "", "Other residents are called “another resident”. The same records stand in .json for programs.",
      "manifest-sha256.txt tells whether anything was changed since.",
      "If something is missing or wrong, tell us. You can also complain to the data protection authority.",
    ]
    return page(lines)
  }

  private func text(of part: Part) -> [UInt8] {
    var lines = ["\(part.title.uppercased())  \(part.records.count)", ""]
    for (number, record) in part.records.enumerated() {
      lines.append("\(number + 1). \(record.name)")
      for field in record.fields {
        let words = field.words.split(separator: "\n", omittingEmptySubsequences: false)
        lines.append("   \(field.label): \(words.first ?? "")")
        lines += words.dropFirst().map { "      \($0)" }
      }
      lines.append("")
    }
    return page(lines)
  }

  private struct Written: Encodable {
    let notice: String?
    let type: String
    let title: String
    let records: [[String: String]]
  }

  private func json(of part: Part) throws(PackError) -> [UInt8] {
    let records = part.records.map { record in
      Dictionary(record.fields.map { ($0.name, $0.code) }) { first, _ in first }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return Array(
        try encoder.encode(Written(notice: notice, type: part.type, title: part.title, records: records)))
    } catch {
      throw .notWritten("\(part.title) cannot be written as JSON")
    }
  }
}
