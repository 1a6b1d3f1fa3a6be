import Foundation
import Testing

@testable import Storage

@Suite struct JSONTextTests {
  @Test func `whatever stands in a change is read back`() throws {
    let changes = ["b": ["", "\"quoted\" \\ \n\t\u{1}"], "a": ["žluťoučký 馬", "/"]]
    let text = JSONText.object(of: changes)
    #expect(try JSONDecoder().decode([String: [String]].self, from: Data(text.utf8)) == changes)
    #expect(text.hasPrefix("{\"a\":"))
    #expect(AuditChanges(json: text)?.fields == changes)
  }
}
