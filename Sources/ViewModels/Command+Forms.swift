import Records
import Storage

extension AppModel {
  package var form: FormModel? { if case .form(let form) = top { form } else { nil } }
  package var report: ReportModel? { if case .report(let report) = top { report } else { nil } }
  package var ask: AskModel? { if case .ask(let ask) = top { ask } else { nil } }
}

extension AppModel {
  /// Opens what a warning speaks of over the form, whose text is kept.
  package func openOther() async {
    guard let form, let other = form.other else { return }
    await form.keep()
    await open(other.type, other.id)
  }
}

extension Command {
  /// What works while a record is being written.
  package static let forms: [Command] = [
    Command("form.submit", "Save", short: "save", in: .form, rank: 1, effect: .write) {
      await $0.form?.submit()
    },
    Command("form.save-draft", "Keep as a draft", short: "draft", in: .form, rank: 2) {
      await $0.form?.keepForLater()
    },
    Command("field.next", "Next field", short: "next", in: .form, rank: 3) { await $0.form?.next() },
    Command("field.previous", "Previous field", in: .form) { await $0.form?.previous() },
    Command("field.accept", "Take it and go on", in: .form) { await $0.form?.accept() },
    Command("field.down", "Next field, or the list", in: .form) { await $0.form?.next() },
    Command("field.up", "Previous field", in: .form) { await $0.form?.previous() },
    Command(
      "field.choose", "Choose from a list or calendar", short: "choose", in: .form, rank: 5,
      when: { $0.form?.form.whyNoChoice.map(Availability.no) ?? .yes }
    ) { await $0.form?.choose() }.shownWhereItWorks(),
    Command("form.next-error", "Next thing to put right", short: "next error", in: .form, rank: 4) {
      $0.form?.toNextProblem()
    },
    Command("form.page-next", "Next page", short: "page", in: .form, rank: 6) {
      await $0.form?.turnPage(by: 1)
    },
    Command("form.page-back", "Previous page", in: .form) { await $0.form?.turnPage(by: -1) },
    Command("form.go-to-field", "Go to a field…", short: "field", in: .form, rank: 7) { $0.chooseField() },
    Command(
      "form.open-other", "Open the record that a warning speaks of", short: "open it", in: .form, rank: 8,
      when: { $0.form?.other == nil ? .no("No warning here speaks of another record.") : .yes }
    ) { await $0.openOther() },
    Command("form.park", "Leave; what is typed stays as a draft", short: "leave", in: .form, rank: 9) {
      await $0.parkForm()
    },
  ]

  /// What works while an action asks and shows what it would change.
  package static let asks: [Command] = [
    Command("confirm.accept", "Take it and go on", short: "go on", in: .ask, rank: 1, effect: .write) {
      await $0.ask?.accept()
    },
    Command("confirm.next", "Next field or button", short: "next", in: .ask, rank: 2) {
      await $0.ask?.next(by: 1)
    },
    Command("confirm.previous", "Previous field or button", in: .ask) { await $0.ask?.next(by: -1) },
    Command(
      "confirm.choose", "Choose from a list", short: "choose", in: .ask, rank: 3,
      when: { $0.ask?.whyNoChoice.map(Availability.no) ?? .yes }
    ) { await $0.ask?.choose() }.shownWhereItWorks(),
    Command("confirm.submit", "Do it", short: "do it", in: .ask, rank: 4, effect: .write) {
      await $0.ask?.submit()
    },
    Command("confirm.park", "Leave everything as it is", short: "not now", in: .ask, rank: 5) {
      await $0.ask?.leave()
    },
  ]

  /// The card of sign-in, and what lies over a locked session.
  package static let signIn: [Command] =
    [
      Command("sign-in.submit", "Sign in", short: "sign in", in: .signIn, rank: 1) {
        if case .signIn(let model) = $0.top { await model.submit() }
      },
      Command("sign-in.next", "Next field", short: "next", in: .signIn, rank: 2) {
        if case .signIn(let model) = $0.top { model.next() }
      },
      Command("sign-in.clear", "Clear the card", short: "clear", in: .signIn, rank: 3) { app in
        guard case .signIn(let model) = app.top else { return }
        if model.leadsBack { return await app.faceLast() }
        await model.clear()
      }.called { app in
        guard case .signIn(let model) = app.top, model.leadsBack else { return nil }
        return ("Back to the screen that lies locked here", "back")
      },
      Command("sign-in.up", "Up", in: .signIn) { if case .signIn(let model) = $0.top { model.move(by: -1) } },
      Command("sign-in.down", "Down", in: .signIn) {
        if case .signIn(let model) = $0.top { model.move(by: 1) }
      },
      Command("sign-in.leave", "Leave Lodge", short: "leave", in: .signIn, rank: 8) { await $0.leave() },
      Command(
        "sign-in.locked", "To the screens that lie locked here", short: "locked screens", in: .signIn,
        rank: 4,
        when: { $0.locked.isEmpty ? .confidential : .yes }
      ) { app in
        if case .signIn(let model) = app.top { await model.clear() }
        await app.faceLast()
      },
      Command(
        "app.emergency-contacts", "Emergency contacts", short: "emergency contacts", in: .signIn, rank: 6
      ) {
        $0.showEmergencyContacts()
      },
      Command("unlock.submit", "Unlock", short: "unlock", in: .unlock, rank: 1) {
        if case .unlock(let model) = $0.top { await model.submit() }
      },
      Command(
        "unlock.other-secret", "The password instead of the PIN, or the PIN again", short: "password",
        in: .unlock, rank: 3,
        when: {
          if case .unlock(let model) = $0.top, model.pin != nil { .yes } else { .confidential }
        }
      ) { if case .unlock(let model) = $0.top { model.switchSecret() } },
      Command("unlock.someone-else", "Someone else signs in", short: "someone else", in: .unlock, rank: 2) {
        $0.someoneElse()
      },
      turning("unlock.next", "The next person's card", short: "next person", rank: 4, by: 1),
      turning("unlock.previous", "The previous person's card", by: -1),
      Command(
        "unlock.emergency-contacts", "Emergency contacts", short: "emergency contacts", in: .unlock, rank: 6
      ) {
        $0.showEmergencyContacts()
      },
      Command("unlock.nothing", "Nothing: the screen stays locked", in: .unlock) { _ in },
      Command("first-run.choose", "Go on", short: "go on", in: .firstRun, rank: 1) {
        if case .firstRun(let model) = $0.top { model.choose() }
      },
      Command("first-run.leave", "Leave Lodge", short: "leave", in: .firstRun, rank: 2) { $0.finish() },
      Command("first-run.up", "Up", in: .firstRun) {
        if case .firstRun(let model) = $0.top { model.move(by: -1) }
      },
      Command("first-run.down", "Down", in: .firstRun) {
        if case .firstRun(let model) = $0.top { model.move(by: 1) }
      },
    ]
    + (1...9).map { number in
      Command("sign-in.post-\(number)", "Choose role \(number)", in: .signIn) {
        if case .signIn(let model) = $0.top { await model.choose(number) }
      }
    }

  private static func placing(
    _ id: String, _ title: String, short: String, rank: Int, by step: Int
  ) -> Command {
    Command(
      id, title, short: short, in: .picker, rank: rank,
      when: { if case .picker(let model) = $0.top, model.mayMove { .yes } else { .confidential } }
    ) {
      if case .picker(let model) = $0.top { await model.moveChosen(by: step) }
    }
  }

  /// Lists over the screen: palette, help, pickers, the menu, reports.
  package static let palettes: [Command] =
    [
      moving("palette", .palette) { app, step in
        if case .palette(let model) = app.top { model.move(by: step) }
      },
      moving("picker", .picker) { app, step in if case .picker(let model) = app.top { model.move(by: step) }
      },
      moving("help", .help) { app, step in if case .help(let model) = app.top { model.move(by: step) } },
      moving("menu", .menu) { app, step in if case .menu(let model) = app.top { model.move(by: step) } },
      moving("report", .report) { $0.report?.move(by: $1) },
    ].flatMap { $0 } + [
      Command("palette.choose", "Do it", short: "do", in: .palette, rank: 1) {
        if case .palette(let model) = $0.top { await model.choose() }
      },
      Command("picker.choose", "Choose", short: "choose", in: .picker, rank: 1) {
        if case .picker(let model) = $0.top { await model.choose() }
      },
      placing("picker.earlier", "Move it to the left", short: "move left", rank: 2, by: -1),
      placing("picker.later", "Move it to the right", short: "move right", rank: 3, by: 1),
      Command("help.choose", "Do it now", short: "do it now", in: .help, rank: 1) {
        if case .help(let model) = $0.top { await model.choose() }
      },
      Command("menu.choose", "Open", short: "open", in: .menu, rank: 1) {
        if case .menu(let model) = $0.top { await model.choose() }
      },
      Command("menu.search", "Search all lists", short: "search", in: .menu, rank: 2) {
        if case .menu(let model) = $0.top { model.beginSearch() }
      },
      Command("menu.right", "To the lists of the area", in: .menu) {
        if case .menu(let model) = $0.top { model.goRight() }
      },
      Command("menu.left", "To the areas", in: .menu) {
        if case .menu(let model) = $0.top { model.goLeft() }
      },
      Command("report.open", "Open", in: .report, rank: 1, when: { whereLine($0) { $0.open != nil } }) {
        await $0.report?.open()
      },
      Command(
        "report.discard", "Discard it…", short: "discard…", in: .report, rank: 2, effect: .destructive,
        when: { whereLine($0) { $0.discard != nil } }
      ) { await $0.report?.line?.discard?() },
      Command("report.left", "To the left", in: .report) { $0.report?.move(sideways: -20) },
      Command("report.right", "To the right", in: .report) { $0.report?.move(sideways: 20) },
    ]

  /// Only where several sessions lie locked side by side.
  private static func turning(
    _ id: String, _ title: String, short: String? = nil, rank: Int? = nil, by step: Int
  ) -> Command {
    Command(
      id, title, short: short, in: .unlock, rank: rank,
      when: { $0.locked.count > 1 ? .yes : .confidential }
    ) { if case .unlock(let model) = $0.top { await model.turn(by: step) } }
  }

  /// Offered only on lines of a report with which that can be done.
  private static func whereLine(_ app: AppModel, _ can: (ReportModel.Line) -> Bool) -> Availability {
    app.report?.line.map(can) == true ? .yes : .confidential
  }

  private static func moving(
    _ noun: String, _ scope: Scope, _ move: @escaping @MainActor (AppModel, Int) -> Void
  ) -> [Command] {
    [
      Command("\(noun).up", "Up", in: scope) { move($0, -1) },
      Command("\(noun).down", "Down", in: scope) { move($0, 1) },
      Command("\(noun).page-up", "A page up", in: scope) { move($0, -10) },
      Command("\(noun).page-down", "A page down", in: scope) { move($0, 10) },
      Command("\(noun).first", "To the first", in: scope) { move($0, -100_000) },
      Command("\(noun).last", "To the last", in: scope) { move($0, 100_000) },
    ]
  }
}
