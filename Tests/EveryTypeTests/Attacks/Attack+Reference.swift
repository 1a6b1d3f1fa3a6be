import House
import Records
import Storage
import TestHomes
import Testing

@testable import lodge

/// Records of the stranger's own that name one of ours.
extension Attack {
  static let byReference: [Attack] = [
    reference("case_notes", "resident_id", "residents"),
    reference("stays", "house_id", "houses"),
    reference("beds", "room_id", "rooms"),
    reference("bed_assignments", "bed_id", "beds"),
    reference("resident_links", "other_resident_id", "residents"),
    reference("communication_logs", "document_id", "documents"),
    reference("communication_logs", "communication_template_id", "communication_templates"),
    reference("document_shares", "consent_disclosure_id", "consent_disclosures"),
    reference("documents", "document_template_id", "document_templates"),
    reference("documents", "subject_id", "residents"),
    reference("tenancy_agreements", "document_version_id", "document_versions"),
    reference("messages", "conversation_id", "conversations"),
    reference("messages", "reply_to_id", "messages"),
    reference("event_participants", "calendar_event_id", "calendar_events"),
    reference("event_participants", "contact_id", "resident_contacts"),
    reference("assessments", "form_template_id", "form_templates"),
    reference("form_questions", "form_template_id", "form_templates"),
    reference("dashboard_widgets", "report_template_id", "report_templates"),
    reference("payment_allocations", "charge_id", "charges"),
    reference("payment_allocations", "payment_id", "payments"),
    reference("goals", "support_plan_id", "support_plans"),
    reference("referrals", "concern_id", "safeguarding_concerns"),
    reference("handover_reads", "handover_id", "handovers"),
    reference("shift_staff", "shift_id", "shifts"),
    reference("amendments", "subject_id", "case_notes"),
    reference("signatures", "subject_id", "documents"),
    reference("role_assignments", "role_id", "roles"),
    reference("role_assignments", "membership_id", "memberships"),
    reference("webhooks", "house_id", "houses"),
    reference("settings", "house_id", "houses"),
  ]

  /// Whether the door takes the reference for one to a record that is there.
  private static func reference(_ table: String, _ field: String, _ target: String) -> Attack {
    Attack("\(field) of \(table) names one of our \(target)", .reference, .nothing) { ground in
      let id = try ground.id(target)
      let type = Catalogue.house.type(table)
      #expect(type.field(field) != nil)
      return { who in
        var record = Record(type)
        if field == "subject_id" { record["subject_type"] = .text(target) }
        record[field] = .reference(id)
        let found = try await ground.door.violations(in: record, for: who)
        let isAbsent = found.contains {
          $0.field == field && $0.words.hasSuffix("is not in this home, or has been removed.")
        }
        return .count(isAbsent ? 0 : 1)
      }
    }
  }

  /// Whole records that our own people may add, saved by the stranger with all that they refer to.
  static let bySaving: [Attack] = byWholeRecords + byParts

  private static let byWholeRecords: [Attack] =
    [
      "case_notes", "calendar_events", "resident_contacts", "communication_logs", "health_conditions",
      "visits",
    ]
    .map { name in
      Attack("a whole record of \(name) with our references is saved", .reference, .refused) { ground in
        let record = try ground.blank(name)
        return { who in
          _ = try await ground.door.save(
            [record], command: ground.home.time.newID(), warningsAccepted: true, for: who)
          return .done
        }
      }
    }

  private static let byParts: [Attack] = [
    Attack("a record about our resident is taken over as it stands", .reference, .store) { ground in
      var blank = try ground.blank("case_notes")
      blank["author_id"] = .reference(ground.member(.manager).membership)
      let record = blank
      return { who in
        try await ground.door.takeOver([record], command: ground.home.time.newID(), for: who)
        return .done
      }
    },
    Attack("one of ours is saved among their own", .reference, .absent) { ground in
      var changed = try ground.record("agencies")
      changed["name"] = .text("Taken\(Ground.mark)")
      let ours = changed
      return { who in
        _ = try await ground.door.save(
          [agency("Far Clinic"), ours], command: ground.home.time.newID(), warningsAccepted: true, for: who)
        return .done
      }
    },
    Attack("a colleague of ours is answered with", .reference, .refused) { ground in
      var document = Record(Catalogue.house.type("documents"))
      document["title"] = .text("Letter")
      document["kind"] = .text("letter")
      document["subject_type"] = .text("residents")
      var made: [Int: Record] = [:]
      for (resident, who) in [
        (try ground.record("residents"), ground.member(.administrator)),
        (ground.bea, ground.stranger(.administrator)),
      ] {
        document["subject_id"] = resident.id?.value ?? .empty
        document["resident_id"] = resident.id?.value ?? .empty
        made[who.organization] = try await ground.home.save(document, as: who)
      }
      let documents = made
      let action = try #require(document.type.action("document.share"))
      let colleague = ground.member(.safeguarding).membership
      let end = ground.home.time.now.adding(hours: 24)
      return { who in
        let own = try #require(documents[who.organization])
        var answers: [String: Value] = [
          "membership_id": .reference(colleague), "expires_at": .instant(end),
        ]
        for field in action.asks where field.isRequired && answers[field.name] == nil {
          answers[field.name] = .text("They asked to read it.")
        }
        _ = try await ground.door.perform(
          action, on: own, answers: answers, command: ground.home.time.newID(), for: who)
        return .done
      }
    },
  ]

  /// Identities, references and names of ours on the command line.
  static let byCommandLine: [Attack] = [
    Attack("an identity is shown", .commandLine, .refused) { ground in
      let type = Catalogue.house.type("residents")
      let id = try ground.id("residents")
      return { who in
        let record = try await SignedIn(registrar: ground.door, session: who)
          .record(id.description, of: type)
        return .words(Ground.words(record))
      }
    },
    Attack("a reference is shown", .commandLine, .refused) { ground in
      let residents = try await ground.door.records(Query("residents"), for: ground.member(.manager))
      let last = try #require(residents.compactMap { $0[FieldKey<String>("reference")] }.max())
      let type = Catalogue.house.type("residents")
      return { who in
        let record = try await SignedIn(registrar: ground.door, session: who).record(last, of: type)
        return .count(record["reference"] == .text(last) ? 1 : 0)
      }
    },
    typed("case_notes", "resident_id", as: "Second Of Ours"),
    typed("rooms", "house_id", as: "Maple House"),
    typed("activities", "led_by", as: "One SGL"),
    Attack("an identity is typed for a field", .commandLine, .refused) { ground in
      let id = try ground.id("residents")
      return { who in
        var record = Record(Catalogue.house.type("case_notes"))
        let words = Arguments.FieldWords(name: "resident_id", value: id.description)
        try await CommandLine.fill(&record, [words], SignedIn(registrar: ground.door, session: who))
        let found = try await ground.door.violations(in: record, for: who)
        if found.contains(where: { $0.field == "resident_id" }) { throw RegistrarError.refused(found) }
        return .count(1)
      }
    },
  ]

  private static func typed(_ table: String, _ field: String, as words: String) -> Attack {
    Attack("“\(words)” is typed for \(field)", .commandLine, .refused) { ground in
      { who in
        var record = Record(Catalogue.house.type(table))
        let door = SignedIn(registrar: ground.door, session: who)
        try await CommandLine.fill(&record, [Arguments.FieldWords(name: field, value: words)], door)
        return .count(record[field].isEmpty ? 0 : 1)
      }
    }
  }
}
