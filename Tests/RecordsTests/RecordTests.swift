import Testing

@testable import Records

extension RecordType {
  /// A type with one field of most kinds.
  static let visit = RecordType(
    "visits", "Visits", one: "visit", area: "Stays", resource: "visitors",
    fields: [
      .text("name", "Name", [.required, .listed, .sealed]),
      .note("remark", "Remark", [.sealed]),
      .integer("people_count", "People", in: 1...9).starting(1),
      .money("amount", "Amount"),
      .day("visit_on", "Day", [.required, .listed]).past(),
      .instant("arrived_at", "Arrived").past(),
      .time("usual_time", "Usual time"),
      .flag("is_announced", "Announced").starting(false),
      .choice("kind", "Kind", ["family", "friend", "other=Somebody else"], [.listed]),
      .reference("resident_id", "Resident", to: "residents", [.required]),
      .list("tags", "Tags"),
      .json("shape", "Shape"),
      .bytes("digest", "Digest", limit: 32),
      .integer("wait_minutes", "Wait"),
      .day("born_on", "Born").past(),
      .text("state", "State", [.derived]).derived { record, book in
        .text(Day(record["visit_on"]) == book.today ? "today" : "then")
      },
    ])
}

@Suite struct RecordTests {
  @Test func `a new record holds what its fields start with and no identity`() {
    let record = Record(.visit)
    #expect(record.id == nil)
    #expect(record.revision == 0)
    #expect(record["people_count"] == .integer(1))
    #expect(record["is_announced"] == .flag(false))
    #expect(record["name"] == .empty)
    #expect(record.values.count == RecordType.visit.fields.count)
  }

  @Test func `a typed key gives the Swift value or nil`() {
    var record = Record(.visit)
    let name = FieldKey<String>("name")
    let day = FieldKey<Day>("visit_on")
    record[name] = "Anna Muster"
    record[day] = Day(number: 20_777)
    #expect(record[name] == "Anna Muster")
    #expect(record["visit_on"] == .day(Day(number: 20_777)))
    #expect(record[FieldKey<Int>("name")] == nil)
    record[name] = nil
    #expect(record["name"] == .empty)
    record["name"] = .hidden
    #expect(record[name] == nil)
  }

  @Test func `a field that the type lacks reads as empty`() {
    #expect(Record(.visit)["no_such_field"] == .empty)
  }

  @Test func `text given for a JSON field is JSON`() {
    var record = Record(.visit)
    record["shape"] = .text("{}")
    #expect(record["shape"] == .json("{}"))
    #expect(record[FieldKey<String>("shape")] == "{}")
  }

  @Test func `records are the same only with the same identity, revision and values`() {
    let id = RecordID(high: 1, low: 2)
    let empty = [Value](repeating: .empty, count: RecordType.visit.fields.count)
    let first = Record(.visit, id: id, revision: 1, values: empty)
    var other = first
    #expect(first == other)
    other["name"] = .text("B")
    #expect(first != other)
    #expect(first.hashValue == other.hashValue)
    #expect(first != Record(.visit, id: id, revision: 2, values: empty))
    #expect(first != Record(.visit, id: .zero, revision: 1, values: empty))
  }

  @Test func `a record describes itself without any value`() {
    var record = Record(.visit)
    record["name"] = .text("Geheim")
    #expect("\(record)" == "visits, 3 values")
    #expect(!String(reflecting: record).contains("Geheim"))
    var dumped = ""
    dump(record, to: &dumped)
    #expect(!dumped.contains("Geheim"))
  }

  @Test func `a type finds its fields, its columns and the owner of its seals`() {
    let type = RecordType.visit
    #expect(type.index(of: "visit_on") == 4)
    #expect(type.field("kind")?.label == "Kind")
    #expect(type.columns.map(\.name) == ["name", "visit_on", "kind"])
    #expect(type.sealingOwner == "resident_id")
    #expect(type.field("resident_id")?.target == "residents")
    #expect(type.stored.count == type.fields.count - 1)
    #expect(type.description == "visits")
  }

  @Test func `a day is late once it has passed in a record that waits for it`() {
    let field = Field.day(.dueOn, "Due").due(in: ["open"])
    let (today, now) = (Day(number: 20_000), Instant(milliseconds: 20_000 * 86_400_000))
    func isLate(_ day: Int, _ state: String) -> Bool {
      field.isLate(.day(Day(number: day)), in: .text(state), today: today, now: now)
    }
    #expect(isLate(19_999, "open"))
    #expect(!isLate(20_000, "open"))
    #expect(!isLate(19_999, "done"))
    #expect(!Field.day(.dueOn, "Due").isLate(.day(Day(number: 1)), in: .text("open"), today: today, now: now))
  }

  @Test func `a type without listed fields lists its first four`() {
    let fields = (1...6).map { Field.text(FieldKey("f\($0)"), "F") }
    let type = RecordType("plain", "Plain", one: "plain", area: "Access", resource: "plain", fields: fields)
    #expect(type.columns.map(\.name) == ["f1", "f2", "f3", "f4"])
    #expect(type.sealingOwner == nil)
  }

  @Test func `a catalogue knows which fields refer to a type`() {
    let catalogue = Catalogue([.visit])
    #expect(catalogue["visits"]?.id == "visits")
    #expect(catalogue["nothing"] == nil)
    #expect(catalogue.references(to: "residents").map(\.field.name) == ["resident_id"])
    #expect(catalogue.references(to: "visits").isEmpty)
  }

  @Test func `a derived field is computed from the record and the day`() throws {
    let field = try #require(RecordType.visit.field("state"))
    var record = Record(.visit)
    record["visit_on"] = .day(Day(number: 5))
    let book = Book(today: Day(number: 5), now: Instant(milliseconds: 0), answers: ["kind": .text("family")])
    #expect(field.isDerived)
    #expect(field.derivation?.value(record, book) == .text("today"))
    #expect(book[FieldKey<String>("kind")] == "family")
    #expect(book.rows(3).isEmpty)
  }
}

@Suite struct ValueTests {
  @Test func `every Swift type of a field goes there and back`() throws {
    func expectBack(_ held: some FieldValue) { #expect(type(of: held).init(held.value) == held) }
    expectBack("text")
    expectBack(7)
    expectBack(true)
    expectBack(Day(number: 1))
    expectBack(Instant(milliseconds: 1))
    expectBack(try #require(WallTime("08:44")))
    expectBack(Money(minorUnits: 1))
    expectBack(RecordID(high: 1, low: 2))
    expectBack(["a", "b"])
    expectBack([UInt8]([1, 2]))
  }

  @Test func `a value of another kind, an empty or a hidden one is none`() {
    #expect(Int(Value.text("7")) == nil)
    #expect(String(Value.hidden) == nil)
    #expect(Day(Value.empty) == nil)
    #expect(Bool(.integer(1)) == nil)
    #expect([String](.bytes([1])) == nil)
    #expect([UInt8](.list(["a"])) == nil)
  }

  @Test func `nothing, an empty text and an empty list are empty, a zero is not`() {
    #expect(Value.empty.isEmpty)
    #expect(Value.text("").isEmpty)
    #expect(Value.list([]).isEmpty)
    for value in [Value.integer(0), .flag(false), .money(Money(minorUnits: 0)), .hidden, .bytes([])] {
      #expect(!value.isEmpty)
    }
  }
}

@Suite struct ChoicesTests {
  @Test func `a code makes its own label unless one is given`() {
    let choices: Choices = ["in_house", "other=Somebody else", "odd=a=b"]
    #expect(choices.members.map(\.code) == ["in_house", "other", "odd"])
    #expect(choices.members.map(\.label) == ["In house", "Somebody else", "a=b"])
    #expect(choices.name == nil)
  }

  @Test func `an open list has a name and no members of its own`() {
    #expect(Choices.open(name: "languages").members.isEmpty)
    #expect(Choices.open(name: "languages").name == "languages")
    #expect(Choices.shared("currency", ["GBP"]).name == "currency")
  }
}

@Suite struct RecordIDTests {
  @Test func `an identity goes through bytes and text and back`() throws {
    var generator = SystemRandomNumberGenerator()
    for milliseconds in [0, 1_795_000_000_000, (1 << 48) - 1] {
      let id = RecordID(milliseconds: milliseconds, random: (generator.next(), generator.next()))
      #expect(RecordID(bytes: id.bytes) == id)
      #expect(RecordID(id.description) == id)
      #expect(RecordID(id.description.uppercased()) == id)
      #expect(id.high >> 16 == UInt64(milliseconds))
      #expect(id.high >> 12 & 0xF == 7)
      #expect(id.low >> 62 == 2)
    }
  }

  @Test func `the text is that of a UUID`() {
    let id = RecordID(high: 0x0199_0102_0304_7506, low: 0x8708_090A_0B0C_0D0E)
    #expect(id.description == "01990102-0304-7506-8708-090a0b0c0d0e")
  }

  @Test func `later identities come later`() {
    let early = RecordID(milliseconds: 1000, random: (.max, .max))
    let late = RecordID(milliseconds: 1001, random: (0, 0))
    #expect(early < late)
  }

  @Test(arguments: [
    "", "0", String(repeating: "0", count: 31), String(repeating: "0", count: 33),
    String(repeating: "+f", count: 16), String(repeating: "zz", count: 16), String(repeating: "é", count: 16),
  ])
  func `a text that is no identity is none`(text: String) {
    #expect(RecordID(text) == nil)
  }

  @Test(arguments: [0, 15, 17]) func `only sixteen bytes are an identity`(count: Int) {
    #expect(RecordID(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }
}

@Suite struct QueryTests {
  @Test func `conditions, order and limit are kept as they were asked`() {
    let query = Query("stays").where("resident_id" as FieldKey<RecordID>, is: .zero)
      .where("state" as FieldKey<String>, among: ["active", "notice"])
      .whereEmpty("ends_on" as FieldKey<Day>)
      .ordered(by: "starts_on" as FieldKey<Day>, descending: true).first(5)
      .following("house_id", to: "houses")
    #expect(
      query.conditions == [
        .equals("resident_id", .reference(.zero)), .among("state", [.text("active"), .text("notice")]),
        .isEmpty("ends_on"),
      ])
    #expect(query.conditions.map(\.field) == ["resident_id", "state", "ends_on"])
    #expect(query.order == [Query.Order("starts_on", descending: true)])
    #expect(query.limit == 5)
    #expect(query.follows?.type == "houses")
    #expect(Condition.any([]).field == nil)
  }
}

@Suite struct TextTests {
  @Test(arguments: [
    ("Łódź", "lodz"), ("Søren", "soren"), ("Þóra", "thora"), ("Nguyễn", "nguyen"), ("ＡＢ", "ab"),
    ("STRASSE", "strasse"),
    ("Siân", "sian"), ("O’Brien", "o'brien"), ("İstanbul", "istanbul"), ("plain TEXT", "plain text"),
    ("", ""),
  ])
  func `searches compare without case and accents`(text: String, folded: String) {
    #expect(Text.folded(text) == folded)
  }

  @Test func `composition joins a letter and its accent`() {
    #expect(Text.composed("e\u{301}").unicodeScalars.count == 1)
    #expect(Text.composed("plain") == "plain")
  }
}
