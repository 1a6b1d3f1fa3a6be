import Glibc
import Records

/// The names of one record type in memory, and their order: found by any part of a name, sorted without SQL.
///
/// It is filled in slices and sorted in slices. All of it is memory of its own that ``wipe()`` clears; an entry
/// takes about 120 bytes.
package final class Directory {
  /// Where the text of one record lies.
  struct Entry: BitwiseCopyable {
    let high: UInt64
    let low: UInt64
    var text: UInt32
    var folded: UInt16
    var shown: UInt16

    var id: RecordID { RecordID(high: high, low: low) }
  }

  /// One line of the order, with what rules most entries out without looking at their text.
  struct Row: BitwiseCopyable {
    var sign: DirectorySign
    var entry: UInt32
    /// A number of ``Directory/states``.
    var state: UInt32
  }

  package let type: String
  let entries: WipedMemory<Entry>
  var rows: WipedMemory<Row>
  let text = WipedText()
  let builder = DirectoryText()
  let shown = DirectoryLine()
  private var places: DirectoryPlaces
  /// The states that occur, by their number.
  package private(set) var states: [String] = []
  private var stateNumbers: [String: UInt32] = [:]
  private var sorter: DirectorySorter?
  private var runStart = 0
  /// How much is read, 0 to 1.
  package private(set) var progress = 0.0
  /// Every entry is there and in order of name.
  package private(set) var isComplete = false
  /// Moves with every change; what was found before no longer counts.
  private(set) var generation = 0
  var lastSearch: DirectorySearch?

  /// An empty directory; `capacity` is about how many entries will come.
  package init(type: String, capacity: Int) {
    self.type = type
    entries = WipedMemory(capacity: capacity)
    rows = WipedMemory(capacity: capacity)
    places = DirectoryPlaces(capacity: capacity)
    sorter = DirectorySorter(capacity: capacity)
  }

  package var count: Int { rows.count }

  /// The bytes it takes.
  package var size: Int { text.size + entries.count * 24 + rows.count * 24 + places.size }

  /// The number of a state, made when it is new.
  func number(ofState state: String) -> UInt32 {
    if let number = stateNumbers[state] { return number }
    let number = UInt32(min(states.count, 63))
    states.append(state)
    stateNumbers[state] = number
    return number
  }

  /// Adds an entry whose folded text stands in ``builder``; while filling, in any order.
  func append(_ id: RecordID, shown: UnsafeRawBufferPointer, state: UInt32) {
    let entry = store(id, shown: shown)
    let number = UInt32(entries.count)
    entries.append(entry)
    places.insert(number, for: id, in: entries)
    let sign = DirectorySign(of: foldedText(entry))
    if let sorter {
      sorter.append(foldedText(entry), row: UInt32(rows.count))
      rows.append(Row(sign: sign, entry: number, state: state))
    } else {
      insert(Row(sign: sign, entry: number, state: state))
    }
    generation += 1
  }

  /// Puts an entry into the place its name gives it, a known one included, once the directory is complete.
  func update(_ id: RecordID, shown: UnsafeRawBufferPointer, state: UInt32) {
    guard let number = places.entry(of: id, in: entries) else {
      return append(id, shown: shown, state: state)
    }
    removeRow(of: number)
    erase(number)
    let entry = store(id, shown: shown)
    entries[Int(number)] = entry
    insert(Row(sign: DirectorySign(of: foldedText(entry)), entry: number, state: state))
    generation += 1
  }

  /// Takes an entry out.
  func remove(_ id: RecordID) {
    guard let number = places.entry(of: id, in: entries), entries[Int(number)].folded > 0 else { return }
    removeRow(of: number)
    erase(number)
    generation += 1
  }

  func setProgress(_ part: Double) { progress = min(part, 1) }

  /// Sorts what was added since the last call among itself; cheap while the texts are warm.
  func endSlice() { sorter?.sortRun(texts: self) }

  /// Goes on bringing all entries into order of name until the time is over.
  ///
  /// - Returns: Whether the directory is complete.
  func sort(until isOver: () -> Bool) -> Bool {
    guard let sorter else { return true }
    sorter.sortRun(texts: self)
    while !sorter.isSorted {
      if isOver() { return false }
      sorter.mergeStep(texts: self)
    }
    rows = sorter.ordered(rows)
    self.sorter = nil
    (isComplete, progress) = (true, 1)
    generation += 1
    return true
  }

  /// Clears every byte; nothing is found any more.
  package func wipe() {
    entries.removeAll()
    rows.removeAll()
    text.removeAll()
    builder.begin()
    sorter = nil
    places = DirectoryPlaces(capacity: 0)
    lastSearch = nil
    (isComplete, progress) = (false, 0)
    generation += 1
  }
}

// MARK: Looking up
extension Directory {
  /// What people call a record; nil where it is not known here.
  package func title(of id: RecordID) -> String? {
    guard let number = places.entry(of: id, in: entries) else { return nil }
    let entry = entries[Int(number)]
    guard entry.folded > 0 else { return nil }
    let start = text.start(entry.text) + Int(entry.folded)
    return String(decoding: UnsafeRawBufferPointer(start: start, count: Int(entry.shown)), as: UTF8.self)
  }

  /// The place of a record in the order of names, counted from 0.
  package func position(of id: RecordID) -> Int? {
    places.entry(of: id, in: entries).flatMap { position(ofEntry: $0) }
  }

  package func id(at position: Int) -> RecordID { entries[Int(rows[position].entry)].id }

  @inline(__always)
  func foldedText(_ entry: Entry) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: text.start(entry.text), count: Int(entry.folded))
  }

  @inline(__always)
  func foldedText(ofRow row: Int) -> UnsafeRawBufferPointer {
    foldedText(entries.start[Int(rows.start[row].entry)])
  }

  /// Compares two names byte by byte; equal ones by identity.
  func isBefore(_ left: UInt32, _ right: UInt32) -> Bool {
    let (one, other) = (entries.start[Int(left)], entries.start[Int(right)])
    let (first, second) = (foldedText(one), foldedText(other))
    guard let start = first.baseAddress, let against = second.baseAddress else { return false }
    let order = memcmp(start, against, min(first.count, second.count))
    if order != 0 { return order < 0 }
    if first.count != second.count { return first.count < second.count }
    return one.id < other.id
  }

  private func position(ofEntry number: UInt32) -> Int? {
    if !isComplete { return (0..<rows.count).first { rows.start[$0].entry == number } }
    let position = lowerBound(of: number)
    return position < rows.count && rows[position].entry == number ? position : nil
  }

  /// The first row that does not come before the entry.
  private func lowerBound(of number: UInt32) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(rows.start[middle].entry, number) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func insert(_ row: Row) { rows.insert(row, at: lowerBound(of: row.entry)) }

  private func removeRow(of number: UInt32) {
    if let position = position(ofEntry: number) { rows.remove(at: position) }
  }

  private func erase(_ number: UInt32) {
    let entry = entries[Int(number)]
    text.erase(entry.text, count: Int(entry.folded) + Int(entry.shown))
    (entries[Int(number)].folded, entries[Int(number)].shown) = (0, 0)
  }

  private func store(_ id: RecordID, shown: UnsafeRawBufferPointer) -> Entry {
    let folded = builder.bytes
    let cut = UnsafeRawBufferPointer(rebasing: shown.prefix(800))
    let place = text.append(folded, cut)
    return Entry(
      high: id.high, low: id.low, text: place, folded: UInt16(folded.count), shown: UInt16(cut.count))
  }
}
