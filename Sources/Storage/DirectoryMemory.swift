import Glibc

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

/// Texts one behind the other in pieces of a mebibyte that never move, wiped when dropped.
final class WipedText {
  static let pieceSize = 1 << 20
  private var pieces: [UnsafeMutableRawPointer] = []
  private var used = WipedText.pieceSize

  deinit { removeAll() }

  /// The bytes kept, room between the texts included.
  var size: Int { pieces.count * Self.pieceSize }

  /// Copies two texts in, one behind the other, and returns where they lie; at most 64 KiB at once.
  func append(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> UInt32 {
    let count = first.count + second.count
    precondition(count <= 1 << 16, "A text in a directory is short.")
    if used + count > Self.pieceSize {
      pieces.append(.allocate(byteCount: Self.pieceSize, alignment: 16))
      used = 0
    }
    let place = UInt32((pieces.count - 1) * Self.pieceSize + used)
    let target = UnsafeMutableRawBufferPointer(start: start(place), count: count)
    target.copyMemory(from: first)
    UnsafeMutableRawBufferPointer(rebasing: target[first.count...]).copyMemory(from: second)
    used += count
    return place
  }

  /// The first byte of a text.
  @inline(__always)
  func start(_ place: UInt32) -> UnsafeMutableRawPointer {
    pieces[Int(place >> 20)] + Int(place & (1 << 20 - 1))
  }

  func erase(_ place: UInt32, count: Int) { explicit_bzero(start(place), count) }

  func removeAll() {
    for piece in pieces {
      explicit_bzero(piece, Self.pieceSize)
      piece.deallocate()
    }
    (pieces, used) = ([], Self.pieceSize)
  }
}
