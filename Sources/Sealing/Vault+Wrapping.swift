/// Keys under keys: nonce (12), encrypted key (32), tag (16).
extension Vault {
  static let wrappedSize = CipherContext.nonceSize + CipherContext.keySize + CipherContext.tagSize

  func wrap(_ key: HeldKey, under outer: HeldKey, context: [UInt8]) throws(SealingError) -> [UInt8] {
    guard key.count == CipherContext.keySize else { throw .wrongKeyLength }
    return try arena.with(key) { secret throws(SealingError) in
      try [UInt8](count: Self.wrappedSize) { nonce throws(SealingError) in
        nonces.take(to: nonce)
        try context.lend { bound throws(SealingError) in
          try wrapping.seal(
            secret, to: nonce + CipherContext.nonceSize, key: outer, nonce: nonce, context: bound)
        }
      }
    }
  }

  func unwrap(_ wrapped: [UInt8], under outer: HeldKey, context: [UInt8]) throws(SealingError) -> HeldKey {
    try wrapped.lend { wrapped throws(SealingError) in
      try context.lend { context throws(SealingError) in
        try unwrap(wrapped, under: outer, context: context)
      }
    }
  }

  /// Opens a wrapped key straight into the arena.
  ///
  /// - Throws: ``SealingError/keyDoesNotOpen``.
  func unwrap(
    _ wrapped: UnsafeRawBufferPointer, under outer: HeldKey, context: UnsafeRawBufferPointer
  ) throws(SealingError) -> HeldKey {
    guard wrapped.count == Self.wrappedSize, let nonce = wrapped.baseAddress else { throw .keyDoesNotOpen }
    let body = UnsafeRawBufferPointer(rebasing: wrapped[CipherContext.nonceSize...])
    return try arena.hold(count: CipherContext.keySize) { target throws(SealingError) in
      guard let start = target.baseAddress,
        try wrapping.open(body, to: start, key: outer, nonce: nonce, context: context)
      else { throw .keyDoesNotOpen }
    }
  }
}
