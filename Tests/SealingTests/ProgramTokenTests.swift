@testable import Sealing
import Testing

@Suite struct ProgramTokenTests {
  private func read(_ text: String) throws -> LockedBuffer { try LockedBuffer(Array(text.utf8)) }

  @Test func `a token has 260 random bits behind its mark, and is another each time`() throws {
    let (token, other) = (try ProgramToken.make(), try ProgramToken.make())
    let text = ProgramToken.text(of: token)
    #expect(text.hasPrefix("lodge_") && text.count == ProgramToken.length && token.isASCII)
    #expect(text.count - "lodge_".count - 7 == 52)
    #expect(text.dropFirst("lodge_".count).hasPrefix(ProgramToken.beginning(of: token)))
    #expect(ProgramToken.beginning(of: token).count == 8)
    #expect(ProgramToken.isWhole(token) && ProgramToken.isWhole(other) && !token.matches(other))
  }

  @Test func `a token that was cut, mistyped or put together is noticed before anything is looked up`() throws
  {
    let text = Array(ProgramToken.text(of: try ProgramToken.make()))
    for index in text.indices {
      var wrong = text
      wrong[index] = text[index] == "7" ? "8" : "7"
      #expect(try !ProgramToken.isWhole(read(String(wrong))), "\(index)")
      #expect(try !ProgramToken.isWhole(read(String(text[..<index]))), "\(index)")
    }
    #expect(try !ProgramToken.isWhole(read(String(text) + "0")))
    #expect(try !ProgramToken.isWhole(read(String(text).lowercased())))
    #expect(try ProgramToken.isWhole(read(String(text))))
  }

  @Test func `what is stored of a token is its SHA-256`() throws {
    let token = try ProgramToken.make()
    let bytes = Array(ProgramToken.text(of: token).utf8)
    #expect(ProgramToken.fingerprint(of: token) == Digest.sha256(bytes))
  }

  @Test func `the sum is the one of ISO 3309`() {
    #expect(CyclicSum.of("123456789".utf8) == 0xCBF4_3926)
  }
}
