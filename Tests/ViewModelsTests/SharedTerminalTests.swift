import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// Several people at one terminal, whose sessions lie locked side by side.
@Suite(.homes) @MainActor struct SharedTerminalTests {
  private static let people: [StaffedHome.Worker] = [
    .init(.leader, "A. Osei", "osei"), .init(.worker, "T. Hale", "hale"), .init(.worker, "B. Quist", "quist"),
    .init(.manager, "R. Mensah", "mensah"), .init(.night, "C. Vane", "vane"),
  ]

  private func terminal() async throws -> (StaffedHome, AppModel) {
    let home = try await StaffedHome(Self.people)
    return (home, try home.app())
  }

  /// Begins a new event and types its title, without saving it.
  private func begin(_ title: String, _ app: AppModel) async {
    await app.openList("calendar_events")
    await app.press("a")
    await app.type(title)
    await app.press("tab")
    await app.type("mee")
    await app.press("enter")
    await app.type("t 1500")
    await app.press("tab")
  }

  private func titles(_ app: AppModel) -> [String] { app.form?.form.entries.map(\.line.text) ?? [] }

  private func unlock(_ app: AppModel) async {
    await app.type(StaffedHome.password)
    await app.press("enter")
  }

  @Test func `a half-filled form is still there after somebody else was at the terminal`() async throws {
    let (home, app) = try await terminal()
    await app.signIn("osei")
    await begin("Fire drill", app)
    await app.press("f9", "f4")
    await app.signIn("hale")
    #expect(app.session?.shortName == "T. Hale")
    await app.press("f9")
    #expect(app.locked.map(\.session.shortName) == ["A. Osei", "T. Hale"])
    await app.press("up")
    #expect(app.person?.shortName == "A. Osei")
    await unlock(app)
    #expect(app.session?.shortName == "A. Osei")
    #expect(titles(app).contains("Fire drill"))
    #expect(
      try await home.rows("SELECT state FROM user_sessions ORDER BY state").compactMap { $0[0].text }
        == ["ended", "locked", "open"])
  }

  @Test func `the password of one opens no session of another`() async throws {
    let home = try await StaffedHome([.init(.leader, "A. Osei", "osei")])
    let app = try home.app()
    await app.signIn("osei")
    await app.wish("session.pin")
    for _ in 0..<2 {
      await app.type("480216")
      await app.press("enter")
    }
    await app.press("f9", "f4")
    await app.signIn("ada")
    await app.press("f9")
    await app.type("480216")
    await app.press("enter")
    #expect(app.session == nil)
    #expect(app.top?.model.status.text == "That is not your password. Try again.")
    await app.press("up")
    await app.type("480216")
    await app.press("enter")
    #expect(app.session?.shortName == "A. Osei")
  }

  @Test func `who signs in whose session lies locked here goes on with it`() async throws {
    let (home, app) = try await terminal()
    await app.signIn("osei")
    await begin("Fire drill", app)
    await app.press("f9", "f4")
    await app.signIn("osei")
    #expect(titles(app).contains("Fire drill"))
    #expect(app.locked.isEmpty)
    #expect(try await home.rows("SELECT id FROM user_sessions WHERE state = 'open'").count == 1)
  }

  @Test func `nobody's session is open while a card is shown`() async throws {
    let (_, app) = try await terminal()
    await app.signIn("osei")
    await app.press("f9")
    #expect(app.session == nil && app.open == nil)
    await app.press("f4")
    #expect(app.session == nil && app.open == nil)
    #expect(app.top?.model.status.text == "1 screen lies locked here; F4 goes to it.")
    await app.press("f4")
    #expect(app.isLocked)
    await app.wish("go.residents")
    #expect(app.isLocked)
  }

  @Test
  func
    `who came to the sign-in by mistake goes back with Esc, and an Esc before it takes away what was typed`()
    async throws
  {
    let (_, app) = try await terminal()
    await app.signIn("osei")
    await app.press("f9", "f4")
    await app.handle([.paste("my pass")])
    await app.press("esc")
    guard case .signIn(let card) = app.top else { throw Missing() }
    #expect(card.leadsBack && !app.isLocked)
    await app.press("esc")
    #expect(app.isLocked)
  }

  private struct Missing: Error {}

  @Test func `nobody undoes what another person did`() async throws {
    let (_, app) = try await terminal()
    await app.signIn("mensah")
    await app.openList("announcements")
    await app.press("f9", "f4")
    await app.signIn("osei")
    await app.perform("app.undo")
    await app.perform("app.redo")
    #expect(app.undoable.isEmpty && app.redoable.isEmpty)
  }

  @Test func `a session whose person left the home is not unlocked`() async throws {
    let (home, app) = try await terminal()
    await app.signIn("hale")
    await app.press("f9", "f4")
    await app.signIn("ada")
    let session = try #require(app.locked.first?.session)
    let type = home.registrar.catalogue.type("user_sessions")
    let record = try await home.registrar.record(session.id, of: type, for: try #require(app.session))
    let action = try #require(type.action("session.revoke"))
    _ = try await home.registrar.perform(
      action, on: record, answers: ["reason": .text("Left the home today.")], command: home.time.newID(),
      for: try #require(app.session))
    await app.press("f9", "up")
    await unlock(app)
    #expect(app.session == nil)
    #expect(app.locked.map(\.session.shortName) == ["A. Minden"])
    #expect(app.message?.text.text.contains("has ended") == true)
  }

  @Test func `the ninth makes room by ending the one that lies longest`() async throws {
    let workers = (1...9).map { StaffedHome.Worker(.worker, "W. Number\($0)", "worker\($0)") }
    let home = try await StaffedHome(workers)
    let app = try home.app()
    for worker in workers {
      await app.signIn(worker.login)
      await app.press("f9")
      if worker.login != "worker9" { await app.press("f4") }
    }
    #expect(app.locked.count == LockedSession.limit)
    #expect(app.locked.first?.session.shortName == "W. Number2")
    #expect(app.message?.text.text.hasPrefix("W. Number1 is signed out here to make room.") == true)
  }

  @Test func `leaving ends every session that lies locked here`() async throws {
    let (home, app) = try await terminal()
    await app.signIn("osei")
    await app.press("f9", "f4")
    await app.signIn("hale")
    await app.press("f9", "f4", "ctrl-c")
    #expect(app.isFinished)
    #expect(try await home.rows("SELECT id FROM user_sessions WHERE state <> 'ended'").isEmpty)
  }

  /// Five people take turns forty times, each with a form that is begun in one turn and saved in a later one.
  @Test func `every entry of the log carries the name of who did it`() async throws {
    let (home, app) = try await terminal()
    var chance = Turns(state: 20_261_121)
    var begun: [String: String] = [:]
    var saved: [(title: String, name: String)] = []
    for turn in 0..<40 {
      let worker = Self.people[chance.next(below: Self.people.count)]
      home.time.pass(milliseconds: 7_000)
      await change(to: worker, app, &chance)
      #expect(app.session?.shortName == worker.shortName, "turn \(turn)")
      if let title = begun.removeValue(forKey: worker.login) {
        #expect(titles(app).contains(title), "turn \(turn)")
        await app.press("ctrl-s")
        #expect(app.form == nil, "turn \(turn): \(app.top?.model.status.text ?? "")")
        saved.append((title, worker.shortName))
      } else {
        await begin("Turn \(turn) of \(worker.login)", app)
        begun[worker.login] = "Turn \(turn) of \(worker.login)"
      }
    }
    #expect(saved.count > 10)
    let names = try await home.rows(
      "SELECT m.short_name FROM audit_log a JOIN memberships m ON m.organization_id = a.organization_id AND m.id = a.actor_id WHERE a.organization_id = 1 AND a.subject_type = 'calendar_events' AND a.event LIKE '%.created' ORDER BY a.sequence_number"
    ).compactMap { $0[0].text }
    #expect(names == saved.map(\.name))
    let makers = try await home.rows(
      "SELECT m.short_name FROM calendar_events e JOIN memberships m ON m.organization_id = e.organization_id AND m.id = e.created_by WHERE e.organization_id = 1 ORDER BY e.change_seq"
    ).compactMap { $0[0].text }
    #expect(makers == saved.map(\.name))
    let sessions = try await home.rows(
      "SELECT count(*) FROM audit_log a JOIN user_sessions s ON s.organization_id = a.organization_id AND s.id = a.session_id WHERE a.organization_id = 1 AND s.membership_id <> a.actor_id"
    )
    #expect(sessions == [[.integer(0)]])
  }

  /// Locks who is there and brings somebody else to the terminal: by the card of theirs, or by the sign-in.
  private func change(to worker: StaffedHome.Worker, _ app: AppModel, _ chance: inout Turns) async {
    if app.session?.shortName == worker.shortName { return }
    if app.session != nil { await app.press("f9") }
    let lies = app.locked.contains { $0.session.shortName == worker.shortName }
    if lies, chance.next(below: 3) > 0 {
      for _ in 0..<Self.people.count where app.person?.shortName != worker.shortName {
        await app.press("down")
      }
      await unlock(app)
    } else {
      if app.isLocked { await app.press("f4") }
      await app.signIn(worker.login)
    }
  }
}

/// The same turns in every run.
private struct Turns {
  var state: UInt64

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
