import Records

/// Whole files: a mark, then pieces of 64 KiB, each AES-256-GCM with its tag behind it.
///
/// Every file has a key of its own, so the nonces count: the number of the piece, and whether it is the last. None can
/// be left out, moved or cut off (STREAM; Hoang, Reyhanitabar, Rogaway and Vizár 2015).
package enum SealedFile {
  /// `LDGF`, and the version of this format.
  static let mark: [UInt8] = [0x4C, 0x44, 0x47, 0x46, 1, 0, 0, 0]
  static let piece = 65_536

  /// The bytes that a content of so many bytes takes up; an empty one has one empty piece.
  package static func size(around length: Int) -> Int {
    let content = ContentLength.credible(length)
    return mark.count + content + pieces(of: content) * CipherContext.tagSize
  }

  static func pieces(of content: Int) -> Int { max(1, (content + piece - 1) / piece) }
}

extension Vault {
  /// Seals the content of a file.
  ///
  /// The key is the file's own, never used for another content; the place is the row of the file, and what is sealed
  /// opens as no other's.
  ///
  /// - Throws: ``SealingError/keyIsGone`` after a lock.
  package func sealFile(
    _ content: [UInt8], at place: Place, with key: HeldKey
  ) throws(SealingError) -> [UInt8] {
    defer { fields.reset() }
    let context = fileContext(.file, place)
    return try content.lend { content throws(SealingError) in
      try context.lend { context throws(SealingError) in
        try [UInt8](count: SealedFile.size(around: content.count)) { start throws(SealingError) in
          SealedFile.mark.withUnsafeBytes { start.copy($0) }
          var target = start + SealedFile.mark.count
          let pieces = SealedFile.pieces(of: content.count)
          for number in 0..<pieces {
            let from = number * SealedFile.piece
            let plain = UnsafeRawBufferPointer(
              rebasing: content[from..<min(content.count, from + SealedFile.piece)])
            try FileNonce(number, isLast: number == pieces - 1).bytes.lend { nonce throws(SealingError) in
              try fields.seal(plain, to: target, key: key, nonce: nonce.octets, context: context)
            }
            target += plain.count + CipherContext.tagSize
          }
        }
      }
    }
  }

  /// Opens the content of a file.
  ///
  /// - Throws: ``SealingError/damaged(table:column:)`` unless every byte, the key and the place are right.
  package func openFile(
    _ sealed: [UInt8], at place: Place, with key: HeldKey
  ) throws(SealingError) -> [UInt8] {
    defer { fields.reset() }
    let whole = SealedFile.piece + CipherContext.tagSize
    let body = sealed.count - SealedFile.mark.count
    guard body >= CipherContext.tagSize, sealed.starts(with: SealedFile.mark) else {
      throw place.column.damage
    }
    let pieces = (body + whole - 1) / whole
    let count = body - pieces * CipherContext.tagSize
    guard count >= 0, SealedFile.size(around: count) == sealed.count else { throw place.column.damage }
    let context = fileContext(.file, place)
    return try sealed.lend { sealed throws(SealingError) in
      try context.lend { context throws(SealingError) in
        try [UInt8](count: count) { start throws(SealingError) in
          var target = start
          for number in 0..<pieces {
            let from = SealedFile.mark.count + number * whole
            let piece = UnsafeRawBufferPointer(rebasing: sealed[from..<min(sealed.count, from + whole)])
            let isRight = try FileNonce(number, isLast: number == pieces - 1).bytes.lend {
              nonce throws(SealingError) in
              try fields.open(piece, to: target, key: key, nonce: nonce.octets, context: context)
            }
            guard isRight else { throw place.column.damage }
            target += piece.count - CipherContext.tagSize
          }
        }
      }
    }
  }

  /// Wraps a file's own key under the data key of its resident or of the organisation: header (5), wrapped key (60).
  package func wrapFileKey(
    _ key: HeldKey, at place: Place, under outer: HeldKey, header: SealedHeader
  ) throws(SealingError) -> [UInt8] {
    let start = try [UInt8](count: SealedHeader.size) { _ = header.write(to: $0) }
    return start + (try wrap(key, under: outer, context: fileContext(.fileKey, place) + start))
  }

  /// Which key a wrapped file key wants; nil when these bytes are none.
  package func header(ofFileKey wrapped: [UInt8]) -> SealedHeader? {
    guard wrapped.count == SealedHeader.size + Self.wrappedSize,
      let format = SealedHeader.Format(rawValue: wrapped[0])
    else { return nil }
    return SealedHeader(
      format: format, version: Int(wrapped.withUnsafeBytes { $0.bigEndian(UInt32.self, at: 1) }))
  }

  /// Opens a file's own key and holds it; whoever asked releases it after use.
  ///
  /// - Throws: ``SealingError/keyDoesNotOpen``.
  package func unwrapFileKey(
    _ wrapped: [UInt8], at place: Place, under outer: HeldKey
  ) throws(SealingError) -> HeldKey {
    guard wrapped.count == SealedHeader.size + Self.wrappedSize else { throw .keyDoesNotOpen }
    let start = Array(wrapped.prefix(SealedHeader.size))
    return try unwrap(
      Array(wrapped.dropFirst(SealedHeader.size)), under: outer,
      context: fileContext(.fileKey, place) + start)
  }

  private func fileContext(_ label: BoundLabel, _ place: Place) -> [UInt8] {
    Array(bind(label, place.column, row: place.row, header: nil))
  }
}

/// The nonce of one piece: seven zeros, its number, and 1 for the last.
private struct FileNonce {
  let bytes: [UInt8]

  init(_ number: Int, isLast: Bool) {
    var bytes = [UInt8](repeating: 0, count: 7)
    bytes.append(bigEndian: UInt32(number))
    bytes.append(isLast ? 1 : 0)
    self.bytes = bytes
  }
}

extension BoundLabel {
  fileprivate static let file = BoundLabel(text: "lodge-file-v1\0")
  fileprivate static let fileKey = BoundLabel(text: "lodge-file-key-v1\0")
}

extension AuditMAC {
  /// Returns the 32 bytes by which equal contents of one owner are known, and by nobody without the key.
  ///
  /// The fingerprint is the SHA-256 of the content, the owner the resident whom it is about: equal contents of two
  /// residents do not look equal. The key is the organisation's token key.
  package func fileDigest(
    of fingerprint: [UInt8], organization: Int, owner: RecordID, with key: Key
  ) throws(SealingError) -> [UInt8] {
    var bytes = Array("lodge-file-digest-v1\0".utf8)
    bytes.append(bigEndian: Int64(organization))
    bytes.append(bigEndian: owner.high)
    bytes.append(bigEndian: owner.low)
    return try code(of: bytes + fingerprint, with: key)
  }
}
