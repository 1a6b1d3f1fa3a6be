import Glibc

/// The name of the record in hand, in memory that is wiped.
final class DirectoryLine {
  private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 16)
  /// Room in which one sealed text is opened; a name has at most 200 characters.
  private let opened = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 16)
  private var count = 0

  deinit {
    for room in [memory, opened] {
      if let start = room.baseAddress { explicit_bzero(start, room.count) }
      room.deallocate()
    }
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  func clear() { count = 0 }

  /// Adds a part of the name, what parts it from the one before first.
  func add(_ text: UnsafeRawBufferPointer, after separator: [UInt8]) {
    if count > 0 { separator.withUnsafeBytes { append($0) } }
    append(text)
  }

  /// Lets `open` write a text into the room and `use` read it there.
  func opening(
    _ open: (UnsafeMutableRawBufferPointer) -> Int, use: (UnsafeRawBufferPointer) -> Void
  ) {
    let length = open(opened)
    if length > 0 { use(UnsafeRawBufferPointer(rebasing: opened[..<length])) }
  }

  private func append(_ text: UnsafeRawBufferPointer) {
    let part = UnsafeRawBufferPointer(rebasing: text.prefix(memory.count - count))
    UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: part)
    count += part.count
  }
}
