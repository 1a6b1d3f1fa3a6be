import Records
import Storage

/// A short list over the screen, from which one thing is chosen: actions, columns, a sort, a yes or no.
@MainActor
package final class PickerModel: ScreenModel {
  package let app: AppModel
  package let title: DisplayText
  /// Everything there is to choose from.
  package let all: [Option]
  /// What answers to the typed words.
  package private(set) var options: [Option]
  /// The place of the chosen one; -1 while none is.
  package private(set) var selected = 0
  private var line = TextLine()

  package struct Option: Sendable {
    package let title: DisplayText
    package let detail: DisplayText
    /// Whether it is on, where it is one to be put on or off.
    package let isOn: Bool?
    package let availability: Availability
    package let choose: @MainActor @Sendable () async -> Void
    /// Moves it that far among the others, where they have an order of the person's own.
    package var move: (@MainActor @Sendable (Int) async -> Void)?

    package init(
      _ title: DisplayText, detail: DisplayText = "", isOn: Bool? = nil, availability: Availability = .yes,
      choose: @escaping @MainActor @Sendable () async -> Void
    ) {
      self.title = title
      self.detail = detail
      self.isOn = isOn
      self.availability = availability
      self.choose = choose
    }
  }

  /// Offers some options, of which `selected` is chosen at first; nil for none, where a slip of Enter would do harm.
  ///
  /// What is off stands last; where `isSteady`, each keeps its place whatever is possible today, so that the hand finds it.
  package init(
    _ app: AppModel, _ title: DisplayText, _ options: [Option], selected: Int? = 0, isSteady: Bool = false
  ) {
    self.app = app
    self.title = title
    all =
      isSteady
      ? options : options.filter(\.availability.isYes) + options.filter { !$0.availability.isYes }
    self.options = all
    let isOff = selected.map { all.indices.contains($0) && !all[$0].availability.isYes } ?? false
    self.selected = (isOff ? all.firstIndex(where: \.availability.isYes) ?? selected : selected) ?? -1
  }

  package var crumb: DisplayText { title }
  package var scopes: [Scope] { [.picker] }
  /// Letters narrow every list: what somebody types without looking must not end in the first line being done.
  package var takesText: Bool { true }
  /// What cannot be taken in at a glance says so.
  private var isLong: Bool { all.count > 7 }

  /// What stands over the list: what it is, and what was typed to narrow it.
  package var heading: DisplayText {
    if line.isEmpty { return isLong ? title + "; type to narrow" : title }
    return title + (title.text.hasSuffix("?") ? " " : ": ") + DisplayText(line.text)
  }

  package func typed(_ key: Key) async -> Bool {
    // Where what is chosen from can be moved, the arrows do that.
    if mayMove, key == .left || key == .right { return false }
    let before = line
    guard line.edit(key) else { return false }
    let found = all.filter { PaletteModel.matches($0.title.text, line.text) }
    // A short list stays as it stands rather than be emptied by a key that was meant for something else.
    if found.isEmpty, !all.isEmpty, !isLong {
      app.message = Message(
        "Nothing here is called “\(line.text)”. Choose with the arrows; Esc goes back.", .refused)
      line = before
      return true
    }
    options = found
    selected = 0
    return true
  }

  package var status: DisplayText {
    guard options.indices.contains(selected) else {
      if !options.isEmpty { return "Nothing is chosen yet: use the arrows, or type." }
      return line.isEmpty
        ? "There is nothing to choose." : "Nothing of that name. Backspace takes a letter back."
    }
    if case .no(let reason) = options[selected].availability { return DisplayText(reason) }
    let details = [options[selected].isOn.map { $0 ? "on" : "off" }, options[selected].detail]
      .compactMap(\.self).filter { !$0.isBlank }
    return details.enumerated().reduce(options[selected].title) { words, detail in
      words + (detail.offset == 0 ? ": " : ", ") + detail.element
    }
  }

  package var position: DisplayText {
    options.indices.contains(selected) ? "\(String(selected + 1)) of \(String(options.count))" : ""
  }

  package func move(by step: Int) {
    guard !options.isEmpty else { return }
    selected = min(max(0, selected + step), options.count - 1)
  }

  /// Whether the chosen one has a place among others that it can leave.
  package var mayMove: Bool { options.indices.contains(selected) && options[selected].move != nil }

  /// Gives the chosen one another place among the others.
  package func moveChosen(by step: Int) async {
    guard options.indices.contains(selected), let move = options[selected].move else { return }
    app.drop()
    await move(step)
  }

  /// Does what is chosen, the list having closed; what is off says why and the list stays.
  package func choose() async {
    guard options.indices.contains(selected) else { return }
    let option = options[selected]
    if case .no(let reason) = option.availability {
      app.message = Message(DisplayText(reason), .refused)
      return
    }
    app.drop()
    await option.choose()
  }

  private static func leavingWords(_ app: AppModel) -> DisplayText {
    switch app.locked.count {
    case 0: "drafts are kept"
    case 1: "signs out 1 locked screen too; drafts are kept"
    case let count: "signs out \(String(count)) locked screens too; drafts are kept"
    }
  }

  /// The question at the top level: lock, sign out, or leave; last comes what is better looked at first.
  package static func leaving(_ app: AppModel, besides others: [Option] = []) -> PickerModel {
    let usual: [Option] = [
      Option("Stay") {},
      Option("Lock", detail: "the next key asks who you are") { await app.lock() },
      Option("Sign out", detail: "somebody else can sign in") { await app.signOut() },
      Option("Leave Lodge", detail: leavingWords(app)) {
        await app.signOut()
        await app.leave()
      },
    ]
    return PickerModel(app, "Leave Lodge?", usual + others)
  }
}
