import House
import Records
import TestHomes
import TestTraits
import Testing

@testable import Storage

@Suite(.homes) struct GateTests {
  @Test func `a role without the right is told who could`() async throws {
    let home = try await Home.fixture()
    let night = try await home.session(.night, houses: [home.maple])
    let type = home.registrar.catalogue.type("agencies")
    #expect(
      await home.registrar.availability(of: .create, on: type, for: night)
        == .no("You cannot add an agency in this role. Ada Min (administrator) can."))
    let leader = try await home.session(.leader, named: "Ruth Mensah", houses: [home.maple])
    #expect(
      await home.registrar.availability(of: .create, on: type, for: night)
        == .no(
          "You cannot add an agency in this role. Ada Min (administrator) or Ruth Mensah (team leader) can."))
    #expect(await home.registrar.availability(of: .create, on: type, for: leader) == .yes)
  }

  @Test func `who leads only other houses is not named as who could`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Bea", "Near", in: home.maple)
    let night = try await home.session(.night, houses: [home.maple])
    _ = try await home.session(.leader, named: "Hoa Far", houses: [home.oak])
    #expect(
      await home.registrar.availability(
        of: .create, on: home.registrar.catalogue.type("agencies"), for: night)
        == .no("You cannot add an agency in this role. Ada Min (administrator) can."))
    #expect(
      await home.registrar.availability(of: .update, on: resident.type, record: resident, for: night)
        == .no("You cannot change a resident in this role. Ada Min (administrator) can."))
  }

  @Test func `the house of a role bounds what it sees`() async throws {
    let home = try await Home.fixture()
    let near = try await home.resident("Ada", "Near", in: home.maple)
    let far = try await home.resident("Bea", "Far", in: home.oak)
    let leader = try await home.session(.leader, houses: [home.maple])
    #expect(try await home.registrar.count("residents", where: [], for: leader) == 1)
    #expect(try await home.registrar.count("stays", where: [], for: leader) == 1)
    _ = try await home.registrar.record(try #require(near.id), of: near.type, for: leader)
    await #expect(throws: RegistrarError.notFound) {
      try await home.registrar.record(try #require(far.id), of: far.type, for: leader)
    }
    let both = try await home.session(.leader, houses: [home.maple, home.oak])
    #expect(try await home.registrar.count("residents", where: [], for: both) == 2)
  }

  @Test
  func
    `who is limited to a house sees its property, its staff and what all houses share, and changes no more`()
    async throws
  {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, houses: [home.maple])
    var other = Record(home.registrar.catalogue.type("properties"))
    other["name"] = .text("Far Shore")
    let away = try await home.save(other)
    let houses = home.registrar.catalogue.type("houses")
    var oak = try await home.registrar.record(home.oak, of: houses, for: home.administrator)
    oak["property_id"] = away.id?.value ?? .empty
    try await home.save(oak)
    let seen = try await home.registrar.records(Query("properties"), for: manager)
    #expect(seen.map { $0["name"] } == [.text("Tallow Bridge")])
    var course = Record(home.registrar.catalogue.type("training_courses"))
    course["code"] = .text("FIRE")
    course["name"] = .text("Fire")
    course["topic"] = .text("fire")
    let made = try await home.save(course)
    #expect(try await home.registrar.count("training_courses", where: [], for: manager) == 1)
    #expect(try await home.registrar.count("roles", where: [], for: manager) > 0)
    let type = made.type
    #expect(
      await home.registrar.availability(of: .update, on: type, record: made, for: manager).isYes == false)
  }

  @Test func `a key worker changes only the people of their caseload`() async throws {
    let home = try await Home.fixture()
    let own = try await home.resident("Ada", "Own", in: home.maple)
    let other = try await home.resident("Bea", "Other", in: home.maple)
    let worker = try await home.session(.worker, houses: [home.maple])
    try await home.entrust(own, to: worker)
    let availability = await home.registrar.availability(of: .update, on: own.type, record: own, for: worker)
    #expect(availability == .yes)
    var changed = other
    changed["given_name"] = .text("Cleo")
    await #expect(
      throws: RegistrarError.notAllowed(
        "You cannot change a resident in this role. Ada Min (administrator) can.")
    ) { try await home.save(changed, as: worker) }
    var mine = own
    mine["given_name"] = .text("Cleo")
    #expect(try await home.save(mine, as: worker)["given_name"] == .text("Cleo"))
  }

  @Test func `an auditor sees initials, an age band and dots`() async throws {
    let home = try await Home.fixture()
    var resident = try await home.resident("Nadia", "Tull", in: home.maple, born: "1990-02-03")
    resident["about_me"] = .text("Likes the sea.")
    resident = try await home.save(resident)
    let auditor = try await home.session(.auditor, houses: [home.maple])
    let id = try #require(resident.id)
    let seen = try await home.registrar.record(id, of: resident.type, for: auditor)
    #expect(seen["family_name"] == .text("T."))
    #expect(seen["born_on"] == .text("35–44"))
    #expect(seen["about_me"] == .hidden)
    #expect(seen["state"] == .text("current"))
    #expect(seen["reference"] == .text("RES-2026-0001"))
    let names = try await home.registrar.names(of: [("residents", id)], for: auditor)
    #expect(names[id] == "N. T. · RES-0001")
  }

  @Test func `finance knows who somebody is and no more`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Nadia", "Tull", in: home.maple)
    let finance = try await home.session(.finance)
    let seen = try await home.registrar.record(
      try #require(resident.id), of: resident.type, for: finance)
    #expect(seen["family_name"] == .text("Tull"))
    #expect(seen["born_on"] == .text("18–24"))
    // What is computed from the day of birth tells no more than the mask leaves of it.
    #expect(seen["age"] == .text("18–24"))
    let words = "A list cannot be filtered or sorted by Age."
    await #expect(throws: RegistrarError.refused([Violation(words, field: "age")])) {
      try await home.registrar.count("residents", where: [.equals("age", .integer(20))], for: finance)
    }
  }

  @Test func `a field that may not be set is refused and not dropped, in the rehearsal too`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Ada", "Own", in: home.maple)
    let worker = try await home.session(.worker, houses: [home.maple])
    try await home.entrust(resident, to: worker)
    let id = try #require(resident.id)
    let seen = try await home.registrar.record(id, of: resident.type, for: worker)
    #expect(seen["is_restricted"] == .hidden)
    for answer in [true, false] {
      var restricted = seen
      restricted["is_restricted"] = .flag(answer)
      let words = "You cannot change restricted in this role."
      let rehearsed = try await home.registrar.violations(in: restricted, for: worker)
      #expect(rehearsed.map(\.words).contains(words))
      await #expect(throws: RegistrarError.notAllowed(words)) { try await home.save(restricted, as: worker) }
    }
    var rekeyed = resident
    rekeyed["key_version"] = .integer(9)
    await #expect(throws: RegistrarError.notAllowed("Key version is filled in by Lodge and cannot be set.")) {
      try await home.save(rekeyed)
    }
    var closed = Record(home.registrar.catalogue.type("incidents"))
    closed["state"] = .text("closed")
    let words = "State changes only through the steps of the incident."
    let rehearsed = try await home.registrar.violations(in: closed, for: worker)
    #expect(rehearsed.map(\.words).contains(words))
    #expect(try await home.save(seen, as: worker).id == id)
  }

  @Test func `a resident who pays for themselves is masked and scoped as a resident is`() async throws {
    let home = try await Home.fixture()
    let finance = try await home.session(.finance)
    var payers: [String: Record] = [:]
    for (name, house) in [("Nowotny", home.maple), ("Zielinski", home.oak)] {
      let resident = try await home.resident("Tomas", name, in: house)
      var payer = Record(.payers)
      payer["name"] = .text("\(name), Tomas")
      payer["kind"] = .text("self")
      payer["resident_id"] = resident.id?.value ?? .empty
      payer["account_code"] = .text("P-\(name.count)")
      payer["phone"] = .text("07700 900671")
      payers[name] = try await home.save(payer, as: finance)
    }
    var council = Record(.payers)
    council["name"] = .text("Tallow Council")
    council["kind"] = .text("local_authority")
    council["account_code"] = .text("P-0")
    payers["Council"] = try await home.save(council, as: finance)
    let auditor = try await home.session(.auditor, houses: [home.maple])
    let masked: [String: (Value, String)] = [
      "Nowotny": (.text("N."), "N."), "Zielinski": (.hidden, "payer"),
      "Council": (.text("Tallow Council"), "Tallow Council"),
    ]
    for (key, expected) in masked {
      let payer = try #require(payers[key])
      let id = try #require(payer.id)
      let seen = try await home.registrar.record(id, of: payer.type, for: auditor)
      #expect(seen["name"] == expected.0, "\(key)")
      #expect(key == "Council" || seen["phone"] == .hidden)
      #expect(try await home.registrar.names(of: [("payers", id)], for: auditor)[id] == expected.1)
      #expect(
        try await home.registrar.record(id, of: payer.type, for: finance)["name"] == payer["name"])
    }
    try await home.registrar.beginDirectory(of: .payers, for: auditor)
    while try await home.registrar.advanceDirectories(for: auditor) < 1 {}
    for word in ["Nowotny", "Zielinski"] {
      let found = try await home.registrar.find(word, in: ["payers"], limit: 5, for: auditor)
      #expect(found.isEmpty)
    }
  }

  @Test func `emergency access is not a form to fill in`() async throws {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, houses: [home.maple])
    let resident = try await home.resident("Ida", "Elsewhere", in: home.maple)
    var event = Record(.breakGlassEvents)
    event["resident_id"] = resident.id?.value ?? .empty
    event["reason_code"] = .text("medical_emergency")
    event["reason"] = .text("Found on the floor of the hall, not breathing well.")
    let words =
      "It begins with “Emergency access to a person” among the commands, and asks for your password."
    await #expect(throws: RegistrarError.notAllowed(words)) { try await home.save(event, as: worker) }
  }

  @Test func `a queue of decisions holds only what may be opened`() async throws {
    let home = try await Home.fixture()
    let finance = try await home.session(.finance)
    let leader = try await home.session(.leader, houses: [home.maple])
    let manager = try await home.session(.manager, houses: [home.maple])
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    let (id, now) = (home.time.newID(), home.time.now.milliseconds)
    try file.run(
      "INSERT INTO approvals (organization_id, id, subject_type, subject_id, house_id, kind, step_number, state, requested_by, requested_at, is_self_approved, subject_revision, created_at, updated_at, revision, change_seq) VALUES (1, \(id), 'refunds', \(home.time.newID()), \(home.maple), 'refund', 1, 'pending', \(finance.membership), \(now), 0, 1, \(now), \(now), 1, 1)"
    )
    for (session, count) in [(leader, 0), (manager, 1), (finance, 1)] {
      #expect(try await home.registrar.count("approvals", where: [], for: session) == count)
    }
  }

  @Test func `a restricted resident is nowhere but with the safeguarding lead`() async throws {
    let home = try await Home.fixture()
    let lead = try await home.session(.safeguarding)
    let resident = try await home.resident("Eve", "Hidden", in: home.maple)
    let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    try file.run("UPDATE residents SET is_restricted = 1 WHERE organization_id = 1")
    try file.run("UPDATE change_counters SET last_number = last_number + 1")
    for role in [Role.administrator, .manager, .leader, .worker, .auditor] {
      let session = try await home.session(role)
      #expect(try await home.registrar.count("residents", where: [], for: session) == 0)
      #expect(try await home.registrar.count("stays", where: [], for: session) == 0)
      await #expect(throws: RegistrarError.notFound) {
        try await home.registrar.record(try #require(resident.id), of: resident.type, for: session)
      }
    }
    #expect(try await home.registrar.count("residents", where: [], for: lead) == 1)
  }

  @Test func `a notice about a restricted resident goes only to those who may know of them`() async throws {
    let home = try await Home.fixture()
    let lead = try await home.session(.safeguarding)
    let leader = try await home.session(.leader, houses: [home.maple])
    let elsewhere = try await home.session(.leader, houses: [home.oak])
    for isRestricted in [true, false] {
      let resident = try await home.resident("Eve", isRestricted ? "Hidden" : "Known", in: home.maple)
      let id = try #require(resident.id)
      if isRestricted {
        let file = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
        try file.run("UPDATE residents SET is_restricted = 1 WHERE organization_id = 1 AND id = \(id)")
      }
      let flag = self.flag(about: id, in: home)
      let saved = try await home.save(flag, as: lead)
      try await home.perform("flag.activate", on: saved, as: lead)
      let told = try await home.registrar.count(
        "notifications", where: [.equals("subject_type", .text("flags"))], for: leader)
      #expect(told == (isRestricted ? 0 : 1))
      let toldElsewhere = try await home.registrar.count(
        "notifications", where: [.equals("subject_type", .text("flags"))], for: elsewhere)
      #expect(toldElsewhere == 0)
    }
  }

  @Test func `whether something is a safeguarding matter is not everybody's to know`() async throws {
    let home = try await Home.fixture()
    var incident = Record(home.registrar.catalogue.type("incidents"))
    incident["kind"] = .text("fall")
    incident["severity"] = .integer(2)
    incident["narrative"] = .text("A fall in the hall.")
    incident["house_id"] = .reference(home.maple)
    incident["place_kind"] = .text("corridor")
    incident["occurred_at"] = .instant(home.time.now)
    let leader = try await home.session(.leader, houses: [home.maple])
    let saved = try await home.save(incident, as: leader)
    let night = try await home.session(.night, houses: [home.maple])
    let seen = try await home.registrar.record(try #require(saved.id), of: saved.type, for: night)
    #expect(seen["is_safeguarding"] == .hidden)
    #expect(seen["narrative"] == .text("A fall in the hall."))
    await #expect(throws: RegistrarError.self) {
      try await home.registrar.count(
        "incidents", where: [.equals("is_safeguarding", .flag(true))], for: night)
    }
    let lead = try await home.session(.safeguarding)
    let open = try await home.registrar.record(try #require(saved.id), of: saved.type, for: lead)
    #expect(open["is_safeguarding"] == .flag(false))
  }

  @Test func `F2, F6: another organisation's identities are absent rows`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Ada", "Ours", in: home.maple)
    let stranger = try await home.session(.administrator, organization: 2)
    await #expect(throws: RegistrarError.notFound) {
      try await home.registrar.record(try #require(resident.id), of: resident.type, for: stranger)
    }
    #expect(try await home.registrar.count("residents", where: [], for: stranger) == 0)
    #expect(try await home.registrar.count("houses", where: [], for: stranger) == 0)
    let names = try await home.registrar.names(
      of: [("residents", try #require(resident.id)), ("houses", home.maple)], for: stranger)
    #expect(names.isEmpty)
    var room = Record(home.registrar.catalogue.type("rooms"))
    room["house_id"] = .reference(home.maple)
    room["name"] = .text("R1")
    await #expect(
      throws: RegistrarError.refused([
        Violation("That house is not in this home, or has been removed.", field: "house_id")
      ])
    ) { try await home.save(room, as: stranger) }
    var stolen = resident
    stolen["given_name"] = .text("Theirs")
    await #expect(throws: RegistrarError.notFound) { try await home.save(stolen, as: stranger) }
  }

  @Test func `a record cannot be put where the role does not reach`() async throws {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, houses: [home.maple])
    var room = Record(home.registrar.catalogue.type("rooms"))
    room["house_id"] = .reference(home.oak)
    room["name"] = .text("R1")
    await #expect(throws: RegistrarError.self) { try await home.save(room, as: manager) }
    room["house_id"] = .reference(home.maple)
    #expect(try await home.save(room, as: manager)["name"] == .text("R1"))
  }

  @Test func `nobody is given a caseload by themselves`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Bea", "Other", in: home.maple)
    let far = try await home.resident("Ann", "Far", in: home.oak)
    func caseload(of resident: Record, for session: Session) async throws -> Record {
      let stays = try await home.registrar.records(
        Query("stays").where(.residentID, is: try #require(resident.id)), for: home.administrator)
      var line = Record(home.registrar.catalogue.type("stay_staff"))
      line[.stayID] = stays.first?.id
      line[.residentID] = resident.id
      line[.membershipID] = session.membership
      line[.kind] = "key_worker"
      line[.startsOn] = Zone.utc.day(at: home.time.now)
      return line
    }
    let worker = try await home.session(.worker, houses: [home.maple])
    let line = try await caseload(of: resident, for: worker)
    await #expect(
      throws: RegistrarError.notAllowed(
        "You cannot add a key worker in this role. Ada Min (administrator) can.")
    ) { try await home.save(line, as: worker) }
    let manager = try await home.session(.manager, houses: [home.maple])
    let elsewhere = try await caseload(of: far, for: manager)
    await #expect(throws: RegistrarError.self) { try await home.save(elsewhere, as: manager) }
    _ = try await home.save(line, as: manager)
    #expect(
      await home.registrar.availability(of: .update, on: resident.type, record: resident, for: worker) == .yes
    )
  }

  @Test func `a hidden resident and one that there is not are refused in the same words`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Eve", "Hidden", in: home.maple)
    let lead = try await home.session(.safeguarding)
    try await home.perform(
      "resident.restrict", on: resident, ["restricted_reason": .text("Court order.")], as: lead)
    let refused = RegistrarError.refused([
      Violation("That resident is not in this home, or has been removed.", field: "resident_id")
    ])
    for role in [Role.manager, .worker] {
      let session = try await home.session(role, houses: [home.maple])
      for id in [try #require(resident.id), home.time.newID()] {
        let flag = self.flag(about: id, in: home)
        await #expect(throws: refused) { try await home.save(flag, as: session) }
        await #expect(throws: refused) { try await home.registrar.rehearse(flag, for: session) }
        #expect(
          try await home.registrar.violations(in: flag, for: session).map(\.words)
            == ["That resident is not in this home, or has been removed."])
      }
    }
  }

  @Test func `a member who is named on a restricted resident sees them until it runs out`() async throws {
    let home = try await Home.fixture()
    let resident = try await home.resident("Eve", "Hidden", in: home.maple)
    let lead = try await home.session(.safeguarding)
    let named = try await home.session(.leader, houses: [home.maple])
    let other = try await home.session(.leader, houses: [home.maple])
    try await home.perform(
      "resident.restrict", on: resident, ["restricted_reason": .text("Court order.")], as: lead)
    #expect(try await home.registrar.count("residents", where: [], for: named) == 0)
    var grant = Record(home.registrar.catalogue.type("access_grants"))
    grant["subject_type"] = .text("residents")
    grant["subject_id"] = resident.id.map { .reference($0) } ?? .empty
    grant["membership_id"] = .reference(named.membership)
    grant["reason"] = .text("Her key worker's leader.")
    grant["expires_at"] = .instant(home.time.now.adding(hours: 2))
    grant = try await home.save(grant, as: lead)
    for type in ["residents", "stays"] {
      #expect(try await home.registrar.count(type, where: [], for: named) == 1, "\(type)")
      #expect(try await home.registrar.count(type, where: [], for: other) == 0, "\(type)")
    }
    #expect(try await home.registrar.records(Query("residents"), for: named).count == 1)
    home.time.pass(minutes: 119)
    #expect(try await home.registrar.records(Query("residents"), for: named).count == 1)
    home.time.pass(minutes: 2)
    #expect(try await home.registrar.records(Query("residents"), for: named).isEmpty)
    grant["expires_at"] = .instant(home.time.now.adding(minutes: 10))
    _ = try await home.save(grant, as: lead)
    #expect(try await home.registrar.records(Query("residents"), for: named).count == 1)
    home.time.pass(minutes: 11)
    #expect(try await home.registrar.records(Query("residents"), for: named).isEmpty)
  }

  @Test func `whose resident is hidden finds nothing about them in an open session, and undoes nothing`()
    async throws
  {
    let home = try await Home.fixture()
    let registrar = home.registrar
    let resident = try await home.resident("Eve", "Hidden", in: home.maple)
    let lead = try await home.session(.safeguarding)
    let leader = try await home.session(.leader, houses: [home.maple])
    var contact = Record(registrar.catalogue.type("resident_contacts"))
    contact["resident_id"] = resident.id.map { .reference($0) } ?? .empty
    contact["name"] = .text("Luca Contact")
    contact["relationship"] = .text("sibling")
    let added = try await registrar.save([contact], command: home.time.newID(), for: leader)
    func found() async throws -> [String] {
      for type in ["residents", "resident_contacts"] {
        try await registrar.beginDirectory(of: registrar.catalogue.type(type), for: leader)
      }
      while try await registrar.advanceDirectories(for: leader) < 1 {}
      return try await registrar.find("luca", in: ["resident_contacts"], limit: 5, for: leader).map(\.title)
        + registrar.find("hidden", in: ["residents"], limit: 5, for: leader).map(\.title)
    }
    #expect(try await found().count == 2)
    try await home.perform(
      "resident.restrict", on: resident, ["restricted_reason": .text("Court order.")], as: lead)
    #expect(try await found().isEmpty)
    await #expect(throws: RegistrarError.notFound) {
      _ = try await registrar.undo(try #require(added.undo), command: home.time.newID(), for: leader)
    }
  }

  @Test func `what was told of a resident is taken back when they are restricted`() async throws {
    let home = try await Home.fixture()
    let lead = try await home.session(.safeguarding)
    let leader = try await home.session(.leader, houses: [home.maple])
    let resident = try await home.resident("Eve", "Known", in: home.maple)
    var flag = Record(home.registrar.catalogue.type("flags"))
    flag["resident_id"] = resident.id.map { .reference($0) } ?? .empty
    flag["level"] = .text("high")
    flag["kind"] = .text("violence")
    flag["message"] = .text("Visit in pairs.")
    flag["review_on"] = .day(Zone.utc.day(at: home.time.now).adding(days: 20))
    let saved = try await home.save(flag, as: lead)
    try await home.perform("flag.activate", on: saved, as: lead)
    #expect(try await home.registrar.count("notifications", where: [], for: leader) == 1)
    try await home.perform(
      "resident.restrict", on: resident, ["restricted_reason": .text("Court order.")], as: lead)
    #expect(try await home.registrar.count("notifications", where: [], for: leader) == 0)
  }

  @Test func `a house manager does not change the organisation`() async throws {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, houses: [home.maple])
    let own = try #require(
      try await home.registrar.records(Query("organizations"), for: manager).first)
    var renamed = own
    renamed[.name] = "Manager's Own"
    await #expect(throws: RegistrarError.self) { try await home.save(renamed, as: manager) }
    renamed = try #require(
      try await home.registrar.records(Query("organizations"), for: home.administrator).first)
    renamed[.name] = "Tallow Bridge"
    #expect(try await home.save(renamed)[.name] == "Tallow Bridge")
  }

  private func flag(about resident: RecordID, in home: Home) -> Record {
    var flag = Record(home.registrar.catalogue.type("flags"))
    flag["resident_id"] = .reference(resident)
    flag["level"] = .text("high")
    flag["kind"] = .text("violence")
    flag["message"] = .text("Visit in pairs.")
    flag["review_on"] = .day(Zone.utc.day(at: home.time.now).adding(days: 20))
    return flag
  }
}
