import Records
import Storage

extension Command {
  /// What works on every screen.
  package static let everywhere: [Command] =
    [
      Command(
        "app.palette", "Go to or do anything", short: "commands", in: .everywhere, rank: 60, when: signedIn
      ) {
        await $0.openPalette()
      },
      Command(
        "help.show", "Help and all keys", short: "keys", in: .everywhere,
        otherNames: ["keys", "shortcuts", "what can I press"], rank: 90
      ) { $0.openHelp() },
      Command("app.back", "Back", in: .everywhere, help: "Closes the innermost thing; nothing typed is lost.")
      {
        await $0.back()
      },
      Command(
        "app.undo", "Undo your last change", short: "undo", in: .everywhere, effect: .write,
        when: { $0.undoAvailability }
      ) { await $0.undo() },
      Command(
        "app.redo", "Do again what was undone", short: "redo", in: .everywhere, effect: .write, when: signedIn
      ) {
        await $0.redo()
      },
      Command("app.refresh", "Read everything again", short: "refresh", in: .everywhere, when: signedIn) {
        await $0.top?.model.refresh()
      },
      Command("app.redraw", "Draw the screen again", short: "redraw", in: .everywhere) {
        $0.wantsRedraw = true
      },
      Command(
        "app.suspend", "Go to the shell for a moment", short: "suspend", in: .everywhere,
        when: { $0.isShutIn ? .no($0.whyNoShell) : .yes }
      ) { $0.wantsSuspend = true },
      Command("session.lock", "Lock now", short: "lock", in: .everywhere, rank: 95, when: signedIn) {
        await $0.lock()
      },
      Command(
        "session.blank", "Hide the screen", short: "blank", in: .everywhere,
        help: "The same key within a minute brings it back; later it is a lock.", when: signedIn
      ) { $0.blank() },
      Command(
        "shift.sign-on", "Sign on to your shift", in: .everywhere,
        help: "You are here: it goes on the rota, with the time.", effect: .write,
        when: { $0.may(.create, "shift_staff", to: "sign on or off a shift") }
      ) { await $0.signOn() },
      Command(
        "shift.sign-off", "Sign off your shift", in: .everywhere, help: "You are leaving.", effect: .write,
        when: { $0.may(.create, "shift_staff", to: "sign on or off a shift") }
      ) { await $0.signOff() },
      Command(
        "concern.raise", "Raise a safeguarding concern…", in: .everywhere,
        help: "In danger now? Ring \(EmergencyNumber.place) first; nobody waits for this form.",
        effect: .write,
        when: { $0.may(.create, "safeguarding_concerns") }
      ) { await $0.raiseConcern() },
      Command("session.sign-out", "Sign out", in: .everywhere, when: signedIn) { await $0.signOut() },
      Command("session.password", "Change your password", in: .everywhere, when: signedIn) {
        $0.choosePassword()
      },
      Command(
        "session.end-others", "Sign out at other terminals", in: .everywhere,
        help: "For a screen that you left open or locked somewhere; what was typed there stays as a draft.",
        when: signedIn
      ) { await $0.endOtherSessions() },
      Command(
        "session.second-factor", "Sign in with a code from an app too", in: .everywhere,
        help: "A second factor: your password alone no longer signs in.", when: signedIn
      ) { await $0.chooseSecondFactor() },
      Command(
        "session.second-factor-off", "Sign in with the password alone again", in: .everywhere, when: signedIn
      ) { await $0.dropSecondFactor() },
      Command(
        "session.pin", "Choose a PIN to unlock with", in: .everywhere,
        help:
          "It unlocks this screen and confirms what you do. It is kept in memory alone, and never signs you in.",
        when: { $0.allowsPIN ? signedIn($0) : .no($0.whyNoPIN) }
      ) { $0.choosePIN() },
      Command(
        "membership.invite", "Add a person to the staff", in: .everywhere, effect: .write, when: signedIn
      ) {
        await $0.invite()
      },
      Command(
        "theme.contrast", "Next high-contrast theme", short: "contrast theme", in: .everywhere, rank: 97
      ) {
        $0.nextContrastTheme()
      },
      Command("theme.choose", "Choose a theme", short: "theme", in: .everywhere, when: signedIn) {
        $0.chooseTheme()
      },
      Command(
        "record.copy", "Copy the chosen record", short: "copy", in: .everywhere,
        when: { $0.isShutIn ? .no($0.whyNoCopy) : signedIn($0) }
      ) { await $0.copyChosen() },
      Command(
        "record.print", "Preview a print of what is shown", short: "print", in: .everywhere, effect: .export,
        when: signedIn
      ) {
        await $0.printShown()
      },
      Command(
        "list.export", "Export what is shown", short: "export", in: .everywhere, effect: .export,
        when: signedIn
      ) {
        await $0.chooseExport()
      },
      Command("app.zoom", "Show empty fields too", short: "empty fields", in: .everywhere, when: signedIn) {
        if case .detail(let detail) = $0.top { detail.toggleEmpty() }
      },
      go("go.today", "Go to Today") { await $0.openToday() },
      go("go.residents", "Go to Residents", type: "residents") {
        await $0.openList("residents", fresh: true)
      },
      go("go.beds", "Go to Rooms", type: "beds") { await $0.openBeds() },
      go("go.incidents", "Go to Incidents", type: "incidents") {
        await $0.openList("incidents", fresh: true)
      },
      go("go.actions", "Go to Actions", type: "action_assignments") {
        await $0.openList("action_assignments", fresh: true)
      },
      go(
        "go.approvals", "Go to Approvals", type: "approvals",
        help: "What waits for your decision or your second signature.",
        otherNames: [
          "sign", "second signature", "waits for my signature", "witness", "approve", "approve an expense",
          "approve a refund", "approve a deposit",
        ]
      ) { await $0.openApprovals() },
      go("go.rounds", "Go to the night rounds", type: "rounds") { await $0.openRounds() },
      go("go.medicines", "Go to the medicine round", type: "medication_events") { await $0.openMedicines() },
      go(
        "go.paused-medicines", "Go to the medicines that are paused", type: "medications",
        otherNames: ["paused", "medicines on hold"]
      ) { await $0.openPausedMedicines() },
      go(
        "go.hospital", "Go to who is in hospital", type: "bed_closures",
        help: "Who is back: end the hold of the bed with . and reconcile their medicines.",
        otherNames: [
          "back from hospital", "came back from hospital", "returned from hospital",
          "discharged from hospital",
        ]
      ) { await $0.openHospital() },
      go("go.handover", "Go to the handover", type: "handovers") { await $0.openHandover() },
      go("go.missing", "Go to who is missing", type: "missing_episodes") { await $0.openMissing() },
      Command(
        "go.emergency", "Emergency page: fire roll, missing, hospital, on-call", short: "emergency",
        in: .everywhere, when: mayOpenEmergency
      ) { $0.openEmergency() },
      go("go.indicators", "Go to the indicators: value, target, trend", type: "kpi_snapshots") {
        await $0.openIndicators()
      },
      go("go.retention", "Go to what is due for deletion", type: "retention_policies") {
        await $0.openRetention()
      },
      go("go.certificates", "Go to the certificates of destruction", type: "retention_policies") {
        await $0.openCertificates()
      },
      go("go.menu", "Go to everything else") { await $0.openMenu() },
      go("go.due", "Go to what needs you now") { await $0.openDue() },
      go("go.drafts", "Go to your drafts") { await $0.openDrafts() },
      go("go.log", "Go to the audit log", type: "audit_log") { await $0.openList("audit_log", fresh: true) },
      go(
        "go.notices", "Go to your notices", type: "notifications",
        otherNames: ["bell", "notifications", "alerts", "what is new"]
      ) {
        await $0.openList("notifications", fresh: true)
      },
      go("go.people", "Add and look after staff", type: "memberships") {
        await $0.openList("memberships", fresh: true)
      },
    ]
    + (1...9).map { number in
      Command("go.tab-\(number)", "Go to tab \(number)", in: .everywhere, when: signedIn) {
        await $0.openTab(number)
      }
    }

  /// Only for somebody who is signed in and not locked out.
  static func signedIn(_ app: AppModel) -> Availability {
    app.session != nil && !app.isLocked ? .yes : .no("Sign in first.")
  }

  private static func go(
    _ id: String, _ title: String, type: String? = nil, help: String = "", otherNames: [String] = [],
    _ perform: @escaping @MainActor (AppModel) async -> Void
  ) -> Command {
    Command(
      id, title, in: .everywhere, help: help, otherNames: otherNames,
      when: { app in
        guard let type else { return signedIn(app) }
        return app.may(.read, type)
      }, perform)
  }
}
