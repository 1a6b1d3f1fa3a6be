import Records
import Testing

@testable import ViewModels

@Suite struct BoardTests {
  private let board: Board

  init() {
    func room(_ name: String, _ beds: [String]) -> Board.Room {
      Board.Room(
        id: .zero, name: DisplayText(name), isClosed: false, features: [],
        beds: beds.enumerated().map { index, who in
          let id = RecordID(high: UInt64(name.hashValue.magnitude), low: UInt64(index))
          var bed = Board.Bed(
            facts: BedFacts(id: id, label: ["A", "B", "C"][index], state: "available"), standing: .void)
          bed.name = DisplayText(who)
          return bed
        })
    }
    board = Board(floors: [
      Board.Floor(
        name: "Ground",
        rooms: [
          room("R1", ["Pérez, Consuelo"]), room("R2", ["", "Moss, Ann"]), room("R3", [""]), room("R4", [""]),
          room("R5", ["Davies, Siân"]),
        ]), Board.Floor(name: "First", rooms: [room("R10", [""])]),
    ])
  }

  private typealias Place = Board.Place

  @Test func `arrows go from room to room and from bed to bed`() {
    #expect(board.step(.right, from: Place(), columns: 3) == Place(room: 1))
    #expect(board.step(.down, from: Place(room: 1), columns: 3) == Place(room: 1, bed: 1))
    #expect(board.step(.down, from: Place(room: 1, bed: 1), columns: 3) == Place(room: 4))
    #expect(board.step(.up, from: Place(room: 4), columns: 3) == Place(room: 1, bed: 1))
    #expect(board.step(.up, from: Place(), columns: 3) == Place())
    #expect(board.step(.left, from: Place(), columns: 3) == Place())
    #expect(board.step(.down, from: Place(room: 2), columns: 3) == Place(room: 4))
    #expect(board.step(.down, from: Place(room: 4), columns: 3) == Place(room: 4))
  }

  @Test func `floors go round`() {
    #expect(board.floor(1, from: Place()) == Place(floor: 1))
    #expect(board.floor(1, from: Place(floor: 1)) == Place())
    #expect(board.floor(-1, from: Place()) == Place(floor: 1))
  }

  @Test func `a room or person is found by any part of words, the nearest first`() {
    let (near, far) = (RecordID(high: 1, low: 1), RecordID(high: 1, low: 2))
    let beds = [
      (near, "R1 A Pérez, Consuelo"), (near, "R5 A Davies, Siân"), (far, "R10 A "), (far, "R11 B Moss, Ann"),
    ]
    let finder = BedFinder(
      beds.enumerated().map { index, bed in
        BedFinder.Entry(house: bed.0, bed: RecordID(high: 2, low: UInt64(index)), words: bed.1)
      })
    func found(_ words: String) -> [UInt64] { finder.matches(words, in: near).map(\.bed.low) }
    #expect(found("sian dav") == [1])
    #expect(found("avies") == [1])
    #expect(found("perez") == [0])
    #expect(found("r1") == [0, 2, 3])
    #expect(found("oss") == [3])
    #expect(found("0") == [2])
    #expect(found("nobody").isEmpty && found("  ").isEmpty)
  }

  @Test func `a label that repeats its room is not said twice`() {
    #expect(Board.label("301A", in: "301") == "A" && Board.name("301A", in: "301") == "301A")
    #expect(Board.label("A", in: "R10") == "A" && Board.name("A", in: "R10") == "R10 A")
    #expect(Board.label("R5-2", in: "R5") == "2" && Board.label("R5", in: "R5") == "R5")
  }

  @Test func `names are short and rooms in the order of their numbers`() {
    #expect(Board.shortName("Nguyễn, Thị Hoa") == "Nguyễn TH")
    #expect(Board.shortName("Prince") == "Prince")
    #expect(["R10", "R2", "Annexe", "R1"].sorted(by: Text.comesBefore) == ["Annexe", "R1", "R2", "R10"])
    #expect(
      ["Second", "Loft", "Ground", "First"].sorted { Board.floorRank($0) < Board.floorRank($1) }
        == ["Ground", "First", "Second", "Loft"])
  }
}
