import Records
import Sealing
import Testing

@Suite struct FieldTests {
  let vault: Vault
  let key: HeldKey
  let place = Place(
    organization: 7, table: "residents", column: "surname", row: RecordID(high: 1, low: 2))
  let header = SealedHeader(format: .resident, version: 3)

  init() throws {
    vault = try Vault()
    key = try vault.arena.holdRandom()
  }

  static let contents: [SealedContent] = [
    .text(""), .text("Ada"), .text("Siân Llywelyn"), .text(String(repeating: "é", count: 5_000)),
    .integer(0), .integer(.min), .integer(.max), .day("2026-03-31"), .json("{\"a\":[1,2]}"), .bytes([]),
    .bytes([0x80]), .bytes([0x80, 0, 0]), .bytes([UInt8](repeating: 0, count: 16)),
  ]

  @Test(arguments: contents)
  func `what was sealed opens at its place`(content: SealedContent) throws {
    let sealed = try vault.seal(content, at: place, with: key, header: header)
    #expect(try vault.open(sealed, at: place, with: key) == content)
  }

  @Test(arguments: [(0, 16), (13, 16), (14, 16), (15, 32), (30, 32), (31, 48)])
  func `a sealed text is as long as its padding says`(length: Int, frame: Int) throws {
    let text = SealedContent.text(String(repeating: "x", count: length))
    let sealed = try vault.seal(text, at: place, with: key, header: header)
    #expect(sealed.bytes.count == 33 + frame)
    #expect(sealed.header == header)
    #expect(Array(sealed.bytes.prefix(5)) == [2, 0, 0, 0, 3])
  }

  @Test func `the same text is sealed differently each time`() throws {
    let sealed = try (0..<2_000).map { _ in
      try vault.seal(.text("Ada"), at: place, with: key, header: header).bytes
    }
    #expect(Set(sealed).count == 2_000)
    #expect(Set(sealed.map { $0[5..<17] }).count == 2_000)
  }

  @Test func `no changed bit opens`() throws {
    let sealed = try vault.seal(.text("Ada"), at: place, with: key, header: header).bytes
    for index in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[index] ^= 1 << bit
        #expect(throws: SealingError.damaged(table: "residents", column: "surname")) {
          try vault.open(SealedValue(bytes: changed), at: place, with: key)
        }
      }
    }
    #expect(try vault.open(SealedValue(bytes: sealed), at: place, with: key) == .text("Ada"))
  }

  @Test func `no other length opens`() throws {
    let sealed = try vault.seal(.text("Ada"), at: place, with: key, header: header).bytes
    for length in 0..<sealed.count {
      #expect(throws: SealingError.damaged(table: "residents", column: "surname")) {
        try vault.open(SealedValue(bytes: Array(sealed.prefix(length))), at: place, with: key)
      }
    }
    for more in [1, 16] {
      let longer = sealed + [UInt8](repeating: 0, count: more)
      #expect(throws: SealingError.self) {
        try vault.open(SealedValue(bytes: longer), at: place, with: key)
      }
    }
  }

  @Test(arguments: [
    Place(organization: 8, table: "residents", column: "surname", row: RecordID(high: 1, low: 2)),
    Place(organization: 7, table: "contacts", column: "surname", row: RecordID(high: 1, low: 2)),
    Place(organization: 7, table: "residents", column: "first_name", row: RecordID(high: 1, low: 2)),
    Place(organization: 7, table: "residents", column: "surname", row: RecordID(high: 1, low: 3)),
    Place(organization: 7, table: "residentss", column: "urname", row: RecordID(high: 1, low: 2)),
  ])
  func `F20: a value put elsewhere does not open`(other: Place) throws {
    let sealed = try vault.seal(.text("Ada"), at: place, with: key, header: header)
    #expect(throws: SealingError.damaged(table: other.column.table, column: other.column.column)) {
      try vault.open(sealed, at: other, with: key)
    }
  }

  @Test func `another key does not open`() throws {
    let sealed = try vault.seal(.text("Ada"), at: place, with: key, header: header)
    let other = try vault.arena.holdRandom()
    #expect(throws: SealingError.damaged(table: "residents", column: "surname")) {
      try vault.open(sealed, at: place, with: other)
    }
    #expect(try vault.open(sealed, at: place, with: key) == .text("Ada"))
  }

  @Test func `a text opens into memory of the caller`() throws {
    let sealed = try vault.seal(.text("Siân"), at: place, with: key, header: header).bytes
    var room = [UInt8](repeating: 0xFF, count: sealed.count - 35)
    let count = try open(sealed, into: &room)
    #expect(Array(room.prefix(count)) == Array("Siân".utf8))
    #expect(room.dropFirst(count).allSatisfy { $0 == 0xFF })
    var tooSmall = [UInt8](repeating: 0, count: 4)
    #expect(throws: SealingError.noRoom) { try open(sealed, into: &tooSmall) }
    let number = try vault.seal(.integer(5), at: place, with: key, header: header).bytes
    #expect(throws: SealingError.damaged(table: "residents", column: "surname")) {
      try open(number, into: &room)
    }
  }

  private func open(_ sealed: [UInt8], into room: inout [UInt8]) throws -> Int {
    try sealed.withUnsafeBytes { sealed in
      try room.withUnsafeMutableBytes { room in
        try vault.openText(sealed, at: place.column, row: place.row, with: key, into: room)
      }
    }
  }

  @Test func `nothing opens after the vault is closed`() throws {
    let sealed = try vault.seal(.text("Ada"), at: place, with: key, header: header)
    vault.close()
    #expect(throws: SealingError.keyIsGone) { try vault.open(sealed, at: place, with: key) }
    #expect(throws: SealingError.keyIsGone) {
      try vault.seal(.text("Ada"), at: place, with: key, header: header)
    }
    let fresh = try vault.arena.holdRandom()
    #expect(throws: SealingError.keyIsGone) { try vault.open(sealed, at: place, with: key) }
    let again = try vault.seal(.text("Ada"), at: place, with: fresh, header: header)
    #expect(try vault.open(again, at: place, with: fresh) == .text("Ada"))
  }

  @Test func `nothing sealed is ever shown`() throws {
    let sealed = try vault.seal(.text("Ada"), at: place, with: key, header: header)
    var dumped = ""
    dump(sealed, to: &dumped)
    dump(SealedContent.text("Ada"), to: &dumped)
    dump(key, to: &dumped)
    let spoken = "\(sealed) \(SealedContent.text("Ada")) \(String(reflecting: sealed)) \(key)"
    #expect(spoken == "sealed content sealed key")
    #expect(dumped == "- sealed\n- content\n- key\n")
  }

  @Test func `a draft opens for its writer at its place alone`() throws {
    let other = Place(place.column, row: .zero)
    let draft = try vault.sealDraft(Array("half a note".utf8), at: place, with: key)
    #expect(try vault.openDraft(draft, at: place, with: key) == Array("half a note".utf8))
    #expect(throws: SealingError.self) { try vault.openDraft(draft, at: other, with: key) }
    let stranger = try vault.arena.holdRandom()
    #expect(throws: SealingError.self) { try vault.openDraft(draft, at: place, with: stranger) }
    for length in [0, 12, 43, draft.count - 1] {
      #expect(throws: SealingError.self) {
        try vault.openDraft(Array(draft.prefix(length)), at: place, with: key)
      }
    }
  }

  @Test func `a draft is no field`() throws {
    let draft = try vault.sealDraft([1, 2, 3], at: place, with: key)
    let posing = SealedValue(bytes: [2, 0, 0, 0, 3] + draft)
    #expect(throws: SealingError.self) { try vault.open(posing, at: place, with: key) }
  }
}
