/// Brings rows into order of name in small steps: runs sorted while their texts are warm, then merged in pairs.
final class DirectorySorter {
  /// The first 24 bytes of a name as numbers, so that most comparisons never touch the text.
  private struct Key: BitwiseCopyable {
    let first: UInt64
    let second: UInt64
    let third: UInt64
    /// Where the entry lies.
    let place: UInt32
    let row: UInt32
  }

  private var keys: WipedMemory<Key>
  private var target: WipedMemory<Key>
  /// Where each sorted run begins; the last number is where the unsorted rest begins.
  private var runs: [Int] = [0]
  /// The merge in hand: the runs it reads, and how far it is.
  private var merged: [Int] = [0]
  private var run = 0
  private var (left, right) = (0, 0)
  private var isMerging = false

  init(capacity: Int) {
    keys = WipedMemory(capacity: capacity)
    target = WipedMemory(capacity: 0)
  }

  func append(_ folded: UnsafeRawBufferPointer, place: UInt32, row: UInt32) {
    // Every name begins with a blank, which tells nothing apart.
    keys.append(
      Key(
        first: Self.number(folded, at: 1), second: Self.number(folded, at: 9),
        third: Self.number(folded, at: 17), place: place, row: row))
  }

  /// Sorts what was added since the last run.
  func sortRun(_ entries: WipedEntries) {
    let start = runs[runs.count - 1]
    guard start < keys.count else { return }
    var rest = UnsafeMutableBufferPointer(start: keys.start + start, count: keys.count - start)
    rest.sort { Self.isBefore($0, $1, entries) }
    runs.append(keys.count)
  }

  var isSorted: Bool { runs.count <= 2 && !isMerging }

  /// Merges a few thousand rows.
  func mergeStep(_ entries: WipedEntries) {
    if !isMerging { beginPass() }
    var room = 4_096
    while room > 0 {
      if run + 2 >= runs.count { return endPass() }
      room -= mergePair(entries, upTo: room)
      if left == runs[run + 1] && right == runs[run + 2] { nextPair() }
    }
  }

  /// Merges the two runs in hand until one of them ends or `limit` rows are taken; returns how many were.
  private func mergePair(_ entries: WipedEntries, upTo limit: Int) -> Int {
    let (from, middle, end) = (keys.start, runs[run + 1], runs[run + 2])
    var (left, right, taken) = (left, right, 0)
    while taken < limit && left < middle && right < end {
      if Self.isBefore(from[right], from[left], entries) {
        target.append(from[right])
        right += 1
      } else {
        target.append(from[left])
        left += 1
      }
      taken += 1
    }
    if left == middle || right == end {
      for index in left..<middle { target.append(from[index]) }
      for index in right..<end { target.append(from[index]) }
      (left, right) = (middle, end)
    }
    (self.left, self.right) = (left, right)
    return max(taken, 1)
  }

  /// The rows in order of name, as far as ``orderStep(_:)`` has come.
  private(set) var ordered = WipedMemory<Directory.Row>(capacity: 0)

  var isOrdered: Bool { ordered.count == keys.count }

  /// Puts a few thousand rows into their order.
  func orderStep(_ rows: WipedMemory<Directory.Row>) {
    if ordered.count == 0 { ordered = WipedMemory(capacity: keys.count + keys.count / 16) }
    for index in ordered.count..<min(ordered.count + 4_096, keys.count) {
      ordered.append(rows.start[Int(keys.start[index].row)])
    }
  }

  private func beginPass() {
    target = WipedMemory(capacity: keys.count)
    (run, left, merged, isMerging) = (0, 0, [0], true)
    right = runs[min(1, runs.count - 1)]
  }

  private func nextPair() {
    let end = runs[run + 2]
    merged.append(end)
    run += 2
    left = end
    right = run + 1 < runs.count ? runs[run + 1] : end
  }

  private func endPass() {
    // An odd run at the end has no partner in this pass.
    while left < keys.count {
      target.append(keys.start[left])
      left += 1
    }
    if merged.last != keys.count { merged.append(keys.count) }
    (keys, runs, isMerging) = (target, merged, false)
    target = WipedMemory(capacity: 0)
  }

  @inline(__always)
  private static func isBefore(_ one: Key, _ other: Key, _ entries: WipedEntries) -> Bool {
    if one.first != other.first { return one.first < other.first }
    if one.second != other.second { return one.second < other.second }
    if one.third != other.third { return one.third < other.third }
    return entries[one.place].isBefore(entries[other.place])
  }

  /// Eight bytes from an offset as a number that sorts as they do; absent ones count as 0.
  private static func number(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    if offset + 8 <= bytes.count {
      return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var number: UInt64 = 0
    for index in offset..<offset + 8 { number = number << 8 | UInt64(index < bytes.count ? bytes[index] : 0) }
    return number
  }
}
