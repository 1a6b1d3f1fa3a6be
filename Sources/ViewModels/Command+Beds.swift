import Records
import Storage

extension AppModel {
  package var beds: BedBoardModel? { if case .beds(let board) = top { board } else { nil } }
}

extension Command {
  /// What works on the bed board.
  package static let beds: [Command] =
    [
      Command("bed.open", "Open the resident, room or bed", short: "open", in: .beds, rank: 1) {
        await $0.beds?.openChosen()
      },
      Command(
        "resident.move", "Move the resident…", short: "move…", in: .beds,
        help: "Choose the other bed with the arrows; Enter shows what would change, or asks who may decide.",
        rank: 2, effect: .write, when: { $0.beds?.moveAvailability ?? .yes }
      ) { await $0.beds?.beginMove() },
      act("bed.hold", "Reserve the bed…", short: "reserve…", rank: 3),
      act("room.close", "Close the room, with a reason…", short: "close…", rank: 7),
      act("room.reopen", "Open the room or bed again", short: "reopen", rank: 8),
      act("bed.cleaned", "The bed is cleaned", short: "cleaned", rank: 9),
      act("bed.inspect", "The bed is inspected", short: "inspected", rank: 10),
      Command(
        "bed.add", "Add a bed to the room…", short: "add bed", in: .beds, rank: 12, effect: .write
      ) { await $0.beds?.addBed() },
      Command(
        "room.add", "Add a room to the house…", short: "add room", in: .beds, rank: 13, effect: .write
      ) { await $0.beds?.addRoom() },
      Command("bed.actions", "Everything for this bed and room…", short: "more", in: .beds, rank: 6) {
        await $0.beds?.chooseAction()
      },
      Command("bed.find", "Find a room or a person", short: "find", in: .beds, rank: 4) {
        await $0.beds?.beginFinding()
      },
      Command("house.choose", "Choose the house", short: "house", in: .beds, rank: 5) {
        $0.beds?.chooseHouse()
      },
      Command("bed.floor-next", "Next floor", short: "floor", in: .beds, rank: 11) {
        $0.beds?.turnFloor(by: 1)
      },
      Command("bed.floor-back", "Previous floor", in: .beds) { $0.beds?.turnFloor(by: -1) },
      Command("bed.first", "To the first room", in: .beds) { $0.beds?.toFirst() },
      Command("bed.last", "To the last room", in: .beds) { $0.beds?.toLast() },
    ]
    + [("up", Board.Way.up), ("down", .down), ("left", .left), ("right", .right)].map { name, way in
      Command("bed.\(name)", name.prefix(1).uppercased() + name.dropFirst(), in: .beds) {
        $0.beds?.move(way)
      }
    }

  /// A declared action of beds or rooms, with a key of its own.
  private static func act(_ id: String, _ title: String, short: String, rank: Int) -> Command {
    Command(
      id, title, short: short, in: .beds, rank: rank, effect: .write,
      when: { $0.beds?.availability(of: id) ?? .yes }
    ) { await $0.beds?.begin(id) }
  }
}
