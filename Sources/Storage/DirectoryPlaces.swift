import Records

/// Where the entry of an identity lies: open addressing over the low bits, which are random.
struct DirectoryPlaces {
  /// Entry numbers plus one; 0 where free.
  private var table: [UInt32]
  private var used = 0

  init(capacity: Int) {
    var size = 128
    while size < capacity * 3 / 2 { size *= 2 }
    table = Array(repeating: 0, count: size)
  }

  var size: Int { table.count * 4 }

  func entry(of id: RecordID, in entries: WipedMemory<Directory.Entry>) -> UInt32? {
    var place = slot(id.low)
    while table[place] != 0 {
      let entry = entries.start[Int(table[place] - 1)]
      if entry.low == id.low && entry.high == id.high { return table[place] - 1 }
      place = (place + 1) & (table.count - 1)
    }
    return nil
  }

  mutating func insert(_ entry: UInt32, for id: RecordID, in entries: WipedMemory<Directory.Entry>) {
    if (used + 1) * 4 > table.count * 3 { grow(entries) }
    put(entry, id.low)
    used += 1
  }

  private mutating func put(_ entry: UInt32, _ low: UInt64) {
    var place = slot(low)
    while table[place] != 0 { place = (place + 1) & (table.count - 1) }
    table[place] = entry + 1
  }

  private func slot(_ low: UInt64) -> Int {
    // The multiplier is 2^64 divided by the golden ratio, to spread identities that a test counts up.
    Int(truncatingIfNeeded: (low &* 0x9E37_79B9_7F4A_7C15) >> 20) & (table.count - 1)
  }

  private mutating func grow(_ entries: WipedMemory<Directory.Entry>) {
    let former = table
    table = Array(repeating: 0, count: former.count * 2)
    for entry in former where entry != 0 { put(entry - 1, entries.start[Int(entry - 1)].low) }
  }
}
