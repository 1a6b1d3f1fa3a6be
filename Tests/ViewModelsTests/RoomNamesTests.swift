import Testing

@testable import ViewModels

@Suite struct RoomNamesTests {
  @Test(arguments: [
    ("R01-R04", ["R01", "R02", "R03", "R04"]),
    ("R01-R05 except R03", ["R01", "R02", "R04", "R05"]),
    ("R9-R11", ["R9", "R10", "R11"]),
    ("1-3", ["1", "2", "3"]),
    ("Flat A, Flat B", ["Flat A", "Flat B"]),
    ("R01-02, R02-R03", ["R01", "R02", "R03"]),
    ("", []),
  ])
  func `rooms are named in one line`(text: String, names: [String]) {
    #expect(RoomNames.read(text) == names)
  }

  @Test(arguments: ["R05-R01", "A-C", "R1-S9", "1-100000", "1-2 except x-y"])
  func `a range that is none is refused`(text: String) {
    #expect(RoomNames.read(text) == nil)
  }
}
