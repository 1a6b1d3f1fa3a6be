import Records
import Storage
import TestHomes
import TestTraits
import Testing

@testable import ViewModels

/// The program that stands open does by itself what is due.
@MainActor
@Suite(.homes) struct RunningJobsTests {
  private func runs(_ home: Home) async throws -> Int {
    try await home.registrar.records(Query("job_runs"), for: home.administrator).count
  }

  @Test func `what is due is done once nobody types, and not again before its time`() async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: try await home.session(.worker, houses: [home.maple]))
    app.runsJobs = true
    await app.handle([.due])
    #expect(app.jobs == nil)
    home.time.pass(milliseconds: 10_000)
    await app.press("down")
    await app.handle([.due])
    #expect(app.jobs == nil)
    home.time.pass(milliseconds: 5_000)
    await app.handle([.due])
    await app.jobs?.value
    let all = home.registrar.catalogue.jobs.count
    #expect(try await runs(home) == all)
    #expect(app.jobs == nil)
    #expect(app.jobsAt == home.time.now.adding(minutes: 15).adding(milliseconds: -15_000))
    home.time.pass(minutes: 2)
    await app.handle([.due])
    #expect(app.jobs == nil)
    #expect(try await runs(home) == all)
  }

  @Test func `a program that was not asked to, or that is locked, does nothing`() async throws {
    let home = try await Home.fixture()
    let app = try await home.app(for: try await home.session(.worker, houses: [home.maple]))
    home.time.pass(milliseconds: 20_000)
    await app.handle([.due])
    #expect(app.jobs == nil)
    app.runsJobs = true
    await app.lock()
    await app.handle([.due])
    #expect(app.jobs == nil)
    #expect(try await runs(home) == 0)
  }
}
