import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

/// What the footer, the menus and the help promise.
@MainActor
@Suite(.homes) struct OfferTests {
  private let shift: Shift

  init() async throws { shift = try await Shift() }

  private func app(_ keys: String...) async throws -> AppModel {
    let app = try await shift.home.app(for: shift.manager)
    for key in keys { await app.press(key) }
    return app
  }

  @Test(arguments: [
    ["g", "i"], ["g", "i", "enter"], ["g", "a", "enter"], ["g", "r", "enter", "]"], ["g", "a", "a"],
  ])
  func `every key of the footer is named once and does what it says`(keys: [String]) async throws {
    let app = try await app()
    for key in keys { await app.press(key) }
    let footer = app.footer
    let model = try #require(app.top?.model)
    #expect(Set(footer.map(\.key)).count == footer.count)
    for offer in footer {
      let chords = app.keymap.keys(
        of: offer.id, in: model.scopes + [.everywhere], whileTyping: model.takesText)
      #expect(chords.first == offer.key)
    }
  }

  @Test(arguments: Role.allCases)
  func `every entry of a role's menu opens a list of rows or says why it is empty`(role: Role) async throws {
    let session = try await shift.home.session(role, organization: role == .platform ? 0 : 1)
    let app = try await shift.home.app(for: session)
    let entries = Menu.entries(for: role, shift.home.registrar.matrix, .house)
    #expect(try entries.map(\.type) == PermissionSheet().menu(of: role))
    #expect(!entries.isEmpty)
    for entry in entries {
      await app.openList(entry.type, fresh: true)
      let list = try #require(app.list)
      await list.settle()
      #expect(list.failure == nil && app.message == nil, "\(role) \(entry.type): \(list.failure ?? "")")
      let total = try #require(list.total, "\(role) \(entry.type)")
      // A register that does nothing by itself says what it is for in the place of that it is empty.
      let empty = list.type.purpose.isEmpty ? list.emptyWords : DisplayText(list.type.purpose)
      #expect(total > 0 ? list.row != nil : list.status == empty, "\(role) \(entry.type)")
    }
  }

  @Test(arguments: [
    "approvals", "document_versions", "files", "ledger_entries", "ledger_transactions", "notifications",
    "redactions",
  ])
  func `what an act alone writes says which act, in its list and for a`(type: String) async throws {
    let app = try await shift.home.app(for: shift.home.administrator)
    await app.openList(type, fresh: true)
    let list = try #require(app.list)
    await list.settle()
    #expect(!list.type.comesAbout.isEmpty)
    #expect(list.mayAdd == .no(list.type.comesAbout))
    if list.total == 0, list.filterWords.isEmpty {
      #expect(list.emptyWords.text.hasSuffix(list.type.comesAbout))
    }
    await app.press("a")
    #expect(app.form == nil)
    #expect(app.message?.text == DisplayText(list.type.comesAbout))
  }

  @Test(arguments: Role.allCases)
  func `every tab and every go of a role leads somewhere`(role: Role) async throws {
    let session = try await shift.home.session(role, organization: role == .platform ? 0 : 1)
    let app = try await shift.home.app(for: session)
    for number in 1...app.tabs.count {
      await app.perform("go.tab-\(number)")
      #expect(app.message == nil && app.openTab == app.tabs[number - 1], "\(role) \(number)")
    }
    for command in app.commands.all where command.id.hasPrefix("go.") && !command.id.hasPrefix("go.tab-") {
      await app.perform("go.today")
      guard command.availability(app).isYes else { continue }
      await app.perform(command.id)
      #expect(app.message == nil, "\(role) \(command.id)")
      #expect(command.id == "go.today" || app.top?.model.crumb != "Today", "\(role) \(command.id)")
    }
  }

  @Test func `what the title row counts is listed and opened`() async throws {
    let app = try await app("g", "!")
    let report = try #require(app.report)
    #expect(report.lines.count == app.urgentCount + app.dueCount)
    await app.press("enter")
    #expect(app.report == nil)
  }

  @Test func `while a form is written no letter is offered as a key`() async throws {
    let footer = try await app("g", "a", "a").footer
    #expect(footer.allSatisfy { $0.key.count > 1 })
    #expect(footer.contains { $0.id == "help.show" && $0.key == "F1" })
  }

  @Test func `a menu offers what can be done now before what cannot, and begins there`() async throws {
    let app = try await app("g", "i", "enter", ".")
    guard case .picker(let picker) = app.top else {
      Issue.record("No menu is open.")
      return
    }
    let isOff = picker.options.map { !$0.availability.isYes }
    #expect(isOff.contains(true) && isOff.contains(false))
    #expect(isOff.drop { !$0 }.allSatisfy { $0 })
    let incident = try #require(
      app.screens.compactMap { if case .detail(let detail) = $0 { detail } else { nil } }.last)
    let declared = incident.type.allActions
    let order = (declared.filter { !$0.isEnding } + declared.filter(\.isEnding)).map(\.title)
    for isPossible in [true, false] {
      let shown = picker.options.filter { $0.availability.isYes == isPossible }.map(\.title.text)
        .filter { order.contains($0) }
      #expect(shown == order.filter { shown.contains($0) })
    }
    #expect(picker.options[picker.selected].availability.isYes)
  }

  @Test func `a form that asks about a draft offers the answers and nothing else`() async throws {
    let app = try await app("g", "a", "a", "x", "esc", "a")
    #expect(app.footer.map(\.key) == ["Enter", "f", "Esc", "F1"])
    await app.press("f")
    #expect(app.footer.map(\.short) == ["carry on", "yes, drop it", "leave", "keys"])
    await app.press("f")
    #expect(app.footer.first?.id == "form.submit")
  }

  @Test func `a sentence typed at the question of a form leads nowhere and drops nothing`() async throws {
    let app = try await app("g", "a", "a", "x", "esc", "a")
    for letter in "off: g r? fluffy" { await app.press(letter == " " ? "space" : String(letter)) }
    await app.press("tab", "ctrl-s")
    #expect(app.form?.state.isOffering == true)
    #expect(try await shift.home.registrar.drafts(for: shift.manager).count == 1)
    await app.press("enter")
    #expect(app.form?.form.content.values.contains("x") == true)
  }

  @Test func `the help of a screen that asks something says what answers it`() async throws {
    let app = try await app("g", "a", "a", "x", "esc", "a", "f1")
    guard case .help(let help) = app.top else {
      Issue.record("No help is open.")
      return
    }
    #expect(help.offers.prefix(3).map(\.key) == ["Enter", "f", "Esc"])
    #expect(!help.offers.contains { $0.id == "form.submit" })
    guard case .heading("THIS SCREEN")? = help.entries.first else {
      Issue.record("The keys of the screen do not come first.")
      return
    }
    await app.press("enter")
    #expect(app.form?.state.isOffering == true)
  }

  @Test func `a draft is discarded after a question`() async throws {
    let app = try await app("g", "a", "a", "f", "esc", "g", "d", "D")
    #expect(try await shift.home.registrar.drafts(for: shift.manager).count == 1)
    await app.press("down", "enter")
    #expect(try await shift.home.registrar.drafts(for: shift.manager).isEmpty)
  }

  @Test func `the calendar keeps the time of a moment`() async throws {
    let app = try await app("g", "i", "a", "tab", "tab")
    for key in "t 0815" { await app.press(key == " " ? "space" : String(key)) }
    await app.press("tab", "shift-tab", "f4", "left", "enter")
    #expect(app.form?.form.focused?.line.text == "2026-11-16 08:15")
  }

  @Test func `a preview leaves out what every deed writes by itself, and shows what was written`()
    async throws
  {
    let app = try await app("g", "i", "enter", "t")
    let ask = try #require(app.ask)
    let members = ask.previews.flatMap(\.changes).flatMap(\.fields).compactMap { field, _, after in
      if case .reference(let id) = after, field.target == "memberships" { id } else { nil }
    }
    #expect(members.isEmpty)
    let told = Dictionary(
      ask.evidence.map { ($0.label.text, $0.text.text) }, uniquingKeysWith: { first, _ in first })
    #expect(told["What happened"] != nil && told["Severity"] != nil)
  }
}

extension FormModel.State {
  fileprivate var isOffering: Bool { if case .offering = self { true } else { false } }
}
