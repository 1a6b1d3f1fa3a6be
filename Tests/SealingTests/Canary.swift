import Glibc
@testable import Sealing
import Testing

/// Random bytes that are looked for in all memory of the process, and lie nowhere but where they were copied to.
///
/// Its own copy, and those in the page into which memory is read, are left out of the count. Memory goes through a
/// pipe, because the kernel says no where another thread has just given memory back, and a pointer would crash.
final class Canary {
  private static let chunk = 65_536
  private let needle = UnsafeMutableRawBufferPointer.allocate(byteCount: 32, alignment: 8)
  private let page = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 4_096)
  private var pipe: [Int32] = [0, 0]

  init() throws {
    try #require(Glibc.pipe(&pipe) == 0)
    for index in needle.indices { needle[index] = UInt8.random(in: 0x21...0x7E) }
  }

  deinit {
    for end in pipe { close(end) }
    needle.deallocate()
    page.deallocate()
  }

  func copy(to target: UnsafeMutableRawBufferPointer) {
    target.copyMemory(from: UnsafeRawBufferPointer(needle))
  }

  /// Seals the canary as a text.
  func sealed(at place: Place, with key: HeldKey, in vault: Vault) throws -> SealedValue {
    try vault.seal(
      .text(String(decoding: needle, as: UTF8.self)), at: place, with: key,
      header: SealedHeader(format: .organization, version: 1))
  }

  /// How many copies there are.
  func copies() throws -> Int {
    var count = 0
    for region in try Self.writableRegions() {
      for start in stride(from: region.lowerBound, to: region.upperBound, by: page.count - needle.count + 1) {
        count += copies(in: start..<min(start + UInt(page.count), region.upperBound))
      }
    }
    return count
  }

  private func copies(in range: Range<UInt>) -> Int {
    let written = write(pipe[1], UnsafeRawPointer(bitPattern: range.lowerBound), range.count)
    guard written > 0, let start = page.baseAddress, let first = needle.first else { return 0 }
    var length = 0
    while length < written { length += read(pipe[0], start + length, written - length) }
    defer { memset(start, 0, length) }
    var (count, offset) = (0, 0)
    while length - offset >= needle.count, let found = memchr(start + offset, Int32(first), length - offset) {
      offset = found - start + 1
      let isWhole = length - offset + 1 >= needle.count && memcmp(found, needle.octets, needle.count) == 0
      if isWhole && range.lowerBound + UInt(offset - 1) != UInt(bitPattern: needle.octets) { count += 1 }
    }
    return count
  }

  private static func writableRegions() throws -> [Range<UInt>] {
    let file = try #require(fopen("/proc/self/maps", "r"))
    defer { fclose(file) }
    var regions: [Range<UInt>] = []
    var line = [CChar](repeating: 0, count: 4_096)
    while fgets(&line, Int32(line.count), file) != nil {
      let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        .split(separator: " ")
      let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      if words[1].hasPrefix("rw") { regions.append(ends[0]..<ends[1]) }
    }
    return regions
  }
}
