@testable import Sealing
import Testing

@Suite struct FrameTests {
  private func value(_ frame: [UInt8]) -> [UInt8]? {
    frame.withUnsafeBytes { frame in SealedFrame.value(in: frame).map(Array.init) }
  }

  private func frame(_ start: [UInt8], length: Int = 16) -> [UInt8] {
    start + [UInt8](repeating: 0, count: length - start.count)
  }

  @Test func `padding is taken away exactly`() {
    #expect(value(frame([0x74, 0x80])) == [])
    #expect(value(frame([0x74, 0x41, 0x80])) == [0x41])
    #expect(value(frame([0x62, 0x80, 0x80])) == [0x80])
    #expect(value(frame([0x62, 0, 0, 0x80])) == [0, 0])
  }

  @Test(arguments: [
    [UInt8](repeating: 0, count: 16),
    [0x74] + [UInt8](repeating: 0, count: 15),
    [0x80] + [UInt8](repeating: 0, count: 15),
    [0x74, 0x80] + [UInt8](repeating: 0, count: 13) + [1],
    [0x74, 0x80] + [UInt8](repeating: 0, count: 13) + [0x81],
    [UInt8](repeating: 0x74, count: 15) + [0x80] + [UInt8](repeating: 0, count: 16),
  ])
  func `a frame with other padding is refused`(frame: [UInt8]) {
    #expect(value(frame) == nil)
  }

  @Test func `a foreign mark, a short number and broken text are refused`() {
    func content(_ mark: Character, _ bytes: [UInt8]) -> SealedContent? {
      bytes.withUnsafeBytes { SealedContent(mark: mark.asciiValue ?? 0, value: $0) }
    }
    #expect(content("x", [1]) == nil)
    #expect(content("i", [1, 2, 3, 4, 5, 6, 7]) == nil)
    #expect(content("t", [0xC3]) == nil)
    #expect(content("j", [0xED, 0xA0, 0x80]) == nil)
    #expect(content("d", Array("2026-01-02".utf8)) == .day("2026-01-02"))
  }
}
