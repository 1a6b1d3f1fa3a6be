import Records
import Storage

/// Everything the role may open: the areas, the lists of the chosen one with how much each holds, a search over all.
@MainActor
package final class MenuModel: ScreenModel {
  package let app: AppModel
  package private(set) var areas: [Section] = []
  /// How many records each list holds, as far as that was counted.
  package private(set) var counts: [String: DisplayText] = [:]
  package private(set) var chosenArea = 0
  package private(set) var selected = 0
  /// Whether the arrows go through the lists of the area rather than through the areas.
  package private(set) var isInLists = false
  /// What is searched for; nil where nothing is.
  package private(set) var search: TextLine?
  package private(set) var found: [Destination] = []
  /// Since when the chosen area has lists that are not counted.
  private var restsSince: Instant?

  /// One area of the catalogue with the lists that the role may read.
  package struct Section: Sendable {
    package let title: String
    package let entries: [Menu.Entry]
  }

  package init(_ app: AppModel) { self.app = app }

  package var crumb: DisplayText { "More" }
  package var scopes: [Scope] { [.menu] }
  package var takesText: Bool { search != nil }

  package var area: Section? { areas.indices.contains(chosenArea) ? areas[chosenArea] : nil }

  /// The list that Enter opens.
  package var entry: Menu.Entry? {
    guard let area, isInLists, area.entries.indices.contains(selected) else { return nil }
    return area.entries[selected]
  }

  package var destination: Destination? { found.indices.contains(selected) ? found[selected] : nil }

  package var status: DisplayText {
    if let search {
      guard let destination else {
        return search.isEmpty
          ? "Type what you look for: a list, or a kind such as gas safety." : "Nothing of that name."
      }
      return "\(destination.title), in \(destination.entry.area). Enter opens it."
    }
    if let entry { return "\(entry.title), in \(entry.area). Enter opens the list." }
    return area.map { "\($0.title). Enter goes to its lists, / searches all of them." } ?? ""
  }

  package var position: DisplayText {
    if search != nil { return found.isEmpty ? "" : "\(String(selected + 1)) of \(String(found.count))" }
    guard isInLists, let area else { return "\(String(chosenArea + 1)) of \(String(areas.count))" }
    return "\(String(selected + 1)) of \(String(area.entries.count))"
  }

  package func refresh() async {
    guard let (registrar, session) = app.open else { return }
    var areas: [(title: String, entries: [Menu.Entry])] = []
    for entry in Menu.entries(for: session.role, registrar.matrix, registrar.catalogue) {
      if areas.last?.title != entry.area { areas.append((entry.area, [])) }
      areas[areas.count - 1].entries.append(entry)
    }
    self.areas = areas.map { Section(title: $0.title, entries: $0.entries) }
    chosenArea = min(chosenArea, max(0, areas.count - 1))
    counts = [:]
    restsSince = app.clock.now()
    look()
  }

  package func forget() { counts = [:] }

  // MARK: Going through it

  package func move(by step: Int) {
    if search != nil {
      selected = min(max(0, selected + step), max(0, found.count - 1))
    } else if isInLists {
      selected = min(max(0, selected + step), max(0, (area?.entries.count ?? 0) - 1))
    } else {
      chosenArea = min(max(0, chosenArea + step), max(0, areas.count - 1))
      restsSince = app.clock.now()
    }
  }

  /// Goes into the lists of the area, or opens the chosen one.
  package func choose() async {
    if let destination, search != nil {
      await open(destination)
    } else if let entry {
      await app.openList(entry.type)
    } else {
      goRight()
    }
  }

  package func goRight() {
    guard search == nil, !isInLists, area != nil else { return }
    isInLists = true
    selected = 0
  }

  /// Goes back to the areas.
  package func goLeft() { if search == nil { isInLists = false } }

  private func open(_ destination: Destination) async {
    await app.openList(
      destination.entry.type, conditions: destination.part.map { [$0.condition] },
      words: destination.part?.words)
  }

  // MARK: Searching

  package func beginSearch() {
    search = TextLine()
    look()
  }

  package func typed(_ key: Key) async -> Bool {
    if key == .escape || key == .backspace && search?.isEmpty == true {
      search = nil
      selected = 0
      return true
    }
    guard search?.edit(key) == true else { return false }
    look()
    return true
  }

  package func pasted(_ text: String) async {
    search?.insert(text)
    look()
  }

  private func look() {
    guard let search else { return }
    found = app.destinations?.matching(search.text, limit: 100).found ?? []
    selected = 0
  }

  // MARK: Counting

  package var deadline: Instant? { restsSince?.adding(milliseconds: ListModel.rest) }

  /// Counts the lists of the area that the choice rests on, in one question and each only so far.
  package func due(at now: Instant) async {
    guard let deadline, deadline <= now else { return }
    restsSince = nil
    let types = (area?.entries ?? []).compactMap { app.registrar?.catalogue[$0.type] }
      .filter { counts[$0.id] == nil }
    guard !types.isEmpty, let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      let found = try await registrar.counts(
        of: types.map { ($0, []) }, upTo: Use.limit, for: session)
      for (type, count) in zip(types, found) { counts[type.id] = count.map { Use.words(for: $0) } }
    } catch {
      await app.say(error)
    }
  }
}
