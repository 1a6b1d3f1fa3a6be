import Foundation
import Testing

/// What is done by the clock, asked for from the command line, as by a timer.
@Suite(.waiting) struct JobCommandTests {
  let lodge = Program()

  @Test func `a timer runs what is due once, and an administrator sees how it went`() throws {
    try lodge.withHome { home, password in
      let ada = Member(program: lodge, home: home, user: "ada", password: password)
      let before = try ada.run("jobs", "list")
      #expect(before.status == 0, "\(before.err)")
      #expect(before.out.contains("certificates.remind") && before.out.contains("never"))
      let end = Date.now.addingTimeInterval(100 * 86_400).formatted(.iso8601.year().month().day())
      let property = try ada.run(
        "add", "properties", "--name", "Plum House", "--tenure", "leased", "--lease-ends-on", end)
      #expect(property.status == 0, "\(property.err)")
      let first = try ada.run("jobs", "run")
      #expect(first.status == 0, "\(first.err)")
      #expect(first.out.contains("leases.remind: 1 told"))
      #expect(try ada.run("jobs", "run").out == "Nothing is due.\n")
      #expect(try ada.run("jobs", "run", "leases.remind").out == "leases.remind: nothing to do\n")
      let listed = try #require(try ada.run("jobs", "list", "--json").json as? [[String: Any]])
      #expect(listed.allSatisfy { $0["last_status"] as? String == "succeeded" })
      let rows = try ada.list("notifications")
      #expect(rows.count == 1)
      let unknown = try ada.run("jobs", "run", "leases.remnd")
      #expect(unknown.status == 2)
      #expect(unknown.err.contains("Did you mean leases.remind?"))
      #expect(try lodge.run("jobs", "run", "--home", home).status == 2)
    }
  }

  @Test func `the doctor says where no job has run for two days`() throws {
    try lodge.withHome { home, password in
      let ada = Member(program: lodge, home: home, user: "ada", password: password)
      #expect(try lodge.run("doctor", "--home", home).out.contains("good   jobs"))
      #expect(try ada.run("jobs", "run").status == 0)
      let past = Int(Date.now.timeIntervalSince1970 * 1_000) - 50 * 3_600_000
      try tamper(home, "UPDATE scheduled_jobs SET last_run_at = \(past)")
      let late = try lodge.run("doctor", "--home", home)
      #expect(late.status == 0, "\(late.out)")
      #expect(late.out.contains("LATE   jobs"))
      #expect(late.out.contains("organisation 1: no job has run since 20"))
    }
  }
}
