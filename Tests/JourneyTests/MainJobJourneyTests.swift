private import CSQLite
import Foundation
import Testing

/// The main job of a home: what happened is reported, answered by work that somebody else approves, and closed.
@Suite(.waiting) struct MainJobJourneyTests {
  @Test
  func `an incident goes through many hands to its closure, and the log of it cannot be changed unseen`()
    throws
  {
    try Demonstration.lend { copy in
      let screen = try copy.terminal("ngt-tallow")
      defer { screen.end() }
      let incident = try report(screen)

      try screen.hand(to: "sup-tallow")
      try triage(screen, incident)
      try assign(screen, "Move the kettle to the low shelf", to: "Park", "J. Park")
      try assign(screen, "Tell the family about the fall", to: "ezek", "N. Ezekwesili-B.")
      try complete(screen, "Tell the family", "They were told by telephone.")
      try screen.offer("Approve").see("You did this, so someone else must approve it.")
      try leaveMenu(screen)

      try screen.hand(to: "key-tallow-2")
      try complete(screen, "Move the kettle", "It stands on the low shelf.", afterStarting: true)
      try screen.offer("Approve").see("You cannot approve an action in this role.").see("C. Fairweather")
      try leaveMenu(screen)

      let leader = copy.member("sup-tallow")
      let actions = try leader.list("action_assignments").filter {
        $0["incident"] as? String == incident
      }.compactMap { $0["reference"] as? String }.sorted()
      #expect(actions.count == 2)
      let kettle = try #require(actions.first)
      let family = try #require(actions.last)

      try screen.hand(to: "mgr-tallow")
      try openApproval(screen, kettle).press("b")
      try screen.see("Send back: Move the kettle").type("A photo of the shelf, please.")
      try screen.press("C-s")
      try screen.see("Send back: done")

      try screen.hand(to: "key-tallow-2")
      try complete(screen, "Move the kettle", "It stands there, and the photo is sent.")

      try screen.hand(to: "mgr-tallow")
      for (action, title) in [(kettle, "Move the kettle"), (family, "Tell the family")] {
        try openApproval(screen, action).press("a")
        try screen.see("Approve: \(title)").see("Focus: Approve").press("Enter")
        try screen.see("Approve: done")
      }

      try screen.hand(to: "sup-tallow")
      try submitClosure(screen, incident)

      try screen.hand(to: "mgr-tallow")
      try openIncident(screen, incident).choose("Approve closure")
      try screen.see("Approve closure: INC-").press("C-s")
      try screen.see("Approve closure: done")
      screen.end()

      try checkLog(copy, incident, actions)
    }
  }

  // MARK: The steps

  private func report(_ screen: TerminalSession) throws -> String {
    try screen.press("4")
    try screen.see("[4 Incidents]").press("a")
    try screen.see("[1 What").type("fall")
    try screen.press("Tab")
    try screen.see("Kind *                 Fall").type("3")
    try screen.press("Tab")
    try screen.see("Severity *             3").type("n-20")
    try screen.press("Tab", "Tab")
    try screen.type("Marek slipped by the kettle and sat down.")
    try screen.press("Tab")
    try screen.type("Checked for pain, none.")
    try screen.press("Tab")
    try screen.see("[2 Who").type("nowot")
    try screen.select("Nowotny, Marek").press("Tab")
    try screen.see("Tallow House").press("Tab", "Tab")
    try screen.type("kit")
    try screen.select("Kitchen").press("Tab", "C-s")
    let saved = try screen.see("Saved as INC-").screen
    let said = saved.components(separatedBy: "Saved as ").last
    let number = try #require(said?.prefix { $0 != "." && $0 != "," })
    try screen.choose("Send report")
    try screen.see("Focus: Send report").press("Enter")
    try screen.see("Send report: done")
    return String(number)
  }

  private func openIncident(_ screen: TerminalSession, _ incident: String) throws -> TerminalSession {
    try screen.press("4")
    let short = "INC-\(incident.suffix(4))"
    try screen.see("[4 Incidents]").see(short).press("Home")
    return try screen.select(short)
  }

  private func triage(_ screen: TerminalSession, _ incident: String) throws {
    try openIncident(screen, incident).press("t")
    try screen.see("Triage: INC-").type("3")
    try screen.press("Tab")
    try screen.see("Severity, confirmed *  3").type("n")
    try screen.press("Tab")
    try screen.type("ezek")
    try screen.select("N. Ezekwesili-B.").press("Tab", "C-s")
    try screen.see("Triage: done")
  }

  private func assign(
    _ screen: TerminalSession, _ title: String, to words: String, _ name: String
  ) throws {
    try screen.press("w")
    try screen.see("Assign an action: INC-").type(title)
    try screen.press("Tab", "Tab")
    try screen.type(words)
    try screen.select(name).press("Tab")
    try screen.type("t+2")
    try screen.press("Tab", "C-s")
    try screen.see("Assign an action: done")
  }

  private func complete(
    _ screen: TerminalSession, _ title: String, _ notes: String, afterStarting: Bool = false
  ) throws {
    try screen.press("5")
    try screen.see("[5 Actions]").see("row ").press("Home")
    try screen.select(title)
    if afterStarting {
      try screen.press("S")
      try screen.see("Start: done")
    }
    try screen.press("C")
    try screen.see("Done: \(title)").type(notes)
    try screen.press("C-s")
    try screen.see(" Done. ")
  }

  private func leaveMenu(_ screen: TerminalSession) throws {
    try screen.press("Escape")
    try screen.seeNo("Change the day")
  }

  private func openApproval(_ screen: TerminalSession, _ action: String) throws -> TerminalSession {
    try screen.press("1")
    try screen.see("[1 Today]").press("g", "p")
    try screen.see("Queue:").press("Home")
    return try screen.select("ACT-\(action.suffix(4))")
  }

  private func submitClosure(_ screen: TerminalSession, _ incident: String) throws {
    try openIncident(screen, incident).choose("Start review")
    try screen.see("Start review: INC-").see("N. Ezekwesili-B.").press("Enter")
    try screen.see("Start review: done")
    try screen.choose("Submit closure")
    try screen.see("Submit closure: INC-").type("The kettle stands low, and Marek knows.")
    try screen.press("Tab", "C-s")
    try screen.see("Submit closure: done")
  }

  // MARK: The log

  private func checkLog(_ copy: Demonstration.Copy, _ incident: String, _ actions: [String]) throws {
    let administrator = copy.member("adm-tallow")
    // Who looked at them in between stands there too.
    let log = try administrator.list("audit_log").filter { $0["event"] as? String != "record.read" }
    let own = log.filter { $0["subject"] as? String == incident }
    #expect(
      own.compactMap { $0["event"] as? String }.reversed() == [
        "incident.created", "incident.submit", "incident.triage", "incident.assign-action",
        "incident.assign-action", "incident.start-review", "incident.submit-closure", "incident.close",
      ])
    let doers = Dictionary(
      own.compactMap { row in (row["event"] as? String).map { ($0, row["actor"] as? String ?? "") } },
      uniquingKeysWith: { first, _ in first })
    #expect(doers["incident.submit"] == "K. Osei-Darko")
    #expect(doers["incident.close"] == "S. Prydderch")
    let kettle = log.filter { $0["subject"] as? String == "Move the kettle to the low shelf" }
    #expect(
      kettle.compactMap { $0["event"] as? String }.reversed() == [
        "action.created", "action.start", "action.complete", "action.send-back", "action.complete",
        "action.approve",
      ])

    let intact = try administrator.run("audit", "verify", "--records")
    #expect(intact.status == 0, "\(intact.out)\(intact.err)")
    #expect(intact.out.contains("intact"))
    #expect(intact.out.contains("are as the log says"))

    let number = try changeOneByte(in: copy.home)
    let changed = try administrator.run("audit", "verify")
    #expect(changed.status == 4)
    #expect((changed.out + changed.err).contains("\(number)"), "\(changed.out)\(changed.err)")
  }

  /// Changes the entry of the last triage as somebody could who has the file and knows how to hide it, and returns its
  /// number.
  private func changeOneByte(in home: String) throws -> Int {
    var store: OpaquePointer?
    #expect(sqlite3_open_v2(home + "/lodge.db", &store, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
    defer { sqlite3_close_v2(store) }
    var statement: OpaquePointer?
    let question = "SELECT sql FROM sqlite_schema WHERE name = 'audit_log_bu'"
    #expect(sqlite3_prepare_v2(store, question, -1, &statement, nil) == SQLITE_OK)
    #expect(sqlite3_step(statement) == SQLITE_ROW)
    let trigger = try #require(sqlite3_column_text(statement, 0).map { String(cString: $0) })
    sqlite3_finalize(statement)
    let last = "SELECT max(sequence_number) FROM audit_log WHERE event = 'incident.triage'"
    #expect(sqlite3_prepare_v2(store, last, -1, &statement, nil) == SQLITE_OK)
    #expect(sqlite3_step(statement) == SQLITE_ROW)
    let number = Int(sqlite3_column_int64(statement, 0))
    sqlite3_finalize(statement)
    let change =
      "UPDATE audit_log SET event = 'incident.triagf' WHERE sequence_number = \(number) AND event = 'incident.triage'"
    for line in ["DROP TRIGGER audit_log_bu", change, trigger] {
      #expect(sqlite3_exec(store, line, nil, nil, nil) == SQLITE_OK)
    }
    return number
  }
}
