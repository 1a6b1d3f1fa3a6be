import FoundationEssentials
import Records
import Sealing

/// A file of a backup on a medium, whose open part was read.
package struct BackupFile: Sendable, Hashable {
  package let path: String
  package let header: BackupHeader
  /// The bytes that it has, which are those that it should have.
  package let size: Int
  /// Everything before the stream.
  private let open: [UInt8]

  /// Reads the open part and the size.
  ///
  /// - Throws: ``BackupError/notABackup(_:)``, ``BackupError/cutOff(_:missing:)``, ``BackupError/altered(_:)``.
  package init(_ path: String) throws(BackupError) {
    let file = try MediumFile(reading: path)
    let start = try file.read(BackupLayout.mark.count + 4)
    guard start.starts(with: BackupLayout.mark) else { throw .notABackup(path) }
    let length = BackupLayout.number(Array(start.dropFirst(BackupLayout.mark.count)))
    guard start.count == BackupLayout.mark.count + 4 else { throw .cutOff(path, missing: 1) }
    guard length <= BackupLayout.longestHeader else { throw .altered(path) }
    let text = try file.read(length)
    guard text.count == length else { throw .cutOff(path, missing: length - text.count) }
    guard let header = try? JSONDecoder().decode(BackupHeader.self, from: Data(text)),
      header.database.bytes >= 0, header.contents.count >= 0, header.contents.bytes >= 0
    else { throw .altered(path) }
    let boxes = try file.read(header.recovery.count * Vault.grantSize)
    open = start + text + boxes
    let due = BackupLayout.size(
      of: header, open: start.count + text.count + header.recovery.count * Vault.grantSize)
    if file.size < due { throw .cutOff(path, missing: due - file.size) }
    if file.size > due { throw .altered(path) }
    (self.path, self.header, size) = (path, header, due)
  }

  /// Reads every byte and holds it against the digest at the end.
  ///
  /// - Returns: That digest.
  /// - Throws: ``BackupError/altered(_:)``.
  package func checkWhole(_ advanced: (Int) -> Void = { _ in }) throws(BackupError) -> [UInt8] {
    let file = try MediumFile(reading: path)
    var digest = RunningDigest()
    var left = size - BackupLayout.digest
    while left > 0 {
      let part = try file.read(min(left, 1 << 20))
      guard !part.isEmpty else { throw .cutOff(path, missing: left) }
      digest.add(part)
      left -= part.count
      advanced(part.count)
    }
    let whole = try file.read(BackupLayout.digest)
    guard Digest.matches(whole, digest.now) else { throw .altered(path) }
    return whole
  }

  /// Opens the file's own key as the person of a recovery code; nil where it is sealed to others.
  func key(_ vault: Vault, for identity: Identity) throws(BackupError) -> HeldKey? {
    let name = Hexadecimal.text(identity.publicKey)
    guard let index = header.recovery.firstIndex(where: { $0.publicKey == name }) else { return nil }
    let from = open.count - (header.recovery.count - index) * Vault.grantSize
    let box = Array(open[from..<from + Vault.grantSize])
    do { return try vault.open(grant: box, as: identity) } catch { throw .altered(path) }
  }

  /// Opens everything into a folder: the SQLite file under `name`, the contents under `files`.
  ///
  /// - Throws: ``BackupError/altered(_:)`` for the first piece that is not as it was written.
  func unpack(
    _ vault: Vault, key: HeldKey, into folder: String, as name: String,
    _ advanced: (Int) -> Void = { _ in }
  ) throws(BackupError) {
    let stream = try BackupStream(self, open: open, vault, key: key)
    let bytes = BackupLayout.number(try stream.take(BackupLayout.length))
    guard bytes == header.database.bytes else { throw .altered(path) }
    let digest = try stream.copy(bytes, to: "\(folder)/\(name)", advanced)
    guard Hexadecimal.text(digest) == header.database.digest else { throw .altered(path) }
    for _ in 0..<header.contents.count {
      let name = Hexadecimal.text(try stream.take(BackupLayout.name))
      let bytes = BackupLayout.number(try stream.take(BackupLayout.length))
      let shelf = "\(folder)/files/\(name.prefix(2))"
      try stored { () throws(StorageError) in
        try HomeFiles.makeFolder("\(folder)/files")
        try HomeFiles.makeFolder(shelf)
      }
      _ = try stream.copy(bytes, to: "\(shelf)/\(name)", advanced)
    }
    try stream.finish()
  }
}

/// The opened stream of a backup's file, taken from its start to its end.
private final class BackupStream {
  private let file: MediumFile
  private let opener: StreamOpener
  private var bound: [UInt8]
  private var ready: ArraySlice<UInt8> = []
  private var isOver = false
  private var left: Int

  init(_ backup: BackupFile, open: [UInt8], _ vault: Vault, key: HeldKey) throws(BackupError) {
    file = try MediumFile(reading: backup.path)
    file.go(to: open.count)
    let start = try file.read(SealedStream.start)
    do { opener = try StreamOpener(vault, key: key, start: start) } catch { throw .altered(backup.path) }
    bound = open
    left = backup.size - open.count - SealedStream.start - BackupLayout.digest
  }

  /// The next bytes, all of them.
  func take(_ count: Int) throws(BackupError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count { bytes += try some(count - bytes.count) }
    return bytes
  }

  /// Writes the next bytes into a file that was not there, and returns their SHA-256.
  func copy(_ count: Int, to path: String, _ advanced: (Int) -> Void) throws(BackupError) -> [UInt8] {
    let target = try MediumFile(making: path)
    var digest = RunningDigest()
    var left = count
    while left > 0 {
      let part = Array(try some(left))
      digest.add(part)
      try target.write(part)
      left -= part.count
      advanced(part.count)
    }
    try target.settle()
    return digest.now
  }

  func finish() throws(BackupError) {
    while !isOver && ready.isEmpty { try open() }
    guard isOver, ready.isEmpty, left == 0 else { throw .altered(file.path) }
  }

  private func some(_ most: Int) throws(BackupError) -> ArraySlice<UInt8> {
    if ready.isEmpty { try open() }
    let part = ready.prefix(most)
    ready = ready.dropFirst(part.count)
    return part
  }

  private func open() throws(BackupError) {
    let size = min(left, SealedStream.piece + SealedStream.overhead)
    guard !isOver, size > 0 else { throw .altered(file.path) }
    let sealed = try file.read(size)
    left -= sealed.count
    let opened = sealed.withUnsafeBytes { sealed in
      Result { () throws(SealingError) in try opener.open(sealed, bound: bound) }
    }
    guard case .success(let (piece, isLast)) = opened, isLast || !piece.isEmpty else {
      throw .altered(file.path)
    }
    bound = []
    (ready, isOver) = (piece[...], isLast)
  }
}
