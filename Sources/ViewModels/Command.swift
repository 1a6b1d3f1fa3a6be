import Records
import Storage

/// Where a key means what it means.
package enum Scope: String, CaseIterable, Hashable, Sendable {
  case everywhere, signIn = "sign-in", unlock, firstRun = "first-run", today, list, filter, record, alert,
    beds,
    approvals, round, medicine, missing, handover, emergency,
    form, ask, wizard, palette, help, picker, menu, report, search
}

extension Scope {
  /// Where that is, as a card of keys calls it.
  package var place: String {
    switch self {
    case .everywhere: "Everywhere"
    case .signIn: "Sign in"
    case .unlock: "A locked screen"
    case .firstRun: "The first start"
    case .today: "Today"
    case .list: "A list"
    case .filter: "Filtering a list"
    case .record: "A record, or the chosen one of a list"
    case .alert: "Alerts to read first"
    case .beds: "Rooms"
    case .approvals: "Approvals"
    case .round: "The night round"
    case .medicine: "The medicine round"
    case .missing: "A missing person"
    case .handover: "The handover"
    case .emergency: "Emergency sheets"
    case .form: "A form"
    case .ask: "A question before something is done"
    case .wizard: "A form of several pages"
    case .palette: "Go to or do anything"
    case .help: "Help"
    case .picker: "A choice"
    case .menu: "More…"
    case .report: "A page to read"
    case .search: "Searching"
    }
  }
}

/// A wish that a key, the palette, a menu or the command line can make.
@MainActor
package struct Command {
  /// `noun.verb`, stable for ever.
  package let id: String
  /// As the palette and the help say it.
  package let title: String
  /// As the footer says it: one or two words.
  package let short: String
  package let scope: Scope
  /// One sentence; empty where the title says all.
  package let help: String
  /// What people also say for it, by which the palette finds it: “bell” for the notices.
  package let otherNames: [String]
  /// It does the same wherever the palette was opened, though its key means it in its scope alone.
  package let isReachedFromAnywhere: Bool
  /// Whether the footer shows it, and how soon: lower comes first; nil keeps it out.
  package let rank: Int?
  package let effect: Effect
  package let availability: @MainActor (AppModel) -> Availability
  package let perform: @MainActor (AppModel) async -> Void
  /// What it is called where it does another thing than usual, with its short words; nil for its own title.
  private var calledHere: (@MainActor (AppModel) -> (title: String, short: String)?)?
  /// Whether the footer shows it, as off, also where it cannot be done.
  private(set) var isShownWhereOff = true
  /// Does at once what so many presses would do one after the other; nil where each must be by itself.
  package private(set) var performTimes: (@MainActor (AppModel, Int) async -> Void)?

  /// What a command does to the records.
  package enum Effect: String, Sendable {
    case read, write, approve, destructive, export
  }

  package init(
    _ id: String, _ title: String, short: String? = nil, in scope: Scope, help: String = "",
    otherNames: [String] = [], isReachedFromAnywhere: Bool = false, rank: Int? = nil, effect: Effect = .read,
    when availability: @escaping @MainActor (AppModel) -> Availability = { _ in .yes },
    _ perform: @escaping @MainActor (AppModel) async -> Void
  ) {
    self.id = id
    self.title = title
    self.short = short ?? title.lowercased()
    self.scope = scope
    self.help = help
    self.otherNames = otherNames
    self.isReachedFromAnywhere = isReachedFromAnywhere
    self.rank = rank
    self.effect = effect
    self.availability = availability
    self.perform = perform
  }
}

extension Command {
  /// Its title and its short words as things stand.
  func name(in app: AppModel) -> (title: String, short: String) { calledHere?(app) ?? (title, short) }

  /// The same command with another title where it does another thing.
  func called(_ name: @escaping @MainActor (AppModel) -> (title: String, short: String)?) -> Command {
    var command = self
    command.calledHere = name
    return command
  }

  /// The same command, which the footer shows only where it can be done.
  func shownWhereItWorks() -> Command {
    var command = self
    command.isShownWhereOff = false
    return command
  }

  /// A command that is the same one step further with every press.
  static func step(
    _ id: String, _ title: String, in scope: Scope, _ move: @escaping @MainActor (AppModel, Int) async -> Void
  ) -> Command {
    var command = Command(id, title, in: scope) { await move($0, 1) }
    command.performTimes = move
    return command
  }
}

/// A command as the person is offered it now.
package struct Offer: Sendable, Hashable {
  package let id: String
  /// The key that makes it, for people; empty where none is bound.
  package let key: String
  package let title: String
  package let short: String
  package let availability: Availability

  /// The same with its key alone, for where there is no room for words.
  package var withoutWords: Offer {
    Offer(id: id, key: key, title: title, short: "", availability: availability)
  }

  package init(id: String, key: String, title: String, short: String, availability: Availability) {
    self.id = id
    self.key = key
    self.title = title
    self.short = short
    self.availability = availability
  }
}
