import Foundation
import House
import Records
import Sealing
import Storage
import Testing

@testable import lodge

/// The three invented organisations, as they stand on their seed day.
@Suite(.waiting) struct DemonstrationTests {
  @Test func `everybody can sign in with every role`() async throws {
    let home = try await DemonstrationHome.shared.value
    let signIns = try lodge.Demonstration.signIns(home.share)
    #expect(signIns.count == 56)
    for sign in signIns {
      let name = try await home.signedIn(sign.user, sign.role) { $0.organizationName }
      #expect(name == sign.organization)
    }
  }

  @Test func `the beds and residents are counted as promised`() async throws {
    let home = try await DemonstrationHome.shared.value
    let expected = [
      ("adm-tallow", 64, 60, 60), ("adm-juniper", 44, 40, 40), ("adm-larkfield", 6, 5, 5),
    ]
    for (user, beds, living, assigned) in expected {
      let (all, assignments, stays) = try await home.signedIn(user, .administrator) { session in
        let given = try await home.records("bed_assignments", session).filter { $0[.endsAt] == nil }
        let stays = try await home.records("stays", session).filter { $0[.state] == "active" }
        return (try await home.records("beds", session), given, stays)
      }
      // The restricted resident is not for an administrator's eyes.
      let hidden = user == "adm-tallow" ? 1 : 0
      #expect(all.count == beds)
      #expect(assignments.count == assigned - hidden)
      #expect(stays.count == living - hidden)
      let taken = Set(assignments.compactMap { $0[.bedID] })
      let free = Set(
        all.filter { bed in bed.id.map { !taken.contains($0) } ?? false }.compactMap { $0[.state] })
      let promised: Set = ["available", "held", "to_clean", "out_of_service"]
      #expect(free == (user == "adm-larkfield" ? ["held"] : promised))
    }
  }

  @Test func `incidents, actions and flags stand in every state that was promised`() async throws {
    let home = try await DemonstrationHome.shared.value
    let (incidents, actions, all) = try await home.signedIn("sgl-tallow", .safeguarding) { session in
      (
        try await home.records("incidents", session), try await home.records("action_assignments", session),
        try await home.records("flags", session)
      )
    }
    let promised = [
      "draft": 1, "submitted": 2, "triaged": 2, "under_review": 3, "awaiting_approval": 1, "closed": 14,
      "reopened": 1,
    ]
    let found = Dictionary(grouping: incidents) { $0[.state] ?? "" }.mapValues(\.count)
    #expect(found == promised)
    let unsettled: Set<String?> = ["open", "in_progress", "completed", "returned"]
    let live = actions.filter { unsettled.contains($0[.state]) }
    #expect(live.count == 31)
    let done = live.filter { $0[.state] == "completed" }
    let returned = live.filter { $0[.state] == "returned" }
    #expect(done.count == 4)
    #expect(returned.count == 1)
    let today = DemonstrationHome.seed
    let overdue = live.filter { action in
      guard let due = action[.dueOn], due < today else { return false }
      return action[.state] != "completed"
    }
    #expect(overdue.count == 6)
    let flags = all.filter { $0[.state] == "active" }
    #expect(flags.count == 9)
    let late = flags.filter { flag in flag[.reviewOn].map { $0 < today } ?? false }
    #expect(late.count == 1)
  }

  @Test func `the same reference is another record in each organisation`() async throws {
    let home = try await DemonstrationHome.shared.value
    var narratives: Set<String> = []
    for user in ["sgl-tallow", "sgl-juniper", "sgl-larkfield"] {
      let incident = try await home.signedIn(user, .safeguarding) { session in
        try await home.open.registrar.record(reference: "INC-2026-0001", of: .incidents, for: session)
      }
      narratives.insert(incident[.narrative] ?? "")
    }
    #expect(narratives.count == 3)
  }

  @Test func `the same day gives the same year`() async throws {
    let first = try await DemonstrationHome.shared.value
    let second = try await DemonstrationHome()
    let readers: [(String, Role)] = [
      ("sgl-tallow", .safeguarding), ("adm-tallow", .administrator), ("sgl-juniper", .safeguarding),
      ("adm-larkfield", .administrator),
    ]
    let (one, other) = (try await first.listing(readers), try await second.listing(readers))
    #expect(one.count > 1_000)
    #expect(one == other)
    ScratchFolder(at: second.folder).remove()
  }

  @Test func `nothing sealed stands in the files`() async throws {
    let home = try await DemonstrationHome.shared.value
    var (sealed, open, days): (Set<String>, Set<String>, Set<String>) = ([], [], [])
    for (user, role) in [
      ("sgl-tallow", Role.safeguarding), ("adm-tallow", .administrator), ("sgl-juniper", .safeguarding),
      ("adm-juniper", .administrator), ("sgl-larkfield", .safeguarding), ("adm-larkfield", .administrator),
    ] {
      try await home.signedIn(user, role) { session in
        for type in Catalogue.house.types where !type.tags.contains(.internalOnly) {
          for record in try await home.records(type.id, session) {
            for (field, value) in zip(type.fields, record.values) {
              if case .choice = field.kind { continue }
              guard let text = Self.text(of: value) else { continue }
              if field.isSealed, text.utf8.count >= 6 { sealed.insert(text) }
              if field.name == "short_name" { open.insert(text) }
              if !field.isSealed, case .day = value { days.insert(text) }
            }
          }
        }
      }
    }
    for (user, role) in [
      ("adm-tallow", Role.administrator), ("adm-juniper", .administrator), ("adm-larkfield", .administrator),
    ] {
      try await home.signedIn(user, role) { session in
        for record in try await home.records("kpi_snapshots", session) {
          for value in record.values {
            if case .day = value { days.formUnion([Self.text(of: value)].compactMap(\.self)) }
          }
        }
      }
    }
    // A day of a certificate, or one that was measured, may be somebody's day as well.
    sealed.subtract(days)
    // A short name is shown with every record, and its last word is the family name.
    sealed = sealed.filter { text in !open.contains { $0.contains(text) } }
    #expect(sealed.count > 700)
    var found: [String] = []
    for name in ["lodge.db", "lodge.db-wal"] {
      guard let bytes = FileManager.default.contents(atPath: "\(home.folder)/\(name)") else { continue }
      found += Needles(sealed).found(in: [UInt8](bytes))
    }
    #expect(found.sorted() == [])
  }

  private static func text(of value: Value) -> String? {
    switch value {
    case .text(let text): text
    case .day(let day): day.description
    default: nil
    }
  }

  @Test(arguments: [
    (0, 29, "2026-11-21"), (6, 59, "2026-11-21"), (7, 0, "2026-11-22"), (23, 59, "2026-11-22"),
  ])
  func `nothing of the night is told before it was`(hour: Int, minute: Int, day: String) throws {
    let zone = try #require(Zone("Europe/London"))
    let midnight = zone.instant(on: try #require(Day("2026-11-22")), at: try #require(WallTime("00:00")))
    #expect(DemonstrationVisit.seed(at: midnight.adding(minutes: hour * 60 + minute), in: zone) == Day(day))
  }

  @Test(arguments: [
    ("2026-11-20", "22:00", "2026-11-20 22:00"), ("2026-11-20", "02:00", "2026-11-21 02:00"),
    ("2026-11-20", "06:59", "2026-11-21 06:59"), ("2026-11-20", "07:00", "2026-11-20 07:00"),
    ("2026-03-28", "01:30", "2026-03-29 02:00"), (nil, "02:00", "2026-11-23 02:00"),
    ("2026-11-20", nil, "2026-11-20 12:00"), (nil, nil, "2026-11-22 12:00"),
  ])
  func `its screens begin at the day and the time that are asked for`(
    day: String?, time: String?, shown: String
  ) throws {
    let zone = try #require(Zone("Europe/London"))
    let now = zone.instant(on: try #require(Day("2026-11-22")), at: try #require(WallTime("12:00")))
    let ahead = DemonstrationVisit.ahead(
      of: now, day.flatMap { Day($0) }, time.flatMap { WallTime($0) }, in: zone)
    let wall = zone.wall(at: Instant(milliseconds: now.milliseconds + ahead))
    #expect("\(wall.day) \(wall.time)" == shown)
  }

  @Test func `a time of day that there is not is refused with an example`() throws {
    let run = try Program().run("demo", "--no-open", "--time", "25:00")
    #expect(run.status == 2)
    #expect(run.err.contains("such as 02:00"))
  }

  @Test func `a home that is no demonstration is left alone`() throws {
    let lodge = Program()
    try lodge.withHome { home, _ in
      let run = try lodge.run("demo", "--home", home, "--no-open")
      #expect(run.status == 1)
      #expect(run.err.contains("is not a demonstration"))
      let other = try lodge.run("generate", "--home", home, "--residents", "10")
      #expect(other.status == 1)
    }
  }

  @Test func `the same seed generates the same people`() async throws {
    let share = try Share.find(policy: nil, environment: Environment())
    var names: [[String]] = []
    for _ in 0..<2 {
      let folder = try ScratchFolder(named: "lodge-test")
      defer { folder.remove() }
      let generator = Generator(
        share: share, catalogue: .house, residents: 120, seed: 7, today: DemonstrationHome.seed,
        progress: { _ in })
      let staff = try await generator.make(in: folder.path)
      let home = try OpenHome(folder.path, share: share, catalogue: .house, clock: DemonstrationHome.clock)
      let sign = try #require(staff.signIns.first { $0.role == .administrator })
      let person = try await home.signIn.signIn(name: sign.user, password: LockedBuffer(sign.password.utf8))
      let session = try await home.signIn.begin(try #require(person.posts.first), as: person)
      let residents = try await home.registrar.records(Query("residents"), for: session)
      let current = residents.filter { $0[.state] == "current" }
      #expect(current.count == 30)
      #expect(residents.count == 120)
      let incidents = try await home.registrar.records(Query("incidents"), for: session)
      #expect(incidents.count >= 50)
      let counts = try await Self.counts(in: home, session)
      #expect(counts.allSatisfy { $0.count > 0 }, "\(counts)")
      let entries = try await home.registrar.records(Query("ledger_entries"), for: session)
      let sums = Dictionary(grouping: entries) { $0[.side] ?? "" }.mapValues { side in
        side.reduce(0) { $0 + ($1[.amount]?.minorUnits ?? 0) }
      }
      #expect(sums["debit"] == sums["credit"])
      let lines = residents.map { resident -> String in
        let words: [String?] = [resident[.reference], resident[.familyName], resident[.givenName]]
        return words.map { $0 ?? "" }.joined(separator: " ")
      }
      names.append(lines.sorted() + counts.map { "\($0.type) \($0.count)" })
    }
    #expect(names[0] == names[1])
  }

  /// How much there is of what grows every day; medicines are not for an administrator's eyes.
  private static func counts(
    in home: OpenHome, _ session: Session
  ) async throws -> [(type: String, count: Int)] {
    var counts: [(type: String, count: Int)] = []
    for type in ["case_notes", "rounds", "round_checks", "ledger_transactions", "ledger_entries"] {
      counts.append((type, try await home.registrar.records(Query(type), for: session).count))
    }
    return counts
  }
}

/// Many texts that are looked for at once.
private struct Needles {
  private var byStart: [UInt32: [[UInt8]]] = [:]

  init(_ texts: Set<String>) {
    for text in texts {
      let bytes = Array(text.utf8)
      byStart[Self.start(bytes, 0), default: []].append(bytes)
    }
  }

  private static func start(_ bytes: [UInt8], _ index: Int) -> UInt32 {
    bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  func found(in bytes: [UInt8]) -> [String] {
    var found: Set<String> = []
    var window: UInt32 = 0
    for index in bytes.indices {
      window = window << 8 | UInt32(bytes[index])
      guard index >= 3, let candidates = byStart[window] else { continue }
      for needle in candidates where bytes[(index - 3)...].starts(with: needle) {
        found.insert(String(decoding: needle, as: UTF8.self))
      }
    }
    return Array(found)
  }
}
