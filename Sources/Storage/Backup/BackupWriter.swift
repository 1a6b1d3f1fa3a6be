import Sealing

/// Writes one file of a backup, sealed piece by piece.
final class BackupWriter {
  private let file: MediumFile
  private let sealer: StreamSealer
  private var digest = RunningDigest()
  /// What the first piece is bound to; empty once that is written.
  private var bound: [UInt8]
  private var waiting: [UInt8] = []

  /// Begins a file that was not there, under a key that is sealed to every recovery key.
  init(
    _ path: String, _ header: BackupHeader, _ vault: Vault, key: HeldKey
  ) throws(BackupError) {
    var boxes: [[UInt8]] = []
    for recovery in header.recovery {
      guard let publicKey = Hexadecimal.bytes(recovery.publicKey) else { throw .noRecoveryKey }
      boxes.append(try keyed { () throws(SealingError) in try vault.grant(key, to: publicKey) })
    }
    bound = try BackupLayout.open(header, boxes: boxes)
    sealer = try keyed { () throws(SealingError) in try StreamSealer(vault, key: key) }
    file = try MediumFile(making: path)
    waiting.reserveCapacity(SealedStream.piece)
    try put(bound)
    try put(sealer.start)
  }

  func add(_ bytes: [UInt8]) throws(BackupError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      if waiting.count == SealedStream.piece { try seal(isLast: false) }
      let part = rest.prefix(SealedStream.piece - waiting.count)
      waiting += part
      rest = rest.dropFirst(part.count)
    }
  }

  /// Adds a file with its length before it.
  func add(fileAt path: String, size: Int, _ advanced: (Int) -> Void) throws(BackupError) {
    let source = try MediumFile(reading: path)
    try add(BackupLayout.number(size, bytes: BackupLayout.length))
    var left = size
    while left > 0 {
      let part = try source.read(min(left, 1 << 20))
      if part.isEmpty { throw .storage(.fileAltered) }
      try add(part)
      left -= part.count
      advanced(part.count)
    }
  }

  /// Ends the stream and brings the file to the medium.
  ///
  /// - Returns: The SHA-256 that the file ends with.
  func finish() throws(BackupError) -> [UInt8] {
    try seal(isLast: true)
    let whole = digest.now
    try file.write(whole)
    try file.settle()
    return whole
  }

  private func seal(isLast: Bool) throws(BackupError) {
    let sealed = try waiting.withUnsafeBytes { piece in
      Result { () throws(SealingError) in try sealer.seal(piece, isLast: isLast, bound: bound) }
    }.mapError { _ in BackupError.storage(.sealing) }.get()
    bound = []
    waiting.removeAll(keepingCapacity: true)
    try put(sealed)
  }

  private func put(_ bytes: [UInt8]) throws(BackupError) {
    digest.add(bytes)
    try file.write(bytes)
  }
}

/// Runs `body` and says of any failure only that keys did not do.
func keyed<Answer>(_ body: () throws(SealingError) -> Answer) throws(BackupError) -> Answer {
  do { return try body() } catch { throw .storage(.sealing) }
}

/// Runs `body` on the home's own files.
func stored<Answer>(_ body: () throws(StorageError) -> Answer) throws(BackupError) -> Answer {
  do { return try body() } catch { throw .storage(error) }
}
