private import CSodium

/// A long content as pieces of 64 KiB, each sealed behind the one before (libsodium's secretstream).
///
/// None can be left out, moved or added, and the last says that it is the last.
package enum SealedStream {
  /// The bytes of content in every piece but the last.
  package static let piece = 65_536
  /// What sealing adds to a piece.
  package static let overhead = 17
  /// What a stream begins with: `crypto_secretstream_xchacha20poly1305_HEADERBYTES`.
  package static let start = 24

  /// The bytes that a content of so many bytes takes up; an empty one has one empty piece.
  package static func size(around length: Int) -> Int {
    let content = ContentLength.credible(length)
    return start + content + max(1, (content + piece - 1) / piece) * overhead
  }
}

/// Seals a stream piece by piece; its state lies in memory that is wiped when it goes.
package final class StreamSealer {
  /// What the stream begins with.
  package let start: [UInt8]
  private let state: StreamState

  /// Begins a stream under a key of its own.
  package init(_ vault: Vault, key: HeldKey) throws(SealingError) {
    let state = try StreamState()
    var start = [UInt8](repeating: 0, count: SealedStream.start)
    let outcome = try vault.arena.with(key) { secret in
      crypto_secretstream_xchacha20poly1305_init_push(state.pointer, &start, secret.octets)
    }
    guard outcome == 0 else { throw .unavailable }
    (self.state, self.start) = (state, start)
  }

  /// Seals the next piece, bound to bytes that stand open beside it.
  package func seal(
    _ piece: UnsafeRawBufferPointer, isLast: Bool, bound: [UInt8] = []
  ) throws(SealingError) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: piece.count + SealedStream.overhead)
    let tag = isLast ? streamEnds : streamGoesOn
    let outcome = crypto_secretstream_xchacha20poly1305_push(
      state.pointer, &sealed, nil, piece.baseAddress?.assumingMemoryBound(to: UInt8.self),
      UInt64(piece.count), bound, UInt64(bound.count), tag)
    guard outcome == 0 else { throw .unavailable }
    return sealed
  }
}

/// Opens a stream piece by piece.
package final class StreamOpener {
  private let state: StreamState

  /// - Throws: ``SealingError/keyDoesNotOpen`` where the bytes begin no stream.
  package init(_ vault: Vault, key: HeldKey, start: [UInt8]) throws(SealingError) {
    guard start.count == SealedStream.start else { throw .keyDoesNotOpen }
    let state = try StreamState()
    let outcome = try vault.arena.with(key) { secret in
      crypto_secretstream_xchacha20poly1305_init_pull(state.pointer, start, secret.octets)
    }
    guard outcome == 0 else { throw .keyDoesNotOpen }
    self.state = state
  }

  /// Opens the next piece and says whether it is the last.
  ///
  /// - Throws: ``SealingError/keyDoesNotOpen`` for a piece that was changed, moved, or is bound to something else.
  package func open(
    _ sealed: UnsafeRawBufferPointer, bound: [UInt8] = []
  ) throws(SealingError) -> (piece: [UInt8], isLast: Bool) {
    guard sealed.count >= SealedStream.overhead else { throw .keyDoesNotOpen }
    var piece = [UInt8](repeating: 0, count: sealed.count - SealedStream.overhead)
    var tag: UInt8 = 0
    let outcome = crypto_secretstream_xchacha20poly1305_pull(
      state.pointer, &piece, nil, &tag, sealed.octets, UInt64(sealed.count), bound, UInt64(bound.count))
    guard outcome == 0 else { throw .keyDoesNotOpen }
    return (piece, tag == streamEnds)
  }
}

/// The state of a stream, which holds its key.
private final class StreamState {
  let pointer: UnsafeMutablePointer<crypto_secretstream_xchacha20poly1305_state>

  init() throws(SealingError) {
    prepareSodium()
    guard let region = sodium_malloc(MemoryLayout<crypto_secretstream_xchacha20poly1305_state>.size) else {
      throw .unavailable
    }
    pointer = region.assumingMemoryBound(to: crypto_secretstream_xchacha20poly1305_state.self)
  }

  deinit { sodium_free(pointer) }
}

/// `crypto_secretstream_xchacha20poly1305_TAG_MESSAGE` and `_TAG_FINAL`: macros over macros, which do not import.
private let streamGoesOn: UInt8 = 0
private let streamEnds: UInt8 = 3
