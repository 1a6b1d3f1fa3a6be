import Records
import Storage

/// An action about to be done: what it asks, what it would change, and who must show who they are.
///
/// What is typed is kept as a draft of the action on that record, as in the form of a record.
@MainActor
package final class AskModel: ScreenModel {
  package let app: AppModel
  package let action: Action
  /// The questions that arise on the records.
  let asks: [Field]
  /// The form of those questions, before anything is asked of each of several records.
  let questions: RecordType
  /// One record, or those marked for a bulk change.
  package internal(set) var records: [Record]
  package internal(set) var recordNames: [RecordID: String] = [:]
  package internal(set) var form: FieldForm
  package internal(set) var previews: [Preview] = []
  package internal(set) var focus: Focus = .fields
  package internal(set) var password: Password?
  /// The session's PIN does instead of the password.
  package internal(set) var takesPIN = false
  package internal(set) var isChecking = false
  /// A draft of the same action on the same record, until the person says whether to carry on with it.
  package internal(set) var question: DraftQuestion?
  /// What came of each record of a bulk change that could not be changed.
  package internal(set) var refusals: [(name: String, words: String)] = []
  let done: @MainActor (Receipt) async -> Void
  /// What is said when it is done; the title of the action where nothing else is known.
  package var doneWords: DisplayText?
  /// What is shown once it is done, from what was answered.
  package var then: (@MainActor ([String: Value]) async -> Void)?
  /// What was given out and is in no file yet.
  var disclosed: DisclosurePack?
  /// What does it, where it is no action of a record that stands.
  package var carriesOut: (@MainActor ([String: Value], RecordID) async throws(RegistrarError) -> Receipt)?
  /// What else is to be tried where it is refused; true where that has told the person.
  package var whenRefused: (@MainActor (RegistrarError) async -> Bool)?
  let command: RecordID
  let openedAt: Instant
  let draft: FormDraft
  /// What is asked of each of several records, by the question that keeps the answers.
  var outlines: [String: FormOutline] = [:]
  /// What the screen that it was begun from has settled, with how that is called.
  var decided: [String: (value: Value, title: String)] = [:]

  package enum Focus: Sendable, Hashable {
    case fields, button, notNow, password
    /// On no button any more: somebody types who is not looking, and no Enter in the sentence may press one.
    case strayed
  }

  package init(
    _ app: AppModel, _ action: Action, on records: [Record],
    done: @escaping @MainActor (Receipt) async -> Void
  ) {
    self.app = app
    self.action = action
    self.records = records
    self.done = done
    command = app.clock.newID()
    openedAt = app.clock.now()
    let only = records.count == 1 ? records.first : nil
    draft = FormDraft(app, of: records.first?.type.id ?? "", action: action.id, subject: only?.id)
    asks = action.asks.filter { field in
      records.contains { field.arises($0, app.session?.membership ?? .zero) }
    }
    questions = RecordType(
      "questions", "Questions", one: "question", area: "", resource: "personal",
      fields: asks.map(\.asked))
    form = FieldForm(app, Record(questions), fields: questions.fields.filter { $0.each == nil })
    form.subject = only
    fillKnown()
    focus = asks.isEmpty ? .button : .fields
    if form.record.values.contains(where: { !$0.isEmpty }) { focusWhatIsOpen() }
  }

  /// Puts in what the record answers by itself.
  func fillKnown() {
    guard !isBulk, let record = records.first else { return }
    let known = action.completed([:], for: record)
    for (name, value) in known.sorted(by: { $0.key < $1.key }) { form.set(value, of: name) }
  }

  /// Begins at the first question without an answer, at a note that stands there from before and is to be looked at, or
  /// at the button.
  func focusWhatIsOpen() {
    form.focusFirstEmpty()
    let isAnswered = form.shown.allSatisfy { !form.record[form.entries[$0].field.name].isEmpty }
    let former = form.shown.first { place in
      let field = form.entries[place].field
      return field.kind == .note && asks.contains { $0.name == field.name && $0.startsFromRecord }
    }
    if isAnswered, let former { form.setFocus(former) }
    focus = isAnswered && former == nil ? .button : .fields
  }

  /// Answers a question before it is asked; a draft does not answer it otherwise.
  package func decide(_ value: Value, of name: String, title: String) {
    decided[name] = (value, title)
    form.set(value, of: name, title: title)
  }

  package var crumb: DisplayText { DisplayText(action.title) }
  package var scopes: [Scope] { [.ask] }
  /// Also at the buttons: what is typed there is nobody's command.
  package var takesText: Bool { true }
  package var offers: [Offer]? { question?.offers }

  package var status: DisplayText {
    if let question { return question.words(app.shown(.instant(question.draft.savedAt))) }
    switch focus {
    case .fields: return form.focused?.hint ?? ""
    case .button: return "Focus: \(action.title). Enter does it, Esc leaves everything as it is."
    case .notNow: return "Focus: Not now. Enter leaves everything as it is."
    case .password:
      return takesPIN
        ? "Your PIN or password, to show that it is you. Enter goes on."
        : "Your password, to show that it is you. Enter goes on."
    case .strayed: return strayWords
    }
  }

  var strayWords: DisplayText {
    "Nothing of that was written: no field is open here. Tab goes to \(action.title), Esc leaves."
  }

  /// What other records say that is judged with this one: who was in the incident.
  var witnesses: [(label: DisplayText, text: DisplayText)] = []

  package var isBulk: Bool { records.count > 1 }
  /// Whether any question arises on the records for who acts.
  package var asksAnything: Bool { !asks.isEmpty }
  package var warnings: [String] { unfinished + previews.flatMap(\.warnings) }
  /// What the person began to write of the parts of a record that is about to be sent, and has not saved.
  var unfinished: [String] = []
  package var refusal: String? { isBulk ? nil : previews.first?.refusal }
}
