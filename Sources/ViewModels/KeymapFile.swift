import Records

/// A fault in a key map file.
package struct KeymapError: Error, Hashable, Sendable {
  /// Counted from 1; 0 where the whole file is meant.
  package let line: Int
  package let reason: String

  package init(line: Int, reason: String) {
    (self.line, self.reason) = (line, reason)
  }
}

/// A key map file as it was written, before anybody asks which commands there are.
package struct KeymapFile: Sendable {
  struct Entry: Sendable {
    /// Of the command.
    let id: String
    let line: Int
    /// The chords; none unbinds.
    let names: [String]
  }

  /// In the order of the commands' ids.
  let entries: [Entry]

  /// Reads JSON5 with `format` 1 and `keys`, an object from command ids to lists of chords.
  ///
  /// - Throws: ``KeymapError`` with the line, also for a command that stands twice.
  package init(_ text: String) throws(KeymapError) {
    let file: JSON5Node
    do { file = try JSON5Node(reading: text) } catch {
      throw KeymapError(line: error.line, reason: error.reason)
    }
    let whole = KeymapError(line: 0, reason: "The file is not JSON5 with format and keys.")
    guard let format = file["format"]?.number, let keys = file["keys"]?.members else { throw whole }
    guard format == 1 else { throw KeymapError(line: 0, reason: "Only format 1 is known.") }
    var entries: [Entry] = []
    for member in keys {
      guard let list = member.value.list else { throw whole }
      let names = list.compactMap(\.text)
      guard names.count == list.count else { throw whole }
      entries.append(Entry(id: member.key, line: member.line, names: names))
    }
    self.entries = entries.sorted { $0.id < $1.id }
  }
}
