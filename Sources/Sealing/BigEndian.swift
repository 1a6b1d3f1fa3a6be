import Records

extension Array<UInt8> {
  /// Adds an integer in big-endian order, as every format of this module has it.
  mutating func append(bigEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }

  /// Adds a name with its length in one byte before it.
  mutating func append(named name: String) {
    precondition(name.utf8.count <= UInt8.max, "A name has at most 255 bytes.")
    append(UInt8(name.utf8.count))
    append(contentsOf: name.utf8)
  }
}

extension UnsafeRawBufferPointer {
  /// Reads an integer in big-endian order.
  func bigEndian<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value {
    Value(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
  }
}

extension UnsafeMutableRawPointer {
  /// Writes an integer in big-endian order and returns the place after it.
  func write(bigEndian value: some FixedWidthInteger & BitwiseCopyable) -> UnsafeMutableRawPointer {
    storeBytes(of: value.bigEndian, as: type(of: value))
    return self + value.bitWidth / 8
  }

  /// Writes the sixteen bytes of an identity and returns the place after them.
  func write(_ id: RecordID) -> UnsafeMutableRawPointer { write(bigEndian: id.high).write(bigEndian: id.low) }
}
