/// Drafts of forms: nonce (12), ciphertext (16 n), tag (16), under the writer's own key.
extension Vault {
  /// Seals what a person has typed so far; only that person opens it, and only at this place.
  package func sealDraft(
    _ draft: [UInt8], at place: Place, with key: HeldKey
  ) throws(SealingError) -> [UInt8] {
    let content = SealedContent.bytes(draft)
    let frame = SealedFrame.size(around: content.count)
    let size = CipherContext.nonceSize + frame + CipherContext.tagSize
    return try [UInt8](count: size) { nonce throws(SealingError) in
      nonces.take(to: nonce)
      let target = nonce + CipherContext.nonceSize
      SealedFrame.write(content, to: target)
      try fields.seal(
        UnsafeRawBufferPointer(start: target, count: frame), to: target, key: key, nonce: nonce,
        context: bind(.draft, place.column, row: place.row, header: nil))
    }
  }

  /// Opens a draft of the same person at the same place.
  ///
  /// - Throws: ``SealingError/damaged(table:column:)`` for anybody else's.
  package func openDraft(
    _ sealed: [UInt8], at place: Place, with key: HeldKey
  ) throws(SealingError) -> [UInt8] {
    try sealed.lend { sealed throws(SealingError) in
      guard sealed.count >= CipherContext.nonceSize + 16 + CipherContext.tagSize else {
        throw place.column.damage
      }
      let body = UnsafeRawBufferPointer(rebasing: sealed[CipherContext.nonceSize...])
      let target = room(for: body.count)
      let isRight = try fields.open(
        body, to: target, key: key, nonce: sealed.octets,
        context: bind(.draft, place.column, row: place.row, header: nil))
      let frame = UnsafeRawBufferPointer(start: target, count: body.count - CipherContext.tagSize)
      guard isRight, frame[0] == SealedContent.Mark.bytes.rawValue, let value = SealedFrame.value(in: frame)
      else { throw place.column.damage }
      return [UInt8](value)
    }
  }
}
