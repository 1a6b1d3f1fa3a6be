import House
import Records
import Storage
import TestHomes
import Testing

/// What is done by steps, by the clock and by signing.
extension Attack {
  static let byDoing: [Attack] = [
    Attack("a step on one of ours", .doing, .absent) { ground in
      let draft = try await ground.home.fall(by: ground.member(.manager))
      let action = try #require(draft.type.action("incident.submit"))
      return { who in
        _ = try await ground.door.perform(
          action, on: draft, answers: [:], command: ground.home.time.newID(), for: who)
        return .done
      }
    },
    Attack("removing one of ours", .doing, .absent) { ground in
      let record = try await added(to: ground)
      return { who in
        _ = try await ground.door.remove(
          record, reason: "Entered twice.", command: ground.home.time.newID(), for: who)
        return .done
      }
    },
    Attack("bringing back what we removed", .doing, .absent) { ground in
      let record = try await added(to: ground)
      let receipt = try await ground.door.remove(
        record, reason: "Entered twice.", command: ground.home.time.newID(), for: ground.member(.manager))
      let removed = try #require(receipt.records.first)
      return { who in
        _ = try await ground.door.restore(
          removed, reason: "It was not.", command: ground.home.time.newID(), for: who)
        return .done
      }
    },
    Attack("what was removed", .doing, .nothing) { ground in
      let record = try await added(to: ground)
      _ = try await ground.door.remove(
        record, reason: "Entered twice.", command: ground.home.time.newID(), for: ground.member(.manager))
      return { who in
        let removed = try await ground.door.removed(record.type, for: who)
        return .words(removed.map { "\($0.name) \($0.by)" }.joined(separator: "\n"))
      }
    },
    Attack("a notice to one of us", .doing, .nothing) { ground in
      let id = try ground.id("notifications")
      return { who in
        let found = try await ground.door.records(Query("notifications"), for: who)
        return .count(found.count(where: { $0.id == id }))
      }
    },
    Attack("the jobs", .doing, .nothing, as: .administrator) { ground in
      { who in
        _ = try await ground.door.runJobs(for: who)
        return .done
      }
    },
    Attack("the words of our open lists", .doing, .nothing) { ground in
      var word = Record(Catalogue.house.type("lookup_values"))
      word["list_name"] = .text("exit_reason")
      word["code"] = .text("of_ours")
      word["label"] = .text("Moved to\(Ground.mark)")
      _ = try await ground.door.save(
        [word], command: ground.home.time.newID(), warningsAccepted: true,
        for: ground.member(.administrator))
      return { who in
        let lists = try await ground.door.choiceLists(for: who)
        let members = lists.members(of: Choices.open(name: "exit_reason"))
        return .words(members.map(\.label).joined(separator: "\n"))
      }
    },
    Attack("the certificates of what was destroyed", .doing, .nothing, as: .safeguarding) { ground in
      { who in
        let schedules = try await ground.door.schedules(for: who)
        let certificates = try await ground.door.certificates(for: who)
        // Nothing was destroyed yet: what is asked is whose policies are told.
        let policies = try await ground.door.count("retention_policies", where: [], for: who)
        return .count(schedules.count + certificates.count + policies)
      }
    },
  ]

  private static func added(to ground: Ground) async throws -> Record {
    let receipt = try await ground.door.save(
      [agency("Quay Clinic\(Ground.mark)")], command: ground.home.time.newID(), warningsAccepted: true,
      for: ground.member(.manager))
    return try #require(receipt.records.first)
  }

  /// The log: whose end is signed, checked and told.
  static let bySigning: [Attack] = [
    Attack("the end of our log is signed", .doing, .nothing, as: .auditor) { ground in
      { who in
        let sealed = try await ground.door.sealHead(for: who)
        return .count(sealed.head.organization == 1 ? 1 : 0)
      }
    },
    Attack("our log is checked", .doing, .nothing, as: .auditor) { ground in
      { who in
        let reports = try await ground.door.verifyAudit(for: who)
        return .count(reports.count(where: { $0.organization == 1 }))
      }
    },
    Attack("our log is checked by a head of ours", .doing, .nothing, as: .auditor) { ground in
      let head = try await ground.door.sealHead(for: ground.member(.auditor)).head
      return { who in
        let reports = try await ground.door.verifyAudit(for: who, anchors: [head])
        return .count(reports.count(where: { $0.organization == 1 }))
      }
    },
    Attack("our records are held against the log", .doing, .nothing, as: .auditor) { ground in
      { who in
        let report = try await ground.door.verifyRecords(of: ["case_notes"], for: who)
        return .count(report.records)
      }
    },
    Attack("the history of one of ours", .doing, .absent, as: .auditor) { ground in
      let record = try await added(to: ground)
      return { who in
        let lines = try await ground.door.history(of: record, for: who)
        return .count(lines.count)
      }
    },
  ]

  /// Their own session, made out for our organisation; the control is our own.
  static let byHandle: [Attack] = [
    handle("a record") { ground, who in
      let id = try ground.id("residents")
      let record = try await ground.door.record(id, of: Catalogue.house.type("residents"), for: who)
      return .words(Ground.words(record))
    },
    handle("a list") { ground, who in
      .words(Ground.words(try await ground.door.records(Query("residents"), for: who)))
    },
    handle("a count") { ground, who in
      .count(try await ground.door.count("residents", where: [], for: who))
    },
    handle("a search") { ground, who in
      let found = try await ground.door.find("773", in: ["agencies"], limit: 10, for: who)
      return .words(found.map(\.title).joined())
    },
    handle("what is saved") { ground, who in
      _ = try await ground.door.save(
        [agency("Far Clinic")], command: ground.home.time.newID(), warningsAccepted: true, for: who)
      return .done
    },
    handle("what is saved by a role that writes", as: .administrator) { ground, who in
      _ = try await ground.door.save(
        [agency("Far Clinic")], command: ground.home.time.newID(), warningsAccepted: true, for: who)
      return .done
    },
    handle("a draft") { ground, who in
      _ = try await ground.door.keep(
        Draft(
          id: nil, recordType: "agencies", subject: nil, baseRevision: 0, content: ["name": "Other"],
          step: "",
          savedAt: ground.home.time.now), for: who)
      return .done
    },
    handle("the end of the log", as: .auditor) { ground, who in
      let sealed = try await ground.door.sealHead(for: who)
      return .count(sealed.head.organization == 1 ? 1 : 0)
    },
    handle("a check of the log", as: .auditor) { ground, who in
      .count(try await ground.door.verifyAudit(for: who).count(where: { $0.organization == 1 }))
    },
    handle("the jobs", as: .administrator) { ground, who in
      _ = try await ground.door.runJobs(for: who)
      return .done
    },
  ]

  private static func handle(
    _ name: String, as role: Role = .manager,
    _ deed: @escaping @Sendable (Ground, Session) async throws -> Answer
  ) -> Attack {
    Attack(name, .handle, .ended, as: role) { ground in
      // The door has served it before, so that it knows the handle.
      _ = try await ground.door.count("agencies", where: [], for: ground.stranger(role))
      return { who in try await deed(ground, who.made(out: 1)) }
    }
  }
}

extension Session {
  /// The same session as if it were one of another organisation, or in another role.
  func made(out organization: Int, as role: Role? = nil) -> Session {
    Session(
      id: id, organization: organization, organizationName: organizationName, user: user,
      membership: membership, staffMember: staffMember, name: name, shortName: shortName,
      role: role ?? self.role, houses: houses, zone: zone, currency: currency, country: country,
      startedAt: startedAt, previousStart: previousStart, failuresSince: failuresSince,
      idleMinutes: idleMinutes, isDemonstration: isDemonstration)
  }
}
