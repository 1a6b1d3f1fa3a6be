import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// What an organisation adds to a record type is asked, checked and kept with its records, and hidden with them.
@Suite(.homes) struct AddedFieldTests {
  private let home: Home
  private let leader: Session

  init() async throws {
    home = try await Home.fixture()
    leader = try await home.session(.leader, named: "Lee Lead", houses: [home.maple])
  }

  @discardableResult
  private func add(
    _ label: String, _ kind: String, to type: String = "residents", _ fill: (inout Record) -> Void = { _ in }
  ) async throws -> Record {
    var field = Record(.customFields)
    field[.onType] = type
    field[.label] = label
    field[.answerKind] = kind
    if ["choice", "list"].contains(kind) { field[.answerChoices] = ["Vegan", "Anything"] }
    if kind == "reference" { field[.answerType] = "houses" }
    fill(&field)
    return try await home.save(field)
  }

  private func ada() async throws -> Record {
    try await home.resident("Ada", "Near", in: home.maple)
  }

  private func unfolded(_ record: Record, _ session: Session? = nil) async throws -> Record {
    try await home.registrar.unfolded(record, for: session ?? leader)
  }

  private func refusals(_ record: Record) async -> [String] {
    do {
      try await home.save(record)
      return []
    } catch RegistrarError.refused(let violations) {
      return violations.map { "\($0.field ?? ""): \($0.words)" }
    } catch {
      return ["\(error)"]
    }
  }

  /// A value of each kind as an added field holds it.
  private func value(of kind: Question.Kind) -> Value {
    switch kind {
    case .text, .note: .text("Rice")
    case .integer: .integer(3)
    case .money: .money(Money(minorUnits: 250))
    case .day: Day("2026-11-20").map { .day($0) } ?? .empty
    case .instant: .instant(home.time.now)
    case .time: WallTime("08:30").map { .time($0) } ?? .empty
    case .flag: .flag(true)
    case .choice: .text("Vegan")
    case .list: .list(["Vegan", "Anything"])
    case .check: .text("pass")
    case .reference: .reference(home.maple)
    }
  }

  @Test(arguments: Question.Kind.allCases)
  func `a value of every kind is kept with its record`(kind: Question.Kind) async throws {
    try await add("Diet", kind.rawValue)
    var resident = try await unfolded(try await ada())
    #expect(resident.type.fields.last { $0.question != nil }?.label == "Diet")
    resident["custom.diet"] = value(of: kind)
    let saved = try await home.save(resident, as: leader)
    #expect(saved.type.base == nil)
    #expect(try await unfolded(saved)["custom.diet"] == value(of: kind))
  }

  @Test(arguments: [
    ("integer", Value.integer(-1), "Diet must be a whole number between 0 and 1000000."),
    ("choice", .text("Cake"), "Choose one of the listed values for diet."),
    ("day", .text("soon"), "Diet is not a date. Write 5 Mar 2026 or 2026-03-05."),
  ])
  func `a value is checked like any other`(kind: String, value: Value, refusal: String) async throws {
    try await add("Diet", kind)
    var resident = try await unfolded(try await ada(), home.administrator)
    resident["custom.diet"] = value
    #expect(await refusals(resident) == ["custom.diet: \(refusal)"])
  }

  @Test func `what must be filled in is asked of a new record and of one that is edited`() async throws {
    let ada = try await ada()
    try await add("Diet", "text") { $0[.isAnswerRequired] = true }
    #expect(await refusals(try await unfolded(ada, home.administrator)) == ["custom.diet: Enter “Diet”."])
    var other = Record(.residents)
    other["given_name"] = .text("Bea")
    other["family_name"] = .text("Far")
    other["born_on"] = Day("2001-02-03").map { .day($0) } ?? .empty
    #expect(await refusals(other) == ["custom.diet: Enter “Diet”."])
  }

  @Test func `a reference to who is kept back is no mark of them`() async throws {
    try await add("Friend", "reference") { $0[.answerType] = "residents" }
    let hidden = try await home.resident("Zora", "Kept", in: home.maple)
    let id = try #require(hidden.id)
    var resident = try await unfolded(try await self.ada(), home.administrator)
    resident["custom.friend"] = .reference(id)
    let ada = try await home.save(resident)
    #expect(try await unfolded(ada)["custom.friend"] == .reference(id))
    let lead = try await home.session(.safeguarding, named: "S. Lead")
    try await home.perform(
      "resident.restrict", on: try await home.registrar.record(id, of: hidden.type, for: lead),
      ["restricted_reason": .text("Court order.")], as: lead)
    let seen = try await unfolded(ada)
    #expect(seen["custom.friend"] == .hidden)
    let ids = [ada.id].compactMap(\.self)
    let columns = try await home.registrar.addedColumns(of: ids, in: ada.type, for: leader)
    #expect(ids.flatMap { columns.values[$0] ?? [] } == [.hidden])
    // Who writes on does not lose it.
    _ = try await home.save(seen, as: leader)
    #expect(try await unfolded(ada, lead)["custom.friend"] == .reference(id))
  }

  @Test func `a field out of use is asked no more, and what it holds stays`() async throws {
    let field = try await add("Diet", "text")
    var resident = try await unfolded(try await ada())
    resident["custom.diet"] = .text("Rice")
    let saved = try await home.save(resident, as: leader)
    var off = field
    off[.isActive] = false
    off = try await home.save(off)
    #expect(try await unfolded(saved).type.field("custom.diet") == nil)
    off[.isActive] = true
    try await home.save(off)
    #expect(try await unfolded(saved)["custom.diet"] == .text("Rice"))
  }

  @Test func `a field keeps its kind of answer`() async throws {
    var field = try await add("Diet", "text")
    field[.answerKind] = "flag"
    #expect(
      await refusals(field) == [
        "answer_kind: Records may hold such answers already. Add another field and take this one out of use."
      ])
  }

  @Test func `who sees a resident masked sees nothing of what was added`() async throws {
    try await add("Diet", "text")
    var resident = try await unfolded(try await ada())
    resident["custom.diet"] = .text("Rice")
    let saved = try await home.save(resident, as: leader)
    let auditor = try await home.session(.auditor)
    let seen = try await home.registrar.record(try #require(saved.id), of: .residents, for: auditor)
    #expect(try await unfolded(seen, auditor)["custom.diet"] == .hidden)
  }

  @Test func `the history names what was added and changed`() async throws {
    try await add("Diet", "choice")
    var resident = try await unfolded(try await ada())
    resident["custom.diet"] = .text("Vegan")
    let saved = try await home.save(resident, as: leader)
    let manager = try await home.session(.manager)
    let lines = try await home.registrar.history(of: saved, for: manager)
    #expect(lines.first?.changes.map { "\($0.field): \($0.after)" }.contains("Diet: Vegan") == true)
  }

  @Test func `an export has a column of its own for each`() async throws {
    try await add("Diet", "text")
    var resident = try await unfolded(try await ada())
    resident["custom.diet"] = .text("Rice")
    let id = try #require(try await home.save(resident, as: leader).id)
    let columns = try await home.registrar.addedColumns(of: [id], in: .residents, for: leader)
    #expect(columns.fields.map(\.name) == ["custom.diet"])
    #expect(columns.values[id] == [.text("Rice")])
  }
}
