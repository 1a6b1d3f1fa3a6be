import House
import Records
import Storage
import TestHomes
import Testing

/// Verbs of the door that take a record, tried with the identity of one of ours.
extension Attack {
  static let byIdentity: [Attack] = [
    Attack("its sheet", .identity, .absent) { ground in
      let record = try ground.record("residents")
      let id = try ground.id("residents")
      return { who in
        let (sheet, names) = try await ground.door.sheet(of: id, of: record.type, for: who)
        return .words(Ground.words(sheet) + names.values.joined())
      }
    },
    Attack("whether it is as it was signed", .identity, .absent) { ground in
      let record = try ground.record("case_notes")
      return { who in
        _ = try await ground.door.isAsSigned(record, for: who)
        return .count(1)
      }
    },
    Attack("whether a step of it can be done", .identity, .absent) { ground in
      let record = try ground.record("residents")
      let action = try #require(record.type.allActions.first)
      return { who in
        _ = try await ground.door.availability(of: action, on: record, for: who)
        return .count(1)
      }
    },
    Attack("what a step of it would change", .identity, .absent) { ground in
      let record = try ground.record("residents")
      let action = try #require(record.type.allActions.first)
      return { who in
        _ = try await ground.door.preview(action, on: record, answers: [:], for: who)
        return .count(1)
      }
    },
    Attack("what saving it would be refused with", .identity, .absent) { ground in
      let record = try ground.record("agencies")
      return { who in
        _ = try await ground.door.rehearse(record, for: who)
        return .count(1)
      }
    },
    Attack("how its draft stands", .identity, .absent) { ground in
      let draft = try await ground.home.fall(by: ground.member(.manager))
      return { who in
        let standing = try await ground.door.draftStanding(of: draft, for: who)
        return .count(standing == nil ? 0 : 1)
      }
    },
    Attack("it is written down as what leaves, and let go", .identity, .refused) { ground in
      let type = try ground.record("residents").type
      let id = try ground.id("residents")
      return { who in
        let ids = try await ground.door.recordExport(of: type, ids: [id], format: "csv", for: who)
        return .count(ids.count)
      }
    },
    Attack("it leaves once", .identity, .refused) { ground in
      let type = try ground.record("agencies").type
      let id = try ground.id("agencies")
      return { who in
        let isFirst = try await ground.door.recordExportOnce(
          of: type, id, format: "text", by: .export, since: HomeTime.start, for: who)
        return .count(isFirst ? 1 : 0)
      }
    },
    Attack("in which formats it left", .identity, .nothing) { ground in
      let type = try ground.record("agencies").type
      let id = try ground.id("agencies")
      _ = try await ground.door.recordExport(of: type, ids: [id], format: "csv", for: ground.member(.manager))
      return { who in
        let formats = try await ground.door.exports(of: id, in: type, since: HomeTime.start, for: who)
        return .count(formats.count)
      }
    },
    Attack("a file of a document", .identity, .absent, as: .administrator) { ground in
      let member = ground.member(.administrator)
      var document = Record(Catalogue.house.type("documents"))
      document["title"] = .text("Letter\(Ground.mark)")
      document["kind"] = .text("letter")
      document["subject_type"] = .text("residents")
      document["subject_id"] = .reference(try ground.id("residents"))
      document["resident_id"] = .reference(try ground.id("residents"))
      let made = try await ground.home.save(document, as: member)
      let id = try #require(made.id)
      let action = try #require(made.type.action("document.add-version"))
      let content = Array("What was said about\(Ground.mark).".utf8)
      _ = try await ground.home.registrar.perform(
        action, on: made, answers: [:],
        files: [IncomingFile(field: "file_id", name: "letter.txt", content: content)],
        command: ground.home.time.newID(), for: member)
      return { who in
        let file = try await ground.door.openFile(of: id, as: who)
        return .words(String(decoding: file.content, as: UTF8.self))
      }
    },
  ]

  /// What one call gave and another takes: a way back, a draft, the name of a command.
  static let byTicket: [Attack] = [
    Attack("the way back of a change", .identity, .absent) { ground in
      var record = try ground.record("agencies")
      record["name"] = .text("Quay Clinic\(Ground.mark)")
      let receipt = try await ground.door.save(
        [record], command: ground.home.time.newID(), warningsAccepted: true, for: ground.member(.manager))
      let ticket = try #require(receipt.undo)
      return { who in
        _ = try await ground.door.undo(ticket, command: ground.home.time.newID(), for: who)
        return .done
      }
    },
    Attack("the way back of what was added", .identity, .absent) { ground in
      let record = agency("Quay Clinic\(Ground.mark)")
      let receipt = try await ground.door.save(
        [record], command: ground.home.time.newID(), warningsAccepted: true, for: ground.member(.manager))
      let ticket = try #require(receipt.undo)
      return { who in
        _ = try await ground.door.undo(ticket, command: ground.home.time.newID(), for: who)
        return .done
      }
    },
    Attack("the command that was carried out", .identity, .nothing) { ground in
      let command = ground.home.time.newID()
      _ = try await ground.door.save(
        [agency("Quay Clinic\(Ground.mark)")], command: command, warningsAccepted: true,
        for: ground.member(.manager))
      return { who in
        let receipt = try await ground.door.save(
          [agency("Far Clinic")], command: command, warningsAccepted: true, for: who)
        return .words(Ground.words(receipt.records))
      }
    },
    Attack("the drafts of a member", .identity, .nothing) { ground in
      _ = try await ground.door.keep(try draft(in: ground), for: ground.member(.manager))
      return { who in
        let drafts = try await ground.door.drafts(for: who)
        return .words(drafts.flatMap { $0.content.values }.joined(separator: " "))
      }
    },
    Attack("a draft is dropped", .identity, .nothing) { ground in
      let id = try await ground.door.keep(try draft(in: ground), for: ground.member(.manager))
      return { who in
        try await ground.door.drop(draft: id, for: who)
        return .done
      }
    },
    Attack("a draft is written over", .identity, .nothing) { ground in
      let former = try await ground.door.keep(try draft(in: ground), for: ground.member(.manager))
      return { who in
        _ = try await ground.door.keep(
          Draft(
            id: former, recordType: "agencies", subject: nil, baseRevision: 0, content: ["name": "Other"],
            step: "", savedAt: ground.home.time.now), for: who)
        return .done
      }
    },
    Attack("a draft about our resident", .identity, .store) { ground in
      let resident = try ground.id("residents")
      return { who in
        _ = try await ground.door.keep(
          Draft(
            id: nil, recordType: "residents", subject: resident, baseRevision: 1,
            content: ["nhs_number": "1"],
            step: "", savedAt: ground.home.time.now), for: who)
        return .done
      }
    },
  ]

  static func agency(_ name: String) -> Record {
    var record = Record(Catalogue.house.type("agencies"))
    record["name"] = .text(name)
    record["agency_type"] = .text("health")
    return record
  }

  private static func draft(in ground: Ground) throws -> Draft {
    Draft(
      id: nil, recordType: "agencies", subject: nil, baseRevision: 0,
      content: ["name": "Clinic\(Ground.mark)"],
      step: "", savedAt: ground.home.time.now)
  }

  /// What belongs to the platform or is written by the store alone.
  static let byPlatformIdentity: [Attack] = [
    platform("users", "the login of a member") { ground in ground.member(.manager).user },
    platform("organizations", "the organisation itself") { ground in
      try ground.found("SELECT id FROM organizations WHERE organization_id = 0 AND number = 1")
    },
    platform("user_sessions", "a session") { ground in ground.member(.manager).id },
    platform("memberships", "a member") { ground in ground.member(.auditor).membership },
    platform("audit_log", "an entry of the log") { ground in
      try ground.found(
        "SELECT id FROM audit_log WHERE organization_id = 1 ORDER BY sequence_number DESC LIMIT 1")
    },
    Attack("what is in the log about a record", .list, .nothing, as: .auditor) { ground in
      let id = try ground.id("residents")
      return { who in
        .count(
          try await ground.door.count("audit_log", where: [.equals("subject_id", .reference(id))], for: who))
      }
    },
    Attack("the logins", .list, .nothing, as: .administrator) { ground in
      let user = ground.member(.manager).user
      return { who in
        let users = try await ground.door.records(Query("users"), for: who)
        return .count(users.count(where: { $0.id == user }))
      }
    },
    Attack("the organisations", .list, .nothing, as: .administrator) { ground in
      { who in
        let organizations = try await ground.door.records(Query("organizations"), for: who)
        return .count(organizations.count(where: { $0["number"] == .integer(1) }))
      }
    },
    Attack("a step of the login of a member", .identity, .absent, as: .administrator) { ground in
      let type = Catalogue.house.type("users")
      let record = try await ground.door.record(
        ground.member(.manager).user, of: type, for: ground.member(.administrator))
      let action = try #require(type.allActions.first)
      return { who in
        _ = try await ground.door.availability(of: action, on: record, for: who)
        return .count(1)
      }
    },
    Attack("the login of a member becomes one of theirs", .reference, .nothing, as: .administrator) {
      ground in
      let user = ground.member(.manager).user
      return { who in
        var member = Record(Catalogue.house.type("memberships"))
        member["user_id"] = .reference(user)
        member["short_name"] = .text("Claimed")
        let found = try await ground.door.violations(in: member, for: who)
        let isAbsent = found.contains { $0.field == "user_id" && $0.words.hasPrefix("That user is not") }
        return .count(isAbsent ? 0 : 1)
      }
    },
  ]

  private static func platform(
    _ table: String, _ name: String, _ found: @escaping @Sendable (Ground) throws -> RecordID
  ) -> Attack {
    Attack(name, .identity, .absent, as: .administrator) { ground in
      let id = try found(ground)
      let type = Catalogue.house.type(table)
      return { who in
        let record = try await ground.door.record(id, of: type, for: who)
        return .count(record.id == id ? 1 : 0)
      }
    }
  }
}
