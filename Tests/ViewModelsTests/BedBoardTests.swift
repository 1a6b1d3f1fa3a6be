import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

@MainActor
@Suite(.homes) struct BedBoardTests {
  private let home: Home
  private let manager: Session
  private let beds: [Record]

  init() async throws {
    home = try await Home.fixture()
    manager = try await home.session(.manager, named: "R. Mensah", houses: [home.maple])
    var beds: [Record] = []
    for name in ["R1", "R2", "R3", "R4"] { beds += try await home.room(name) }
    beds += try await home.room("R5", floor: "First", beds: ["A", "B"])
    self.beds = beds
    try await home.lodger("Siân", "Davies", in: beds[0])
    try await home.lodger("Naveed", "Ali", in: beds[1])
    try await home.perform(
      "bed.hold", on: beds[1], ["kind": .text("hold_hospital"), "expected_end_on": .day(day(8))])
    try await home.perform(
      "bed.out-of-service", on: beds[3],
      ["state_note": .text("Damp"), "kind": .text("minor_repair"), "expected_end_on": .day(day(14))])
  }

  private func day(_ ahead: Int) -> Day { manager.zone.day(at: home.time.now).adding(days: ahead) }

  private func opened(_ session: Session? = nil) async throws -> (AppModel, BedBoardModel) {
    let app = try await home.app(for: session ?? manager)
    await app.press("g", "b")
    return (app, try #require(app.beds))
  }

  @Test func `rooms stand by floor with the state and the name of each bed`() async throws {
    let (_, board) = try await opened()
    #expect(board.board.floors.map(\.name.text) == ["Ground", "First"])
    #expect(board.floor?.beds.map(\.standing) == [.occupied, .hospital, .void, .closed])
    #expect(board.floor?.beds.map(\.headline.text) == ["Davies S", "Ali N", "VOID", "CLOSED"])
    #expect(board.floor?.beds[1].third.text.text == "held → 25 Nov")
    #expect(board.status.text == "Ground: 1 occupied, 1 hospital, 1 void, 1 closed.")
    #expect(board.position.text == "room 1 of 4")
  }

  @Test func `a manager of one house sees that house alone`() async throws {
    _ = try await home.room("O1", in: home.oak)
    let (app, board) = try await opened()
    #expect(board.houses.map(\.name.text) == ["Maple House"])
    await app.press("h")
    #expect(app.message?.text.text == "This is the only house you see.")
    let (all, wide) = try await opened(home.administrator)
    #expect(wide.houses.map(\.name.text) == ["Maple House", "Oak House"])
    await all.press("h", "down", "enter")
    #expect(wide.board.floors.flatMap(\.rooms).map(\.name.text) == ["O1"])
  }

  @Test func `a resident is moved with the arrows after a look ahead`() async throws {
    let (app, board) = try await opened()
    await app.press("m")
    await app.press("right")
    #expect(board.status.text.contains("Davies, Siân, R1 → R2: no. Bed A is occupied."))
    await app.press("right")
    #expect(board.status.text.hasPrefix("Davies, Siân, R1 → R3"))
    #expect(board.status.text.hasSuffix("Enter moves."))
    await app.press("enter")
    let page = try #require(app.ask)
    #expect(page.form.focused?.field.name == "end_reason")
    #expect(page.previews.first?.changes.map(\.record.type.id).contains("bed_assignments") == true)
    await app.press("p", "l", "enter", "enter")
    #expect(app.message?.text.text.hasPrefix("Davies, Siân has moved to R3. Undo with u") == true)
    #expect(board.floor?.beds.map(\.standing) == [.void, .hospital, .occupied, .closed])
    #expect(board.bed?.headline.text == "Davies S")
    await app.press("u")
    #expect(board.floor?.beds.map(\.standing) == [.occupied, .hospital, .void, .closed])
    #expect(board.floor?.beds.first?.facts.state == "available")
  }

  @Test func `a resident is moved into another house that the person sees`() async throws {
    let far = try await home.room("O1", in: home.oak)
    let both = try await home.session(.manager, houses: [home.maple, home.oak])
    let (app, board) = try await opened(both)
    await app.press("m", "o", "1")
    #expect(board.house?.name.text == "Oak House")
    #expect(board.status.text.contains("Davies, Siân, R1 → Oak House O1"))
    await app.press("esc", "esc")
    #expect(board.house?.name.text == "Maple House" && board.bed?.headline.text == "Davies S")
    await app.press("m", "o", "1", "enter", "p", "l", "enter", "enter")
    #expect(app.message?.text.text.hasPrefix("Davies, Siân has moved to Oak House O1.") == true)
    #expect(board.bed?.facts.id == far[0].id && board.bed?.headline.text == "Davies S")
  }

  @Test func `a night worker asks for a bed and a leader decides`() async throws {
    let night = try await home.session(.night, houses: [home.maple])
    let (dark, board) = try await opened(night)
    await dark.press("m", "right", "right")
    #expect(board.status.text.hasSuffix("Enter asks for it."))
    await dark.press("enter", "p", "l", "enter", "enter")
    #expect(
      dark.message?.text.text.hasPrefix("R3 is asked for, for Davies, Siân; somebody else decides.") == true)
    #expect(board.floor?.beds.map(\.standing) == [.occupied, .hospital, .void, .closed])
    let rounds = try await home.registrar.records(Query("approvals"), for: manager)
    #expect(rounds.map { $0[.kind] } == ["bed_transfer"])
  }

  @Test func `whose bed was taken meanwhile is told by whom`() async throws {
    let (app, board) = try await opened()
    await app.press("m", "right", "right")
    let other = try await home.resident("Olu", "Fox", in: home.maple)
    let stays = try await home.registrar.records(
      Query("stays").where(.equals("resident_id", other.id?.value ?? .empty)), for: manager)
    var assignment = Record(.bedAssignments)
    for (field, value) in [
      ("stay_id", stays.first?.id?.value), ("resident_id", other.id?.value), ("bed_id", beds[2].id?.value),
      ("house_id", home.maple.value), ("cohort", .text("any")), ("starts_at", .instant(home.time.now)),
    ] { assignment[field] = value ?? .empty }
    await app.press("enter", "p", "l", "enter")
    try await home.save(assignment)
    await app.press("enter")
    #expect(
      app.message?.text.text
        == "R3 was taken by Fox, Olu meanwhile. Nothing was changed; choose another bed.")
    #expect(board.floor?.beds.map(\.standing) == [.occupied, .hospital, .occupied, .closed])
  }

  @Test func `Esc leaves a move where it began`() async throws {
    let (app, board) = try await opened()
    await app.press("m", "right", "right", "esc")
    #expect(board.place == Board.Place())
    #expect(!board.takesText)
    #expect(app.screens.count == 1)
  }

  @Test func `a room number, a house or a state typed during a move leads there, and keeps the move`()
    async throws
  {
    _ = try await home.room("O7", in: home.oak)
    let (app, board) = try await opened(home.administrator)
    await app.press("m", "r", "3")
    #expect(board.room?.name.text == "R3")
    #expect(board.status.text.hasPrefix("To “r3_”. Davies, Siân, R1 → R3"))
    await app.press("backspace", "backspace", "7")
    #expect(board.house?.name.text == "Oak House" && board.room?.name.text == "O7")
    await app.press("esc", "c", "l", "o", "s")
    #expect(board.bed?.standing == .closed)
    await app.press("esc", "o", "a", "k", "space", "f", "r", "e", "e")
    #expect(board.room?.name.text == "O7")
    await app.press("esc")
    #expect(board.takesText && app.screens.count == 1)
    await app.press("esc")
    #expect(!board.takesText && board.place == Board.Place())
  }

  @Test func `who comes back to the rooms finds the house and the bed they left`() async throws {
    let far = try await home.room("O1", beds: ["A", "B"], in: home.oak)
    let (app, _) = try await opened(home.administrator)
    await app.press("/", "o", "1", "space", "b", "enter", "1", "3")
    let board = try #require(app.beds)
    #expect(board.house?.name.text == "Oak House" && board.bed?.facts.id == far[1].id)
  }

  @Test func `a void bed is found by that word`() async throws {
    let (app, board) = try await opened()
    await app.press("/", "v", "o", "i", "d")
    #expect(board.bed?.standing == .void && board.room?.name.text == "R3")
  }

  @Test func `an empty bed has nobody to move, and an auditor may not`() async throws {
    let (app, _) = try await opened()
    await app.press("right", "right", "m")
    #expect(app.message?.text.text.hasPrefix("Nobody is in this bed.") == true)
    let auditor = try await home.session(.auditor, houses: [home.maple])
    let (dark, board) = try await opened(auditor)
    await dark.press("m")
    #expect(dark.message?.kind == .refused)
    #expect(!board.takesText)
  }

  @Test func `a person is found as the name is typed`() async throws {
    let (app, board) = try await opened()
    await app.press("/", "a", "l", "i")
    #expect(board.bed?.headline.text == "Ali N")
    await app.press("enter", "tab")
    #expect(board.floor?.name.text == "First")
    await app.press("down")
    #expect(board.bed?.facts.label == "B")
  }

  @Test func `a person is found in another house by a part of the name`() async throws {
    let far = try await home.room("O1", in: home.oak)
    try await home.lodger("Zoë", "Umbridge", in: far[0])
    let (app, board) = try await opened(home.administrator)
    await app.press("/", "b", "r", "i", "d", "g", "e", "space", "o", "e")
    #expect(board.house?.name.text == "Oak House" && board.bed?.headline.text == "Umbridge Z")
    #expect(app.footer.prefix(2).map(\.short) == ["stay there", "next"])
    await app.press("backspace", "backspace", "down", "enter")
    #expect(!board.takesText && app.footer.first?.short == "open")
  }

  @Test func `the footer says how a move goes on, and shared rooms say which bed`() async throws {
    try await home.lodger("Abdul", "Rahman", in: beds[5])
    let (app, board) = try await opened()
    #expect(app.footer.prefix(5).map(\.short).contains("house"))
    await app.press("m", "tab")
    #expect(app.footer.map(\.short).prefix(2) == ["move here…", "not now"])
    #expect(app.footer.contains { $0.id == "bed.floor-next" })
    #expect(board.status.text.hasPrefix("Davies, Siân, R1 → R5 A"))
    #expect(board.room?.signs.text == "A.B#")
    #expect(board.outlook?.rows.first?.room.text == "R5 A")
  }

  @Test func `the chosen bed shows how it stands, its history and fourteen days`() async throws {
    let (app, board) = try await opened()
    await app.press("right")
    let detail = try #require(board.detail)
    #expect(detail.title.text == "R2   Ali, Naveed")
    #expect(detail.standing.text == "+ hospital since Tue 17 Nov (today)")
    #expect(detail.until.text == "Bed held until Wed 25 Nov (8 d left)")
    #expect(detail.history.text == "History: Ali N since 17 Nov 2026")
    #expect(board.outlook?.rows.first?.standings.map(\.sign.text).joined() == "+++++++++?????")
    #expect(board.outlook?.openBeds == 3)
  }

  @Test func `what closes the bed alone is opened by the same key, and the next step is told`() async throws {
    let (app, _) = try await opened()
    await app.press("right", "right", "right")
    #expect(app.footer.first?.id == "room.reopen")
    await app.press("o")
    #expect(app.ask?.action.id == "bed.back-in-service")
    await app.press("esc")
    try await home.perform("bed.back-in-service", on: beds[3], ["reason": .text("Dry again.")])
    await app.press("g", "t", "g", "b", "home", "right", "right", "right")
    let board = try #require(app.beds)
    #expect(board.detail?.standing.text.hasSuffix("c marks it as cleaned") == true)
    #expect(app.footer.first?.id == "bed.cleaned")
    await app.press("c")
    #expect(
      board.detail?.standing.text
        == ". void, cleaned; who did not clean it looks at it: i passes it as ready")
    #expect(app.message?.text.text.contains("Next, somebody else looks at it") == true)
    #expect(board.bed?.third.text.text == "to be inspected")
    #expect(app.footer.first?.id == "bed.inspect")
  }

  @Test func `a room without beds stands there, and gets one`() async throws {
    _ = try await home.room("R6", beds: [])
    _ = try await home.room("Day room", beds: [], setting: ["kind": .text("lounge")])
    let (app, board) = try await opened(home.administrator)
    #expect(board.floor?.rooms.map(\.name.text) == ["R1", "R2", "R3", "R4", "R6"])
    await app.press("end")
    #expect(board.detail?.standing.text == "no bed yet, a adds one")
    await app.press("r")
    #expect(app.message?.text.text == "This room has no bed yet. Add one first.")
    await app.press("a")
    let form = try #require(app.form?.form)
    #expect(form.record["house_id"] == .reference(home.maple))
    #expect(form.record["room_id"] == board.room?.id.value)
  }

  @Test func `a bed takes the house of the room that was chosen`() async throws {
    let app = try await home.app(for: home.administrator)
    await app.add(Record(.beds))
    let form = try #require(app.form?.form)
    await app.press("R", "3", "tab")
    #expect(form.record["room_id"] == beds[2]["room_id"])
    #expect(form.record["house_id"] == .reference(home.maple))
  }

  @Test func `a bed is reserved for a planned stay found by name, and only such stays are offered`()
    async throws
  {
    let resident = try await home.newcomer("Olu", "Fox")
    let stays = try await home.registrar.records(
      Query("stays").where(.equals("resident_id", resident.id?.value ?? .empty)), for: manager)
    let (app, _) = try await opened()
    await app.press("right", "right", "r", "f4")
    let ask = try #require(app.ask)
    guard case .suggestions(let all, _)? = ask.form.popup else {
      Issue.record("No stays are offered.")
      return
    }
    #expect(all.map(\.detail) == ["Fox, Olu · 5 Jan 2026"])
    await app.press("esc", "f", "o", "x", "tab")
    #expect(ask.form.record["stay_id"] == stays.first?.id?.value)
  }
}
