import House
import Records
import TestHomes
import Testing

@testable import Storage
@testable import lodge

/// Texts that would be SQL if any of them ever became a part of a statement.
extension Attack {
  private static let always = "' OR '1'='1"
  private static let quoted = "name\" = \"name\" OR \"id\" IS NOT NULL --"
  private static let joined = "x' UNION SELECT * FROM residents --"
  private static let dropping = "'); DELETE FROM agencies; --"

  static let byText: [Attack] = [
    text("typed into a search", always),
    text("typed into a search, for any letters", "%"),
    text("typed into a search, for any word", "*"),
    text("typed into a search, with another table", joined),
    Attack("typed into a list", .text, .nothing) { ground in
      { who in
        var request = ListRequest(type: "agencies", fields: ["name"])
        request.words = words(always, "773", for: who)
        let window = try await ground.door.window(request, for: who)
        return .words(window.rows.flatMap(\.values).map { Ground.words($0) }.joined(separator: "\n"))
      }
    },
    Attack("a value to compare with", .text, .nothing) { ground in
      let name = try ground.record("agencies")["name"]
      return { who in
        let sought = who.organization == 1 ? name : Value.text(always)
        let found = try await ground.door.records(Query("agencies").where(.equals("name", sought)), for: who)
        return .words(Ground.words(found))
      }
    },
    Attack("the field of a condition", .text, .refused) { ground in
      { who in
        let field = words(quoted, "name", for: who)
        let found = try await ground.door.records(Query("agencies").where(.isPresent(field)), for: who)
        return .words(Ground.words(found))
      }
    },
    Attack("the field of a condition that is counted", .text, .refused) { ground in
      { who in
        let field = words(quoted, "name", for: who)
        return .count(try await ground.door.count("agencies", where: [.isPresent(field)], for: who))
      }
    },
    Attack("the field of an order", .text, .refused) { ground in
      { who in
        var query = Query("agencies")
        query.order = [Query.Order(words(quoted, "name", for: who))]
        return .words(Ground.words(try await ground.door.records(query, for: who)))
      }
    },
    Attack("the field of groups", .text, .refused) { ground in
      { who in
        let request = ListRequest(type: "agencies", fields: ["name"])
        let field = words(quoted, "name", for: who)
        let groups = try await ground.door.groups(of: request, by: field, limit: 20, for: who)
        return .words(groups.groups.map { Ground.words($0.value) }.joined(separator: "\n"))
      }
    },
    Attack("the field that leads on", .text, .refused) { ground in
      { who in
        let field = FieldKey<RecordID>(words(quoted, "resident_id", for: who))
        let query = Query("case_notes").following(field, to: "residents")
        return .words(Ground.words(try await ground.door.records(query, for: who)))
      }
    },
    Attack("the columns of a list", .text, .nothing) { ground in
      { who in
        let request = ListRequest(
          type: "agencies", fields: [words("name\" FROM residents --", "name", for: who)])
        let window = try await ground.door.window(request, for: who)
        return .words(window.rows.flatMap(\.values).map { Ground.words($0) }.joined(separator: "\n"))
      }
    },
  ]

  /// What is asked by a name that stands in the program, and what people call their records.
  static let byName: [Attack] = [
    Attack("the type of a query", .text, .nothing) { ground in
      { who in
        let query = Query(words("agencies\" WHERE 1=1 --", "agencies", for: who))
        return .words(Ground.words(try await ground.door.records(query, for: who)))
      }
    },
    Attack("the type of names", .text, .nothing) { ground in
      let id = try ground.id("agencies")
      return { who in
        let type = words("agencies\" --", "agencies", for: who)
        let names = try await ground.door.names(of: [(type: type, id: id)], for: who)
        return .count(names.count)
      }
    },
    Attack("a reference", .text, .refused) { ground in
      let type = Catalogue.house.type("residents")
      let ours = try ground.record("residents")
      let number = try #require(ours[FieldKey<String>("reference")])
      return { who in
        let reference = words("RES-2026-0002' OR '1'='1", number, for: who)
        let record = try await ground.door.record(reference: reference, of: type, for: who)
        return .words(Ground.words(record))
      }
    },
    Attack("a name on the command line", .text, .refused) { ground in
      let type = Catalogue.house.type("residents")
      return { who in
        let word = words(always, "Second Of Ours", for: who)
        let record = try await SignedIn(registrar: ground.door, session: who).record(word, of: type)
        return .count(record.id == nil ? 0 : 1)
      }
    },
    Attack("a record is called so", .text, .nothing) { ground in
      { who in
        _ = try await ground.door.save(
          [agency(dropping)], command: ground.home.time.newID(), warningsAccepted: true, for: who)
        return .done
      }
    },
    Attack("a draft holds it", .text, .nothing) { ground in
      { who in
        _ = try await ground.door.keep(
          Draft(
            id: nil, recordType: "agencies", subject: nil, baseRevision: 0, content: ["name": dropping],
            step: dropping, savedAt: ground.home.time.now), for: who)
        return .done
      }
    },
    Attack("the form of a draft is called so", .text, .nothing) { ground in
      { who in
        _ = try await ground.door.keep(
          Draft(
            id: nil, recordType: "agencies", action: "x', x'00') --", subject: nil, baseRevision: 0,
            content: [:], step: "", savedAt: ground.home.time.now), for: who)
        return .done
      }
    },
    Attack("preferences hold it", .text, .nothing) { ground in
      { who in
        try await ground.door.keep(preferences: "{\"theme\": \"\(dropping)\"}", for: who)
        return .done
      }
    },
    Attack("the reason of a removal", .text, .nothing) { ground in
      { who in
        let receipt = try await ground.door.save(
          [agency("Short Lived")], command: ground.home.time.newID(), warningsAccepted: true, for: who)
        let record = try #require(receipt.records.first)
        _ = try await ground.door.remove(
          record, reason: dropping, command: ground.home.time.newID(), for: who)
        return .done
      }
    },
  ]

  private static func text(_ name: String, _ hostile: String) -> Attack {
    Attack("\(name): \(hostile)", .text, .nothing) { ground in
      { who in
        let found = try await ground.door.find(
          words(hostile, "773", for: who), in: ["agencies", "documents", "houses"], limit: 100, for: who)
        return .words(found.map(\.title).joined(separator: "\n"))
      }
    }
  }

  /// The hostile text in the stranger's hands; our own member, who is the control, types an honest one.
  private static func words(_ hostile: String, _ honest: String, for who: Session) -> String {
    who.organization == 1 ? honest : hostile
  }
}
