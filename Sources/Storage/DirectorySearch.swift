import Glibc
import Records

/// Which entries of a directory a list shows besides the typed words.
package struct DirectoryFilter: Sendable, Hashable {
  /// The states to show; nil for all.
  package var states: Set<String>?
  /// Only these records, such as those that other conditions leave; nil for all.
  package var only: Set<RecordID>?

  package init() {}
}

/// The entries that a search found, in order of name.
package struct DirectoryMatches: Sendable {
  /// Places in the directory's order; nil for all of it.
  let positions: [UInt32]?
  package let count: Int

  /// The place in the directory's order of a match, counted from 0.
  package func position(at index: Int) -> Int { positions.map { Int($0[index]) } ?? index }

  /// Which match stands at a place of the directory's order, or the first one after it.
  package func index(from position: Int) -> Int {
    guard let positions else { return min(position, count) }
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(positions[middle]) < position { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A search that was made, kept so that one more letter only looks through what it found.
struct DirectorySearch {
  struct Word: Hashable {
    let bytes: [UInt8]
    /// From the third letter on a word is looked for inside words too; a sign of Chinese or Thai at once.
    let isInside: Bool

    /// Whether everything that this word finds was found by `former`.
    func narrows(_ former: Word) -> Bool { isInside == former.isInside && bytes.starts(with: former.bytes) }
  }

  let words: [Word]
  let filter: DirectoryFilter
  let generation: Int
  let matches: DirectoryMatches

  /// Whether it found everything that these words can find.
  fileprivate func holds(_ words: [Word]) -> Bool {
    words.count >= self.words.count && zip(words, self.words).allSatisfy { $0.narrows($1) }
  }
}

/// The latest searches of a directory: a letter more looks only through what one of them found, a letter less and the
/// same words under another filter that was asked for before look through nothing.
struct DirectorySearches {
  private var kept: [DirectorySearch] = []

  private static let most = 16

  /// What a search like this found; nil where none is kept that still counts.
  func made(
    _ words: [DirectorySearch.Word], _ filter: DirectoryFilter, _ generation: Int
  ) -> DirectoryMatches? {
    kept.last { $0.generation == generation && $0.words == words && $0.filter == filter }?.matches
  }

  /// The fewest matches that hold all that the words can find under the filter.
  func nearest(
    to words: [DirectorySearch.Word], _ filter: DirectoryFilter, _ generation: Int
  ) -> DirectoryMatches? {
    let former = kept.filter { $0.generation == generation && $0.holds(words) && $0.filter == filter }
    return former.map(\.matches).min { $0.count < $1.count }
  }

  /// Keeps a search, and forgets the oldest while they found more than `limit` together.
  mutating func keep(_ search: DirectorySearch, upTo limit: Int) {
    kept.removeAll { $0.generation != search.generation }
    kept.append(search)
    while kept.count > 1, kept.count > Self.most || size > limit { kept.removeFirst() }
  }

  /// In places; an identity takes the room of four.
  private var size: Int {
    kept.reduce(0) { $0 + ($1.matches.positions?.count ?? 0) + 4 * ($1.filter.only?.count ?? 0) }
  }
}

extension Directory {
  /// The entries in which every typed word begins some word, or from the third letter on stands inside one.
  ///
  /// Accents, case and the order of the words do not count. While the directory is filling, what is there so far.
  package func matching(_ typed: String, _ filter: DirectoryFilter) -> DirectoryMatches {
    let words = searchWords(typed)
    if let known = searches.made(words, filter, generation) { return known }
    let matches = find(words, filter, among: searches.nearest(to: words, filter, generation)?.positions)
    searches.keep(
      DirectorySearch(words: words, filter: filter, generation: generation, matches: matches),
      upTo: 2 * rows.count)
    return matches
  }

  /// The same, and entries of which each word stands in the name or has them among its records.
  package func matching(
    _ typed: String, _ filter: DirectoryFilter, or placed: [(word: String, records: Set<RecordID>)]
  ) -> DirectoryMatches {
    let named = matching(typed, filter)
    guard isComplete, !placed.isEmpty, let positions = named.positions else { return named }
    var left = filter
    left.only = placed.reduce(into: Set()) { $0.formUnion($1.records) }.filter {
      filter.only?.contains($0) ?? true
    }
    for (word, records) in placed {
      let byName = find(searchWords(word), left)
      let found = Set(ids(of: byName, in: 0..<byName.count)).union(records.intersection(left.only ?? []))
      left.only = found
    }
    let others = find([], left).positions ?? []
    let all = Set(positions).union(others).sorted()
    return DirectoryMatches(
      positions: others.isEmpty ? positions : all, count: others.isEmpty ? positions.count : all.count)
  }

  /// The identities of some matches.
  package func ids(of matches: DirectoryMatches, in range: Range<Int>) -> [RecordID] {
    range.clamped(to: 0..<matches.count).map { id(at: matches.position(at: $0)) }
  }

  /// Which match a record is; nil where it is none.
  package func index(of id: RecordID, in matches: DirectoryMatches) -> Int? {
    guard let position = position(of: id) else { return nil }
    let index = matches.index(from: position)
    return index < matches.count && matches.position(at: index) == position ? index : nil
  }

  private func searchWords(_ typed: String) -> [DirectorySearch.Word] {
    builder.begin()
    builder.add(typed)
    let words = builder.bytes.split(separator: DirectoryText.blank).map(Array.init)
    builder.begin()
    return words.map { bytes in
      let letters = bytes.count { $0 & 0xC0 != 0x80 }
      return DirectorySearch.Word(bytes: bytes, isInside: letters >= 3 || bytes.contains { $0 >= 0xE0 })
    }
  }

  private func find(
    _ words: [DirectorySearch.Word], _ filter: DirectoryFilter, among former: [UInt32]? = nil
  ) -> DirectoryMatches {
    if words.isEmpty && filter == DirectoryFilter() {
      return DirectoryMatches(positions: nil, count: rows.count)
    }
    var check = DirectoryCheck(words: words, filter: filter, directory: self)
    let found: [UInt32]
    if isComplete, let only = filter.only, only.count < 2_000 {
      found = check.accepted(only.compactMap { position(of: $0).map { UInt32($0) } }.sorted())
    } else if let former {
      found = check.accepted(former)
    } else {
      found = check.accepted(0..<UInt32(rows.count))
    }
    touched = check.touched
    return DirectoryMatches(positions: found, count: found.count)
  }
}

/// One search made ready: numbers, bits and addresses instead of names.
///
/// It looks at the directory's own memory and does not outlive the call that made it.
private struct DirectoryCheck {
  /// A word as it must stand in the text, with a blank before it where it must begin a word.
  private struct Needle {
    let bytes: [UInt8]
    let first: UInt16
  }

  private let rows: UnsafeMutablePointer<Directory.Row>
  private let pieces: [UnsafeMutableRawPointer]
  private let demand: DirectorySign
  /// Words that the sign settles are left out.
  private let needles: [Needle]
  private let states: UInt64
  private let only: Set<RecordID>?
  /// The sum of what was touched, kept so that the touching is not left out.
  private(set) var touched: UInt8 = 0

  init(words: [DirectorySearch.Word], filter: DirectoryFilter, directory: Directory) {
    rows = directory.rows.start
    pieces = directory.entries.pieces
    var demand = DirectorySign()
    for word in words { demand.join(DirectorySign(demanding: word.bytes, inside: word.isInside)) }
    self.demand = demand
    needles = words.filter { $0.bytes.count > 1 || !DirectorySign.isExact($0.bytes[0]) }
      .map { $0.isInside ? $0.bytes : [DirectoryText.blank] + $0.bytes }
      .sorted { $0.count > $1.count }
      .map { Needle(bytes: $0, first: UInt16($0[0]) | UInt16($0[1]) << 8) }
    states =
      filter.states.map { wanted in
        directory.states.enumerated().reduce(0) {
          wanted.contains($1.element) ? $0 | 1 << UInt64($1.offset) : $0
        }
      } ?? .max
    only = filter.only
  }

  /// Those of the places, in their order, that the search finds.
  mutating func accepted(_ positions: some Sequence<UInt32>) -> [UInt32] {
    var found: [UInt32] = []
    if needles.isEmpty && only == nil {
      for position in positions where isPossible(position) { found.append(position) }
      return found
    }
    var batch: [UInt32] = []
    batch.reserveCapacity(Self.batch)
    for position in positions where isPossible(position) {
      batch.append(position)
      if batch.count == Self.batch { take(&batch, into: &found) }
    }
    take(&batch, into: &found)
    return found
  }

  /// Texts lie far apart: touched one after the other first, they come from memory side by side, not in turn.
  private static let batch = 32

  private mutating func take(_ batch: inout [UInt32], into found: inout [UInt32]) {
    for position in batch {
      let start = start(of: rows[Int(position)].place)
      touched &+= start.load(as: UInt8.self) &+ start.load(fromByteOffset: 64, as: UInt8.self)
    }
    for position in batch where isRight(rows[Int(position)].place) { found.append(position) }
    batch.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private func isPossible(_ position: UInt32) -> Bool {
    let row = rows + Int(position)
    return row.pointee.sign.has(demand) && states & 1 << UInt64(row.pointee.state) != 0
  }

  @inline(__always)
  private func start(of place: UInt32) -> UnsafeMutableRawPointer {
    pieces[Int(place >> 20)] + Int(place & (1 << 20 - 1))
  }

  private func isRight(_ place: UInt32) -> Bool {
    let entry = DirectoryEntry(start: start(of: place))
    if let only, !only.contains(entry.id) { return false }
    for needle in needles where !holds(entry.start + DirectoryEntry.head, entry.foldedCount, needle) {
      return false
    }
    return true
  }

  /// Whether a short text holds a needle of two bytes or more.
  @inline(__always)
  private func holds(_ start: UnsafeMutableRawPointer, _ count: Int, _ needle: Needle) -> Bool {
    let last = count - needle.bytes.count
    var place = 0
    while place <= last {
      let pair = UInt16(littleEndian: start.loadUnaligned(fromByteOffset: place, as: UInt16.self))
      if pair == needle.first, memcmp(start + place, needle.bytes, needle.bytes.count) == 0 { return true }
      place += 1
    }
    return false
  }
}
