@testable import Sealing
import Testing

@Suite struct MachineCodeTests {
  private func typed(_ text: String) throws -> LockedBuffer { try LockedBuffer(Array(text.utf8)) }

  @Test func `a recovery code has thirteen groups and a check character`() throws {
    let code = try MachineCode.recovery.make()
    let groups = MachineCode.recovery.groups(of: code)
    #expect(code.count == 52)
    #expect(groups.map(\.count) == [Int](repeating: 4, count: 13) + [1])
    #expect(groups.dropLast().joined() == code.withBytes { String(decoding: $0, as: UTF8.self) })
  }

  @Test func `an invitation code has three groups`() throws {
    let code = try MachineCode.invitation.make()
    #expect(MachineCode.invitation.groups(of: code).map(\.count) == [4, 4, 4])
  }

  @Test(arguments: [MachineCode.recovery, .invitation])
  func `a code typed from paper is the code`(kind: MachineCode) throws {
    for _ in 0..<50 {
      let code = try kind.make()
      let printed = kind.groups(of: code).joined(separator: "-")
      for text in [printed, printed.lowercased(), printed.filter { $0 != "-" }, " \(printed) "] {
        let entry = try typed(text)
        try kind.normalize(entry)
        #expect(entry.matches(code))
      }
    }
  }

  @Test func `letters that look like digits are mended`() throws {
    let entry = try typed("oOiI-lL23-4567")
    try MachineCode.invitation.normalize(entry)
    #expect(entry.matches(try typed("001111234567")))
  }

  @Test func `every single wrong character and every swap of neighbours is noticed`() throws {
    let code = try MachineCode.recovery.make()
    let printed = Array(MachineCode.recovery.groups(of: code).joined())
    for index in 0..<52 {
      var wrong = printed
      wrong[index] = printed[index] == "7" ? "8" : "7"
      let entry = try typed(String(wrong))
      #expect(throws: SealingError.mistypedCode) { try MachineCode.recovery.normalize(entry) }
      #expect(entry.matches(try typed(String(wrong))))
    }
    for index in 0..<51 where printed[index] != printed[index + 1] {
      var wrong = printed
      wrong.swapAt(index, index + 1)
      let entry = try typed(String(wrong))
      #expect(throws: SealingError.mistypedCode) { try MachineCode.recovery.normalize(entry) }
    }
  }

  @Test(arguments: ["", "1234", "1234-5678-9ABU", "1234-5678-9AB*", "1234-5678-9ABC-D", "1234-5678-9AB\u{1}"])
  func `what cannot be a code is mistyped`(text: String) throws {
    let entry = try typed(text)
    #expect(throws: SealingError.mistypedCode) { try MachineCode.invitation.normalize(entry) }
  }

  @Test func `the check character is that of Crockford`() throws {
    // 1234 in base 32 is 16J, and 1234 mod 37 is 13 (crockford.com/base32).
    let code = MachineCode(length: 3, isChecked: true)
    #expect(code.groups(of: try typed("16J")).last == "D")
  }
}
