import Records
import Sealing
import Testing

@Suite struct AuditTests {
  let vault: Vault

  init() throws { vault = try Vault() }

  @Test func `a row is its columns with type and length`() {
    var row = CanonicalRow()
    row.append(-2)
    row.append("é")
    row.append([UInt8]())
    row.append(nil as String?)
    row.append(RecordID(high: 1, low: 2))
    let expected =
      Array("lodge-audit-v1".utf8)
      + hex("69 fffffffffffffffe 74 0000000000000002 c3a9 62 0000000000000000 6e 0000000000000000")
      + hex("62 0000000000000010 00000000000000010000000000000002")
    #expect(row.bytes == expected)
    row.restart()
    row.append("a")
    #expect(row.bytes == Array("lodge-audit-v1".utf8) + hex("74 0000000000000001 61"))
  }

  @Test func `neighbours, NULL and types are told apart`() {
    func row(_ fill: (inout CanonicalRow) -> Void) -> [UInt8] {
      var row = CanonicalRow()
      fill(&row)
      return row.bytes
    }
    let rows = [
      row { row in for text in ["ab", "c"] { row.append(text) } },
      row { row in for text in ["a", "bc"] { row.append(text) } },
      row { row in for text in ["abc", nil] { row.append(text) } },
      row { row in for text in ["abc", ""] { row.append(text) } },
      row { row in for bytes in [Array("ab".utf8), Array("c".utf8)] { row.append(bytes) } },
      row { row in for number in [nil, 0] as [Int?] { row.append(number) } },
    ]
    #expect(Set(rows).count == rows.count)
  }

  @Test func `a code vouches for its bytes under its key`() throws {
    let (first, second) = (try vault.arena.holdRandom(), try vault.arena.holdRandom())
    let code = try vault.mac.code(of: [1, 2, 3], with: .held(first))
    #expect(code.count == 32)
    for (bytes, isRight) in [([1, 2, 3], true), ([1, 2, 4], false), ([], false)] as [([UInt8], Bool)] {
      let vouches = try bytes.withUnsafeBytes { try vault.mac.vouches(code, for: $0, with: .held(first)) }
      #expect(vouches == isRight)
    }
    #expect(try vault.mac.code(of: [1, 2, 3], with: .held(second)) != code)
    #expect(try vault.mac.code(of: [1, 2, 3], with: .held(first)) == code)
    #expect(try vault.mac.code(of: [1, 2, 3], with: .platform) != code)
  }

  @Test func `no code is made with a key that is gone`() throws {
    let key = try vault.arena.holdRandom()
    _ = try vault.mac.code(of: [1], with: .held(key))
    vault.close()
    #expect(throws: SealingError.keyIsGone) { try vault.mac.code(of: [1], with: .held(key)) }
    #expect(try vault.mac.code(of: [1], with: .platform).count == 32)
  }

  @Test func `a token depends on value, column, organisation and key`() throws {
    let key = AuditMAC.Key.held(try vault.arena.holdRandom())
    let token = try vault.mac.token(of: "ab123", column: "national_id", organization: 7, with: key)
    #expect(token.count == 16)
    #expect(try vault.mac.token(of: "ab123", column: "national_id", organization: 7, with: key) == token)
    let others = [
      try vault.mac.token(of: "ab124", column: "national_id", organization: 7, with: key),
      try vault.mac.token(of: "ab123", column: "reference", organization: 7, with: key),
      try vault.mac.token(of: "ab123", column: "national_id", organization: 8, with: key),
      try vault.mac.token(of: "ab123", column: "national_id", organization: 7, with: .platform),
    ]
    #expect(Set(others + [token]).count == 5)
  }

  @Test func `a head carries its signer's hand`() throws {
    let (ada, ben) = (try vault.makeIdentity(), try vault.makeIdentity())
    let head = try #require(
      SignedHead(
        log: RecordID(high: 1, low: 2), organization: 7, count: 320, code: [UInt8](0..<32),
        signedAt: 1_764_000_000_000, membership: RecordID(high: 3, low: 4)))
    let bytes = try vault.sign(head, as: ada)
    #expect(bytes.count == 160)
    let read = try #require(SignedHead(bytes: bytes))
    #expect(read.statement == head.statement)
    #expect(read.signature == Array(bytes[96...]))
    #expect(SignedHead.isGenuine(bytes, by: ada.signingPublicKey))
    #expect(!SignedHead.isGenuine(bytes, by: ben.signingPublicKey))
    for index in stride(from: 0, to: 160, by: 7) {
      var changed = bytes
      changed[index] ^= 1
      #expect(!SignedHead.isGenuine(changed, by: ada.signingPublicKey))
    }
    #expect(SignedHead(bytes: Array(bytes.dropLast())) == nil)
    #expect(SignedHead(bytes: Array("LODGEHD2".utf8) + bytes[8...]) == nil)
  }
}
