import Foundation
import House
import Records
import Storage
import TestTraits
import Testing
import TestHomes

/// What is done by the clock, in a home whose clock is walked on.
@Suite(.homes) struct JobTests {
  private func notices(_ home: Home, _ session: Session) async throws -> [Record] {
    try await home.registrar.records(Query("notifications"), for: session)
  }

  private func run(_ home: Home, _ job: String, _ session: Session? = nil) async throws -> JobRun {
    let runs = try await home.registrar.runJobs([job], for: session ?? home.administrator)
    return try #require(runs.first)
  }

  private func certificate(_ home: Home, expires: String) -> Record {
    var certificate = Record(Catalogue.house.type("certificates"))
    certificate["kind"] = .text("gas_safety")
    certificate["house_id"] = .reference(home.maple)
    certificate["issued_on"] = Day("2026-01-20").map { .day($0) } ?? .empty
    certificate["expires_on"] = Day(expires).map { .day($0) } ?? .empty
    return certificate
  }

  private func pass(days: Int, _ home: Home) { home.time.pass(minutes: days * 1_440) }

  @Test func `more than fits into one portion is done in one run, and whoever types goes first`() async throws
  {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, houses: [home.maple])
    for _ in 0..<90 { _ = try await home.save(certificate(home, expires: "2027-01-20"), as: manager) }
    let giveWay = home.registrar.repository.giveWay
    let typing = Thread {
      while !Thread.current.isCancelled {
        giveWay.ask()
        usleep(200)
      }
    }
    typing.start()
    await #expect(throws: RegistrarError.storage(.gaveWay)) { _ = try await run(home, "certificates.remind") }
    typing.cancel()
    while !typing.isFinished { try await Task.sleep(for: .milliseconds(1)) }
    let told = try await run(home, "certificates.remind")
    #expect(told.end == .done)
    #expect(try await notices(home, manager).count == 90)
    #expect(try await run(home, "certificates.remind").count == 0)
  }

  @Test func `each person is told once a step, and no longer once it is renewed`() async throws {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, houses: [home.maple])
    let other = try await home.session(.manager, houses: [home.oak])
    let worker = try await home.session(.worker, houses: [home.maple])
    let made = try await home.save(certificate(home, expires: "2027-01-20"), as: manager)
    #expect(try await run(home, "certificates.remind", worker).told == 1)
    #expect(try await run(home, "certificates.remind").count == 0)
    let first = try await notices(home, manager)
    #expect(
      first.map { $0[FieldKey<String>("title")] } == ["Certificate for gas safety expires on 20 Jan 2027"])
    #expect(first.first?.stamp?.createdBy == nil)
    #expect(try await notices(home, other).isEmpty)
    let read = try #require(first.first?.type.allActions.first { $0.id == "notice.read" })
    _ = try await home.registrar.perform(
      read, on: first[0], answers: [:], command: home.time.newID(), for: manager)
    #expect(try await run(home, "certificates.remind").told == 0)

    pass(days: 5, home)
    #expect(try await run(home, "certificates.remind").told == 1)
    let second = try await notices(home, manager)
    #expect(second.map { $0[FieldKey<String>("state")] } == ["unread"])

    let renew = try #require(made.type.allActions.first { $0.id == "certificate.renew" })
    let day = try #require(Day("2026-11-20"))
    _ = try await home.registrar.perform(
      renew, on: made, answers: ["issued_on": .day(day)], command: home.time.newID(), for: manager)
    #expect(try await run(home, "certificates.remind").settled == 1)
    #expect(try await notices(home, manager).map { $0[FieldKey<String>("state")] } == ["done"])
  }

  @Test func `of whose last day is past administrators are told, each week until the membership is over`()
    async throws
  {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, named: "W. Reed", houses: [home.maple])
    var member = try await home.registrar.record(
      worker.membership, of: Catalogue.house.type("memberships"), for: home.administrator)
    member["ends_on"] = Day("2026-11-17").map { .day($0) } ?? .empty
    try await home.save(member)
    #expect(try await run(home, "memberships.remind").told == 0)
    pass(days: 1, home)
    #expect(try await run(home, "memberships.remind").told == 1)
    let words =
      "Member W. Reed had their last day on 17 Nov 2026: “End membership” renews the keys that they may have kept"
    #expect(
      try await notices(home, home.administrator).map { $0[FieldKey<String>("title")] } == [words])
    #expect(try await run(home, "memberships.remind").told == 0)
    pass(days: 6, home)
    #expect(try await run(home, "memberships.remind").told == 1)
    member = try await home.registrar.record(
      worker.membership, of: Catalogue.house.type("memberships"), for: home.administrator)
    member["ends_on"] = .empty
    try await home.save(member)
    #expect(try await run(home, "memberships.remind").settled == 1)
  }

  @Test func `what a member dismissed comes back at the next step alone, and weekly once it is late`()
    async throws
  {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, houses: [home.maple])
    try await home.save(certificate(home, expires: "2026-12-20"), as: manager)
    #expect(try await run(home, "certificates.remind").told == 1)
    let notice = try #require(try await notices(home, manager).first)
    let dismiss = try #require(notice.type.allActions.first { $0.id == "notice.done" })
    _ = try await home.registrar.perform(
      dismiss, on: notice, answers: [:], command: home.time.newID(), for: manager)
    #expect(try await run(home, "certificates.remind").told == 0)
    pass(days: 4, home)
    #expect(try await run(home, "certificates.remind").told == 1)
    pass(days: 36, home)
    #expect(try await run(home, "certificates.remind").told == 1)
    #expect(try await run(home, "certificates.remind").told == 0)
    pass(days: 7, home)
    #expect(try await run(home, "certificates.remind").told == 1)
    let open = try await notices(home, manager).filter { $0["state"] != .text("done") }
    #expect(
      open.map { $0[FieldKey<String>("title")] } == ["Certificate for gas safety expired on 20 Dec 2026"])
    #expect(open.first?["action_required"] == .flag(true))
  }

  @Test func `jobs run when they are due and not before`() async throws {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, houses: [home.maple])
    let first = try await home.registrar.runJobs(for: worker)
    #expect(first.map(\.job) == Catalogue.house.jobs.map(\.id))
    #expect(first.allSatisfy { $0.end == .done }, "\(first.filter { $0.end != .done })")
    #expect(try await home.registrar.runJobs(for: worker).isEmpty)
    let next = try #require(try await home.registrar.nextJob(for: worker))
    #expect(next == home.time.now.adding(minutes: 15))
    home.time.pass(minutes: 15)
    let often = try await home.registrar.runJobs(for: worker).map(\.job)
    #expect(
      often == [
        "approvals.escalate", "incidents.escalate", "sign-outs.escalate", "passes.escalate",
        "missing.escalate", "authorities.escalate", "concerns.escalate", "tasks.remind",
        "appointments.remind", "calendar.remind", "break-glass.escalate", "shifts.remind",
      ])
    let standings = try await home.registrar.jobs(for: home.administrator)
    #expect(standings.allSatisfy { $0.lastStatus == "succeeded" && $0.nextRunAt != nil })
    await #expect(throws: RegistrarError.self) { try await home.registrar.jobs(for: worker) }
    // A run that found nothing leaves one row a day.
    let runs = try await home.registrar.records(Query("job_runs"), for: home.administrator)
    #expect(runs.count == Catalogue.house.jobs.count)
  }

  @Test func `an incident that nobody triages is brought to who leads the house, then above`() async throws {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, houses: [home.maple])
    let manager = try await home.session(.manager, houses: [home.maple])
    let other = try await home.session(.manager, houses: [home.oak])
    _ = try await home.sentFall(by: worker)
    func late(_ session: Session) async throws -> Int {
      try await notices(home, session).count { $0["kind"] == .text("overdue") }
    }
    #expect(try await run(home, "incidents.escalate").count == 0)
    pass(days: 1, home)
    #expect(try await run(home, "incidents.escalate").told == 1)
    #expect(try await late(manager) == 1)
    #expect(try await late(home.administrator) == 0)
    pass(days: 1, home)
    #expect(try await run(home, "incidents.escalate").told == 1)
    #expect(try await late(home.administrator) == 1)
    #expect(try await late(manager) == 1)
    #expect(try await late(other) == 0)
    #expect(try await late(worker) == 0)
  }

  @Test func `each kind of notice is counted for a house, shown against acted on`() async throws {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, houses: [home.maple])
    let manager = try await home.session(.manager, houses: [home.maple])
    try await home.save(certificate(home, expires: "2027-01-20"), as: manager)
    _ = try await run(home, "certificates.remind")
    let renewal = try #require(try await notices(home, manager).first)
    try await home.perform("notice.done", on: renewal, as: manager)
    _ = try await home.sentFall(by: worker)
    pass(days: 1, home)
    #expect(try await run(home, "notices.measure").written > 0)
    #expect(try await run(home, "notices.measure").written == 0)
    let rows = try await home.registrar.records(
      Query("kpi_snapshots").where(.equals("house_id", .reference(home.maple))), for: manager)
    func figure(_ code: String) -> [Value] {
      rows.filter { $0["code"] == .text(code) }.flatMap { [$0["value"], $0["denominator"], $0["indicator"]] }
    }
    #expect(
      figure("notices_incident")
        == [.integer(0), .integer(1), .text("Notices of incident acted on")])
    #expect(
      figure("notices_renewal")
        == [.integer(1_000), .integer(1), .text("Notices of renewal acted on")])
  }

  @Test func `no figure of the notices counts a flag, which may be asked of the shift for a concern`()
    async throws
  {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, houses: [home.maple])
    let manager = try await home.session(.manager, houses: [home.maple])
    let lead = try await home.session(.safeguarding, named: "Sam Guard")
    var flag = Record(home.registrar.catalogue.type("flags"))
    flag[.residentID] = try await home.resident("Ada", "Fern", in: home.maple).id
    flag["level"] = .text("high")
    flag["kind"] = .text("other")
    flag["message"] = .text("Asked of the shift: never alone with visitors.")
    flag["review_on"] = .day(Zone.utc.day(at: home.time.now).adding(days: 30))
    try await home.perform("flag.activate", on: try await home.save(flag, as: lead), as: lead)
    #expect(try await notices(home, leader).map { $0["kind"] } == [.text("incident")])
    pass(days: 1, home)
    _ = try await run(home, "notices.measure")
    let codes = try await home.registrar.records(
      Query("kpi_snapshots").where(.equals("house_id", .reference(home.maple))), for: manager
    ).map { $0["code"] }
    #expect(!codes.contains(.text("notices_incident")))
  }

  @Test func `no figure of the notices tells that there is a concern, or what came of one`() async throws {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, houses: [home.maple])
    let manager = try await home.session(.manager, houses: [home.maple])
    let lead = try await home.session(.safeguarding, named: "Sam Guard")
    let deputy = try await home.session(.safeguarding, named: "Kit Ward")
    var fall = try await home.fall(by: worker)
    fall[.residentID] = try await home.resident("Ada", "Fern", in: home.maple).id
    fall = try await home.save(fall, as: worker)
    try await home.perform("incident.submit", on: fall, as: worker)
    try await home.perform(
      "incident.raise-concern",
      on: try await home.registrar.record(fall.id ?? .zero, of: .incidents, for: lead),
      [
        "abuse_kinds": .list(["physical"]), "what_happened": .text("A push."),
        "immediate_safety": .text("Apart."),
      ], as: lead)
    let concerns = try await home.registrar.records(Query("safeguarding_concerns"), for: lead)
    let concern = try #require(concerns.first?.id)
    var deed = Record(home.registrar.catalogue.type("action_assignments"))
    deed["title"] = .text("Ring the council")
    deed["origin"] = .text("concern")
    deed["concern_id"] = .reference(concern)
    deed["house_id"] = .reference(home.maple)
    deed["assigned_to"] = .reference(deputy.membership)
    deed["due_on"] = .day(Zone.utc.day(at: home.time.now).adding(days: 2))
    try await home.save(deed, as: lead)
    let told = try await notices(home, deputy).map { $0["kind"] }
    #expect(told.contains(.text("assignment")))
    pass(days: 1, home)
    #expect(try await run(home, "notices.measure").written > 0)
    let rows = try await home.registrar.records(
      Query("kpi_snapshots").where(.equals("house_id", .reference(home.maple))), for: manager)
    let codes = rows.map { $0["code"] }
    #expect(codes.contains(.text("notices_incident")))
    #expect(!codes.contains(.text("notices_safeguarding")))
    #expect(!codes.contains(.text("notices_assignment")))
  }

  @Test func `a home that was off for a week counts its nights again, once`() async throws {
    let home = try await Home.fixture()
    home.time.pass(minutes: 14 * 60 + 10)
    #expect(
      try await home.registrar.runJobs(["occupancy.count"], for: home.administrator).first?.written == 2)
    pass(days: 8, home)
    #expect(try await run(home, "occupancy.count").written == 16)
    #expect(try await run(home, "occupancy.count").written == 0)
    let query = Query("occupancy_snapshots").where(.equals("house_id", .reference(home.maple)))
    let nights = try await home.registrar.records(query, for: home.administrator)
      .sorted { ($0[FieldKey<Day>("day")] ?? Day(number: 0)) < ($1[FieldKey<Day>("day")] ?? Day(number: 0)) }
    #expect(
      nights.map { $0["is_rebuilt"] == .flag(true) } == [false] + Array(repeating: true, count: 7) + [false])
    #expect(nights.compactMap { $0[FieldKey<Day>("day")] }.first == Day("2026-11-17"))
  }

  @Test func `of more houses than are looked at together each is counted once`() async throws {
    let home = try await Home.fixture()
    let maple = try await home.registrar.record(home.maple, of: .houses, for: home.administrator)
    for number in 0..<87 {
      var house = maple
      (house.id, house.revision, house.stamp) = (nil, 0, nil)
      house["name"] = .text("House \(number)")
      house["code"] = .text("H\(number)")
      house["state"] = .empty
      let saved = try await home.save(house, as: home.administrator)
      _ = try await home.perform("house.open", on: saved, as: home.administrator)
    }
    pass(days: 1, home)
    let written = try await run(home, "occupancy.count").written
    let houses = try await home.registrar.records(Query("houses"), for: home.administrator)
    #expect(written == houses.count { $0["state"] == .text("open") } && written > 80)
    let counted = try await home.registrar.records(Query("occupancy_snapshots"), for: home.administrator)
    #expect(Set(counted.map { $0["house_id"] }).count == written && counted.count == written)
    #expect(try await run(home, "occupancy.count").written == 0)
    #expect(try await run(home, "indicators.measure").written > written)
    #expect(try await run(home, "indicators.measure").written == 0)
  }

  @Test func `what is due for service is planned once`() async throws {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, houses: [home.maple])
    var item = Record(Catalogue.house.type("assets"))
    item["tag"] = .text("HST-1")
    item["name"] = .text("Hoist")
    item["category"] = .text("hoist")
    item["house_id"] = .reference(home.maple)
    item["next_service_on"] = Day("2026-11-19").map { .day($0) } ?? .empty
    try await home.save(item, as: home.administrator)
    #expect(try await run(home, "servicing.plan").written == 0)
    pass(days: 2, home)
    #expect(try await run(home, "servicing.plan").written == 1)
    #expect(try await run(home, "servicing.plan").written == 0)
    let repairs = try await home.registrar.records(Query("maintenance_requests"), for: manager)
    #expect(repairs.map { $0[FieldKey<String>("title")] } == ["Hoist: service"])
    #expect(repairs.first?.stamp?.createdBy == nil)
  }

  @Test func `a job that fails is written down, told to administrators and stops no other`() async throws {
    let types = Catalogue.house.types
    let start = HomeTime.start
    let bad = Job("bad.job", "Bad", kind: "report", at: "0 * * * *", reads: { _ in [] }) { book in
      if book.now > start.adding(minutes: 5) { return Job.Work() }
      var house = Record(Catalogue.house.type("houses"))
      house["property_id"] = .reference(book.newID())
      house["name"] = .text("Maple House")
      house["code"] = .text("MAP")
      house["service_model"] = .text("hostel")
      house["time_zone"] = .text("Europe/London")
      return Job.Work(records: [house, house])
    }
    let worse = Job(
      "worse.job", "Worse", kind: "report", at: "0 * * * *",
      reads: { book in
        book.now > start.adding(minutes: 5)
          ? [] : [Query("residents").where(.equals("family_name", .text("Okafor")))]
      }
    ) { _ in Job.Work() }
    let good = Job("good.job", "Good", kind: "report", at: "0 * * * *", reads: { _ in [] }) { _ in Job.Work()
    }
    let home = try await Home.fixture(catalogue: Catalogue(types, jobs: [bad, worse, good]))
    let runs = try await home.registrar.runJobs(for: home.administrator)
    #expect(runs.map(\.refused) == [2, 0, 0])
    #expect(runs.map(\.end) == [.done, .failed("refused: family_name"), .done])
    let told = try await notices(home, home.administrator)
    #expect(told.map { $0[FieldKey<String>("title")] } == ["Job worse.job did not go through"])
    home.time.pass(minutes: 31)
    #expect(try await home.registrar.runJobs(for: home.administrator).map(\.job) == ["worse.job"])
    #expect(try await notices(home, home.administrator).map { $0["state"] } == [.text("done")])
    let kept = try await home.registrar.records(Query("job_runs"), for: home.administrator)
    #expect(kept.compactMap { $0[FieldKey<String>("error")] } == ["refused: family_name"])
  }

  @Test func `quiet hours hold a reminder until they are over, and a preference drops it`() async throws {
    let home = try await Home.fixture()
    let manager = try await home.session(.manager, houses: [home.maple])
    let other = try await home.session(.manager, houses: [home.maple])
    for (session, quiet) in [(manager, true), (other, false)] {
      var preference = Record(Catalogue.house.type("notification_preferences"))
      preference["kind"] = .text("renewal")
      preference["in_app"] = .flag(quiet)
      if quiet {
        preference["quiet_from_time"] = WallTime("09:00").map { .time($0) } ?? .empty
        preference["quiet_to_time"] = WallTime("11:00").map { .time($0) } ?? .empty
      }
      try await home.save(preference, as: session)
    }
    try await home.save(certificate(home, expires: "2026-12-20"), as: manager)
    let first = try #require(
      try await home.registrar.runJobs(for: manager).first { $0.job == "certificates.remind" })
    #expect((first.told, first.held) == (0, 1))
    home.time.pass(minutes: 75)
    let second = try #require(
      try await home.registrar.runJobs(for: manager).first { $0.job == "certificates.remind" })
    #expect((second.told, second.held) == (1, 0))
    #expect(try await notices(home, other).isEmpty)
  }

  @Test func `of a restricted resident only those hear who may know`() async throws {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, houses: [home.maple])
    let resident = try await home.resident("Ada", "Okafor", in: home.maple)
    var flag = Record(Catalogue.house.type("flags"))
    flag["resident_id"] = resident.id.map { .reference($0) } ?? .empty
    flag["level"] = .text("high")
    flag["kind"] = .text("falls")
    flag["state"] = .text("active")
    flag["message"] = .text("Walks with a frame")
    flag["review_on"] = Day("2026-11-20").map { .day($0) } ?? .empty
    try await home.registrar.takeOver(
      [flag], command: home.time.newID(), for: try await home.session(.safeguarding))
    #expect(try await run(home, "flags.remind").told == 1)
    let notice = try #require(try await notices(home, leader).first)
    #expect(notice[FieldKey<String>("title")] == "Flag is reviewed by 20 Nov 2026")
    try await home.repository.write { (database) throws(StorageError) in
      _ = try database.run(
        "UPDATE residents SET is_restricted = 1 WHERE organization_id = 1 AND id = \(resident.id ?? .zero)")
    }
    #expect(try await run(home, "flags.remind").settled == 1)
  }

  @Test func `two programs at once do nothing twice`() async throws {
    let home = try await TestHome()
    let (repository, signIn) = try home.again()
    let first = try home.registrar()
    let second = Registrar(
      repository: repository, catalogue: .house, matrix: first.matrix, lists: first.lists, clock: first.clock)
    let own = try await home.begin()
    let person = try await signIn.signIn(name: TestHome.name, password: .of(TestHome.password))
    let other = try await signIn.begin(try #require(person.posts.first), as: person, terminal: "other")
    var property = Record(Catalogue.house.type("properties"))
    property["name"] = .text("Tallow Bridge")
    property["tenure"] = .text("leased")
    property["lease_ends_on"] = .day(own.zone.day(at: first.clock.now()).adding(days: 100))
    _ = try await first.save(
      [property], command: first.clock.newID(), warningsAccepted: true, for: own)
    async let left = first.runJobs(for: own)
    async let right = second.runJobs(for: other)
    let runs = try await left + right
    #expect(runs.reduce(0) { $0 + $1.told } == 1)
    #expect(runs.count == Catalogue.house.jobs.count)
    let rows = try home.rows(
      "SELECT count(*) FROM scheduled_jobs UNION ALL SELECT count(*) FROM notifications")
    #expect(rows.map { $0[0].integer } == [Catalogue.house.jobs.count, 1])
  }

  @Test func `the chores of the week go round by themselves, and nothing is planned twice`() async throws {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, houses: [home.maple])
    for name in ["Ada", "Ben"] { _ = try await home.resident(name, "Okafor", in: home.maple) }
    for (name, turns) in [("Kitchen", "by_room"), ("Bins", "by_name"), ("Boiler", "none")] {
      var chore = Record(Catalogue.house.type("chores"))
      chore["name"] = .text(name)
      chore["house_id"] = .reference(home.maple)
      chore["recurrence"] = .text("daily")
      chore["minutes"] = .integer(20)
      chore["rotation"] = .text(turns)
      chore["is_active"] = .flag(true)
      try await home.save(chore, as: leader)
    }
    #expect(try await run(home, "chores.assign").written == 14)
    #expect(try await run(home, "chores.assign").written == 0)
    pass(days: 1, home)
    #expect(try await run(home, "chores.assign").written == 2)
    let made = try await home.registrar.records(Query("chore_assignments"), for: leader)
    let turns = Dictionary(grouping: made) { $0[FieldKey<RecordID>("stay_id")] }
    #expect(turns.values.map(\.count) == [8, 8])
    #expect(made.allSatisfy { $0["state"] == .text("assigned") && $0.stamp?.createdBy == nil })
    #expect(made.compactMap { $0[FieldKey<Day>("due_on")] }.max() == Day("2026-11-24"))
  }

  @Test func `a billing period that is over is brought to finance until it is charged`() async throws {
    let home = try await Home.fixture()
    let finance = try await home.session(.finance)
    var period = Record(Catalogue.house.type("billing_periods"))
    period["name"] = .text("Early November")
    period["state"] = .text("open")
    period["starts_on"] = Day("2026-11-05").map { .day($0) } ?? .empty
    period["ends_on"] = Day("2026-11-18").map { .day($0) } ?? .empty
    let made = try await home.save(period, as: finance)
    #expect(try await run(home, "periods.remind").told == 0)
    pass(days: 2, home)
    #expect(try await run(home, "periods.remind").told == 1)
    #expect(try await run(home, "periods.remind").told == 0)
    #expect(
      try await notices(home, finance).map { $0[FieldKey<String>("title")] }
        == ["Billing period was to be charged after 18 Nov 2026"])
    try await home.repository.write { (database) throws(StorageError) in
      _ = try database.run(
        "UPDATE billing_periods SET state = 'charged' WHERE organization_id = 1 AND id = \(made.id ?? .zero)")
    }
    #expect(try await run(home, "periods.remind").settled == 1)
  }

  @Test
  func `an enquiry that nobody answered is told of after two working days, until somebody has`()
    async throws
  {
    let home = try await Home.fixture()
    let leader = try await home.session(.leader, houses: [home.maple])
    var lead = Record(Catalogue.house.type("leads"))
    lead["given_name"] = .text("Wanda")
    lead["referral_source"] = .text("self")
    lead["house_id"] = .reference(home.maple)
    let made = try await home.save(lead, as: home.administrator)
    #expect(try await run(home, "enquiries.remind").count == 0)
    #expect(try await notices(home, leader).count == 1)
    pass(days: 6, home)
    #expect(try await run(home, "enquiries.remind").told == 1)
    #expect(try await run(home, "enquiries.remind").told == 0)
    _ = try await home.perform("lead.contact", on: made)
    #expect(try await run(home, "enquiries.remind").count == 0)
    #expect(try await notices(home, leader).allSatisfy { $0["state"] == .text("done") })
  }

  @Test func `a house is measured against the target that the home has set`() async throws {
    let home = try await Home.fixture()
    _ = try await home.room("1", beds: ["A", "B"])
    var setting = Record(Catalogue.house.type("settings"))
    setting["key"] = .text("target.occupancy")
    setting["category"] = .text("general")
    setting["setting_value"] = .json("{\"value\": 950}")
    try await home.save(setting, as: home.administrator)
    home.time.pass(minutes: 14 * 60 + 30)
    _ = try await run(home, "occupancy.count")
    _ = try await run(home, "indicators.measure")
    let made = try await home.registrar.records(
      Query("kpi_snapshots").where(.equals("house_id", .reference(home.maple))),
      for: home.administrator)
    let told = made.map { [$0["indicator"], $0["figure"], $0["against_target"]] }
    #expect(told.contains([.text("Occupancy"), .text("0.0 %"), .text("target 95.0 % not met")]))
    #expect(told.contains([.text("Void nights, 28 days"), .text("2 days"), .empty]))
  }

  @Test func `each house is measured once for the day before`() async throws {
    let home = try await Home.fixture()
    _ = try await home.room("1", beds: ["A", "B"])
    home.time.pass(minutes: 14 * 60 + 30)
    #expect(try await run(home, "occupancy.count").written == 2)
    // Maple House has beds, so that its occupancy is told; of incidents there is nothing to tell without a night.
    #expect(try await run(home, "indicators.measure").written == 5)
    #expect(try await run(home, "indicators.measure").written == 0)
    let made = try await home.registrar.records(
      Query("kpi_snapshots").where(.equals("house_id", .reference(home.maple))), for: home.administrator)
    let values = made.map { ($0[FieldKey<String>("code")] ?? "", $0[FieldKey<Int>("value")] ?? -1) }
    #expect(
      Dictionary(uniqueKeysWithValues: values) == ["occupancy": 0, "void_days": 2, "overdue_actions": 0])
    #expect(made.allSatisfy { $0[FieldKey<Day>("day")] == Day("2026-11-17") })
  }

  private func nine(on day: String) -> Value {
    guard let day = Day(day), let nine = WallTime("09:00") else { return .empty }
    return .instant((Zone("Europe/London") ?? .utc).instant(on: day, at: nine))
  }

  private func comingOfAge(_ home: Home) async throws -> Record? {
    try await home.registrar.records(
      Query("tasks").where(.equals("source", .text("review"))), for: home.administrator
    ).first
  }

  @Test
  func `a key worker hears three months before a resident turns 18, and no plain day tells the birthday`()
    async throws
  {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, houses: [home.maple])
    let other = try await home.session(.worker, houses: [home.maple])
    var tom = try await home.resident("Tom", "Young", in: home.maple, born: "2004-05-06")
    try await home.entrust(tom, to: worker)
    tom["born_on"] = Day("2009-05-20").map { .day($0) } ?? .empty
    tom = try await home.save(tom)
    let task = try #require(try await comingOfAge(home))
    #expect(task["due_at"] == nine(on: "2027-02-01"))
    #expect(task["resident_id"] == tom.id?.value && task["house_id"] == .reference(home.maple))
    #expect(try await run(home, "tasks.remind").told == 0)

    pass(days: 90, home)
    #expect(try await run(home, "tasks.remind").told == 1)
    #expect(try await notices(home, worker).count == 1)
    #expect(try await notices(home, other).isEmpty)

    tom["born_on"] = Day("2009-03-20").map { .day($0) } ?? .empty
    tom = try await home.save(tom)
    #expect(try await comingOfAge(home)?["due_at"] == nine(on: "2027-02-15"))
    tom["born_on"] = Day("1999-05-20").map { .day($0) } ?? .empty
    try await home.save(tom)
    #expect(try await comingOfAge(home)?["state"] == .text("cancelled"))
  }

  @Test func `who moves in before they are 18 is a task of that house`() async throws {
    let home = try await Home.fixture()
    var kim = try await home.newcomer("Kim", "Young")
    kim["born_on"] = Day("2009-05-20").map { .day($0) } ?? .empty
    kim = try await home.save(kim)
    #expect(try await comingOfAge(home) == nil)
    let bed = try await home.room("R1")[0]
    let stay = try #require(
      try await home.registrar.records(
        Query("stays").where(.equals("resident_id", kim.id?.value ?? .empty)), for: home.administrator
      ).first)
    let manager = try await home.session(.manager, houses: [home.maple])
    try await home.perform("stay.move-in", on: stay, ["bed_id": bed.id?.value ?? .empty], as: manager)
    let task = try #require(try await comingOfAge(home))
    #expect(task["due_at"] == nine(on: "2027-02-01"))
  }

  @Test func `an enquiry of half a year ago says no longer who it was about, and counts as before`()
    async throws
  {
    let home = try await Home.fixture()
    func enquiry(_ name: String) async throws -> Record {
      var lead = Record(Catalogue.house.type("leads"))
      lead["given_name"] = .text(name)
      lead["family_name"] = .text("Newcome")
      lead["phone"] = .text("01632 960 111")
      lead["needs"] = .text("A room on the ground floor.")
      lead["referral_source"] = .text("self")
      lead["house_id"] = .reference(home.maple)
      lead["received_at"] = .instant(home.time.now)
      return try await home.save(lead)
    }
    let old = try await enquiry("Nell")
    pass(days: 100, home)
    let recent = try await enquiry("Ned")
    #expect(try await run(home, "enquiries.erase").count == 0)
    pass(days: 90, home)
    let session = try await home.session(.administrator, named: "Ida Later")
    #expect(try await run(home, "enquiries.erase", session).written == 1)
    let id = try #require(old.id)
    let erased = try await home.registrar.record(id, of: old.type, for: session)
    #expect(erased["given_name"] == .text("Name erased"))
    for name in ["family_name", "phone", "needs"] { #expect(erased[name].isEmpty) }
    #expect(erased["referral_source"] == .text("self"))
    #expect(erased["reference"] == old["reference"])
    #expect(erased["state"] == .text("lost") && erased["lost_reason"] == .text("no_contact"))
    // Nor does the log say it again.
    let last = try #require(try await home.registrar.history(of: erased, for: session).first)
    let changes = "\(last)"
    #expect(changes.contains("erased") && !changes.contains("Newcome") && !changes.contains("01632"))
    #expect(try await run(home, "enquiries.erase", session).count == 0)
    let other = try #require(recent.id)
    let kept = try await home.registrar.record(other, of: old.type, for: session)
    #expect(kept["given_name"] == .text("Ned"))
  }
}
