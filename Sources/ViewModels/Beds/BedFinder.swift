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
    /// The house and how the bed stands, folded.
    let about: String

    package init(house: RecordID, bed: RecordID, words: String, about: String = "") {
      self.house = house
      self.bed = bed
      text = Text.folded(Text.withoutApostrophes(words))
      self.about = Text.folded(about)
    }

    /// How well the words fit, 0 best: where each begins one, where each is in one, and where the house or the state of
    /// the bed is meant; nil where they do not.
    fileprivate func rank(_ wanted: [String]) -> Int? {
      let parts = text.split { !$0.isLetter && !$0.isNumber }
      if wanted.allSatisfy({ word in parts.contains { $0.hasPrefix(word) } }) { return 0 }
      if wanted.allSatisfy({ text.contains($0) }) { return 2 }
      let others = parts + about.split { !$0.isLetter && !$0.isNumber }
      return wanted.allSatisfy { word in others.contains { $0.hasPrefix(word) } } ? 4 : nil
    }
  }

  package init(_ entries: [Entry] = []) { self.entries = entries }

  var isEmpty: Bool { entries.isEmpty }

  /// The beds whose room, label or resident holds every typed word in any part of it, accents aside: where each word
  /// begins one first, then those of the house that is open; after them those whose house or state is meant.
  package func matches(_ typed: String, in house: RecordID?) -> [Entry] {
    let wanted = Text.words(of: typed)
    guard !wanted.isEmpty else { return [] }
    let found = entries.compactMap { entry -> (entry: Entry, rank: Int)? in
      entry.rank(wanted).map { (entry, $0 + (entry.house == house ? 0 : 1)) }
    }
    return (0...5).flatMap { rank in found.filter { $0.rank == rank }.map(\.entry) }
  }
}
