extension Vault {
  /// Wraps a data key under the organisation's DEK: 60 bytes.
  package func wrap(
    _ key: HeldKey, under outer: HeldKey, at place: DataKeyPlace
  ) throws(SealingError) -> [UInt8] {
    try wrap(key, under: outer, context: Array(context(of: place)))
  }

  /// Opens a wrapped data key and holds it; whoever asked releases it after use.
  ///
  /// - Throws: ``SealingError/keyDoesNotOpen`` when it lies under another DEK, was changed, or was put here from
  ///   another place; ``SealingError/arenaIsFull``.
  package func unwrap(
    _ wrapped: UnsafeRawBufferPointer, under outer: HeldKey, at place: DataKeyPlace
  ) throws(SealingError) -> HeldKey {
    try unwrap(wrapped, under: outer, context: context(of: place))
  }

  /// Opens a wrapped data key that was read into an array.
  package func unwrap(
    _ wrapped: [UInt8], under outer: HeldKey, at place: DataKeyPlace
  ) throws(SealingError) -> HeldKey {
    try unwrap(wrapped, under: outer, context: Array(context(of: place)))
  }

  private func context(of place: DataKeyPlace) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bound, count: place.write(to: bound) - bound)
  }
}
