import Records
import Storage

/// An action about to be done: what it asks, what it would change, and who must show who they are.
@MainActor
package final class AskModel: ScreenModel {
  package let app: AppModel
  package let action: Action
  /// One record, or those marked for a bulk change.
  package private(set) var records: [Record]
  package private(set) var recordNames: [RecordID: String] = [:]
  package private(set) var form: FieldForm
  package private(set) var previews: [Preview] = []
  package private(set) var focus: Focus = .fields
  package private(set) var password: Password?
  package private(set) var isChecking = false
  /// What came of each record of a bulk change that could not be changed.
  package private(set) var refusals: [(name: String, words: String)] = []
  private let done: @MainActor (Receipt) async -> Void
  /// What is said when it is done; the title of the action where nothing else is known.
  package var doneWords: DisplayText?
  /// What else is to be tried where it is refused; true where that has told the person.
  package var whenRefused: (@MainActor (RegistrarError) async -> Bool)?
  private let command: RecordID

  package enum Focus: Sendable, Hashable { case fields, button, notNow, password }

  package init(
    _ app: AppModel, _ action: Action, on records: [Record],
    done: @escaping @MainActor (Receipt) async -> Void
  ) {
    self.app = app
    self.action = action
    self.records = records
    self.done = done
    command = app.clock.newID()
    let questions = RecordType(
      "questions", "Questions", one: "question", area: "", resource: "personal", fields: action.asks)
    form = FieldForm(app, Record(questions), fields: action.asks)
    var isAnswered = false
    if records.count == 1, let record = records.first {
      let known = action.completed([:], for: record)
      for (name, value) in known.sorted(by: { $0.key < $1.key }) { form.set(value, of: name) }
      if !known.isEmpty {
        form.focusFirstEmpty()
        isAnswered = form.shown.allSatisfy { !form.record[form.entries[$0].field.name].isEmpty }
      }
    }
    focus = action.asks.isEmpty || isAnswered ? .button : .fields
  }

  package var crumb: DisplayText { DisplayText(action.title) }
  package var scopes: [Scope] { [.ask] }
  package var takesText: Bool { focus == .fields || focus == .password }

  package var status: DisplayText {
    switch focus {
    case .fields: return form.focused?.hint ?? ""
    case .button: return "Focus: \(action.title). Enter does it, Esc leaves everything as it is."
    case .notNow: return "Focus: Not now. Enter leaves everything as it is."
    case .password: return "Your password, to show that it is you. Enter goes on."
    }
  }

  package var isBulk: Bool { records.count > 1 }
  package var warnings: [String] { previews.flatMap(\.warnings) }
  package var refusal: String? { isBulk ? nil : previews.first?.refusal }

  /// Reads the preview of every change.
  package func begin() async {
    guard let (registrar, session) = app.open else { return }
    var previews: [Preview] = []
    do throws(RegistrarError) {
      for record in records {
        let preview = try await registrar.preview(action, on: record, answers: answers, for: session)
        previews.append(preview)
        recordNames.merge(try await registrar.names(of: preview.references, for: session)) { $1 }
        if let id = record.id { recordNames[id] = app.name(of: record) }
      }
      self.previews = previews
      form.name(try await registrar.names(of: form.record.references, for: session))
    } catch {
      await app.say(error)
    }
  }

  package func refresh() async { await begin() }

  package func forget() {
    form.forget()
    previews = []
    password = nil
  }

  private var answers: [String: Value] {
    Dictionary(form.shown.map { (form.entries[$0].field.name, form.entries[$0].value) }) { first, _ in first }
  }

  // MARK: Moving

  package func typed(_ key: Key) async -> Bool {
    switch focus {
    case .fields: return await form.typed(key)
    case .password: return type(key)
    case .button, .notNow: return false
    }
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
    switch focus {
    case .fields: await form.pasted(text)
    case .password: password?.append(contentsOf: Array(text.utf8))
    case .button, .notNow: break
    }
  }

  package func next(by step: Int) async {
    switch focus {
    case .fields:
      guard await form.advance(by: step) == false else { return await begin() }
      if step > 0 { await leaveFields() }
    case .button: focus = step > 0 ? .notNow : action.asks.isEmpty ? .notNow : .fields
    case .notNow:
      focus = step < 0 ? .button : password != nil ? .password : action.asks.isEmpty ? .button : .fields
    case .password: focus = step > 0 ? .button : .notNow
    }
  }

  private func leaveFields() async {
    guard form.problemCount == 0 else { return }
    focus = .button
    await begin()
  }

  package func choose() async { if focus == .fields { await form.choose() } }

  package func accept() async {
    switch focus {
    case .fields: await next(by: 1)
    case .button, .password: await submit()
    case .notNow: await leave()
    }
  }

  /// Leaves everything as it is; what was typed is kept by no draft, so it goes only after a question.
  package func leave() async {
    guard form.isDirty else { return await app.back() }
    app.push(
      .picker(
        PickerModel(
          app, "Leave without doing it?",
          [
            PickerModel.Option("Go on writing") {},
            PickerModel.Option("Leave", detail: "what you typed here is dropped") { [weak app] in
              await app?.back()
            },
          ])))
  }

  // MARK: Doing

  package func submit() async {
    guard let (registrar, session) = app.open, !isChecking else { return }
    guard form.readAll() else {
      focus = .fields
      form.toNextProblem()
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
      app.message = Message(DisplayText(error.words(at: app.clock.now())), .refused)
      focus = .password
      return false
    }
  }

  /// Each record by itself; what is refused is listed, the rest is one undo.
  private func submitAll(_ registrar: Registrar, _ session: Session) async throws(RegistrarError) {
    var receipts: [Receipt] = []
    refusals = []
    for record in records {
      do throws(RegistrarError) {
        receipts.append(
          try await carryOut(on: record, app.clock.newID(), registrar, session))
      } catch {
        if case .needsConfirmation = error { throw error }
        refusals.append((app.name(of: record), error.words))
      }
    }
    let changes = receipts.compactMap(\.undo).flatMap(\.changes)
    let undo = Receipt.Undo(
      changes: changes, title: "\(action.title), \(receipts.count) records", at: app.clock.now())
    let joined = Receipt(records: receipts.flatMap(\.records), undo: changes.isEmpty ? nil : undo)
    let refused = refusals.map { "\($0.name): \($0.words)" }.joined(separator: " ")
    app.drop()
    let words = "\(receipts.count) done" + (refusals.isEmpty ? "." : ", \(refusals.count) not: \(refused)")
    app.did(DisplayText(words), joined, deed: action.deed)
    await done(joined)
  }

  private func carryOut(
    on record: Record, _ command: RecordID, _ registrar: Registrar, _ session: Session
  ) async throws(RegistrarError) -> Receipt {
    guard action.id == Removal.id else {
      return try await registrar.perform(action, on: record, answers: answers, command: command, for: session)
    }
    let reason = answers[Removal.reason.name].flatMap { String($0) } ?? ""
    return try await registrar.remove(record, reason: reason, command: command, for: session)
  }

  private func finish(_ receipt: Receipt) async {
    password?.clear()
    app.drop()
    app.did(doneWords ?? "\(action.title): done.", receipt, deed: action.deed)
    await done(receipt)
  }

  private func refused(_ error: RegistrarError) async {
    if await whenRefused?(error) == true { return }
    switch error {
    case .needsConfirmation:
      if password == nil { password = Password.fresh() }
      focus = .password
      app.message = Message("Type your password to show that it is you.", .refused)
    case .refused(let violations):
      let others = form.take(violations)
      if form.toNextProblem() { focus = .fields }
      app.message = Message(DisplayText((others.first ?? violations.first)?.words ?? ""), .refused)
    case .changedMeanwhile:
      app.message = Message("The record changed after you opened this. Look at the changes again.", .refused)
      await reload()
    default: await app.say(error)
    }
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
      await begin()
    } catch {
      await app.say(error)
    }
  }
}

extension Preview {
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
