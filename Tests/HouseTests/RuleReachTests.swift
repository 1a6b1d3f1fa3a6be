import House
import Records
import Testing

/// No rule stands in a declaration that has never spoken, and each says what stands beside its name in a table.
@Suite struct RuleReachTests {
  private static let types = Catalogue.house.types.filter { !$0.rules.isEmpty }
  private static let byHand = Dictionary(uniqueKeysWithValues: RuleByHand.all.map { ($0.rule, $0.words) })

  @Test(arguments: types)
  func `each rule speaks against some record in its own words`(type: RecordType) throws {
    let said = try Dictionary(uniqueKeysWithValues: Checkout.table("Rules").map { ($0[0], $0[1]) })
    let search = RecordSearch(type)
    for rule in type.rules {
      let name = "\(type.id): \(rule.name)"
      if Self.byHand[name] != nil { continue }
      guard let words = said[name] else {
        Issue.record("\(name) | \(search.words(of: rule) { _ in true } ?? "?")")
        continue
      }
      #expect(search.words(of: rule) { $0 == words } != nil, "\(name) | \(words)")
    }
  }

  @Test(arguments: RuleByHand.all.indices)
  func `a rule that needs more to happen speaks once it has`(index: Int) throws {
    let told = RuleByHand.all[index]
    let parts = told.rule.split(separator: ":", maxSplits: 1).map { String($0.drop { $0 == " " }) }
    let rule = try #require(Catalogue.house[parts[0]]?.rules.first { $0.name == parts[1] })
    var paper = PaperHouse()
    let record = told.happens(&paper)
    #expect(paper.words(of: rule, on: record) == told.words, "\(told.rule)")
  }

  @Test func `the table names rules that stand, each once, and as sentences`() throws {
    let rows = try Checkout.table("Rules")
    let rules = Self.types.flatMap { type in type.rules.map { "\(type.id): \($0.name)" } }
    #expect(Set(rows.map(\.[0])).union(Self.byHand.keys) == Set(rules))
    #expect(rows.count + Self.byHand.count == rules.count)
    for row in rows { #expect(row[1].hasSuffix(".") || row[1].hasSuffix("?"), "\(row[0])") }
  }
}
