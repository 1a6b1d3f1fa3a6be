/// Brings rows into order of name in small steps: runs sorted while their texts are warm, then merged in pairs.
final class DirectorySorter {
  /// The first sixteen bytes of a name as numbers, so that most comparisons never touch the text.
  private struct Key: BitwiseCopyable {
    let first: UInt64
    let second: UInt64
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

  func append(_ folded: UnsafeRawBufferPointer, row: UInt32) {
    keys.append(Key(first: Self.number(folded, at: 0), second: Self.number(folded, at: 8), row: row))
  }

  /// Sorts what was added since the last run.
  func sortRun(texts: Directory) {
    let start = runs[runs.count - 1]
    guard start < keys.count else { return }
    var rest = UnsafeMutableBufferPointer(start: keys.start + start, count: keys.count - start)
    rest.sort { Self.isBefore($0, $1, texts) }
    runs.append(keys.count)
  }

  var isSorted: Bool { runs.count <= 2 && !isMerging }

  /// Merges a few thousand rows.
  func mergeStep(texts: Directory) {
    if !isMerging { beginPass() }
    for _ in 0..<4_096 {
      if run + 2 >= runs.count { return endPass() }
      let (middle, end) = (runs[run + 1], runs[run + 2])
      if left == middle && right == end {
        nextPair(end)
      } else if right == end || left < middle && !Self.isBefore(keys.start[right], keys.start[left], texts) {
        target.append(keys.start[left])
        left += 1
      } else {
        target.append(keys.start[right])
        right += 1
      }
    }
  }

  /// The rows in order of name.
  func ordered(_ rows: WipedMemory<Directory.Row>) -> WipedMemory<Directory.Row> {
    let ordered = WipedMemory<Directory.Row>(capacity: rows.count + rows.count / 8)
    for index in 0..<keys.count { ordered.append(rows.start[Int(keys.start[index].row)]) }
    return ordered
  }

  private func beginPass() {
    target = WipedMemory(capacity: keys.count)
    (run, left, merged, isMerging) = (0, 0, [0], true)
    right = runs[min(1, runs.count - 1)]
  }

  private func nextPair(_ end: Int) {
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

  private static func isBefore(_ one: Key, _ other: Key, _ texts: Directory) -> Bool {
    if one.first != other.first { return one.first < other.first }
    if one.second != other.second { return one.second < other.second }
    return texts.isBefore(texts.rows.start[Int(one.row)].entry, texts.rows.start[Int(other.row)].entry)
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
