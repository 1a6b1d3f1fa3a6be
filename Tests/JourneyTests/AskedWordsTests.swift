import House
import Records
import Testing

@testable import lodge

/// What the command line says of somebody who is asked and has not answered.
@Suite struct AskedWordsTests {
  @Test(arguments: [("custom", "signed"), ("action", "decided"), ("refund", "decided")])
  func `whoever is asked for a decision has not decided, and for a second signature has not signed`(
    kind: String, owed: String
  ) {
    var round = Record(Catalogue.house.type("approvals"))
    round["kind"] = .text(kind)
    #expect(CommandLine.owed(in: round) == owed)
  }
}
