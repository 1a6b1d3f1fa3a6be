import House
import Records
import Storage
import TestHomes
import Testing

/// Each day that a job watches is told to somebody once it has come, in a home with one member of each role.
@Suite struct ToldDayTests {
  /// A day that a job watches: the end of the days that it looks at is found where it is run.
  struct Watched: Sendable, CustomTestStringConvertible {
    let job: Job
    let type: String
    let field: String

    var testDescription: String { "\(job.id): \(type).\(field)" }
  }

  /// Those of records that somebody adds.
  private static let watched: [Watched] = Catalogue.house.jobs.flatMap { job -> [Watched] in
    let book = Book(today: Day(number: 20_774), now: Instant(milliseconds: 1_794_909_600_000))
    return job.reads(book).flatMap { query -> [Watched] in
      query.conditions.flatMap { ends(in: $0) }.map { Watched(job: job, type: query.type, field: $0.field) }
    }
  }.filter { !Catalogue.house.type($0.type).isInternal }

  /// The days of which one must be near, and the first that is not.
  private static func ends(in condition: Condition) -> [(field: String, end: Day)] {
    guard case .any(let groups) = condition else { return [] }
    return groups.compactMap { group in
      guard group.count == 2, case .isPresent(let name)? = group.first,
        case .below(name, .day(let end))? = group.last
      else { return nil }
      return (name, end)
    }
  }

  @Test(arguments: watched)
  func `a watched day that has come is told to somebody`(_ watched: Watched) async throws {
    let stage = try await Stage()
    var scene = stage.scene()
    try await employ(&scene)
    let resident = try await scene.record("residents")
    try await stage.home.entrust(resident, to: stage.session(.worker))
    let today = scene.today
    let query = try #require(watched.job.reads(Book(today: today, now: stage.home.time.now)).first)
    var record = try await record(for: query, in: &scene)
    let near = query.conditions.flatMap { Self.ends(in: $0) }
    let end = try #require(near.first(where: { $0.field == watched.field })?.end)
    for other in near { record[other.field] = .empty }
    record[watched.field] = .day(min(today, end.adding(days: -1)))
    _ = try await stage.lay(record)
    var last = try await run(watched.job, on: stage)
    if last.told == 0 {
      // Some are told of days after it.
      stage.home.time.pass(minutes: 4 * 1_440)
      last = try await run(watched.job, on: stage)
    }
    #expect(last.end == .done && last.told > 0, "\(watched.testDescription): \(last)")
  }

  private func run(_ job: Job, on stage: Stage) async throws -> JobRun {
    let runs = try await stage.registrar.runJobs([job.id], for: stage.session(.administrator))
    return try #require(runs.first)
  }

  /// Somebody at work in the house, of whom a job may look something up.
  private func employ(_ scene: inout Scene) async throws {
    var member = try await scene.blank(Catalogue.house.type("staff_members"))
    member["state"] = .text("active")
    let whole = try await scene.completed(member)
    scene.take(try await scene.stage.lay(whole))
    _ = try await scene.record("house_staff")
  }

  /// A record of the house, its resident and their stay that stands as the job asks for it.
  private func record(for query: Query, in scene: inout Scene) async throws -> Record {
    let type = Catalogue.house.type(query.type)
    let blank = try await scene.blank(type)
    var record = try await scene.completed(blank)
    let places: Set = ["houses", "properties", "residents", "stays"]
    for name in query.fields ?? [] where record[name].isEmpty {
      guard let target = type.field(name)?.target else { continue }
      if places.contains(target) { record[name] = try await scene.id(target) }
      if target == "memberships" { record[name] = reader(of: type, on: scene.stage).membership.value }
    }
    for condition in query.conditions {
      switch condition {
      case .equals(let field, let value): record[field] = value
      case .among(let field, let values): record[field] = values.first ?? .empty
      default: break
      }
    }
    return record
  }

  /// Somebody who sees every record of the type; the manager where only houses are seen.
  private func reader(of type: RecordType, on stage: Stage) -> Session {
    let roles: [Role] = [.manager, .administrator, .safeguarding, .finance]
    let matrix = stage.registrar.matrix
    return stage.session(
      roles.first { matrix.scope(of: .read, for: $0, on: type.resource) == .org } ?? .manager)
  }
}
