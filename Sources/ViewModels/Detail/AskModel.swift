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
  private let asks: [Field]
  /// One record, or those marked for a bulk change.
  package private(set) var records: [Record]
  package private(set) var recordNames: [RecordID: String] = [:]
  package private(set) var form: FieldForm
  package private(set) var previews: [Preview] = []
  package private(set) var focus: Focus = .fields
  package private(set) var password: Password?
  /// The session's PIN does instead of the password.
  package private(set) var takesPIN = false
  package private(set) var isChecking = false
  /// A draft of the same action on the same record, until the person says whether to carry on with it.
  package internal(set) var question: DraftQuestion?
  /// What came of each record of a bulk change that could not be changed.
  package private(set) var refusals: [(name: String, words: String)] = []
  private let done: @MainActor (Receipt) async -> Void
  /// What is said when it is done; the title of the action where nothing else is known.
  package var doneWords: DisplayText?
  /// What is shown once it is done, from what was answered.
  package var then: (@MainActor ([String: Value]) async -> Void)?
  /// What was given out and is in no file yet.
  private(set) var disclosed: DisclosurePack?
  /// What does it, where it is no action of a record that stands.
  package var carriesOut: (@MainActor ([String: Value], RecordID) async throws(RegistrarError) -> Receipt)?
  /// What else is to be tried where it is refused; true where that has told the person.
  package var whenRefused: (@MainActor (RegistrarError) async -> Bool)?
  private let command: RecordID
  private let openedAt: Instant
  let draft: FormDraft
  /// What is asked of each of several records, by the question that keeps the answers.
  private var outlines: [String: FormOutline] = [:]
  /// What the screen that it was begun from has settled, with how that is called.
  private var decided: [String: (value: Value, title: String)] = [:]

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
    let questions = RecordType(
      "questions", "Questions", one: "question", area: "", resource: "personal",
      fields: asks.map(\.asked))
    form = FieldForm(app, Record(questions), fields: questions.fields.filter { $0.each == nil })
    form.subject = only
    fillKnown()
    focus = asks.isEmpty ? .button : .fields
    if form.record.values.contains(where: { !$0.isEmpty }) { focusWhatIsOpen() }
  }

  /// Puts in what the record answers by itself.
  private func fillKnown() {
    guard !isBulk, let record = records.first else { return }
    let known = action.completed([:], for: record)
    for (name, value) in known.sorted(by: { $0.key < $1.key }) { form.set(value, of: name) }
  }

  /// Begins at the first question without an answer, at a note that stands there from before and is to be looked at, or
  /// at the button.
  private func focusWhatIsOpen() {
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

  private var strayWords: DisplayText {
    "Nothing of that was written: no field is open here. Tab goes to \(action.title), Esc leaves."
  }

  /// What of the record stands beside the questions: what is judged by a decision, or what the action recalls.
  package var evidence: [(label: DisplayText, text: DisplayText)] {
    if isBulk { return action.right == .approve ? weighedOfEach : [] }
    guard let record = records.first else { return [] }
    let weighed = action.right == .approve ? app.weighed(in: record, recordNames) : []
    if !action.recalls.isEmpty {
      let others = Set(action.recalls).subtracting(weighed.isEmpty ? [] : record.type.weighed.map(\.name))
      return about(record) + weighed + app.evidence(in: record, of: others) + witnesses
    }
    switch action.right {
    case .approve: return about(record) + weighed + app.evidence(in: record) + witnesses
    case .sign: return witnesses
    case .create, .read, .update, .void, .export: return []
    }
  }

  /// What the decision on each of several rests on, by how that one is called.
  private var weighedOfEach: [(label: DisplayText, text: DisplayText)] {
    records.compactMap { record in
      let facts = app.weighed(in: record, recordNames).map { "\($0.label) \($0.text)" as DisplayText }
      guard !facts.isEmpty else { return nil }
      return (DisplayText(app.fullName(of: record, recordNames)), facts.joined(separator: ", "))
    }
  }

  /// Whom the record is about, who may not be among the others that it names.
  private func about(_ record: Record) -> [(label: DisplayText, text: DisplayText)] {
    guard let id = resident(of: record), let name = recordNames[id] else { return [] }
    return [("Resident", DisplayText(name))]
  }

  private func resident(of record: Record) -> RecordID? {
    guard record.type.field("resident_id") != nil, case .reference(let id) = record["resident_id"] else {
      return nil
    }
    return id
  }

  /// The records that a decision on one rests on.
  private func weighedReferences(_ record: Record) -> [(type: String, id: RecordID)] {
    record.type.weighed.compactMap { field in
      guard let target = field.target, case .reference(let id) = record[field.name] else { return nil }
      return (target, id)
    }
  }

  /// What other records say that is judged with this one: who was in the incident.
  private var witnesses: [(label: DisplayText, text: DisplayText)] = []

  /// Reads once what stands beside the questions and does not change with the answers.
  private func readWitnesses() async throws(RegistrarError) {
    guard let (registrar, session) = app.open else { return }
    if action.right == .approve {
      let named = records.flatMap(weighedReferences)
      if !named.isEmpty { recordNames.merge(try await registrar.names(of: named, for: session)) { $1 } }
    }
    guard !isBulk, let record = records.first else { return }
    if let id = resident(of: record) {
      recordNames.merge(try await registrar.names(of: [("residents", id)], for: session)) { $1 }
    }
    guard [.approve, .sign].contains(action.right), let id = record.id else { return }
    let found = try await app.glimpses(of: id, record.type) { $0.isEvidence }
    witnesses = Dictionary(grouping: found, by: \.heading).sorted { $0.key < $1.key }.map { heading, lines in
      (DisplayText(heading), lines.map(\.text).joined(separator: "; "))
    }
  }

  package var isBulk: Bool { records.count > 1 }
  /// Whether any question arises on the records for who acts.
  package var asksAnything: Bool { !asks.isEmpty }
  package var warnings: [String] { unfinished + previews.flatMap(\.warnings) }
  /// What the person began to write of the parts of a record that is about to be sent, and has not saved.
  private var unfinished: [String] = []
  package var refusal: String? { isBulk ? nil : previews.first?.refusal }

  /// Looks for a draft of these answers and reads the preview of every change.
  package func begin() async {
    do throws(RegistrarError) { try await readEach() } catch { await app.say(error) }
    if !asks.isEmpty {
      do throws(RegistrarError) {
        question = try await draft.find().map { DraftQuestion($0) }
      } catch {
        await app.say(error)
      }
    }
    if action.right == .sign, !isBulk, let record = records.first {
      unfinished = await app.unfinishedParts(of: record)
    }
    do throws(RegistrarError) { try await readWitnesses() } catch { await app.say(error) }
    await look()
  }

  /// Reads the records of each of which something is asked, and asks it.
  private func readEach() async throws(RegistrarError) {
    guard !isBulk, let (registrar, session) = app.open, let record = records.first else { return }
    for field in asks {
      guard let each = field.each else { continue }
      let found = try await registrar.records(each.reads(record), for: session)
      outlines[field.name] = each.outline(found)
    }
    if outlines.isEmpty { return }
    let former = form.record
    let questions = former.type.asking(outlines)
    var asked = Record(questions)
    for field in former.type.fields { asked[field.name] = former[field.name] }
    form.ask(asked, questions.fields.filter { $0.each == nil })
  }

  /// Reads the preview of every change.
  ///
  /// What else would come of it does not hang on the answers and may be dear to find: once found it is kept until
  /// `anew` asks for it.
  func look(anew: Bool = false) async {
    guard carriesOut == nil, let (registrar, session) = app.open else { return }
    let isKnown = !anew && self.previews.count == records.count
    let known = isKnown ? self.previews.map(\.effects) : records.map { _ in [] }
    var previews: [Preview] = []
    do throws(RegistrarError) {
      for (index, record) in records.enumerated() {
        var preview = try await registrar.preview(
          action, on: record, answers: answers, withEffects: known[index].isEmpty, for: session
        ).withoutStamps(of: session).without(unanswered)
        if !known[index].isEmpty { preview.effects = known[index] }
        previews.append(preview)
        recordNames.merge(try await registrar.names(of: preview.references, for: session)) { $1 }
        if let id = record.id { recordNames[id] = app.fullName(of: record) }
      }
      self.previews = previews
      form.name(try await registrar.names(of: form.record.references, for: session))
    } catch {
      await app.say(error)
    }
  }

  package func refresh() async {
    if await app.closesErased(self, of: records, form, since: openedAt) { return }
    if form.isForgotten { await comeBack() }
    await look(anew: true)
  }

  /// What was dropped at the lock stands there again: what the record answers, and what was typed.
  private func comeBack() async {
    form.recall()
    fillKnown()
    for (name, answer) in decided { form.set(answer.value, of: name, title: answer.title) }
    guard draft.savedAt != nil else { return }
    do throws(RegistrarError) {
      if let found = try await draft.find() { form.restore(found.content) }
    } catch {
      await app.say(error)
    }
  }

  /// What could be kept as a draft is dropped; what could not be is all there is of it, and stays.
  package func forget() {
    if !form.isDirty { form.forget() }
    previews = []
    witnesses = []
    password?.clear()
    password = nil
    if focus == .password { focus = .button }
  }

  /// Puts the draft back and goes on with what it leaves open.
  package func carryOn(_ draft: Draft) async {
    question = nil
    form.restore(draft.content, except: Set(decided.keys))
    self.draft.shows(draft)
    focusWhatIsOpen()
    await look()
  }

  package func keep() async {
    await draft.keep(form, baseRevision: records.first?.revision ?? 0, step: action.title)
  }

  package var deadline: Instant? { draft.deadline }

  /// Keeps what was typed, and shows what it would change.
  package func due(at now: Instant) async {
    guard draft.isDue(at: now) else { return }
    await keep()
    // Of many records each would be read anew at every pause.
    if !isBulk { await look() }
  }

  /// The questions that must be answered and are not yet: what they would change is not known.
  private var unanswered: Set<String> {
    Set(asks.filter { $0.isRequired && (answers[$0.name] ?? .empty).isEmpty }.map(\.name))
  }

  private var answers: [String: Value] {
    var given = Dictionary(form.shown.map { (form.entries[$0].field.name, standing(form.entries[$0])) }) {
      first, _ in first
    }
    // What was asked of each record stands together, in the question that keeps it.
    for (name, outline) in outlines {
      var kept = Answers()
      for question in outline.questions {
        kept[question] = given.removeValue(forKey: Field.name(of: question.name, in: name)) ?? .empty
      }
      if !kept.isEmpty { given[name] = .json(kept.json) }
    }
    return given
  }

  /// What an entry answers; words count from the first letter, everything else once its entry is left.
  private func standing(_ entry: Entry) -> Value {
    switch entry.field.kind {
    case .text, .note:
      switch app.read(entry.line.text, as: entry.field) {
      case .value(let value, _): value
      case .empty: entry.isTouched ? .empty : entry.value
      case .choose, .refused: entry.value
      }
    default: entry.value
    }
  }

  // MARK: Moving

  package func typed(_ key: Key) async -> Bool {
    if question != nil { return await answer(key) }
    switch focus {
    case .fields:
      defer { draft.notice(form) }
      return await form.typed(key)
    case .password: return type(key)
    case .button, .notNow, .strayed:
      // A letter that somebody's own keys give to a step of this is meant.
      guard case .character = key, case .nothing = app.keymap.meaning(of: [key], in: scopes) else {
        return false
      }
      stray()
      return true
    }
  }

  /// Who types letters at a button is not looking at it: none of them is a command, and no Enter presses anything.
  private func stray() {
    focus = .strayed
    app.message = Message(strayWords, .refused)
  }

  private func answer(_ key: Key) async -> Bool {
    guard DraftQuestion.keeps(key, app.keymap) else { return false }
    switch question?.answer(to: key) {
    case .carryOn: if let found = question?.draft { await carryOn(found) }
    case .dropIt:
      await draft.drop()
      question = nil
    case nil: break
    }
    return true
  }

  private func type(_ key: Key) -> Bool {
    guard let password else { return false }
    switch key {
    case .character(let character): password.append(contentsOf: Array(String(character).utf8))
    case .backspace: password.removeLast()
    case .control("u"): password.clear()
    default: return false
    }
    return true
  }

  package func pasted(_ text: String) async {
    guard question == nil else { return }
    switch focus {
    case .fields:
      await form.pasted(text)
      draft.notice(form)
    case .password: password?.append(contentsOf: Array(text.utf8))
    case .button, .notNow, .strayed: stray()
    }
  }

  package func next(by step: Int) async {
    guard question == nil else { return }
    switch focus {
    case .fields:
      defer { draft.notice(form) }
      guard await form.advance(by: step) == false else { return await look() }
      if step > 0 { await leaveFields() }
    case .button: focus = step > 0 ? .notNow : asks.isEmpty ? .notNow : .fields
    case .notNow:
      focus = step < 0 ? .button : password != nil ? .password : asks.isEmpty ? .button : .fields
    case .password: focus = step > 0 ? .button : .notNow
    case .strayed: focus = step > 0 || asks.isEmpty ? .button : .fields
    }
  }

  private func leaveFields() async {
    guard form.problemCount == 0 else { return }
    focus = .button
    await look()
  }

  package func choose() async { if focus == .fields { await form.choose() } }

  package func accept() async {
    switch focus {
    case .fields: await next(by: 1)
    case .button, .password: await submit()
    case .notNow:
      await leave()
      if app.message == nil { app.message = Message("Not now: nothing was done.") }
    case .strayed: stray()
    }
  }

  /// Leaves everything as it is; what was typed stays as a draft.
  package func leave() async {
    let hasText = (form.isDirty || draft.savedAt != nil) && !form.isBlank
    await app.back()
    if hasText, app.message?.kind != .failed {
      app.message = Message("Nothing was done. What you typed is kept as a draft; g d lists your drafts.")
    }
  }

  // MARK: Doing

  package func submit() async {
    guard let (registrar, session) = app.open, !isChecking, question == nil else { return }
    guard form.readAll() else {
      focus = .fields
      form.toFirstProblem()
      return
    }
    do throws(RegistrarError) {
      if let password, !password.isEmpty {
        guard await confirmed(password, session) else { return }
      }
      if isBulk { return try await submitAll(registrar, session) }
      await finish(try await carryOut(on: records[0], command, registrar, session))
    } catch {
      await refused(error)
    }
  }

  private func confirmed(_ password: Password, _ session: Session) async -> Bool {
    guard let signIn = app.door.signIn else { return false }
    isChecking = true
    defer { isChecking = false }
    do throws(SignInError) {
      try await signIn.confirm(session, password, isProof: action.strength == .prove)
      return true
    } catch {
      password.clear()
      takesPIN = await hasPIN()
      app.message = Message(error.wordsOfPassword(at: app.clock.now()), .refused)
      focus = .password
      return false
    }
  }

  /// Whether the session's PIN confirms this; what wants a proof takes the password alone.
  private func hasPIN() async -> Bool {
    guard action.strength == .confirm, let session = app.session else { return false }
    return await app.door.signIn?.pin(of: session) != nil
  }

  /// Each record by itself; what is refused is listed, the rest is one undo.
  private func submitAll(_ registrar: Registrar, _ session: Session) async throws(RegistrarError) {
    var receipts: [Receipt] = []
    var already = 0
    refusals = []
    for record in records {
      if isSoAlready(record) {
        already += 1
        continue
      }
      do throws(RegistrarError) {
        receipts.append(
          try await carryOut(on: record, app.clock.newID(), registrar, session))
      } catch {
        if case .needsConfirmation = error { throw error }
        // An answer that is wrong for the first is put right before any is changed.
        if case .refused(let violations) = error, receipts.isEmpty, refusals.isEmpty,
          violations.contains(where: { isAsked($0.field) })
        {
          throw error
        }
        refusals.append((app.fullName(of: record), error.words))
      }
    }
    let changes = receipts.compactMap(\.undo).flatMap(\.changes)
    let undo = Receipt.Undo(
      changes: changes, title: "\(action.title), \(receipts.count) records", at: app.clock.now())
    let joined = Receipt(records: receipts.flatMap(\.records), undo: changes.isEmpty ? nil : undo)
    let refused = refusals.map { "\($0.name): \($0.words)" }.joined(separator: " ")
    guard !receipts.isEmpty else {
      let why = refused.isEmpty ? "All of them are so already." : refused
      app.message = Message("None was changed. \(DisplayText(why))", .refused)
      return
    }
    await draft.drop()
    app.drop()
    app.did(DisplayText(bulkWords(receipts.count, already, refused)), joined, deed: action.deed)
    await done(joined)
  }

  /// Whether a change of one field would leave a record as it is.
  package func isSoAlready(_ record: Record) -> Bool {
    guard action.id == FieldChange.id, let name = asks.first?.name, let value = answers[name] else {
      return false
    }
    return record[name] == value
  }

  /// How many were changed, how many needed no change, and what was refused.
  private func bulkWords(_ changed: Int, _ already: Int, _ refused: String) -> String {
    let so = already == 0 ? "" : already == 1 ? ", 1 was so already" : ", \(already) were so already"
    let not = refusals.isEmpty ? "." : ", \(refusals.count) not: \(refused)"
    return "\(changed) \(action.id == FieldChange.id ? "changed" : "done")\(so)\(not)"
  }

  private func isAsked(_ field: String?) -> Bool { asks.contains { $0.name == field } }

  private func carryOut(
    on record: Record, _ command: RecordID, _ registrar: Registrar, _ session: Session
  ) async throws(RegistrarError) -> Receipt {
    if let carriesOut { return try await carriesOut(answers, command) }
    if action.discloses != nil {
      let (receipt, pack) = try await registrar.disclose(
        by: action, on: record, answers: answers, command: command, for: session)
      disclosed = pack
      return receipt
    }
    let reason = answers[Removal.reason.name].flatMap { String($0) } ?? ""
    switch action.id {
    case FieldChange.id:
      let changed = FieldChange.changed(record, asks.first?.name ?? "", answers)
      return try await registrar.save([changed], command: command, warningsAccepted: true, for: session)
    case Removal.id:
      return try await registrar.remove(record, reason: reason, command: command, for: session)
    case Removal.restoringID:
      return try await registrar.restore(record, reason: reason, command: command, for: session)
    default:
      return try await registrar.perform(
        action, on: record, answers: answers, files: incomingFiles(), command: command, for: session)
    }
  }

  /// The files whose paths were typed.
  private func incomingFiles() throws(RegistrarError) -> [IncomingFile] {
    var files: [IncomingFile] = []
    for field in action.fileQuestions {
      guard case .text(let path) = form.record[field.name] else { continue }
      files.append(try app.incomingFile(path, for: field))
    }
    return files
  }

  private func finish(_ receipt: Receipt) async {
    let answers = answers
    password?.clear()
    await draft.drop()
    app.drop()
    let named = app.ownName(of: records[0], recordNames) ?? ""
    let next = action.afterwards.isEmpty ? "" : " " + action.afterwards
    let deed = action.title == "Done" ? action.title : "\(action.title): done"
    // What is to be done now has the room that the name would take.
    let owed = app.owedWords(receipt)
    let about: DisplayText = owed.isBlank ? DisplayText(named.isEmpty ? "" : " \(named).") : " \(owed)"
    app.did(doneWords ?? "\(deed).\(about)\(next)", receipt, deed: action.deed)
    await done(receipt)
    await then?(answers)
  }

  private func refused(_ error: RegistrarError) async {
    await keep()
    if await whenRefused?(error) == true { return }
    switch error {
    case .needsConfirmation:
      if password == nil { password = Password.fresh() }
      focus = .password
      takesPIN = await hasPIN()
      app.message = Message(
        takesPIN
          ? "Type your PIN or password to show that it is you."
          : "Type your password to show that it is you.", .refused)
    case .refused(let violations):
      let others = form.take(violations)
      // What is spoken against as a whole may come of a question that was passed over.
      if form.problemCount == 0 { _ = form.take(passedOver) }
      if form.toFirstProblem() { focus = .fields }
      app.message = Message(DisplayText((others.first ?? violations.first)?.words ?? ""), .refused)
    case .changedMeanwhile:
      app.message = Message("The record changed after you opened this. Look at the changes again.", .refused)
      await reload()
    default: await app.say(error)
    }
  }

  /// The questions that must be answered and are empty.
  private var passedOver: [Violation] {
    // Of many records not every question arises on each.
    if isBulk { return [] }
    return form.shown.map { form.entries[$0].field }.filter { field in
      field.isRequired && field.filling == nil && form.record[field.name].isEmpty
    }.map { Violation(unanswered: $0.label, field: $0.name, of: action.title) }
  }

  private func reload() async {
    guard let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      var fresh: [Record] = []
      for record in records {
        guard let id = record.id else { continue }
        fresh.append(try await registrar.record(id, of: record.type, for: session))
      }
      records = fresh
      await look(anew: true)
    } catch {
      await app.say(error)
    }
  }
}

extension Preview {
  /// The same without what is still to be asked; a record of which nothing else would change is left out.
  func without(_ unanswered: Set<String>) -> Preview {
    if unanswered.isEmpty { return self }
    let known = changes.compactMap { change -> Change? in
      let fields = change.fields.filter { !unanswered.contains($0.field.name) }
      if fields.isEmpty, !change.fields.isEmpty { return nil }
      return Change(record: change.record, name: change.name, isNew: change.isNew, fields: fields)
    }
    return Preview(changes: known, checks: checks, warnings: warnings, refusal: refusal, effects: effects)
  }

  /// The records that its changes lead from and to.
  var references: [(type: String, id: RecordID)] {
    changes.flatMap(\.fields).flatMap { field, before, after in
      [before, after].compactMap { value in
        guard case .reference(let id) = value, let target = field.target else { return nil }
        return (target, id)
      }
    }
  }
}
