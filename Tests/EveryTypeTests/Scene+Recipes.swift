import House
import Records
import Storage
import TestHomes

/// What cannot be found out from a declaration and the words of its rules: what a type needs beside it.
extension Scene {
  typealias Recipe = @Sendable (inout Scene, inout Record) async throws -> Void

  static let recipes: [String: Recipe] = [
    "admissions": { scene, record in record["resident_id"] = try await scene.newcomer() },
    "assessments": { scene, record in
      record["form_template_id"] = try await scene.laid("form_templates", in: "published")
    },
    "bed_assignments": { scene, record in record["bed_id"] = try await scene.freshID("beds") },
    "breach_incidents": { _, record in record["people_count"] = .integer(3) },
    "controlled_drug_balances": { scene, record in
      record["kind"] = .text("received")
      for name in ["quantity_in", "counted"] { record[name] = .integer(28_000) }
      record["quantity_out"] = .integer(0)
      record["second_by"] = scene.stage.session(.worker).membership.value
    },
    "document_shares": { scene, record in
      record["consent_disclosure_id"] = try await scene.id("consent_disclosures")
    },
    "consent_disclosures": { _, record in
      record["lawful_basis"] = .text("legal_obligation")
      record["exception"] = .text("safeguarding_duty")
    },
    "data_access_requests": { scene, record in record["resident_id"] = try await scene.id("residents") },
    "discharges": { scene, record in record["stay_id"] = try await scene.id("stays") },
    "form_questions": { scene, record in
      record["form_template_id"] = try await scene.laid("form_templates", in: "draft")
    },
    "form_templates": { scene, record in
      record["code"] = .text("form_\(scene.stage.nextNumber())")
      record["fields"] = .json("[{\"name\": \"a\", \"label\": \"A\", \"kind\": \"flag\"}]")
    },
    "addresses": { scene, record in record["resident_id"] = try await scene.id("residents") },
    "case_notes": { scene, record in
      // Who adds no note for the team may add a confidential one.
      let matrix = scene.stage.registrar.matrix
      guard let maker = scene.maker, matrix.scope(of: .create, for: maker.role, on: "case_notes_team") == nil,
        matrix.scope(of: .create, for: maker.role, on: "case_notes_confidential") != nil
      else { return }
      record["is_confidential"] = .flag(true)
    },
    "crisis_teams": { scene, record in record["house_id"] = scene.home.maple.value },
    "handovers": { scene, record in record["from_shift_id"] = try await scene.freshID("shifts") },
    "handover_reads": { scene, record in
      record["handover_id"] = try await scene.laid("handovers", in: "handed_over")
    },
    "houses": { scene, record in
      record["code"] = .text(scene.letters)
      record["time_zone"] = .text("Europe/London")
    },
    "lookup_values": { scene, record in
      record["list_name"] = .text("exit_reason")
      record["code"] = .text("code_\(scene.number)")
    },
    "meeting_requirements": { scene, record in record["stay_id"] = try await scene.id("stays") },
    "memberships": { scene, record in
      record["user_id"] = try await scene.formerMember()
      record["short_name"] = .text("Short \(scene.stage.nextNumber())")
    },
    "notifications": { scene, record in
      let type = record.type
      record["membership_id"] =
        (scene.makers(of: type) ?? scene.stage.session(.leader)).membership.value
    },
    "organizations": { _, record in record["time_zone"] = .text("Europe/London") },
    "payment_allocations": { scene, record in
      record["payment_id"] = try await scene.laid("payments", in: "received")
      record["charge_id"] = try await scene.laid("charges", in: "posted")
    },
    "phases": { scene, record in
      record["house_id"] = scene.home.maple.value
      record["position"] = .integer(scene.number)
      record["pass_allowed"] = .flag(true)
    },
    "dashboard_widgets": { _, record in record["source_code"] = .text("occupancy") },
    "report_templates": { _, record in
      record["query"] = .json("{\"type\": \"incidents\", \"columns\": [\"kind\"]}")
      record["schedule"] = .text("monthly")
    },
    "resident_links": { scene, record in record["other_resident_id"] = try await scene.newcomer() },
    "resident_merges": { scene, record in record["merged_resident_id"] = try await scene.newcomer() },
    "role_permissions": { scene, record in
      record["role_id"] = try await scene.freshID("roles")
      record["resource"] = .text("stays")
      record["action"] = .text("read")
      try await scene.givesRights()
    },
    "rounds": { scene, record in
      // One round of a house is made at a time, unless they stand for others.
      record["window_from_at"] = .instant(scene.home.time.now.adding(minutes: -scene.stage.nextNumber()))
    },
    "scheduled_jobs": { scene, record in
      record["code"] = .text("job-\(scene.number)")
      record["schedule_text"] = .text("5 0 * * *")
    },
    "medications": { _, record in record["times"] = .list(["08:00"]) },
    "settings": { scene, record in
      record["house_id"] = scene.home.maple.value
      record["key"] = .text("complaint.acknowledge")
      record["setting_value"] = .json("{\"value\": 4}")
    },
    "signatures": { scene, record in
      record["signer_kind"] = .text("resident")
      record["resident_id"] = try await scene.id("residents")
    },
    "staff_members": { scene, record in record["dbs_checked_on"] = .day(scene.today) },
    "stays": { scene, record in
      record["resident_id"] = try await scene.newcomer()
      record["reference"] = .text("STY-2026-\(5_000 + scene.stage.nextNumber())")
    },
    "survey_responses": { scene, record in
      record["survey_id"] = try await scene.laid("surveys", in: "open")
    },
    "surveys": { scene, record in
      record["house_id"] = scene.home.maple.value
      record["form_template_id"] = try await scene.laid("form_templates", in: "published")
    },
    "subscription_plans": { _, record in
      record["tier"] = .text("starter")
      record["features"] = .json("{}")
    },
    "utilities": { scene, record in record["meter_number"] = .text("M\(scene.stage.nextNumber())") },
    "webhooks": { _, record in
      record["endpoint"] = .text("https://hooks.example.org/lodge")
      record["events"] = .list(["incidents.created"])
    },
    "workflows": { scene, record in
      record["code"] = .text("flow-\(scene.number)")
      record["on_event"] = .text("incidents.created")
      record["steps"] = .json("[{\"do\": \"task\"}]")
      record["runs_as_role"] = .text("MGR")
    },
  ]

  /// Somebody who was a member and is none now: a login that nobody knows is brought in by inviting it.
  private mutating func formerMember() async throws -> Value {
    let users = Catalogue.house.type("users")
    let user = try await stage.lay(completed(blank(users)))
    var ended = Record(Catalogue.house.type("memberships"))
    ended["user_id"] = user.id?.value ?? .empty
    ended["state"] = .text("ended")
    ended["short_name"] = .text("Former \(stage.nextNumber())")
    _ = try await stage.lay(completed(ended))
    return user.id?.value ?? .empty
  }

  /// Letters that no other scene has, for codes that are letters alone.
  private var letters: String {
    var (rest, text) = (number, "")
    for _ in 0..<4 {
      text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
      rest /= 26
    }
    return text
  }

  /// Somebody who does not live here yet.
  private mutating func newcomer() async throws -> Value {
    newcomers += 1
    var resident = Record(Catalogue.house.type("residents"))
    resident["given_name"] = .text("New \(number)")
    resident["family_name"] = .text("Comer \(newcomers)")
    resident["born_on"] = Day("2004-05-06").map { .day($0) } ?? .empty
    let maker = makers(of: resident.type)
    return try await home.save(resident, as: maker).id?.value ?? .empty
  }

  /// A further record of a type beside the scene's own.
  private mutating func freshID(_ name: String) async throws -> Value {
    let type = Catalogue.house.type(name)
    guard let maker = stage.somebody(with: .create, on: type) else { throw Fault.nobodyMakes(name) }
    var scene = Scene(stage, number: stage.nextNumber())
    scene.adopt(self)
    return try await home.save(scene.blank(type, for: maker), as: maker).id?.value ?? .empty
  }

  /// A record in a state to which its own steps lead in a real home.
  private mutating func laid(_ name: String, in state: String) async throws -> Value {
    let key = "\(name) \(state)"
    if let known = made[key] { return known.id?.value ?? .empty }
    let type = Catalogue.house.type(name)
    var record = try await blank(type)
    if let workflow = type.workflow { record[workflow.field] = .text(state) }
    let laid = try await stage.lay(try await completed(record))
    take(laid, as: key)
    return laid.id?.value ?? .empty
  }

  /// Lets the administrator hold, by the lines of their role, the right that they hand on.
  private func givesRights() async throws {
    let type = Catalogue.house.type("role_permissions")
    let roles = try await stage.registrar.records(Query("roles"), for: stage.session(.administrator))
    for role in roles where [.text("ADM"), .text("SYS")].contains(role["code"]) {
      let lines = Query(type.id).where(.equals("role_id", role.id?.value ?? .empty))
      let standing = try await stage.registrar.records(lines, for: stage.session(.administrator))
      if !standing.isEmpty { continue }
      var line = Record(type)
      line["role_id"] = role.id?.value ?? .empty
      line["resource"] = .text("stays")
      line["action"] = .text("read")
      _ = try await stage.lay(line)
    }
  }
}
