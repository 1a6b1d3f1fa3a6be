import Testing

@testable import Screens

/// No column is cut while another beside it stands empty.
@Suite struct ColumnWidthTests {
  private static let usual = [6, 18, 7, 24, 20]
  private nonisolated static let rows: [[Int]] = [
    [4, 10, 6, 12, 8], [4, 30, 6, 12, 8], [4, 10, 6, 60, 8], [4, 25, 6, 40, 50], [9, 40, 12, 90, 90],
    [6, 18, 7, 24, 20],
  ]

  @Test(arguments: [75, 76, 90, 120, 160, 240], rows)
  func `a column that would be cut takes what the others leave empty`(room: Int, needed: [Int]) {
    let usual = ColumnWidthTests.usual
    let widths = ColumnWidths.fitted(usual, needed: needed, room: room)
    #expect(widths.reduce(0, +) <= max(room, usual.reduce(0, +)))
    for (place, width) in widths.enumerated() {
      #expect(width >= min(usual[place], needed[place]), "Column \(place) is cut to give to another.")
    }
    let isCut = zip(widths, needed).contains { $0 < $1 }
    let isEmpty = zip(widths, needed).contains { $0 > $1 + 1 }
    #expect(!(isCut && isEmpty), "\(widths) for \(needed)")
    #expect(!isCut || widths.reduce(0, +) >= room)
  }

  @Test(arguments: [75, 120, 240])
  func `where nothing is cut every column stays as wide as it usually is`(room: Int) {
    let needed = [4, 10, 6, 12, 8]
    #expect(ColumnWidths.fitted(ColumnWidthTests.usual, needed: needed, room: room) == ColumnWidthTests.usual)
  }

  @Test func `a column that is not shown gets no room`() {
    #expect(ColumnWidths.fitted([0, 10, 10], needed: [5, 15, 3], room: 20) == [0, 15, 5])
  }
}
