import Records
import Storage

/// Going from screen to screen.
extension AppModel {
  package func openToday() async {
    let home = HomeModel(self)
    await show(.home(home))
    await home.refresh()
  }

  package func openList(
    _ id: String, conditions: [Condition]? = nil, words: String? = nil, fresh: Bool = false
  ) async {
    guard let type = registrar?.catalogue[id] else { return }
    let list = ListModel(self, type, conditions: conditions, words: words)
    if fresh { await show(.list(list)) } else { push(.list(list)) }
    await list.refresh()
  }

  /// Lists the medicines that are written down and not given for now.
  func openPausedMedicines() async {
    await openList(
      "medications", conditions: [.equals("state", .text("paused"))], words: "State: Paused", fresh: true)
  }

  /// Lists the beds that are held for somebody in hospital.
  func openHospital() async {
    await openList(
      "bed_closures", conditions: [CensusReader.open, .equals("kind", .text("hold_hospital"))],
      words: "in hospital", fresh: true)
  }

  package func open(_ typeID: String, _ id: RecordID, from list: ListModel? = nil) async {
    guard let type = registrar?.catalogue[typeID] else { return }
    let detail = DetailModel(self, type, id, from: list)
    push(.detail(detail))
    await detail.refresh()
    if detail.record == nil { drop() }
  }

  package func openBeds() async {
    let board = BedBoardModel(self, at: bedPlace)
    await show(.beds(board))
    await board.refresh()
  }

  package func openApprovals() async {
    let queue = ApprovalsModel(self)
    await show(.approvals(queue))
    await queue.refresh()
  }

  package func openMenu() async {
    let menu = MenuModel(self)
    await show(.menu(menu))
    await menu.refresh()
  }

  package func openTab(_ number: Int) async {
    let tabs = tabs
    guard tabs.indices.contains(number - 1) else {
      message = Message("There is no tab \(String(number)) in your role.", .refused)
      return
    }
    switch tabs[number - 1] {
    case .today: await openToday()
    case .residents: await openList("residents", fresh: true)
    case .rooms: await openBeds()
    case .incidents: await openList("incidents", fresh: true)
    case .actions: await openList("action_assignments", fresh: true)
    case .more: await openMenu()
    }
  }

  /// The tab that the first open screen belongs to.
  package var openTab: Menu.Tab {
    switch screens.first {
    case .home: .today
    case .beds: .rooms
    case .approvals: .actions
    case .list(let list): Menu.Tab.allCases.first { $0.type == list.type.id && $0 != .rooms } ?? .more
    default: .more
    }
  }

  package func openChosen() async {
    guard let list, let row = list.row else { return }
    if let matter = await matter(of: row.id, list.type) {
      await follow(row.id, list.type)
      return await open(matter.type, matter.id)
    }
    await open(list.type.id, row.id, from: list)
  }

  package func openSibling(by step: Int) async {
    guard let detail, let sibling = await detail.sibling(by: step) else {
      message = Message("There is no other record that way.", .refused)
      return
    }
    drop()
    push(.detail(sibling))
    await sibling.refresh()
  }

  package func openHistory() async {
    if let detail { return await detail.openHistory() }
    guard let list, let row = list.row else { return }
    await open(list.type.id, row.id, from: list)
    await detail?.openHistory()
  }

  package func followReference() async {
    if await detail?.openLine() == true { return }
    guard let reference = detail?.reference else { return }
    await open(reference.type.id, reference.id)
  }

  package func openPalette() async {
    let record = await top?.model.chosenRecord()
    let palette = PaletteModel(self, on: record, deeds: await deeds(on: record))
    push(.palette(palette))
    await palette.refresh()
  }

  package func openHelp() {
    if case .help = top { return }
    push(.help(HelpModel(self, of: top?.model)))
  }

  /// Lists what the title row counts: what is late, then what is due today; Enter opens it.
  package func openDue() async {
    let report = ReportModel(self, "Needs you now", []) { [weak self] in await self?.dueLines() ?? [] }
    push(.report(report))
    await report.refresh()
  }

  private func dueLines() async -> [ReportModel.Line] {
    await HomeModel(self).needs().lines.map { line in
      let sign: DisplayText = line.urgency == .overdue ? "▲" : "●"
      let lead = [line.lead, line.tail].filter { !$0.isBlank }.joined(separator: " ")
      return ReportModel.Line((sign + " " + lead).filled(to: 18) + line.text) { [weak self] in
        if let self { await line.cells.first?.open(self) }
      }
    }
  }

  // MARK: What is offered

  /// The commands that keys make on a screen of such scopes, the most useful first.
  ///
  /// - Parameters:
  ///   - scopes: Where keys are looked up, the nearest first.
  ///   - whileTyping: Letters are typed as text there, so that only other keys are named.
  /// - Returns: What the person may know of.
  package func offers(in scopes: [Scope], whileTyping: Bool) -> [Offer] {
    keyedCommands(in: scopes, whileTyping: whileTyping).compactMap { offer($0.command, key: $0.key) }
  }

  /// Every command of such scopes, with two of its keys, scope after scope.
  ///
  /// - Returns: What the person may know of, without what has neither a key nor a use there.
  package func allOffers(in scopes: [Scope], whileTyping: Bool) -> [Offer] {
    scopes.flatMap { scope in
      commands.all.filter { $0.scope == scope }.sorted { ($0.rank ?? 1_000) < ($1.rank ?? 1_000) }
    }.compactMap { command in
      let keys = keymap.keys(of: command.id, in: scopes, whileTyping: whileTyping).prefix(2)
      // What has no key at all is done from the palette; what has one that means another thing here is not offered.
      if keys.isEmpty, !(command.availability(self).isYes && keymap.keys(of: command.id).isEmpty) {
        return nil
      }
      return offer(command, key: keys.joined(separator: "  "))
    }
  }

  private func offer(_ command: Command, key: String) -> Offer? {
    let availability = command.availability(self)
    guard availability != .confidential else { return nil }
    let name = command.name(in: self)
    return Offer(
      id: command.id, key: key, title: name.title, short: name.short, availability: availability)
  }

  /// What can be done with the open record or page now and has a key of its own.
  private var actionOffers: [Offer] {
    if case .report(let report) = top { return takingOut(report).map { [$0] } ?? [] }
    guard let detail, detail.children == nil else { return [] }
    let known =
      detail.openings.map { (id: $0.id, title: $0.title, availability: $0.availability) }
      + detail.actions.map { (id: $0.action.id, title: $0.action.title, availability: $0.availability) }
    return known.filter(\.availability.isYes).compactMap { id, title, availability in
      keymap.keys(of: id, in: detail.scopes + [.everywhere], whileTyping: false).first.map { key in
        Offer(id: id, key: key, title: title, short: title.lowercased(), availability: availability)
      }
    }
  }

  /// That what stands on a page can be written to a file; nil where it cannot.
  private func takingOut(_ report: ReportModel) -> Offer? {
    guard report.takeOut != nil || report.previewed != nil, report.further == nil, !report.lines.isEmpty,
      let key = keymap.keys(of: "list.export").first
    else { return nil }
    let words = report.takeOut != nil && printer != nil ? "Print it" : "Write it to a file"
    return Offer(
      id: "list.export", key: key, title: words, short: words.lowercased(),
      availability: writeFile == nil ? .no(whyNothingLeaves) : .yes)
  }

  /// The same offers with what comes next in the place of all that can be done: the menu begins with it.
  private func naming(_ step: Action, in offers: [Offer]) -> [Offer] {
    offers.map { offer in
      guard offer.id == "record.actions" else { return offer }
      return Offer(
        id: offer.id, key: offer.key, title: "\(step.title), and what else can be done…",
        short: "\(step.title.lowercasedFirst)…", availability: offer.availability)
    }
  }

  /// The footer: what the top screen offers, then what works everywhere.
  package var footer: [Offer] {
    guard let model = top?.model else { return [] }
    let offers = offers(in: model.scopes + [.everywhere], whileTyping: model.takesText).filter { offer in
      offer.availability.isYes || commands[offer.id]?.isShownWhereOff != false
    }
    if let own = model.offers { return own + offers.filter { $0.id == "help.show" } }
    guard session == nil || isLocked else {
      guard let step = detail?.children == nil ? detail?.nextStep : nil,
        keymap.keys(of: step.id).isEmpty
      else { return actionOffers + offers }
      return actionOffers + naming(step, in: offers)
    }
    return offers.filter { offer in
      commands[offer.id]?.scope != .everywhere || ["help.show", "theme.contrast"].contains(offer.id)
    }
  }
}
