import Records
import Testing

/// What a report that is shared says of a few.
@Suite struct SmallCountTests {
  @Test(arguments: [(0, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (60, "60")])
  func `a shared count is told from five`(count: Int, words: String) {
    #expect(SmallCount.words(count, isShared: true) == words)
    #expect(SmallCount.words(count, isShared: false) == String(count))
    #expect(SmallCount.shared(.text(String(count))) == .text(words))
  }

  @Test(arguments: ["93.8 %", "1.7", "3 days", ""])
  func `what is no count is told as it is`(figure: String) {
    #expect(SmallCount.shared(.text(figure)) == .text(figure))
  }

  @Test func `a number below five becomes words, and another stays a number`() {
    #expect(SmallCount.shared(.integer(4)) == .text("fewer than 5"))
    #expect(SmallCount.shared(.integer(5)) == .integer(5))
    #expect(SmallCount.shared(.empty) == .empty)
  }
}
