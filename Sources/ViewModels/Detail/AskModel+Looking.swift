import Records
import Storage

/// What is answered so far, kept as a draft, and what that would change.
extension AskModel {
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

  /// Reads the records of each of which something is asked, and asks it; what was answered of the others stays.
  func readEach() async throws(RegistrarError) {
    guard !isBulk, let (registrar, session) = app.open, let record = records.first else { return }
    var found: [String: FormOutline] = [:]
    var added: [String] = []
    for field in asks {
      guard let each = field.each else { continue }
      let outline = each.outline(try await registrar.records(each.reads(record), for: session))
      if let former = outlines[field.name] {
        let known = Set(former.questions.map(\.name))
        added += outline.questions.filter { $0.conditions.isEmpty && !known.contains($0.name) }.map(\.label)
      }
      found[field.name] = outline
    }
    if found == outlines { return }
    outlines = found
    let former = form.record
    let all = questions.asking(outlines)
    var asked = Record(all)
    for field in all.fields where former.type.index(of: field.name) != nil {
      asked[field.name] = former[field.name]
    }
    let focused = form.focused?.field.name
    form.ask(asked, all.fields.filter { $0.each == nil })
    // What was being chosen for a question that is gone is no answer to another.
    if form.focused?.field.name != focused { form.setFocus(form.focus) }
    if added.isEmpty { return }
    let names = DisplayText(added.joined(separator: ", "))
    app.message = Message("Asked as well, for it was written down meanwhile: \(names).")
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
    do throws(RegistrarError) { try await readEach() } catch { await app.say(error) }
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

  var answers: [String: Value] {
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
