import Testing

@testable import ViewModels

@Suite struct RoomNamesTests {
  @Test(arguments: [
    ("R01-R04", ["R01", "R02", "R03", "R04"]),
    ("R01-R05 except R03", ["R01", "R02", "R04", "R05"]),
    ("R9-R11", ["R9", "R10", "R11"]),
    ("1-3", ["1", "2", "3"]),
    (" 4 ", ["1", "2", "3", "4"]),
    ("4 except 2", ["1", "3", "4"]),
    ("101-103", ["101", "102", "103"]),
    ("Blue, Garden, 3", ["Blue", "Garden", "3"]),
    ("007", ["007"]),
    ("Flat A, Flat B", ["Flat A", "Flat B"]),
    ("R01-02, R02-R03", ["R01", "R02", "R03"]),
    ("101-103 except 102, Garden", ["101", "103", "Garden"]),
    ("", []),
  ])
  func `rooms are named in one line`(text: String, names: [String]) {
    #expect(RoomNames.read(text) == names)
  }

  @Test(arguments: ["R05-R01", "A-C", "R1-S9", "1-100000", "501", "1-2 except x-y", "101-103 except 104"])
  func `a range that is none is refused`(text: String) {
    #expect(RoomNames.read(text) == nil)
  }

  @Test func `an exception that is none is named`() {
    #expect(RoomNames.words("101-103 except 104") == "104 is not among the rooms before “except”.")
  }

  @Test func `what will be made is said before it is made`() {
    #expect(RoomNames.words("14") == "14 rooms: 1, 2, 3 … 14. Each gets one bed.")
    #expect(RoomNames.words("Blue, Garden, 3") == "3 rooms: Blue, Garden, 3. Each gets one bed.")
    #expect(RoomNames.words("Studio") == "1 room: Studio. It gets one bed.")
    #expect(RoomNames.words("") == "No rooms yet; they can be added later.")
    #expect(RoomNames.words("9-1") == "This does not read as rooms yet.")
  }
}
