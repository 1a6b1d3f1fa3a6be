private import COpenSSL

/// AES-256-GCM with one context that is re-keyed only when the key changes.
///
/// The context holds an expanded key in ordinary memory, so ``reset()`` belongs to every lock.
final class CipherContext {
  static let nonceSize = 12
  static let tagSize = 16
  static let keySize = 32

  private let arena: KeyArena
  private let context: OpaquePointer
  private let cipher: OpaquePointer
  /// The tag to compare with, told while the context begins; telling it afterwards costs a tenth more.
  private let expected: UnsafeMutablePointer<OSSL_PARAM>
  private var current: HeldKey?
  private var isFresh = true

  init(arena: KeyArena) throws(SealingError) {
    guard let cipher = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil) else { throw .unavailable }
    guard let context = EVP_CIPHER_CTX_new() else {
      EVP_CIPHER_free(cipher)
      throw .unavailable
    }
    (self.arena, self.cipher, self.context) = (arena, cipher, context)
    expected = .allocate(capacity: 2)
    expected.initialize(repeating: OSSL_PARAM_construct_end(), count: 2)
  }

  deinit {
    EVP_CIPHER_CTX_free(context)
    EVP_CIPHER_free(cipher)
    expected.deallocate()
  }

  /// Encrypts `plain` to `target`, which may be the same memory, and writes the tag behind it.
  func seal(
    _ plain: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer, key: HeldKey,
    nonce: UnsafeRawPointer, context bound: UnsafeRawBufferPointer
  ) throws(SealingError) {
    try begin(key, nonce: nonce, isSealing: 1, nil)
    guard authenticate(bound), transform(plain, to: target), finish(),
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), target + plain.count) == 1
    else { throw .unavailable }
  }

  /// Decrypts `sealed`, whose last 16 bytes are the tag, to `target`.
  ///
  /// - Returns: Whether key, nonce, context and every byte are those it was sealed with. If not, the target is
  ///   wiped.
  func open(
    _ sealed: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer, key: HeldKey,
    nonce: UnsafeRawPointer, context bound: UnsafeRawBufferPointer
  ) throws(SealingError) -> Bool {
    let length = sealed.count - Self.tagSize
    guard length >= 0, let start = sealed.baseAddress else { return false }
    expected[0] = OSSL_PARAM_construct_octet_string(
      ParameterName.tag, UnsafeMutableRawPointer(mutating: start + length), Self.tagSize)
    try begin(key, nonce: nonce, isSealing: 0, expected)
    let body = UnsafeRawBufferPointer(start: start, count: length)
    let isRight = authenticate(bound) && transform(body, to: target) && finish()
    if !isRight { target.initializeMemory(as: UInt8.self, repeating: 0, count: length) }
    return isRight
  }

  /// Forgets the expanded key.
  func reset() {
    EVP_CIPHER_CTX_reset(context)
    (current, isFresh) = (nil, true)
  }

  private func begin(
    _ key: HeldKey, nonce: UnsafeRawPointer, isSealing: Int32, _ expected: UnsafePointer<OSSL_PARAM>?
  ) throws(SealingError) {
    let nonce = nonce.assumingMemoryBound(to: UInt8.self)
    if key == current {
      guard arena.holds(key) else { throw .keyIsGone }
      guard EVP_CipherInit_ex2(context, nil, nil, nonce, isSealing, expected) == 1 else { throw .unavailable }
      return
    }
    guard key.count == Self.keySize else { throw .wrongKeyLength }
    current = nil
    try arena.with(key) { secret throws(SealingError) in
      guard
        EVP_CipherInit_ex2(
          context, isFresh ? cipher : nil, secret.octets, nonce, isSealing, expected) == 1
      else { throw .unavailable }
    }
    (current, isFresh) = (key, false)
  }

  private func authenticate(_ bytes: UnsafeRawBufferPointer) -> Bool { transform(bytes, to: nil) }

  private func transform(_ bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer?) -> Bool {
    var written: Int32 = 0
    return EVP_CipherUpdate(
      context, target?.assumingMemoryBound(to: UInt8.self), &written,
      bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(bytes.count)) == 1
  }

  private func finish() -> Bool {
    var written: Int32 = 0
    var nothing: UInt64 = 0
    return withUnsafeMutableBytes(of: &nothing) {
      EVP_CipherFinal_ex(context, $0.octets, &written) == 1
    }
  }
}
