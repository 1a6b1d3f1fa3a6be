import Testing

@testable import Storage

/// What is known without asking, because this process wrote last.
@Suite struct OwnWritesTests {
  private var writes: OwnWrites {
    var writes = OwnWrites(from: 10)
    let first = writes.add(["case_notes"], at: 11)
    let second = writes.add(["stays", "case_notes"], at: 12)
    #expect(first && second)
    return writes
  }

  @Test(arguments: [
    ("residents", 10, true), ("stays", 11, false), ("stays", 12, true), ("case_notes", 11, false),
  ])
  func `a table stands as long as no own write to it is later`(
    table: String, since: Int, isUnchanged: Bool
  ) {
    #expect(writes.isUnchanged([table], since: since, now: 12) == isUnchanged)
  }

  @Test func `of what was before the first own write nothing is known`() {
    #expect(writes.isUnchanged(["residents"], since: 9, now: 12) == nil)
  }

  @Test func `once somebody else has written nothing is known`() {
    #expect(writes.isUnchanged(["residents"], since: 12, now: 13) == nil)
    var later = writes
    let followsOn = later.add(["stays"], at: 14)
    #expect(!followsOn)
    #expect(later.isUnchanged(["residents"], since: 12, now: 14) == nil)
  }

  @Test func `a table is written where it was named, and every table where none was`() {
    var written = WrittenTables()
    written.add("stays")
    #expect(written.has("stays") && !written.has("residents"))
    written.add(nil)
    #expect(written.has("residents"))
  }
}
