extension UnsafeRawBufferPointer {
  /// The first byte of memory that is known to be there, as the C libraries want it.
  var octets: UnsafePointer<UInt8> {
    guard let start = baseAddress else { preconditionFailure("Memory has an address.") }
    return start.assumingMemoryBound(to: UInt8.self)
  }
}

extension UnsafeMutableRawBufferPointer {
  /// The first byte of memory that is known to be there, as the C libraries want it.
  var octets: UnsafeMutablePointer<UInt8> {
    guard let start = baseAddress else { preconditionFailure("Memory has an address.") }
    return start.assumingMemoryBound(to: UInt8.self)
  }
}

extension Array<UInt8> {
  /// Makes `count` bytes that `fill` writes, all of them, unless it throws.
  init(
    count: Int, _ fill: (UnsafeMutableRawPointer) throws(SealingError) -> Void
  ) throws(SealingError) {
    var failure: SealingError?
    self.init(unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(SealingError) {
        try fill(UnsafeMutableRawBufferPointer(buffer).octets)
        filled = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Lends the bytes for the time of `body`; the library's own way loses the type of the error.
  func lend<Result>(
    _ body: (UnsafeRawBufferPointer) throws(SealingError) -> Result
  ) throws(SealingError) -> Result {
    let outcome = withUnsafeBytes { bytes in
      Swift.Result { () throws(SealingError) in try body(bytes) }
    }
    return try outcome.get()
  }
}
