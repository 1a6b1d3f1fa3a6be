import Glibc
import Records

/// Memory for many small values of one kind that is wiped when it grows, shrinks or goes.
final class WipedMemory<Element: BitwiseCopyable> {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit {
    wipe(start, capacity)
    start.deallocate()
  }

  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "There is no such element.")
      return start[index]
    }
    set {
      precondition(index >= 0 && index < count, "There is no such element.")
      start[index] = newValue
    }
  }

  func append(_ element: Element) {
    if count == capacity { grow(to: capacity * 3 / 2) }
    (start + count).initialize(to: element)
    count += 1
  }

  func insert(_ element: Element, at index: Int) {
    append(element)
    memmove(start + index + 1, start + index, (count - 1 - index) * MemoryLayout<Element>.stride)
    start[index] = element
  }

  func remove(at index: Int) {
    precondition(index >= 0 && index < count, "There is no such element.")
    memmove(start + index, start + index + 1, (count - 1 - index) * MemoryLayout<Element>.stride)
    count -= 1
    wipe(start + count, 1)
  }

  /// Makes it `count` elements long, new ones all zero bits.
  func resize(to count: Int) {
    if count > capacity { grow(to: count) }
    if count > self.count {
      memset(start + self.count, 0, (count - self.count) * MemoryLayout<Element>.stride)
    }
    self.count = count
  }

  func removeAll() {
    wipe(start, count)
    count = 0
  }

  private func grow(to capacity: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    memcpy(larger, start, count * MemoryLayout<Element>.stride)
    wipe(start, count)
    start.deallocate()
    (start, self.capacity) = (larger, capacity)
  }

  private func wipe(_ from: UnsafeMutablePointer<Element>, _ count: Int) {
    explicit_bzero(from, count * MemoryLayout<Element>.stride)
  }
}

/// Entries one behind the other in pieces of a mebibyte that never move, wiped when dropped.
///
/// An entry: identity (16), length of the folded text (2), length of what is shown (2), folded text, what is shown.
final class WipedEntries {
  static let pieceSize = 1 << 20
  private(set) var pieces: [UnsafeMutableRawPointer] = []
  private var used = WipedEntries.pieceSize

  deinit { removeAll() }

  /// The bytes kept, room behind the last entry included.
  var size: Int { pieces.count * Self.pieceSize }

  /// Copies an entry in and returns where it lies; its texts have at most 64 KiB each.
  func append(_ id: RecordID, folded: UnsafeRawBufferPointer, shown: UnsafeRawBufferPointer) -> UInt32 {
    let count = DirectoryEntry.head + folded.count + shown.count
    precondition(folded.count <= UInt16.max && shown.count <= UInt16.max, "A text in a directory is short.")
    if used + count + DirectoryEntry.lookahead > Self.pieceSize {
      pieces.append(.allocate(byteCount: Self.pieceSize, alignment: 16))
      used = 0
    }
    let place = UInt32((pieces.count - 1) * Self.pieceSize + used)
    DirectoryEntry(start: pieces[pieces.count - 1] + used).write(id, folded, shown)
    used += count
    return place
  }

  subscript(place: UInt32) -> DirectoryEntry {
    DirectoryEntry(start: pieces[Int(place >> 20)] + Int(place & (1 << 20 - 1)))
  }

  func removeAll() {
    for piece in pieces {
      explicit_bzero(piece, Self.pieceSize)
      piece.deallocate()
    }
    (pieces, used) = ([], Self.pieceSize)
  }
}

/// One entry where it lies.
struct DirectoryEntry {
  let start: UnsafeMutableRawPointer

  static let head = 20
  /// A search may touch so many bytes behind the beginning of an entry, whatever lies there.
  static let lookahead = 128

  var high: UInt64 { start.loadUnaligned(as: UInt64.self) }
  var low: UInt64 { start.loadUnaligned(fromByteOffset: 8, as: UInt64.self) }
  var id: RecordID { RecordID(high: high, low: low) }
  var foldedCount: Int { Int(start.loadUnaligned(fromByteOffset: 16, as: UInt16.self)) }
  var shownCount: Int { Int(start.loadUnaligned(fromByteOffset: 18, as: UInt16.self)) }
  /// A name was taken out; its place stays.
  var isErased: Bool { foldedCount == 0 }

  var folded: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + Self.head, count: foldedCount)
  }
  var shown: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + Self.head + foldedCount, count: shownCount)
  }

  fileprivate func write(_ id: RecordID, _ folded: UnsafeRawBufferPointer, _ shown: UnsafeRawBufferPointer) {
    start.storeBytes(of: id.high, as: UInt64.self)
    start.storeBytes(of: id.low, toByteOffset: 8, as: UInt64.self)
    start.storeBytes(of: UInt16(folded.count), toByteOffset: 16, as: UInt16.self)
    start.storeBytes(of: UInt16(shown.count), toByteOffset: 18, as: UInt16.self)
    let text = start + Self.head
    if let from = folded.baseAddress { memcpy(text, from, folded.count) }
    if let from = shown.baseAddress { memcpy(text + folded.count, from, shown.count) }
  }

  /// Wipes the texts and keeps the identity.
  func erase() { explicit_bzero(start + 16, Self.head - 16 + foldedCount + shownCount) }

  /// Compares two names byte by byte; equal ones by identity.
  func isBefore(_ other: DirectoryEntry) -> Bool {
    let (mine, theirs) = (foldedCount, other.foldedCount)
    let order = memcmp(start + Self.head, other.start + Self.head, min(mine, theirs))
    if order != 0 { return order < 0 }
    return mine != theirs ? mine < theirs : id < other.id
  }
}
