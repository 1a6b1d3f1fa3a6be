import Records
import Storage

/// Today: what needs this person now, who is where, what happened and what comes.
///
/// The parts are read one after the other within a moment's time; what is left follows when the program has nothing
/// else to do, so that a very large home opens as soon as a small one.
@MainActor
package final class HomeModel: ScreenModel {
  package let app: AppModel
  package private(set) var panels: [HomePanel] = []
  package private(set) var place = Place() {
    didSet { hasMoved = hasMoved || place != oldValue }
  }
  /// Whether the person has gone anywhere; until then the cursor is on what comes first.
  private var hasMoved = false
  package private(set) var updatedAt: Instant?
  /// Notices that came since the session before this one.
  package var newCount = 0
  /// The parts that are still to be read.
  package private(set) var pending: [HomePanel.Kind] = []
  /// The count of incidents, and the week that it goes on with.
  var tally: (tally: IncidentTally, next: Int?)?
  private var wakeAt: Instant?
  /// The part that is being read, and since when.
  private var begun: (kind: HomePanel.Kind, at: Instant, writes: Int)?

  /// The parts in the order in which they are read: what takes longest in a large home comes last.
  private static let quickest: [HomePanel.Kind] = [
    .needs, .people, .yours, .events, .staff, .activity, .occupancy, .incidents, .hours,
  ]
  /// The milliseconds that reading takes before the first frame.
  private static let budget = 15

  package struct Place: Sendable, Hashable {
    package var panel = 0
    package var line = 0
    package var cell = 0

    package init(panel: Int = 0, line: Int = 0, cell: Int = 0) {
      self.panel = panel
      self.line = line
      self.cell = cell
    }
  }

  package init(_ app: AppModel) { self.app = app }

  package var crumb: DisplayText { "Today" }
  package var scopes: [Scope] { [.today] }

  package func refresh() async {
    guard let (registrar, session) = app.open else { return }
    let kinds = HomeModel.kinds(for: session.role, registrar.matrix, registrar.catalogue)
    pending = HomeModel.quickest.filter(kinds.contains)
    panels.removeAll { panel in !pending.contains(panel.kind) }
    if tally?.next == nil { tally = nil }
    let writes = await registrar.repository.writes
    for part in app.slowParts?.fresh(for: session, at: app.clock.now()) ?? [] {
      put(part.panel)
      // What one has just done oneself is read anew; what stood there stands until then.
      if part.writes == writes { pending.removeAll { $0 == part.panel.kind } }
    }
    await read()
  }

  /// Reads parts until the time is up; the rest follows at the next wake.
  private func read() async {
    let started = app.clock.now()
    wakeAt = nil
    while let kind = pending.first, app.open != nil {
      if begun?.kind != kind { begun = (kind, app.clock.now(), await app.registrar?.repository.writes ?? 0) }
      guard let panel = await panel(kind) else {
        wakeAt = app.clock.now()
        return
      }
      if !pending.isEmpty { pending.removeFirst() }
      put(panel)
      let now = app.clock.now()
      let took = now.milliseconds - (begun?.at ?? now).milliseconds
      let writes = begun?.writes ?? 0
      begun = nil
      if took > 60 || kind == .hours && isSlow(.incidents) {
        remember(panel, at: now, writes: writes)
      }
      if now.milliseconds - started.milliseconds > HomeModel.budget, !pending.isEmpty {
        wakeAt = now
        return
      }
    }
    updatedAt = app.clock.now()
  }

  private func isSlow(_ kind: HomePanel.Kind) -> Bool { app.slowParts?.panels[kind] != nil }

  private func remember(_ panel: HomePanel, at now: Instant, writes: Int) {
    guard let session = app.session else { return }
    if app.slowParts?.session != session.id { app.slowParts = SlowParts(session: session.id) }
    app.slowParts?.panels[panel.kind] = SlowParts.Part(panel: panel, at: now, writes: writes)
  }

  package var deadline: Instant? { wakeAt }
  package func due(at now: Instant) async { await read() }

  package func settle() async { if panels.isEmpty, pending.isEmpty { await refresh() } }

  package func forget() {
    app.slowParts = nil
    panels = []
    pending = []
    tally = nil
    begun = nil
    wakeAt = nil
  }

  private func put(_ panel: HomePanel) {
    let hasMoved = hasMoved
    defer { self.hasMoved = hasMoved }
    let chosen = hasMoved && panels.indices.contains(place.panel) ? panels[place.panel].kind : nil
    if let index = panels.firstIndex(where: { $0.kind == panel.kind }) {
      panels[index] = panel
    } else if let (registrar, session) = app.open {
      let order = HomeModel.kinds(for: session.role, registrar.matrix, registrar.catalogue)
      let rank = order.firstIndex(of: panel.kind) ?? order.count
      let index = panels.firstIndex { (order.firstIndex(of: $0.kind) ?? 0) > rank } ?? panels.count
      panels.insert(panel, at: index)
    }
    if let chosen, let index = panels.firstIndex(where: { $0.kind == chosen }) { place.panel = index }
    if panel.kind == .needs { app.urgentCount = panel.overdue; app.dueCount = panel.dueToday }
    place = kept(hasMoved ? place : Place(panel: panels.firstIndex { $0.kind == .needs } ?? 0))
  }

  private func panel(_ kind: HomePanel.Kind) async -> HomePanel? {
    switch kind {
    case .needs: await needs()
    case .people: await people()
    case .occupancy: await occupancy()
    case .incidents: await incidents()
    case .hours: hours()
    case .events: await events()
    case .staff: await staff()
    case .activity: await activity()
    case .yours: await yours()
    }
  }

  package var status: DisplayText {
    if let cell, !cell.words.isBlank { return "Enter opens: \(cell.words)" }
    guard let updatedAt, let session = app.session else { return "" }
    let time = session.zone.wall(at: updatedAt).time
    guard let left = session.previousStart else { return "Updated \(time)." }
    return "Updated \(time). New since you left (\(app.shown(.instant(left)))): \(newCount)."
  }

  package var position: DisplayText {
    let count = panels.indices.reduce(0) { $0 + lines(of: $1).count }
    guard count > 0, panels.indices.contains(place.panel) else { return pending.isEmpty ? "" : "…" }
    let before = panels.indices.prefix(place.panel).reduce(0) { $0 + lines(of: $1).count }
    return "line \(before + place.line - lines(of: place.panel).lowerBound + 1) of \(count)"
  }
}

// MARK: Which parts

extension HomeModel {
  /// The parts of Today for a role, the most important first: those whose records it may read.
  package static func kinds(
    for role: Role, _ matrix: PermissionMatrix, _ catalogue: Catalogue
  ) -> [HomePanel.Kind] {
    let order: [HomePanel.Kind] =
      switch role {
      case .administrator:
        [.occupancy, .needs, .incidents, .hours, .activity, .yours, .events, .staff]
      case .manager, .leader, .safeguarding:
        [.needs, .occupancy, .incidents, .hours, .events, .staff, .activity, .yours]
      case .worker: [.people, .needs, .events, .occupancy, .incidents, .hours, .staff, .yours]
      case .night: [.staff, .needs, .occupancy, .events, .incidents, .hours, .yours]
      case .auditor: [.activity, .yours, .incidents, .hours, .occupancy, .needs]
      case .finance: [.needs, .occupancy, .events, .yours]
      case .platform: [.yours, .needs, .activity]
      }
    return order.filter { kind in
      guard let id = type(of: kind), let type = catalogue[id] else { return type(of: kind) == nil }
      guard Menu.mayRead(type, role, matrix) else { return false }
      return kind == .events || matrix.scope(of: .read, for: role, on: type.resource) ?? .own > .own
    }
  }

  private static func type(of kind: HomePanel.Kind) -> String? {
    switch kind {
    case .needs, .yours: nil
    case .people: "stay_staff"
    case .occupancy: "beds"
    case .incidents, .hours: "incidents"
    case .events: "calendar_events"
    case .staff: "shifts"
    case .activity: "audit_log"
    }
  }
}

// MARK: The cursor

extension HomeModel {
  package var line: HomePanel.Line? {
    guard panels.indices.contains(place.panel) else { return nil }
    let lines = panels[place.panel].lines
    return lines.indices.contains(place.line) ? lines[place.line] : nil
  }

  package var cell: HomePanel.Cell? {
    guard let line, line.cells.indices.contains(place.cell) else { return nil }
    return line.cells[place.cell]
  }

  /// The lines of a part that the window has room for: under the wide tier the hours are one line.
  package func lines(of panel: Int) -> Range<Int> {
    let count = panels[panel].lines.count
    return panels[panel].kind == .hours && app.size.tier < .wide ? max(0, count - 1)..<count : 0..<count
  }

  package func move(by step: Int) {
    guard panels.indices.contains(place.panel) else { return }
    if lines(of: place.panel).contains(place.line + step) {
      place = Place(panel: place.panel, line: place.line + step)
    } else if let panel = neighbour(of: place.panel, by: step) {
      let lines = lines(of: panel)
      place = Place(panel: panel, line: step > 0 ? lines.lowerBound : lines.upperBound - 1)
    }
  }

  package func turn(by step: Int) {
    guard let line else { return }
    place.cell = min(max(0, place.cell + step), max(0, line.cells.count - 1))
  }

  /// Goes to the next part that has lines, round and round.
  package func nextPanel(by step: Int) {
    guard let panel = neighbour(of: place.panel, by: step, wraps: true) else { return }
    place = Place(panel: panel, line: lines(of: panel).lowerBound)
  }

  package func toFirst() { place = kept(Place()) }

  package func toLast() {
    guard let panel = panels.lastIndex(where: { !$0.lines.isEmpty }) else { return }
    place = Place(panel: panel, line: panels[panel].lines.count - 1)
  }

  package func openChosen() async {
    guard let cell else {
      app.message = Message("There is nothing to open here.", .refused)
      return
    }
    await cell.open(app)
  }

  private func neighbour(of panel: Int, by step: Int, wraps: Bool = false) -> Int? {
    guard !panels.isEmpty else { return nil }
    var index = panel
    for _ in panels {
      index += step
      if wraps { index = (index + panels.count) % panels.count }
      guard panels.indices.contains(index) else { return nil }
      if !panels[index].lines.isEmpty { return index }
    }
    return nil
  }

  /// The nearest place that is there.
  private func kept(_ place: Place) -> Place {
    guard panels.indices.contains(place.panel), !panels[place.panel].lines.isEmpty else {
      let panel = panels.firstIndex { $0.kind == .needs && !$0.lines.isEmpty }
      return Place(panel: panel ?? panels.firstIndex { !$0.lines.isEmpty } ?? 0)
    }
    let lines = panels[place.panel].lines
    let line = min(place.line, lines.count - 1)
    return Place(panel: place.panel, line: line, cell: min(place.cell, max(0, lines[line].cells.count - 1)))
  }
}

extension HomePanel {
  var overdue: Int { if case .needs(let overdue, _) = picture { overdue } else { 0 } }
  var dueToday: Int { if case .needs(_, let today) = picture { today } else { 0 } }
}
