import Records
import Storage

/// Doing it, to one record or to each of several, and what is said when it is refused.
extension AskModel {
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
    let about: DisplayText = named.isEmpty ? "" : " \(DisplayText(named).sentence)"
    let told: DisplayText = owed.isBlank ? about : " \(owed)"
    app.did(doneWords ?? "\(deed).\(told)\(next)", receipt, deed: action.deed)
    await done(receipt)
    await then?(answers)
  }

  private func refused(_ error: RegistrarError) async {
    await keep()
    if await whenRefused?(error) == true { return }
    // What came since may be what was not answered.
    if case .refused = error {
      do throws(RegistrarError) { try await readEach() } catch { await app.say(error) }
      // Where the session has ended meanwhile, that is what is said.
      if app.open == nil { return }
    }
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
      try await readEach()
      await look(anew: true)
    } catch {
      await app.say(error)
    }
  }
}
