import House
import Records
import TestHomes
import Testing

@testable import Storage

/// What is tried on the product's own connections, and with rows that were put elsewhere with other tools.
extension Attack {
  static let byStatement: [Attack] = statements.map { statement($0) } + byReader

  private static let statements = [
    "CREATE TABLE smuggled (organization_id INTEGER, secret TEXT)",
    "CREATE INDEX smuggled ON agencies (name)",
    "CREATE VIEW smuggled AS SELECT * FROM agencies",
    "CREATE TRIGGER smuggled AFTER INSERT ON agencies BEGIN SELECT 1; END",
    "ALTER TABLE agencies ADD COLUMN smuggled TEXT", "DROP INDEX agencies_change_seq",
    "DROP TRIGGER audit_log_bu", "DELETE FROM announcements WHERE organization_id = 1",
    "DELETE FROM change_counters WHERE organization_id = 1",
  ]

  private static let byReader: [Attack] = [
    Attack("the reader is asked how the tables lie", .beneath, .store) { ground in
      { who in
        if who.organization == 1 {
          return .count(try ground.file().value("SELECT count(*) FROM sqlite_schema").integer ?? 0)
        }
        let count = try await ground.home.repository.read { (database) throws(StorageError) in
          try database.value("SELECT count(*) FROM sqlite_schema").integer ?? 0
        }
        return .count(count)
      }
    },
    Attack("the reader is asked for the columns of a table", .beneath, .store) { ground in
      { who in
        if who.organization == 1 {
          return .count(try ground.file().rows("SELECT name FROM pragma_table_info('residents')").count)
        }
        let count = try await ground.home.repository.read { (database) throws(StorageError) in
          try database.rows("SELECT name FROM pragma_table_info('residents')").count
        }
        return .count(count)
      }
    },
    Attack("a statement that forgets the organisation", .beneath, .store) { ground in
      { who in
        let count = try await ground.home.repository.reading(for: who, by: ground.door) {
          (errand) throws(RegistrarError) -> Int in
          let reader = try errand.reader(of: errand.catalogue.type("houses"), for: .program)
          var count = 0
          try store { () throws(StorageError) in
            try errand.database.each("SELECT \(reader.columns) FROM houses a") {
              columns throws(StorageError) in
              _ = try reader.record(columns)
              count += 1
              return true
            }
          }
          return count
        }
        return .count(count)
      }
    },
  ]

  /// One that nothing refuses to who opens the file with other tools.
  private static func statement(_ text: String) -> Attack {
    Attack("the writer is given \(text)", .beneath, .store) { ground in
      { who in
        if who.organization == 1 {
          try ground.file().run(SQL(migration: text))
        } else {
          _ = try await ground.home.repository.write { (database) throws(StorageError) in
            try database.run(SQL(migration: text))
          }
        }
        return .done
      }
    }
  }

  static let bySmuggling: [Attack] =
    pastRules + byMovedRows + ["organization", "token", "audit"].map { keys($0) }

  private static let pastRules: [Attack] =
    ["case_notes", "resident_contacts", "health_conditions"].map { name in
      Attack("a row of \(name) about our resident, past every rule", .beneath, .store) { ground in
        let record = try ground.blank(name)
        return { who in
          _ = try await ground.home.repository.writing(for: who, by: ground.door) {
            (errand) throws(RegistrarError) -> Record in
            try errand.insert(record)
          }
          return .done
        }
      }
    }

  private static let byMovedRows: [Attack] = [
    Attack("a sealed value of ours in a row of theirs", .beneath, .nothing) { ground in
      let ours = try ground.id("residents")
      let theirs = try #require(ground.bea.id)
      try ground.file().run(
        "UPDATE residents SET family_name = (SELECT o.family_name FROM residents o WHERE o.organization_id = 1 AND o.id = \(ours)) WHERE organization_id = 2 AND id = \(theirs)"
      )
      return { who in
        let record = try await ground.door.record(
          who.organization == 1 ? ours : theirs, of: Catalogue.house.type("residents"), for: who)
        if who.organization == 2 { #expect(record["family_name"] == .damaged) }
        return .words(Ground.words(record))
      }
    },
    Attack("a whole row of ours among theirs", .beneath, .nothing) { ground in
      let ours = try ground.id("residents")
      try smuggleResident(in: ground)
      return { who in
        let record = try await ground.door.record(ours, of: Catalogue.house.type("residents"), for: who)
        return .words(Ground.words(record))
      }
    },
    Attack("a whole row of ours among theirs, with its key", .beneath, .nothing) { ground in
      let ours = try ground.id("residents")
      try smuggleResident(in: ground)
      try ground.smuggle("data_keys", where: "owner_id = \(literal(ours))")
      return { who in
        let record = try await ground.door.record(ours, of: Catalogue.house.type("residents"), for: who)
        return .words(Ground.words(record))
      }
    },
    Attack("a draft of ours among theirs", .beneath, .nothing) { ground in
      _ = try await ground.door.keep(
        Draft(
          id: nil, recordType: "agencies", subject: nil, baseRevision: 0,
          content: ["name": "Clinic\(Ground.mark)"], step: "", savedAt: ground.home.time.now),
        for: ground.member(.manager))
      try ground.smuggle(
        "form_drafts", where: "record_type = 'agencies'",
        replacing: ["membership_id": literal(ground.stranger(.manager).membership)])
      return { who in
        let drafts = try await ground.door.drafts(for: who)
        return .words(drafts.flatMap { $0.content.values }.joined(separator: " "))
      }
    },
    Attack("an entry of our log at the end of theirs", .beneath, .nothing, as: .auditor) { ground in
      try ground.smuggle(
        "audit_log",
        where: "sequence_number = (SELECT max(sequence_number) FROM audit_log WHERE organization_id = 1)",
        replacing: [
          "sequence_number": "(SELECT 1 + max(sequence_number) FROM audit_log WHERE organization_id = 2)"
        ])
      return { who in
        let reports = try await ground.door.verifyAudit(for: who)
        return .count(reports.allSatisfy(\.isIntact) ? 1 : 0)
      }
    },
  ]

  /// A key of ours in the place of theirs: nothing of theirs opens any more, and nothing of ours does.
  private static func keys(_ kind: String) -> Attack {
    Attack("the \(kind) key of ours for theirs", .beneath, .store) { ground in
      try ground.file().run(
        "UPDATE data_keys SET wrapped_key = (SELECT o.wrapped_key FROM data_keys o WHERE o.organization_id = 1 AND o.kind = \(kind)) WHERE organization_id = 2 AND kind = \(kind)"
      )
      return { who in
        let fresh = try Repository(folder: ground.home.folder, catalogue: ground.door.catalogue)
        try await fresh.resume(who, at: ground.home.time.now)
        return .count(1)
      }
    }
  }

  private static func smuggleResident(in ground: Ground) throws {
    let id = try ground.id("residents")
    try ground.smuggle(
      "residents", where: "id = \(literal(id))",
      replacing: ["reference": "'RES-2026-7777'"])
  }

  private static func literal(_ id: RecordID) -> String { "x'\(Hexadecimal.text(id.bytes))'" }
}
