import House
import Records
import Testing

@Suite struct HeadingTests {
  @Test(arguments: Catalogue.house.types)
  func `each column of a file for people has a heading that means no other field`(_ type: RecordType) {
    let headings = type.fields.map { Text.folded(type.heading(of: $0)) }
    #expect(Set(headings).count == headings.count)
    for (field, heading) in zip(type.fields, headings) {
      let meant = type.field(heading) ?? type.fields.first { Text.folded($0.label) == heading }
      #expect(meant?.name == field.name)
    }
  }
}
