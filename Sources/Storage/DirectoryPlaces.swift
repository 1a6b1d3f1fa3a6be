import Records

/// Where the entry of an identity lies: open addressing over the low bits, which are random.
struct DirectoryPlaces {
  /// Places of entries plus one; 0 where free.
  private var table: [UInt32]
  private var used = 0

  init(capacity: Int) {
    var size = 128
    while size < capacity * 3 / 2 { size *= 2 }
    table = Array(repeating: 0, count: size)
  }

  var size: Int { table.count * 4 }

  func place(of id: RecordID, in entries: WipedEntries) -> UInt32? {
    slot(of: id, in: entries).flatMap { table[$0] == 0 ? nil : table[$0] - 1 }
  }

  /// Notes where the entry of an identity lies, in the place of a former one where there was one.
  mutating func set(_ place: UInt32, of id: RecordID, in entries: WipedEntries) {
    if (used + 1) * 4 > table.count * 3 { grow(entries) }
    guard let slot = slot(of: id, in: entries) else { return }
    if table[slot] == 0 { used += 1 }
    table[slot] = place + 1
  }

  /// The slot that holds an identity, or the free one in which it would stand.
  private func slot(of id: RecordID, in entries: WipedEntries) -> Int? {
    var slot = first(id.low)
    for _ in 0..<table.count {
      if table[slot] == 0 { return slot }
      let entry = entries[table[slot] - 1]
      if entry.low == id.low && entry.high == id.high { return slot }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  private func first(_ low: UInt64) -> Int {
    // The multiplier is 2^64 divided by the golden ratio, to spread identities that a test counts up.
    Int(truncatingIfNeeded: (low &* 0x9E37_79B9_7F4A_7C15) >> 20) & (table.count - 1)
  }

  private mutating func grow(_ entries: WipedEntries) {
    let former = table
    table = Array(repeating: 0, count: former.count * 2)
    for place in former where place != 0 {
      var slot = first(entries[place - 1].low)
      while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = place
    }
  }
}
