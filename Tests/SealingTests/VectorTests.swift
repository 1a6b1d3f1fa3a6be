import Records
@testable import Sealing
import Testing

/// What this module makes of the inputs that the standards publish.
@Suite struct VectorTests {
  let vault: Vault

  init() throws { vault = try Vault() }

  private func held(_ bytes: [UInt8]) throws -> HeldKey {
    try vault.arena.hold(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  @Test func `SHA-256 of abc (FIPS 180-2, appendix B.1)`() {
    #expect(
      Digest.sha256(Array("abc".utf8))
        == hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    #expect(
      Digest.sha256([]) == hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
  }

  static let codes: [(key: [UInt8], text: [UInt8], code: String)] = [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ]

  @Test func `HMAC-SHA-256 (RFC 4231, cases 1, 2, 3 and 6)`() throws {
    for _ in 0..<2 {
      for (key, text, code) in Self.codes {
        #expect(try vault.mac.code(of: text, with: .open(key)) == hex(code))
        #expect(try vault.mac.code(of: text, with: .open(key)) == hex(code))
      }
    }
    let key = try held(Self.codes[0].key)
    #expect(try vault.mac.code(of: Self.codes[0].text, with: .held(key)) == hex(Self.codes[0].code))
    #expect(try vault.mac.code(of: Self.codes[0].text, with: .held(key)) == hex(Self.codes[0].code))
  }

  @Test func `AES-256-GCM (GCM specification, test cases 14 and 16)`() throws {
    let context = try CipherContext(arena: vault.arena)
    try check(
      context, key: [UInt8](repeating: 0, count: 32), nonce: [UInt8](repeating: 0, count: 12), bound: [],
      plain: [UInt8](repeating: 0, count: 16),
      sealed: hex("cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919"))
    let key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    for _ in 0..<2 {
      try check(
        context, key: key, nonce: hex("cafebabefacedbaddecaf888"),
        bound: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
        plain: hex(
          """
          d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
          1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
          """),
        sealed: hex(
          """
          522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
          8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
          76fc6ece0f4e1768cddf8853bb2d551b
          """))
    }
  }

  private func check(
    _ context: CipherContext, key: [UInt8], nonce: [UInt8], bound: [UInt8], plain: [UInt8], sealed: [UInt8]
  ) throws {
    let key = try held(key)
    let made = try [UInt8](count: sealed.count) { target throws(SealingError) in
      try plain.lend { plain throws(SealingError) in
        try nonce.lend { nonce throws(SealingError) in
          try bound.lend { bound throws(SealingError) in
            try context.seal(plain, to: target, key: key, nonce: nonce.octets, context: bound)
          }
        }
      }
    }
    #expect(made == sealed)
    var isRight = false
    let opened = try [UInt8](count: plain.count) { target throws(SealingError) in
      try sealed.lend { sealed throws(SealingError) in
        try nonce.lend { nonce throws(SealingError) in
          try bound.lend { bound throws(SealingError) in
            isRight = try context.open(sealed, to: target, key: key, nonce: nonce.octets, context: bound)
          }
        }
      }
    }
    #expect(isRight)
    #expect(opened == plain)
  }

  @Test func `Ed25519 (RFC 8032, section 7.1, test 2)`() throws {
    let publicKey = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    let signature = hex(
      """
      92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
      085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
      """)
    #expect(Signature.isGenuine(signature, of: [0x72], by: publicKey))
    #expect(!Signature.isGenuine(signature, of: [0x73], by: publicKey))
    #expect(!Signature.isGenuine(Array(signature.dropLast()), of: [0x72], by: publicKey))
    #expect(!Signature.isGenuine(signature, of: [0x72], by: []))
    let seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    let unused = try vault.makeIdentity()
    let signer = Identity(
      seed: unused.seed, privateKey: unused.privateKey, signingKey: try held(seed + publicKey),
      draftKey: unused.draftKey, publicKey: unused.publicKey, signingPublicKey: publicKey)
    #expect(try vault.sign([0x72], as: signer) == signature)
  }
}
