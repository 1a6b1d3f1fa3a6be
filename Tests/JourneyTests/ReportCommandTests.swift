import Foundation
import Testing

/// Reports from the command line, as the people of the demonstration make them.
@Suite(.waiting) struct ReportCommandTests {
  /// When a report is next due, and how many were made.
  private func standing(_ code: String, _ copy: Demonstration.Copy) throws -> [String] {
    let manager = copy.member("mgr-tallow")
    let template = try manager.list("report_templates", "--code", code).first
    let due = template?["next_run_at"] as? String ?? "none"
    let administrator = copy.member("adm-tallow")
    return [due, "\(try administrator.list("report_runs", "--fields", "title").count)"]
  }

  @Test func `a report that is refused is not made and stays due`() throws {
    try Demonstration.lend { copy in
      let former = try standing("INC-1", copy)
      for user in ["ngt-tallow", "key-tallow", "aud-tallow"] {
        let run = try copy.member(user).run("report", "make", "INC-1")
        #expect(run.status == 1 && run.err.hasPrefix("lodge: "), "\(user): \(run.err)")
        #expect(run.out.isEmpty)
      }
      #expect(try standing("INC-1", copy) == former)
      let made = try copy.member("mgr-tallow").run("report", "make", "INC-1")
      #expect(made.status == 0 && made.out.contains("kind"), "\(made.err)")
      #expect(try standing("INC-1", copy) != former)
    }
  }

  @Test func `the incidents of the month are a row each, with day, house, kind, severity and state`() throws {
    try Demonstration.lend { copy in
      let made = try copy.member("mgr-tallow").run("report", "make", "INC-1")
      let lines = made.out.split(whereSeparator: \.isNewline).map(String.init)
      #expect(
        lines.first
          == #""id","occurred_at","house_id","house","kind","severity","state""#, "\(made.out) \(made.err)")
      // On the first of a month there may be none.
      #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",").count >= 7 }, "\(lines)")
    }
  }

  @Test func `a report and a workflow are named by their codes`() throws {
    try Demonstration.lend { copy in
      let manager = copy.member("mgr-tallow")
      for code in ["OCC-1", "occ-1", "Beds and who is in them"] {
        let run = try manager.run("report", "make", code)
        #expect(run.status == 0 && run.out.contains("Beds and who is in them"), "\(code): \(run.err)")
      }
      #expect(try manager.run("show", "workflows", "FALL-1").out.contains("After a fall"))
      let unknown = try manager.run("report", "make", "OCC-9")
      #expect(unknown.status == 1 && unknown.err.contains("No report template is called “OCC-9”."))
    }
  }

  @Test func `a refusal sends nobody to their own role`() throws {
    try Demonstration.lend { copy in
      let refused = try copy.member("mgr-tallow").run(
        "add", "custom_fields", "--on-type", "residents", "--label", "Diet", "--answer-kind", "text")
      #expect(refused.err == "lodge: You cannot add an added field in this role. An administrator can.\n")
    }
  }
}
