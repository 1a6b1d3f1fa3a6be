import Records
import Storage

/// One level of what is open, the innermost last.
@MainActor
package enum Screen {
  case firstRun(FirstRunModel)
  case signIn(SignInModel)
  case unlock(UnlockModel)
  case home(HomeModel)
  case list(ListModel)
  case detail(DetailModel)
  case form(FormModel)
  case ask(AskModel)
  case wizard(WizardModel)
  case beds(BedBoardModel)
  case approvals(ApprovalsModel)
  case round(RoundModel)
  case medicine(MedicineModel)
  case missing(MissingModel)
  case report(ReportModel)
  case menu(MenuModel)
  case palette(PaletteModel)
  case picker(PickerModel)
  case help(HelpModel)

  package var model: any ScreenModel {
    switch self {
    case .firstRun(let model): model
    case .signIn(let model): model
    case .unlock(let model): model
    case .home(let model): model
    case .list(let model): model
    case .detail(let model): model
    case .form(let model): model
    case .ask(let model): model
    case .wizard(let model): model
    case .beds(let model): model
    case .approvals(let model): model
    case .round(let model): model
    case .medicine(let model): model
    case .missing(let model): model
    case .report(let model): model
    case .menu(let model): model
    case .palette(let model): model
    case .picker(let model): model
    case .help(let model): model
    }
  }

  /// Whether the screen below stays visible around it.
  package var isOverlay: Bool {
    switch self {
    case .palette, .picker: true
    default: false
    }
  }
}

/// What the program asks of every screen.
@MainActor
package protocol ScreenModel: AnyObject {
  /// Where its keys are looked up, the nearest first; `everywhere` comes after them by itself.
  var scopes: [Scope] { get }
  /// Its part of the breadcrumb.
  var crumb: DisplayText { get }
  /// Whether letters are typed into it and mean no commands.
  var takesText: Bool { get }
  /// Takes a key as typing; false where it means nothing to the field.
  func typed(_ key: Key) async -> Bool
  func pasted(_ text: String) async
  /// Reads its records again: something changed, or the session was unlocked.
  func refresh() async
  /// Makes ready what the next frame shows, once after all keys of a moment.
  func settle() async
  /// Drops every opened value: the session is being locked.
  func forget()
  /// Saves what is unsaved: the screen is being left, locked or lost.
  func keep() async
  /// When it next has something to do by itself.
  var deadline: Instant? { get }
  func due(at now: Instant) async
  /// What the status row says when there is no message.
  var status: DisplayText { get }
  /// What the footer says while something is going on; nil for the commands of its scopes.
  var offers: [Offer]? { get }
  /// The place among many, at the right of the status row: `row 4 of 37`.
  var position: DisplayText { get }
  /// The command of an action or button on what is chosen, or nil where it has none of that name.
  func chosenRecord() async -> Record?
  /// Takes back what was last written here; nil where the way back of every change does.
  var takesBack: TakeBack? { get }
}

extension ScreenModel {
  package var takesText: Bool { false }
  package func typed(_ key: Key) async -> Bool { false }
  package func pasted(_ text: String) async {}
  package func refresh() async {}
  package func settle() async {}
  package func forget() {}
  package func keep() async {}
  package var deadline: Instant? { nil }
  package func due(at now: Instant) async {}
  package var status: DisplayText { "" }
  package var position: DisplayText { "" }
  package var offers: [Offer]? { nil }
  package func chosenRecord() async -> Record? { nil }
  package var takesBack: TakeBack? { nil }
}

/// A screen on which a key is a command until it asks for a line of text.
@MainActor
package protocol LineAsking: ScreenModel {
  /// What is being typed; nil while nothing is.
  var line: TextLine? { get set }
  /// Takes the line as it stands.
  func enter() async
  func stopTyping()
}

extension LineAsking {
  package var takesText: Bool { line != nil }

  package func typed(_ key: Key) async -> Bool {
    switch key {
    case .escape where takesText: stopTyping()
    case .enter where takesText: await enter()
    default: return line?.edit(key) ?? false
    }
    return true
  }

  package func pasted(_ text: String) async { line?.insert(text) }
}
