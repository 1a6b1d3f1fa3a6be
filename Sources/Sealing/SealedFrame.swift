/// The padded form of a value before it is encrypted: mark, value, 0x80, zeros up to a multiple of 16.
///
/// The padding hides all but the rough length (ISO/IEC 7816-4); at least the 0x80 is always there.
enum SealedFrame {
  /// Bytes of the frame around a value of `count` bytes.
  static func size(around count: Int) -> Int { (count + 2 + 15) & ~15 }

  /// Writes the frame of `content`.
  static func write(_ content: SealedContent, to target: UnsafeMutableRawPointer) {
    let end = content.count + 1
    target.storeBytes(of: content.mark.rawValue, as: UInt8.self)
    content.write(to: target + 1)
    target.storeBytes(of: 0x80, toByteOffset: end, as: UInt8.self)
    let rest = size(around: content.count) - end - 1
    (target + end + 1).initializeMemory(as: UInt8.self, repeating: 0, count: rest)
  }

  /// Returns the value inside a frame without its mark, or nil when the padding is not exactly as written.
  static func value(in frame: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var end = frame.count - 1
    let earliest = max(1, frame.count - 16)
    while end >= earliest && frame[end] == 0 { end -= 1 }
    guard end >= earliest, frame[end] == 0x80 else { return nil }
    return UnsafeRawBufferPointer(rebasing: frame[1..<end])
  }
}
