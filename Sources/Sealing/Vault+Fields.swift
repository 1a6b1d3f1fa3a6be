import Records

extension Vault {
  /// Seals a value for its place.
  ///
  /// - Parameters:
  ///   - content: The value; an absent one is not sealed but stored as NULL.
  ///   - place: Where it will be stored; it opens nowhere else.
  ///   - key: The data key of the organisation or the resident.
  ///   - header: Which of the two, and its version.
  /// - Returns: What is stored, another each time.
  /// - Throws: ``SealingError/keyIsGone`` after a lock.
  package func seal(
    _ content: SealedContent, at place: Place, with key: HeldKey, header: SealedHeader
  ) throws(SealingError) -> SealedValue {
    let frame = SealedFrame.size(around: content.count)
    let bytes = try [UInt8](count: frame + SealedValue.overhead) { start throws(SealingError) in
      let nonce = header.write(to: start)
      nonces.take(to: nonce)
      let target = nonce + CipherContext.nonceSize
      SealedFrame.write(content, to: target)
      try fields.seal(
        UnsafeRawBufferPointer(start: target, count: frame), to: target, key: key, nonce: nonce,
        context: bind(.field, place.column, row: place.row, header: header))
    }
    return SealedValue(bytes: bytes)
  }

  /// Opens a value at its place.
  ///
  /// - Throws: ``SealingError/damaged(table:column:)`` unless every byte, the key and the place are right.
  package func open(
    _ value: SealedValue, at place: Place, with key: HeldKey
  ) throws(SealingError) -> SealedContent {
    try value.bytes.lend { bytes throws(SealingError) in
      try open(bytes, at: place.column, row: place.row, with: key)
    }
  }

  /// Opens a value where it lies, such as in the row a query has just found.
  package func open(
    _ sealed: UnsafeRawBufferPointer, at column: SealedColumn, row: RecordID, with key: HeldKey
  ) throws(SealingError) -> SealedContent {
    let frame = try openFrame(sealed, at: column, row: row, with: key)
    guard let value = SealedFrame.value(in: frame), let content = SealedContent(mark: frame[0], value: value)
    else { throw column.damage }
    return content
  }

  /// Opens a text into the caller's memory without making a `String`; directories are filled this way.
  ///
  /// - Parameters:
  ///   - sealed: The stored bytes.
  ///   - column: The column they were read from.
  ///   - row: The row they were read from.
  ///   - key: The key its header asks for.
  ///   - target: Room for the UTF-8; `sealed.count - 35` bytes always suffice.
  /// - Returns: The bytes written.
  /// - Throws: ``SealingError/damaged(table:column:)``, also when it is no text, or ``SealingError/noRoom``.
  package func openText(
    _ sealed: UnsafeRawBufferPointer, at column: SealedColumn, row: RecordID, with key: HeldKey,
    into target: UnsafeMutableRawBufferPointer
  ) throws(SealingError) -> Int {
    let frame = try openFrame(sealed, at: column, row: row, with: key)
    guard let text = SealedFrame.value(in: frame), frame[0] == SealedContent.Mark.text.rawValue
    else { throw column.damage }
    guard text.count <= target.count else { throw .noRoom }
    target.copyMemory(from: text)
    return text.count
  }

  private func openFrame(
    _ sealed: UnsafeRawBufferPointer, at column: SealedColumn, row: RecordID, with key: HeldKey
  ) throws(SealingError) -> UnsafeRawBufferPointer {
    guard let header = SealedHeader(sealed), let start = sealed.baseAddress else { throw column.damage }
    let body = UnsafeRawBufferPointer(rebasing: sealed[SealedValue.frameOffset...])
    let target = room(for: body.count)
    guard
      try fields.open(
        body, to: target, key: key, nonce: start + SealedHeader.size,
        context: bind(.field, column, row: row, header: header))
    else { throw column.damage }
    return UnsafeRawBufferPointer(start: target, count: body.count - CipherContext.tagSize)
  }

  /// Writes what a value is bound to: label, organisation, table, column, row and header.
  func bind(
    _ label: BoundLabel, _ column: SealedColumn, row: RecordID, header: SealedHeader?
  ) -> UnsafeRawBufferPointer {
    bound.copy(UnsafeRawBufferPointer(start: label.text.utf8Start, count: label.text.utf8CodeUnitCount))
    let names = bound + label.text.utf8CodeUnitCount
    column.bound.withUnsafeBytes { names.copy($0) }
    var end = (names + column.bound.count).write(row)
    if let header { end = header.write(to: end) }
    return UnsafeRawBufferPointer(start: bound, count: end - bound)
  }
}

/// What kind of thing is bound to a place, so that one never opens as the other.
struct BoundLabel {
  let text: StaticString

  static let field = BoundLabel(text: "lodge-field-v1\0")
  static let draft = BoundLabel(text: "lodge-draft-v1\0")
}
