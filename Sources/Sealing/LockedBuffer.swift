private import CSodium
import Synchronization

/// Up to 1,024 bytes of a password or code while it is typed, in locked memory, wiped when dropped.
///
/// Text that is not ASCII must be in Unicode NFC before it is used as a password; the caller sees to that.
/// A screen fills it and the store reads it, so access is serialised.
package final class LockedBuffer: Sendable {
  package static let capacity = 1_024

  private let content: Mutex<Content>

  /// - Throws: ``SealingError/unavailable`` when the system gives no memory.
  package init() throws(SealingError) {
    prepareSodium()
    guard let region = sodium_malloc(Self.capacity) else { throw .unavailable }
    sodium_memzero(region, Self.capacity)
    content = Mutex(Content(start: region))
  }

  /// Takes over bytes that are already elsewhere, such as a code a test made up.
  package convenience init(_ bytes: some Collection<UInt8>) throws(SealingError) {
    try self.init()
    guard append(contentsOf: bytes) else { throw .noRoom }
  }

  deinit { content.withLock { sodium_free($0.start) } }

  package var count: Int { content.withLock { $0.count } }
  package var isEmpty: Bool { count == 0 }

  /// Unicode scalars, which is what a person who types sees as dots.
  package var characterCount: Int {
    withBytes { bytes in bytes.count { !isContinuation($0) } }
  }

  package var isASCII: Bool { withBytes { bytes in bytes.allSatisfy { $0 < 0x80 } } }

  /// Adds one byte, or returns false when the buffer is full.
  @discardableResult package func append(_ byte: UInt8) -> Bool { append(contentsOf: CollectionOfOne(byte)) }

  /// Adds all bytes, such as the UTF-8 of one character, or none of them and returns false.
  @discardableResult package func append(contentsOf bytes: some Collection<UInt8>) -> Bool {
    var isDone = false
    fill { room in
      guard bytes.count <= room.count else { return 0 }
      for (index, byte) in bytes.enumerated() { room[index] = byte }
      isDone = true
      return bytes.count
    }
    return isDone
  }

  /// Lets `body` write into the room that is left and adds as many bytes as it returns.
  ///
  /// This is the way for a password file: `read` puts its bytes here and nowhere else.
  package func fill(_ body: (UnsafeMutableRawBufferPointer) -> Int) {
    content.withLock { content in
      let room = Self.capacity - content.count
      let added = body(UnsafeMutableRawBufferPointer(start: content.start + content.count, count: room))
      precondition(added >= 0 && added <= room, "More was written than there was room for.")
      content.count += added
    }
  }

  /// Takes away the last character with all its bytes.
  package func removeLast() {
    content.withLock { content in
      var isWhole = false
      while content.count > 0 && !isWhole {
        content.count -= 1
        isWhole = !isContinuation(content.start.load(fromByteOffset: content.count, as: UInt8.self))
        content.start.storeBytes(of: 0, toByteOffset: content.count, as: UInt8.self)
      }
    }
  }

  /// Takes away one line end, LF or CR LF, with which a password file may close.
  package func removeLineEnd() {
    for end in [UInt8(ascii: "\n"), UInt8(ascii: "\r")] where withBytes({ $0.last == end }) {
      removeLast()
    }
  }

  /// Wipes the bytes; the buffer can be used again.
  package func clear() {
    content.withLock { content in
      sodium_memzero(content.start, Self.capacity)
      content.count = 0
    }
  }

  /// Lends the bytes for the time of `body`, which must not keep the pointer nor touch this buffer.
  package func withBytes<Result: Sendable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try content.withLock { content throws(Failure) in
      try body(UnsafeRawBufferPointer(start: content.start, count: content.count))
    }
  }

  /// Whether both hold the same bytes, in a time that depends on their length alone.
  package func matches(_ other: LockedBuffer) -> Bool {
    if self === other { return true }
    return withBytes { mine in
      other.withBytes { theirs in
        mine.count == theirs.count && sodium_memcmp(mine.baseAddress, theirs.baseAddress, mine.count) == 0
      }
    }
  }
}

extension LockedBuffer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "password" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

private struct Content {
  let start: UnsafeMutableRawPointer
  var count = 0
}

/// Whether a byte of UTF-8 goes on with a character that began before it.
private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
