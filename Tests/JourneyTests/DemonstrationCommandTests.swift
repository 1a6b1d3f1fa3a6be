import Foundation
import Testing

/// The command line in the hands of the people of the demonstration.
@Suite(.waiting) struct DemonstrationCommandTests {
  let lodge = Program()

  /// Lends a demonstration with a member for each of its sign-ins' roles in the first organisation.
  private func withDemonstration(_ body: (_ members: [String: Member]) throws -> Void) throws {
    try Demonstration.lend { copy in
      let first = try #require(copy.signIns.first)
      var members: [String: Member] = [:]
      for signIn in copy.signIns {
        let role = try #require(signIn["role"])
        let isFirst = signIn["organisation"] == first["organisation"] || role == "SYS"
        guard isFirst, members[role] == nil, let user = signIn["user"] else { continue }
        let password = "\(copy.passwordFile)-\(user)"
        try Program.write("\(signIn["password"] ?? "")\n", to: password)
        members[role] = Member(program: lodge, home: copy.home, user: user, password: password)
      }
      try body(members)
    }
  }

  @Test func `each role is given a list that it may read, and nothing but a reason of one that it may not`()
    throws
  {
    let lists = try ToldList.all.get()
    try withDemonstration { members in
      #expect(members.count == 9)
      for (role, member) in members {
        for isAllowed in [true, false] {
          guard let list = lists.first(where: { $0.readers.contains(role) == isAllowed }) else { continue }
          let run = try member.run("list", list.type, "--limit", "1", "--json")
          #expect(run.status == (isAllowed ? 0 : 1), "\(role) lists \(list.type): \(run.err)")
          #expect(run.out.isEmpty != isAllowed)
        }
      }
    }
  }

  @Test func `two people renew the keys, and everybody works on as before`() throws {
    try withDemonstration { members in
      let (administrator, lead) = (try #require(members["ADM"]), try #require(members["SGL"]))
      let before = try lead.list("residents").count
      #expect(try administrator.run("keys", "rotate").status == 2)
      let run = try administrator.run(
        "keys", "rotate", "--second", lead.user, "--second-password-file", lead.password)
      #expect(run.status == 0, "\(run.err)")
      #expect(run.out.contains("were renewed."))
      #expect(try lead.list("residents").count == before)
      #expect(try administrator.run("audit", "verify").status == 0)
    }
  }

  @Test func `two people have a new paper printed, which opens what the former one opened`() throws {
    try withDemonstration { members in
      let (administrator, lead) = (try #require(members["ADM"]), try #require(members["SGL"]))
      #expect(try administrator.run("keys", "paper", "--json").status == 2)
      let second = ["--second", lead.user, "--second-password-file", lead.password]
      let worker = try #require(members["KEY"])
      #expect(
        try administrator.run(
          ["keys", "paper", "--json", "--second", worker.user, "--second-password-file", worker.password]
        ).status == 1)
      let lost = try lodge.run(
        [
          "keys", "paper", "--json", "--home", administrator.home, "--as", administrator.user,
          "--password-file", administrator.password,
        ] + second, device: "/dev/full")
      #expect(lost.status == 4)
      let log = try administrator.list("audit_log")
      #expect(!log.contains { $0["event"] as? String == "recovery_code.replaced" })
      let run = try administrator.run(["keys", "paper", "--json"] + second)
      #expect(run.status == 0, "\(run.err)")
      let code = try #require((run.json as? [String: Any])?["recovery_code"] as? String)
      let (paper, password) = (administrator.password + "-paper", administrator.password + "-new")
      try Program.write(code + "\n", to: paper)
      try Program.write("a new herring for the weir\n", to: password)
      let back = try lodge.run(
        [
          "recover", "--home", administrator.home, "--as", administrator.user, "--code-file", paper,
          "--password-file", password,
        ] + second)
      #expect(back.status == 0, "\(back.err)")
      let again = Member(
        program: lodge, home: administrator.home, user: administrator.user, password: password)
      #expect(try again.run("audit", "verify").status == 0)
    }
  }

  @Test func `a new paper is good once two of its groups were typed from it`() throws {
    try withDemonstration { members in
      let (administrator, lead) = (try #require(members["ADM"]), try #require(members["SGL"]))
      let screen = try TerminalSession(
        [
          "keys", "paper", "--home", administrator.home, "--as", administrator.user, "--password-file",
          administrator.password, "--second", lead.user, "--second-password-file", lead.password,
        ], columns: 120)
      defer { screen.end() }
      try screen.see("Group 2:")
      let lines = screen.screen.split(separator: "\n").filter { $0.hasPrefix("    ") }
      let groups = lines.flatMap { $0.split(separator: " ") }.map(String.init)
      try #require(groups.count == 14)
      try screen.type("nope")
      try screen.press("Enter")
      try screen.see("That is another one. Look at your paper. Group 2:")
      try screen.type(groups[1].lowercased())
      try screen.press("Enter")
      try screen.see("Group 9:").type(groups[8])
      try screen.press("Enter")
      try screen.see("The new paper is good.")
      let log = try administrator.list("audit_log")
      #expect(log.contains { $0["event"] as? String == "recovery_code.replaced" })
    }
  }

  @Test func `an action goes through several hands, and nobody approves their own`() throws {
    try withDemonstration { members in
      let (leader, manager) = (try #require(members["SUP"]), try #require(members["MGR"]))
      let open = try leader.list("action_assignments", "--state", "completed")
      let action = try #require(open.compactMap { $0["reference"] as? String }.first)
      let preview = try manager.run("action", "approve", action, "--dry-run", "--json")
      #expect(preview.status == 0, "\(preview.err)")
      let changes = try #require((preview.json as? [String: Any])?["changes"] as? [[String: Any]])
      #expect(!changes.isEmpty)
      let worker = try #require(members["KEY"])
      #expect(try worker.run("action", "approve", action).status == 1)
      #expect(try manager.run("action", "send-back", action).status == 1)
      let sent = try manager.run("action", "send-back", action, "--returned-comment", "A photo, please.")
      #expect(sent.status == 0, "\(sent.err)")
      let again = try manager.run("action", "approve", action, "--json")
      #expect(again.status == 1)
      #expect(again.error?["kind"] as? String == "refused")
      let shown = try manager.run("show", "action_assignments", action, "--history")
      #expect(shown.out.contains("action.send-back"))
      let audit = try manager.run("audit", "verify", "--json")
      #expect(audit.status == 0, "\(audit.err)")
    }
  }

  @Test func `an answer to a question that is not asked is refused, and nothing is done`() throws {
    try withDemonstration { members in
      let manager = try #require(members["MGR"])
      let sent = try manager.list("incidents", "--state", "submitted")
      let incident = try #require(sent.compactMap { $0["reference"] as? String }.first)
      let triage = ["incident", "triage", incident, "--severity", "2", "--abuse-kinds", "neglect"]
      let run = try manager.run(triage + ["--is-safeguarding", "no"])
      #expect(run.status == 1 && run.out.isEmpty)
      #expect(run.err.contains("--abuse-kinds (Kind of abuse) is not asked here."), "\(run.err)")
      let fits = try manager.run(triage + ["--is-safeguarding", "yes", "--dry-run"])
      #expect(!fits.err.contains("is not asked here"), "\(fits.err)")
      #expect(try manager.list("incidents", "--state", "submitted").count == sent.count)
    }
  }
}
