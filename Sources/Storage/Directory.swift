import Records

/// The names of one record type in memory, and their order: found by any part of a name, sorted without SQL.
///
/// It is filled in slices and sorted in slices. All of it is memory of its own that ``wipe()`` clears; an entry
/// takes about 130 bytes.
package final class Directory {
  /// One line of the order, with what rules most entries out without looking at their text.
  struct Row: BitwiseCopyable {
    var sign: DirectorySign
    /// Where the entry lies.
    var place: UInt32
    /// A number of ``Directory/states``.
    var state: UInt32
  }

  package let type: String
  let entries = WipedEntries()
  private(set) var rows: WipedMemory<Row>
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
  var searches = DirectorySearches()
  var touched: UInt8 = 0

  /// An empty directory; `capacity` is about how many entries will come.
  package init(type: String, capacity: Int) {
    self.type = type
    rows = WipedMemory(capacity: capacity)
    places = DirectoryPlaces(capacity: capacity)
    sorter = DirectorySorter(capacity: capacity)
  }

  package var count: Int { rows.count }

  /// The bytes it takes.
  package var size: Int { entries.size + rows.count * 40 + places.size }

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
    let place = store(id, shown: shown)
    let entry = entries[place]
    let row = Row(sign: DirectorySign(of: entry.folded), place: place, state: state)
    if let sorter {
      sorter.append(entry.folded, place: place, row: UInt32(rows.count))
      rows.append(row)
    } else {
      rows.insert(row, at: lowerBound(of: entry))
    }
    generation += 1
  }

  /// Puts an entry into the place its name gives it, a known one included, once the directory is complete.
  func update(_ id: RecordID, shown: UnsafeRawBufferPointer, state: UInt32) {
    takeOut(id)
    append(id, shown: shown, state: state)
  }

  /// Takes an entry out.
  func remove(_ id: RecordID) {
    takeOut(id)
    generation += 1
  }

  func setProgress(_ part: Double) { progress = min(part, 1) }

  /// Sorts what was added since the last call among itself; cheap while the texts are warm.
  func endSlice() { sorter?.sortRun(entries) }

  /// Goes on bringing all entries into order of name until the time is over.
  ///
  /// - Returns: Whether the directory is complete.
  func sort(until isOver: () -> Bool) -> Bool {
    guard let sorter else { return true }
    sorter.sortRun(entries)
    while !sorter.isSorted {
      if isOver() { return false }
      sorter.mergeStep(entries)
    }
    while !sorter.isOrdered {
      if isOver() { return false }
      sorter.orderStep(rows)
    }
    rows = sorter.ordered
    self.sorter = nil
    (isComplete, progress) = (true, 1)
    generation += 1
    return true
  }

  /// Clears every byte; nothing is found any more.
  package func wipe() {
    entries.removeAll()
    rows.removeAll()
    builder.begin()
    sorter = nil
    places = DirectoryPlaces(capacity: 0)
    searches = DirectorySearches()
    (isComplete, progress) = (false, 0)
    generation += 1
  }
}

// MARK: Looking up
extension Directory {
  /// What people call a record; nil where it is not known here.
  package func title(of id: RecordID) -> String? {
    guard let entry = entry(of: id) else { return nil }
    return String(decoding: entry.shown, as: UTF8.self)
  }

  /// The place of a record in the order of names, counted from 0.
  package func position(of id: RecordID) -> Int? {
    guard let place = places.place(of: id, in: entries), !entries[place].isErased else { return nil }
    if !isComplete { return (0..<rows.count).first { rows.start[$0].place == place } }
    let position = lowerBound(of: entries[place])
    return position < rows.count && rows[position].place == place ? position : nil
  }

  package func id(at position: Int) -> RecordID { entries[rows[position].place].id }

  private func entry(of id: RecordID) -> DirectoryEntry? {
    guard let place = places.place(of: id, in: entries), !entries[place].isErased else { return nil }
    return entries[place]
  }

  /// The first row that does not come before the entry.
  private func lowerBound(of entry: DirectoryEntry) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[rows.start[middle].place].isBefore(entry) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func takeOut(_ id: RecordID) {
    if let position = position(of: id) { rows.remove(at: position) }
    entry(of: id)?.erase()
  }

  private func store(_ id: RecordID, shown: UnsafeRawBufferPointer) -> UInt32 {
    let cut = UnsafeRawBufferPointer(rebasing: shown.prefix(800))
    let place = entries.append(id, folded: builder.bytes, shown: cut)
    places.set(place, of: id, in: entries)
    return place
  }
}
