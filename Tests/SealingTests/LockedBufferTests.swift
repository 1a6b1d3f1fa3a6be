import Sealing
import Testing

@Suite struct LockedBufferTests {
  private func bytes(_ buffer: LockedBuffer) -> [UInt8] { buffer.withBytes { Array($0) } }

  @Test func `typing and deleting go by character`() throws {
    let buffer = try LockedBuffer()
    buffer.append(UInt8(ascii: "a"))
    buffer.append(contentsOf: "é".utf8)
    buffer.append(contentsOf: "🙂".utf8)
    #expect(buffer.characterCount == 3)
    #expect(buffer.count == 7)
    #expect(!buffer.isASCII)
    buffer.removeLast()
    #expect(bytes(buffer) == Array("aé".utf8))
    buffer.removeLast()
    #expect(buffer.isASCII)
    buffer.removeLast()
    buffer.removeLast()
    #expect(buffer.isEmpty)
  }

  @Test func `F19: a megabyte pasted is refused whole`() throws {
    let buffer = try LockedBuffer(Array("ab".utf8))
    #expect(!buffer.append(contentsOf: [UInt8](repeating: 0x78, count: 1_048_576)))
    #expect(bytes(buffer) == Array("ab".utf8))
    #expect(buffer.append(contentsOf: [UInt8](repeating: 0x78, count: 1_022)))
    #expect(!buffer.append(0x78))
    #expect(buffer.count == 1_024)
  }

  @Test(arguments: [
    ("secret\n", "secret"), ("secret\r\n", "secret"), ("secret", "secret"), ("s \n\n", "s \n"),
  ])
  func `a password file loses one line end`(file: String, password: String) throws {
    let buffer = try LockedBuffer()
    buffer.fill { room in
      room.copyBytes(from: file.utf8)
      return file.utf8.count
    }
    buffer.removeLineEnd()
    #expect(bytes(buffer) == Array(password.utf8))
  }

  @Test func `clearing wipes`() throws {
    let buffer = try LockedBuffer(Array("secret".utf8))
    buffer.clear()
    #expect(buffer.isEmpty)
    buffer.fill { room in
      #expect(room.count == 1_024 && room.allSatisfy { $0 == 0 })
      return 0
    }
  }

  @Test func `deleting wipes`() throws {
    let buffer = try LockedBuffer(Array("ab€".utf8))
    buffer.removeLast()
    buffer.fill { room in
      #expect(room.allSatisfy { $0 == 0 })
      return 0
    }
  }

  @Test func `two entries are compared`() throws {
    let first = try LockedBuffer(Array("secret".utf8))
    #expect(first.matches(try LockedBuffer(Array("secret".utf8))))
    #expect(!first.matches(try LockedBuffer(Array("secreT".utf8))))
    #expect(!first.matches(try LockedBuffer(Array("secret ".utf8))))
    #expect(first.matches(first))
  }

  @Test func `it never says what it holds`() throws {
    let buffer = try LockedBuffer(Array("secret".utf8))
    var dumped = ""
    dump(buffer, to: &dumped)
    #expect("\(buffer) \(String(reflecting: buffer)) \(dumped)" == "password password - password #0\n")
  }
}
