private import CSodium

/// Fresh nonces, drawn from the system a page at a time because each draw is a system call.
///
/// Nonces are public; none is ever handed out twice, also not after a failure.
final class NoncePool {
  private let page: UnsafeMutableRawBufferPointer
  private var next: Int

  init() {
    page = .allocate(byteCount: 340 * CipherContext.nonceSize, alignment: 8)
    next = page.count
  }

  deinit { page.deallocate() }

  /// Writes a nonce of 12 bytes to `target`.
  func take(to target: UnsafeMutableRawPointer) {
    if next == page.count {
      randombytes_buf(page.octets, page.count)
      next = 0
    }
    let nonce = UnsafeRawBufferPointer(rebasing: page[next..<next + CipherContext.nonceSize])
    UnsafeMutableRawBufferPointer(start: target, count: nonce.count).copyMemory(from: nonce)
    next += CipherContext.nonceSize
  }
}
