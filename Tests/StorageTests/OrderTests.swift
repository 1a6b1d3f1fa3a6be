import House
import Records
import Storage
import Testing

@Suite struct OrderTests {
  @Test(arguments: Catalogue.house.types)
  func `every list opens in an order that an index keeps`(type: RecordType) {
    guard let field = type.usualField, type.usualOrder != "name" else { return }
    #expect(TypeIndexes(type).ordered[field] != nil, "\(type.id) by \(field)")
  }
}
