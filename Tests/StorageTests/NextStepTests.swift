import Foundation
import House
import Records
import Testing

@testable import Storage

/// Two catalogues of made-up records, the second a later form of the first.
private enum Archive {
  static let before = Catalogue([
    boxes([
      .text("label", "Label", [.required, .indexed]),
      .choice("state", "State", ["open", "sealed"], [.required]),
      .text("colour", "Colour"), .integer("weight", "Weight", in: 1...9),
    ]),
    papers([.reference("box_id", "Box", to: "boxes", [.required])]),
    lendings([.text("borrower", "Borrower", [.required])]),
    type("stamps", [.text("motto", "Motto")]),
  ])

  static let after = Catalogue([
    boxes([
      .text("label", "Label", [.required]), .integer("shelf", "Shelf", [.required, .indexed]).starting(4),
      .choice("state", "State", ["open", "sealed", "lost"], [.required]), .note("remark", "Remark"),
      .integer("weight", "Weight", [.required], in: 1...9),
    ]),
    papers([.reference("box_id", "Box", to: "boxes", [.required])]),
    lendings([.text("borrower", "Borrower", [.required]), .instant("lent_at", "Lent at", [.required])]),
    type("seals", [.reference("box_id", "Box", to: "boxes", [.required])]),
  ])

  private static func boxes(_ fields: [Field]) -> RecordType { type("boxes", fields) }
  private static func papers(_ fields: [Field]) -> RecordType { type("papers", fields) }
  private static func lendings(_ fields: [Field]) -> RecordType {
    type("lendings", [.integer("sequence_number", "Number", [.required])] + fields, tags: .appendOnly)
  }

  static func type(_ id: String, _ fields: [Field], tags: RecordType.Tags = []) -> RecordType {
    RecordType(
      id, id, one: id, area: "Archive", resource: "archive", fields: fields,
      uniques: fields.contains { $0.name == "label" } ? [.init(["label"])] : [], tags: tags)
  }

  /// The steps to the second catalogue.
  static func steps() throws -> Migrations {
    let first = try #require(try Migrations(steps: [], digests: [:]).next(named: "first", to: before))
    let start = Migrations(steps: [first.migration], digests: [1: first.digest])
    let second = try #require(try start.next(named: "later_form", to: after))
    return Migrations(
      steps: [first.migration, second.migration], digests: [1: first.digest, 2: second.digest])
  }

  /// A home of the first catalogue with a box, its paper and who borrowed it.
  static func home(in folder: ScratchFolder, _ steps: Migrations) throws -> Migrator {
    let migrator = try Migrator(folder: folder.path, migrations: steps, makingFile: true)
    try migrator.migrate(to: 1)
    try migrator.database.run(
      script: """
        INSERT INTO home VALUES (0, zeroblob(16), 0, 1, 5, NULL);
        INSERT INTO boxes (organization_id, id, label, state, colour, created_at, updated_at, revision, change_seq)
          VALUES (1, \(id(1)), 'Letters', 'sealed', 'red', 5, 6, 1, 1);
        INSERT INTO papers (organization_id, id, box_id, created_at, updated_at, revision, change_seq)
          VALUES (1, \(id(2)), \(id(1)), 5, 6, 1, 2);
        INSERT INTO lendings (organization_id, id, sequence_number, borrower, created_at)
          VALUES (1, \(id(3)), 1, 'M. Undrill', 77);
        INSERT INTO stamps (organization_id, id, motto, created_at, updated_at, revision, change_seq)
          VALUES (1, \(id(4)), 'Nulla dies', 5, 6, 1, 3);
        """)
    return migrator
  }

  static func id(_ number: Int) -> String { "x'0000000000000000000000000000000\(number)'" }
}

@Suite struct NextStepTests {
  @Test func `a step goes up, down and up again and keeps the rows`() throws {
    let (folder, steps) = (try ScratchFolder(), try Archive.steps())
    let migrator = try Archive.home(in: folder, steps)
    let database = migrator.database

    try migrator.migrate()
    #expect(
      try database.rows("SELECT label, shelf, state, remark, weight, created_at, revision FROM boxes") == [
        [.text("Letters"), .integer(4), .text("sealed"), .null, .integer(1), .integer(5), .integer(1)]
      ])
    #expect(
      try database.rows("SELECT sequence_number, borrower, lent_at FROM lendings") == [
        [.integer(1), .text("M. Undrill"), .integer(77)]
      ])
    #expect(try database.value("SELECT schema_generation FROM home") == .integer(2))

    try migrator.migrate(to: 1)
    #expect(
      try database.rows("SELECT label, state, colour, weight FROM boxes") == [
        [.text("Letters"), .text("sealed"), .null, .integer(1)]
      ])
    #expect(try database.value("SELECT count(*) FROM stamps") == .integer(0))

    try migrator.migrate()
    #expect(try database.value("SELECT count(*) FROM boxes JOIN papers ON box_id = boxes.id") == .integer(1))
    #expect(try database.rows("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func `a migrated store holds exactly the text that a new one is made with`() throws {
    let (folder, steps) = (try ScratchFolder(), try Archive.steps())
    let migrator = try Archive.home(in: folder, steps)
    try migrator.migrate()
    let wished = try SQLiteDatabase(path: nil, kind: .maintenance)
    try wished.run(script: Schema(Archive.after).text)
    #expect(Set(try SchemaImage(of: migrator.database).parts) == Set(try SchemaImage(of: wished).parts))
    #expect(try migrator.database.schemaDigest() == steps.digests[2])
  }

  @Test func `what is append-only still is after its table was made anew`() throws {
    let (folder, steps) = (try ScratchFolder(), try Archive.steps())
    let migrator = try Archive.home(in: folder, steps)
    try migrator.migrate()
    #expect(throws: StorageError.appendOnly) { try migrator.database.run("DELETE FROM lendings") }
    #expect(throws: StorageError.appendOnly) {
      try migrator.database.run(
        script: "INSERT INTO lendings VALUES (1, \(Archive.id(5)), 1, 'x', 8, 9, NULL)")
    }
  }

  @Test func `a row that the schema before cannot hold refuses the way down, and nothing has changed`() throws
  {
    let (folder, steps) = (try ScratchFolder(), try Archive.steps())
    let migrator = try Archive.home(in: folder, steps)
    try migrator.migrate()
    try migrator.database.run("UPDATE boxes SET state = 'lost'")
    #expect(throws: StorageError.check("state IN ('open', 'sealed')")) { try migrator.migrate(to: 1) }
    #expect(try migrator.version() == 2)
    #expect(MigrationCopy.paths(of: folder.path) == [folder.path + "/backup/before-step-1.db"])
    #expect(try migrator.database.value("SELECT state FROM boxes") == .text("lost"))
    #expect(try migrator.database.setting("PRAGMA legacy_alter_table") == .integer(0))
  }

  @Test func `a step says what it takes and what it cannot give back`() throws {
    let step = try #require(try Archive.steps().steps.last)
    #expect(
      step.up.hasPrefix(
        """
        -- What these held is lost:
        --   stamps
        --   boxes.colour

        DROP TRIGGER lendings_bu;
        """))
    let move = """
      INSERT INTO lendings (organization_id, id, sequence_number, borrower, lent_at, created_at, created_by)
      SELECT organization_id, id, sequence_number, borrower, created_at, created_at, created_by
      FROM lendings_before;
      DROP TABLE lendings_before;
      """
    #expect(step.up.contains(move))
    #expect(
      step.down.hasPrefix(
        """
        -- What these held is lost:
        --   seals
        --   boxes.shelf
        --   boxes.remark
        --   lendings.lent_at
        -- These come back without what they once held:
        --   stamps
        --   boxes.colour
        -- A row that holds here what is no longer allowed refuses the whole step:
        --   boxes.state

        """))
  }

  @Test func `what no one can guess refuses a table with rows and lets an empty one through`() throws {
    let later = Catalogue(
      Archive.after.types.filter { $0.id != "stamps" && $0.id != "papers" } + [
        Archive.type(
          "papers",
          [
            .reference("box_id", "Box", to: "boxes", [.required]), .day("dated_on", "Dated", [.required]),
          ])
      ])
    let steps = try Archive.steps()
    let third = try #require(try steps.next(named: "dates", to: later))
    #expect(third.migration.up.contains("until NULL is replaced by hand:\n--   papers.dated_on\n"))
    let all = Migrations(
      steps: steps.steps + [third.migration],
      digests: steps.digests.merging([3: third.digest]) { $1 })
    let folder = try ScratchFolder()
    defer { withExtendedLifetime(folder) {} }
    let migrator = try Archive.home(in: folder, all)
    #expect(throws: StorageError.missingValue(field: "dated_on")) { try migrator.migrate() }
    try migrator.database.run("DELETE FROM papers")
    try migrator.migrate()
    #expect(try migrator.version() == 3)
  }

  @Test func `a step that nobody has yet is written anew from the one before it`() throws {
    let steps = try Archive.steps()
    let again = try #require(try steps.next(named: "other", to: Archive.after, replacingLast: true))
    #expect(again.migration.stem == "0002_other")
    #expect(again.migration.up == steps.steps[1].up)
    #expect(again.digest == steps.digests[2])
    #expect(try steps.next(named: "other", to: Archive.after) == nil)
  }

  @Test func `a first step is the schema itself`() throws {
    let schema = Schema(.house)
    let first = try #require(try Migrations(steps: [], digests: [:]).next(named: "first", to: .house))
    #expect(first.migration.up == schema.text)
    #expect(first.migration.down == schema.undoing)
    #expect(first.migration.verify == schema.verifying)
  }

  @Test func `the verifying question finds what is missing and what is still there`() throws {
    let step = try #require(try Archive.steps().steps.last)
    let database = try SQLiteDatabase(path: nil, kind: .maintenance)
    try database.run(script: Schema(Archive.before).text)
    let answers = try StatementSplitter.statements(of: step.verify).flatMap {
      try database.rows(SQL(migration: $0)).compactMap(\.first?.text)
    }
    #expect(answers.contains("table seals is missing"))
    #expect(answers.contains("table stamps is still there"))
  }
}
