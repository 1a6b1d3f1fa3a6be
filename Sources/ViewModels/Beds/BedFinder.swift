import Records

/// Where every bed of the houses is that the person sees, and who has it, to be found as the words are typed.
package struct BedFinder: Sendable {
  /// In the order of the houses, and in each of rooms and beds.
  private let entries: [Entry]

  package struct Entry: Sendable, Hashable {
    package let house: RecordID
    package let bed: RecordID
    /// Room, bed and name, folded.
    let text: String

    package init(house: RecordID, bed: RecordID, words: String) {
      self.house = house
      self.bed = bed
      text = Text.folded(words)
    }
  }

  package init(_ entries: [Entry] = []) { self.entries = entries }

  /// The beds whose room, label or resident holds every typed word in any part of it, accents aside: where each word
  /// begins one first, then those of the house that is open.
  package func matches(_ typed: String, in house: RecordID?) -> [Entry] {
    let wanted = Text.folded(typed).split { !$0.isLetter && !$0.isNumber }
    guard !wanted.isEmpty else { return [] }
    let found = entries.compactMap { entry -> (entry: Entry, rank: Int)? in
      guard wanted.allSatisfy({ entry.text.contains($0) }) else { return nil }
      let parts = entry.text.split { !$0.isLetter && !$0.isNumber }
      let begins = wanted.allSatisfy { word in parts.contains { $0.hasPrefix(word) } }
      return (entry, (begins ? 0 : 2) + (entry.house == house ? 0 : 1))
    }
    return (0...3).flatMap { rank in found.filter { $0.rank == rank }.map(\.entry) }
  }
}
