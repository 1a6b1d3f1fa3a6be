import House
import Records
import Storage
import TestHomes
import Testing

@testable import lodge

/// Lists, searches and counts that are asked so that rows of ours would answer.
extension Attack {
  static let byQuery: [Attack] = [
    query("all residents") { _ in Query("residents") },
    query("a resident by identity") { ground in
      Query("residents").where(.equals("id", .reference(try ground.id("residents"))))
    },
    query("a resident among some") { ground in
      Query("residents").where(.among("id", [.reference(try ground.id("residents")), .reference(.zero)]))
    },
    query("all but one") { ground in
      Query("residents").where(.differs("id", ground.bea.id?.value ?? .empty))
    },
    query("one or another") { ground in
      Query("residents").where(
        .any([[.equals("id", .reference(try ground.id("residents")))], [.isPresent("id")], []]))
    },
    query("of our houses") { ground in Query("residents").where(.inHouses([ground.home.maple])) },
    query("of our house, among the stays") { ground in
      Query("stays").where(.equals("house_id", .reference(ground.home.maple)))
        .following(.residentID, to: "residents")
    },
    query("read on from what is their own") { _ in
      Query("residents").where(.isPresent("id")).following(
        FieldKey<RecordID>("id"), to: "case_notes", matching: .residentID)
    },
    query("what changed since the beginning") { _ in
      Query("case_notes").where(.atLeast("change_seq", .integer(0)))
    },
    query("with those that were removed") { _ in
      var query = Query("residents")
      query.includesRemoved = true
      return query
    },
    query("without conditions and to the greatest number") { _ in
      Query("incidents").where(.below("revision", .integer(1_000_000))).first(1_000_000)
    },
  ]

  private static func query(
    _ name: String, _ query: @escaping @Sendable (Ground) throws -> Query
  ) -> Attack {
    Attack("a query: \(name)", .list, .nothing) { ground in
      let query = try query(ground)
      return { who in .words(Ground.words(try await ground.door.records(query, for: who))) }
    }
  }

  static let byWindow: [Attack] = [
    window("in the order of names") { _, _ in
      var request = ListRequest(type: "residents", fields: ["family_name", "given_name"])
      request.order = .name(descending: true)
      return request
    },
    window("with words") { _, _ in
      var request = ListRequest(type: "residents", fields: ["family_name", "given_name"])
      request.words = "family"
      return request
    },
    window("after a row of ours") { ground, _ in
      var request = ListRequest(type: "residents", fields: ["family_name", "given_name", "reference"])
      request.from = .after(.init(id: .zero, key: .text("RES-0000-0000"), index: 0))
      return request
    },
    window("before a row of ours") { ground, _ in
      var request = ListRequest(type: "residents", fields: ["family_name", "given_name", "reference"])
      request.from = .before(.init(id: try ground.id("residents"), key: .text("RES-9999-9999"), index: 99))
      return request
    },
    window("under our house") { ground, _ in
      var request = ListRequest(type: "case_notes", fields: ["content", "resident_id"])
      request.order = .field("created_at", descending: true)
      request.conditions = [.equals("resident_id", .reference(try ground.id("residents")))]
      return request
    },
    Attack("names in groups", .list, .nothing) { ground in
      { who in
        let request = ListRequest(type: "case_notes", fields: ["id"])
        let groups = try await ground.door.groups(of: request, by: "resident_id", limit: 50, for: who)
        return .words(groups.names.values.joined(separator: " ") + " " + words(groups))
      }
    },
    Attack("words among plain names", .list, .nothing) { ground in
      { who in
        let found = try await ground.door.find(
          "773", in: ["agencies", "documents", "houses", "rooms", "announcements"], limit: 100, for: who)
        return .words(found.map { "\($0.title) \($0.detail)" }.joined(separator: "\n"))
      }
    },
    Attack("words among sealed names", .list, .nothing) { ground in
      let type = Catalogue.house.type("residents")
      return { who in
        try await ground.door.readNames(of: [type], for: who)
        let found = try await ground.door.find("fam", in: ["residents"], limit: 100, for: who)
        return .words(found.map { "\($0.title) \($0.detail)" }.joined(separator: "\n"))
      }
    },
    Attack("nothing typed, whoever is there", .list, .nothing) { ground in
      let type = Catalogue.house.type("residents")
      return { who in
        try await ground.door.readNames(of: [type], for: who)
        let found = try await ground.door.find("", in: ["residents"], limit: 100, for: who)
        return .words(found.map { "\($0.title) \($0.detail)" }.joined(separator: "\n"))
      }
    },
  ]

  private static func words(_ groups: ListGroups) -> String {
    groups.groups.map { Ground.words($0.value) }.joined(separator: " ")
  }

  private static func window(
    _ name: String, _ request: @escaping @Sendable (Ground, Session) throws -> ListRequest
  ) -> Attack {
    Attack("a window \(name)", .list, .nothing) { ground in
      { who in
        let request = try request(ground, who)
        if let type = Catalogue.house[request.type] { try await ground.door.readNames(of: [type], for: who) }
        let window = try await ground.door.window(request, for: who)
        let rows = window.rows.flatMap { $0.values + [$0.key] }.map { Ground.words($0) }
        return .words((rows + window.names.values).joined(separator: " | "))
      }
    }
  }

  /// Numbers from which somebody could infer what stands elsewhere.
  static let byCount: [Attack] = [
    Attack("one record", .list, .nothing) { ground in
      let id = try ground.id("residents")
      return { who in
        let count = try await ground.door.count("residents", where: [.equals("id", .reference(id))], for: who)
        return .count(count)
      }
    },
    Attack("a bed in a sum, whoever has it", .list, .nothing) { ground in
      let bed = try ground.record("bed_assignments")["bed_id"]
      return { who in
        let count = try await ground.door.count(
          "bed_assignments", where: [.equals("bed_id", bed)], isSum: true, for: who)
        return .count(count)
      }
    },
    Attack("several questions at once", .list, .nothing) { ground in
      let id = try ground.id("residents")
      return { who in
        let questions: [(type: RecordType, conditions: [Condition])] = [
          (Catalogue.house.type("case_notes"), []), (Catalogue.house.type("incidents"), []),
          (Catalogue.house.type("stays"), [.equals("resident_id", .reference(id))]),
        ]
        let counts = try await ground.door.counts(of: questions, upTo: 100, for: who)
        return .count(counts.compactMap(\.self).reduce(0, +))
      }
    },
    Attack("groups", .list, .nothing) { ground in
      let id = try ground.id("residents")
      return { who in
        var request = ListRequest(type: "residents", fields: ["id"])
        request.conditions = [.equals("id", .reference(id))]
        let groups = try await ground.door.groups(of: request, by: "state", limit: 50, for: who)
        return .count(groups.groups.reduce(0) { $0 + $1.count })
      }
    },
    Attack("quarters of an hour", .list, .nothing) { ground in
      let type = Catalogue.house.type("incidents")
      let now = ground.home.time.now
      return { who in
        let span = now.adding(hours: -480)..<now.adding(hours: 480)
        let quarters = try await ground.door.quarters(
          of: type, by: "kind", at: "occurred_at", span, where: [], for: who)
        return .count(quarters.reduce(0) { $0 + $1.count })
      }
    },
    Attack("the last number of a year", .list, .nothing) { ground in
      let type = Catalogue.house.type("residents")
      return { who in
        // The stranger's organisation has one resident, and ours more.
        let numbers = try await ground.door.lastNumbers(of: type, for: who)
        return .count((numbers.values.max() ?? 0) > 1 ? 1 : 0)
      }
    },
    Attack("a number that nobody else may have", .list, .nothing) { ground in
      var resident = try ground.record("residents")
      resident["nhs_number"] = .text("943 476 5919")
      _ = try await ground.door.save(
        [resident], command: ground.home.time.newID(), warningsAccepted: true, for: ground.member(.manager))
      let type = resident.type
      return { who in
        var other = Record(type)
        other["given_name"] = .text("Una")
        other["family_name"] = .text("Elsewhere")
        other["born_on"] = ground.bea["born_on"]
        other["nhs_number"] = .text("943 476 5919")
        return .count(try await ground.door.collisions(of: other, for: who).count)
      }
    },
    Attack("who on shift could do it instead", .list, .nothing, as: .auditor) { ground in
      let type = Catalogue.house.type("agencies")
      return { who in
        let answer = await ground.home.registrar.availability(of: .create, on: type, for: who)
        guard case .no(let words) = answer else { return .count(0) }
        // Our members are called One of their role.
        return .count(words.contains("One ") ? 1 : 0)
      }
    },
  ]
}
