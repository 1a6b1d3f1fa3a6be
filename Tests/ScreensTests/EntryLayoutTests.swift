import House
import Records
import Testing
import ViewModels

@testable import Screens

/// How the label of a field stands beside its value.
@Suite struct EntryLayoutTests {
  @Test(arguments: [40, 60, 80, 120])
  func `the star of what is needed has a blank before it in every form`(columns: Int) {
    let layout = EntryLayout(columns: columns, rows: 20)
    for type in Catalogue.house.types {
      for field in type.fields + type.allActions.flatMap(\.asks) {
        let entry = Entry(field)
        guard entry.isNeeded else { continue }
        let label = layout.label(of: entry).map(\.text)
        let whole = label.joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(whole.hasSuffix(" *"), "\(type.id).\(field.name): \(label)")
        #expect(label.allSatisfy { $0.count <= max(layout.labelWidth(of: entry), 2) }, "\(label)")
        // The star stands alone only behind one word that fills the room.
        let before = label.dropLast().last ?? ""
        #expect(label.last != "*" || !before.contains(" "), "\(type.id).\(field.name): \(label)")
      }
    }
  }
}
