import House
import Records
import Testing

/// No guard stands before a step that has never held anybody back.
@Suite struct GuardReachTests {
  private static let types = Catalogue.house.types.filter { $0.allActions.contains(where: \.isGuarded) }

  private static let byHand = Dictionary(
    uniqueKeysWithValues: GuardByHand.all.map { ($0.action, $0.words) })

  @Test(arguments: types)
  func `each guarded step is refused to somebody in its own words`(type: RecordType) throws {
    let said = try Dictionary(uniqueKeysWithValues: Checkout.table("Guards").map { ($0[0], $0[1]) })
    let search = RecordSearch(type)
    for action in type.allActions where action.isGuarded && Self.byHand[action.id] == nil {
      guard let words = said[action.id] else {
        Issue.record("\(action.id) | \(search.words(of: action) { _ in true } ?? "?")")
        continue
      }
      #expect(search.words(of: action) { $0 == words } != nil, "\(action.id) | \(words)")
    }
  }

  @Test(arguments: GuardByHand.all.indices)
  func `a step that needs more to happen is refused once it has`(index: Int) throws {
    let told = GuardByHand.all[index]
    var paper = PaperHouse()
    let (subject, answers) = told.happens(&paper)
    #expect(paper.perform(told.action, subject, answers) == told.words, "\(told.action)")
  }

  @Test func `the table names guarded steps, each once, and as sentences`() throws {
    let rows = try Checkout.table("Guards")
    let guarded = Catalogue.house.types.flatMap(\.allActions).filter(\.isGuarded).map(\.id)
    #expect((rows.map(\.[0]) + Self.byHand.keys).sorted() == guarded.sorted())
    for row in rows { #expect(row[1].hasSuffix(".") || row[1].hasSuffix("?"), "\(row[0])") }
  }
}
