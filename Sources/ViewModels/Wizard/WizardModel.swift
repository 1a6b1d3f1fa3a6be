import Records
import Storage

/// Questions on pages that end in one deed: making a home, adding a person, choosing a password.
///
/// Nothing is done before the last page; what was answered stays while the wizard is open.
@MainActor
package final class WizardModel: ScreenModel {
  package let app: AppModel
  package let title: DisplayText
  package private(set) var pages: [Page]
  package private(set) var index = 0
  package private(set) var forms: [Int: FieldForm] = [:]
  package private(set) var passwords: [Password] = []
  package private(set) var passwordFocus = 0
  package private(set) var failure: DisplayText?
  package private(set) var isWorking = false
  /// How far the work is, in words; empty where that is not known.
  private var progress = ""
  /// The first line shown of words that are longer than the screen.
  package private(set) var scroll = 0
  /// The rows for words alone and how many lines they are; set by whoever draws.
  package var reading = (rows: 0, lines: 0)
  /// What stands below the questions of the page that is open: how to answer, and what would come of it.
  package var note: @MainActor (WizardModel) -> [String] = { _ in [] }
  /// The fewest characters of a new password; 0 where the page asks for something else.
  package var minimum = 0
  /// What an answer suggests for those that are still empty; asked whenever a question is left.
  package var suggest: @MainActor (FieldForm) -> Void = { _ in }
  /// How many pages there were before anything was done.
  private let asked: Int
  private let finish: @MainActor (WizardModel) async -> Outcome

  package enum Page: Sendable {
    case fields(title: String, lines: [String], [Field])
    /// A password typed as often as there are labels; the last two must be the same.
    case passwords(title: String, lines: [String], labels: [String])
    /// Something to read, and what must be typed back before going on: the words asked for, by their label.
    case sheet(title: String, lines: [String], typedBack: [Field])

    package var title: String {
      switch self {
      case .fields(let title, _, _), .passwords(let title, _, _), .sheet(let title, _, _): title
      }
    }

    package var lines: [String] {
      switch self {
      case .fields(_, let lines, _), .passwords(_, let lines, _), .sheet(_, let lines, _): lines
      }
    }
  }

  package enum Outcome: Sendable {
    /// It is done: the wizard closes, and this is said.
    case done(DisplayText)
    /// Another page comes.
    case more(Page)
    /// It could not be done, and the page to put right.
    case refused(DisplayText, page: Int)
    /// One answer of this page is wrong, and stays to be put right.
    case wrong(Violation)
    /// The program goes on elsewhere.
    case left
  }

  package init(
    _ app: AppModel, _ title: DisplayText, _ pages: [Page],
    finish: @escaping @MainActor (WizardModel) async -> Outcome
  ) {
    self.app = app
    self.title = title
    self.pages = pages
    asked = pages.count
    self.finish = finish
    prepare()
  }

  package var crumb: DisplayText { title }
  package var scopes: [Scope] { [.wizard] }
  package var takesText: Bool { true }
  package var page: Page { pages[index] }
  package var form: FieldForm? { forms[index] }
  package var position: DisplayText {
    pages.count > 1 ? "page \(String(index + 1)) of \(String(pages.count))" : ""
  }

  package var status: DisplayText {
    if isWorking { return progress.isEmpty ? "Working…" : DisplayText(progress) }
    if let failure { return failure }
    if let entry = form?.focused { return entry.hint }
    if hasMoreToRead { return "More below: Enter or ↓ reads on." }
    return index < asked
      ? "Enter goes on, Esc goes back. Nothing has been written yet." : "Enter goes on."
  }

  /// The answer to a question, wherever it was asked.
  package func answer(_ name: String) -> Value {
    for form in forms.values {
      if let entry = form.entries.first(where: { $0.field.name == name }) { return entry.value }
    }
    return .empty
  }

  package func text(_ name: String) -> String { String(answer(name)) ?? "" }

  private func prepare() {
    passwords = []
    passwordFocus = 0
    scroll = 0
    reading = (0, 0)
    switch page {
    case .fields(_, _, let fields), .sheet(_, _, let fields):
      guard forms[index] == nil, !fields.isEmpty else { return }
      let type = RecordType(
        "questions", "Questions", one: "question", area: "", resource: "personal", fields: fields)
      forms[index] = FieldForm(app, Record(type), fields: fields)
    case .passwords(_, _, let labels):
      passwords = labels.compactMap { _ in Password.fresh() }
    }
  }

  // MARK: Typing

  package func typed(_ key: Key) async -> Bool {
    failure = nil
    if let form { return await form.typed(key) }
    guard passwords.indices.contains(passwordFocus) else { return false }
    switch key {
    case .character(let character):
      _ = passwords[passwordFocus].append(contentsOf: Array(String(character).utf8))
    case .backspace: passwords[passwordFocus].removeLast()
    case .control("u"): passwords[passwordFocus].clear()
    default: return false
    }
    return true
  }

  package func pasted(_ text: String) async {
    if let form { return await form.pasted(text) }
    guard passwords.indices.contains(passwordFocus) else { return }
    _ = passwords[passwordFocus].append(contentsOf: Array(text.utf8))
  }

  /// Whether what is asked now is chosen from a list or calendar.
  package var hasChoice: Bool { form?.focused?.hasChoice ?? false }
  package func choose() async { await form?.choose() }

  package func next(by step: Int) async {
    if let form {
      _ = await form.advance(by: step)
      return suggest(form)
    }
    if passwords.isEmpty { return read(by: step) }
    passwordFocus = min(max(0, passwordFocus + step), max(0, passwords.count - 1))
  }

  private var hasMoreToRead: Bool { scroll + reading.rows < reading.lines }

  private func read(by lines: Int) {
    scroll = min(max(0, scroll + lines), max(0, reading.lines - reading.rows))
  }

  /// Enter: the next field, and from the last one the next page.
  package func accept() async {
    if let form {
      let isMore = await form.advance(by: 1)
      suggest(form)
      if isMore { return }
    } else if passwordFocus + 1 < passwords.count {
      if let refusal = whyTooShort {
        failure = refusal
        return
      }
      passwordFocus += 1
      return
    } else if hasMoreToRead {
      return read(by: reading.rows)
    }
    await turn()
  }

  /// Goes on to the next page, or does it.
  package func turn() async {
    guard !isWorking, isPageGood() else { return }
    if index + 1 < pages.count {
      index += 1
      return prepare()
    }
    (isWorking, progress) = (true, "")
    defer { isWorking = false }
    app.showNow()
    switch await finish(self) {
    case .done(let words):
      app.drop()
      app.message = Message(words)
      await app.top?.model.refresh()
    case .more(let page):
      pages.append(page)
      index += 1
      prepare()
    case .refused(let words, let page):
      failure = words
      index = min(page, pages.count - 1)
      prepare()
    case .wrong(let violation):
      _ = form?.take([violation])
      _ = form?.toFirstProblem()
    case .left: break
    }
  }

  /// Why a new password cannot be typed once more yet: it is shorter than any may be; nil for what is not new.
  private var whyTooShort: DisplayText? {
    guard case .passwords(_, _, let labels) = page, labels.count > 1, passwordFocus == labels.count - 2,
      minimum > 0, case let count = passwords[passwordFocus].characterCount, count < minimum
    else { return nil }
    return count == 0
      ? "Type a password of \(String(minimum)) characters or more."
      : "It has \(String(count)) characters; \(String(minimum)) or more are needed. A sentence is good."
  }

  /// Shows how far the work is, while the person waits for it.
  package func tell(_ words: String) {
    guard isWorking, words != progress else { return }
    progress = words
    app.showNow()
  }

  private func isPageGood() -> Bool {
    if let form {
      guard form.readAll() else {
        form.toFirstProblem()
        return false
      }
      let missing = form.take(
        form.shown.compactMap { index in
          let entry = form.entries[index]
          guard entry.field.isRequired, entry.value.isEmpty else { return nil }
          return Violation(missing: entry.field.label, field: entry.field.name)
        })
      if form.toFirstProblem() || !missing.isEmpty { return false }
    } else if passwords.count > 1, !passwords[passwords.count - 1].matches(passwords[passwords.count - 2]) {
      if passwords[passwords.count - 1].characterCount == 0 {
        failure = "Type it once more."
        passwordFocus = passwords.count - 1
        return false
      }
      failure = "The two are not the same. Type the last one again."
      passwords[passwords.count - 1].clear()
      passwordFocus = passwords.count - 1
      return false
    }
    return true
  }

  /// The page before, or out of the wizard.
  package func back() async {
    guard index > 0 else { return await app.back() }
    index -= 1
    prepare()
  }

  package func forget() {
    for form in forms.values { form.forget() }
    for password in passwords { password.clear() }
  }
}
