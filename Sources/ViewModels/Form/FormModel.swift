import Records
import Storage

/// One record being written: a new one or a change, on pages, with a draft that outlives everything.
@MainActor
package final class FormModel: ScreenModel {
  package let app: AppModel
  package let type: RecordType
  package private(set) var form: FieldForm
  package private(set) var state: State = .editing
  /// The pages by heading, with the places of their entries.
  package private(set) var pages: [Page] = []
  package private(set) var pageIndex = 0
  /// What is wrong with the record as a whole.
  package private(set) var general: [Violation] = []
  package private(set) var scroll = 0
  private let draft: FormDraft
  private var original: Record
  /// A new record as the form began it, before anybody wrote in it.
  private var known: Record?
  private let command: RecordID
  /// What stood in the form when its warnings were shown; they are gone on from as long as it stands.
  private var warned: [String: String]?
  /// The record that a warning speaks of.
  package private(set) var other: Violation.Other?
  /// What the references to forms held when their questions were laid out; nil before that.
  private var laidOut: [Value]?
  /// It is only looked at, and nothing of it is kept.
  private let isTrial: Bool
  private let openedAt: Instant
  private let saved: @MainActor (Receipt) async -> Void
  /// It is opened for a new record of which something is known already.
  private let isBegun: Bool

  package struct Page: Sendable {
    package let title: String
    package let entries: [Int]
  }

  package enum State: Sendable {
    case editing
    /// A draft of this form exists: carry on, or start fresh.
    case offering(DraftQuestion)
    /// Somebody saved first: each field that differs, with whose value to take.
    case comparing(theirs: Record, [Difference], selected: Int)
  }

  package struct Difference: Sendable {
    package let field: Field
    package let mine: Value
    package let theirs: Value
    package var takesMine: Bool
  }

  /// Opens a form for a new record, with what is known already, or for one as it was read.
  ///
  /// `saved` is what to do when it is saved; the form has closed by then.
  package init(_ app: AppModel, _ record: Record, saved: @escaping @MainActor (Receipt) async -> Void) {
    self.app = app
    type = record.type
    isTrial = false
    isBegun = record.id == nil && record.values != record.type.fields.map(\.initial)
    original = record
    openedAt = app.clock.now()
    command = app.clock.newID()
    draft = FormDraft(app, of: record.type.id, subject: record.id)
    self.saved = saved
    form = FieldForm(app, record, fields: FormModel.asked(of: record))
    layOut()
    if isBegun {
      form.focusFirstEmpty()
      showFocusedPage()
    }
  }

  /// Opens a form of questions to look at; what is typed there is never kept.
  package init(_ app: AppModel, trying outline: FormOutline, called title: String) {
    self.app = app
    type = outline.trial(title)
    isTrial = true
    isBegun = false
    original = Record(type)
    openedAt = app.clock.now()
    command = app.clock.newID()
    draft = FormDraft(app, of: type.id, subject: nil)
    saved = { _ in }
    form = FieldForm(app, original, fields: FormModel.asked(of: original))
    layOut()
  }

  /// The fields a form asks: not derived, not filled in by the program, and fixed ones until they are filled.
  package static func asked(of record: Record) -> [Field] {
    let isNew = record.id == nil
    return record.type.fields.filter { field in
      if field.isDerived || field.traits.contains(.filledIn) { return false }
      if case .bytes = field.kind { return false }
      if case .json = field.kind { return false }
      if case .anyReference = field.kind { return false }
      if field.name == "reference" && record.type.referencePrefix != nil { return false }
      if field.name == record.type.workflow?.field { return false }
      return isNew || !field.traits.contains(.fixed) || record[field.name].isEmpty
    }
  }

  package var isNew: Bool { original.id == nil }
  /// When the draft was last stored; nil before the first time.
  package var draftSavedAt: Instant? { draft.savedAt }
  package var crumb: DisplayText {
    isTrial ? DisplayText(type.title) : isNew ? "New \(type.singular)" : "Edit"
  }
  package var scopes: [Scope] { [.form] }
  package var takesText: Bool { true }

  package var status: DisplayText {
    switch state {
    case .offering(let question): return question.words(app.shown(.instant(question.draft.savedAt)))
    case .comparing: return "1 keeps yours, 2 takes theirs. Ctrl-S saves."
    case .editing: break
    }
    if let first = general.first { return DisplayText(first.words) }
    let hint = form.focused?.hint ?? ""
    return form.problemCount > 1
      ? "To put right: \(String(form.problemCount)). \(nextProblemWords) " + hint : hint
  }

  package var position: DisplayText {
    if app.size.tier == .tiny {
      let places = form.shown
      return "\(String((places.firstIndex(of: form.focus) ?? 0) + 1))/\(String(places.count))"
    }
    return pages.count > 1 ? "page \(String(pageIndex + 1)) of \(String(pages.count))" : ""
  }

  private func layOut() {
    var pages: [Page] = []
    var title = type.singular.prefix(1).uppercased() + type.singular.dropFirst()
    var places: [Int] = []
    for (index, entry) in form.entries.enumerated() {
      if let section = entry.field.section {
        if !places.isEmpty { pages.append(Page(title: title, entries: places)) }
        title = section
        places = []
      }
      places.append(index)
    }
    if !places.isEmpty { pages.append(Page(title: title, entries: places)) }
    self.pages = pages
  }

  /// The entries of the page that is open and asked now.
  package var pageEntries: [Int] {
    guard pages.indices.contains(pageIndex) else { return [] }
    let asked = Set(form.shown)
    return pages[pageIndex].entries.filter(asked.contains)
  }

  package func problems(on page: Page) -> Int { page.entries.count { form.entries[$0].problem != nil } }

  private func showFocusedPage() {
    if let index = pages.firstIndex(where: { $0.entries.contains(form.focus) }) { pageIndex = index }
  }
}

// MARK: Life

extension FormModel {
  /// Looks for a draft of this form and reads the names that it shows.
  package func begin() async {
    guard let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      form.name(try await registrar.names(of: original.references, for: session))
      if isNew {
        for index in form.entries.indices where form.entries[index].isReference {
          await form.fillFollowers(of: index)
        }
      }
      await layOutQuestions()
      known = form.record
      // What follows from whom it is about is filled by now.
      if isBegun {
        form.focusFirstEmpty()
        showFocusedPage()
      }
      if let draft = try await draft.find() { state = .offering(DraftQuestion(draft)) }
    } catch {
      await app.say(error)
    }
  }

  /// Asks the questions of the form that the record names, as soon as it names one or another.
  private func layOutQuestions() async {
    let answers = type.askingFields
    let named = answers.compactMap(\.asking?.path.first).map { form.record[$0] }
    guard !isTrial, named != laidOut, let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      if laidOut == nil { original = try await registrar.unfolded(original, for: session) }
      let record = try await registrar.unfolded(form.record, for: session)
      form.ask(record, FormModel.asked(of: record))
      form.name(try await registrar.names(of: record.references, for: session))
      laidOut = named
      layOut()
      showFocusedPage()
    } catch {
      await app.say(error)
    }
  }

  /// Puts the draft back and goes on.
  package func carryOn(_ draft: Draft) async {
    form.restore(draft.content)
    // The draft may name the form whose questions it answers.
    await layOutQuestions()
    form.restore(draft.content)
    self.draft.shows(draft)
    if !isNew, draft.baseRevision != form.record.revision {
      app.message = Message(
        "The record was changed after you wrote this. What you typed stands over it: look before you save.",
        .refused)
    }
    state = .editing
    showFocusedPage()
  }

  package func typed(_ key: Key) async -> Bool {
    switch state {
    case .offering(let question): return await answer(key, question)
    case .comparing(let theirs, let differences, let selected):
      return compare(key, theirs, differences, selected)
    case .editing: break
    }
    let taken = await form.typed(key)
    draft.notice(form)
    await layOutQuestions()
    return taken
  }

  private func answer(_ key: Key, _ question: DraftQuestion) async -> Bool {
    guard DraftQuestion.keeps(key, app.keymap) else { return false }
    var question = question
    switch question.answer(to: key) {
    case .carryOn: await carryOn(question.draft)
    case .dropIt:
      await draft.drop()
      state = .editing
    case nil: state = .offering(question)
    }
    return true
  }

  package func pasted(_ text: String) async {
    guard case .editing = state else { return }
    await form.pasted(text)
    draft.notice(form)
  }

  package var deadline: Instant? { draft.deadline }

  package func due(at now: Instant) async { if draft.isDue(at: now) { await keep() } }

  /// Stores the draft, where something was typed since the last time.
  package func keep() async {
    // A draft has its typist's name on it.
    guard type.anonymity == nil, !isTrial else { return }
    await draft.keep(
      form, baseRevision: form.record.revision,
      step: pages.indices.contains(pageIndex) ? pages[pageIndex].title : "")
  }

  /// Stores the draft when asked to, and says what it still lacks.
  package func keepForLater() async {
    guard case .editing = state else { return }
    if isTrial {
      app.message = Message("This is only a look at the form; nothing of it is kept.", .refused)
      return
    }
    if type.anonymity != nil {
      app.message = Message(
        "No draft is kept of this, for a draft has a name on it. Save it, or leave with Esc.", .refused)
      return
    }
    await form.leave()
    await keep()
    guard app.message?.kind != .failed else { return }
    guard draftSavedAt != nil else {
      app.message = Message("Nothing is written yet, so there is no draft to keep.", .refused)
      return
    }
    let missing = form.record.missing.map(\.label)
    let lacks = missing.isEmpty ? "" : " Still empty: \(missing.joined(separator: ", "))."
    app.message = Message("Kept as your draft, not saved for others.\(lacks) g d lists your drafts.")
  }

  /// What could be kept as a draft is dropped; what could not be is all there is of it, and stays.
  package func forget() { if !form.isDirty { form.forget() } }

  package func refresh() async {
    if await app.closesErased(self, of: [original, form.record], form, since: openedAt) { return }
    guard form.isForgotten, let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      form.recall()
      form.name(try await registrar.names(of: form.record.references, for: session))
      if draft.savedAt != nil, let draft = try await draft.find() { await carryOn(draft) }
    } catch {
      await app.say(error)
    }
  }
}

// MARK: Moving

extension FormModel {
  package func next() async { await advance(by: 1) }
  package func previous() async { await advance(by: -1) }

  private func advance(by step: Int) async {
    await form.leave()
    await layOutQuestions()
    if await form.advance(by: step) { showFocusedPage() }
  }

  /// Enter: takes the line and goes on to the next field.
  package func accept() async { await next() }

  package func turnPage(by step: Int) async {
    await form.leave()
    await layOutQuestions()
    let target = pageIndex + step
    guard pages.indices.contains(target) else { return }
    pageIndex = target
    if let first = pageEntries.first { form.setFocus(first) }
  }

  package func toNextProblem() {
    if form.toNextProblem() { showFocusedPage() }
  }

  /// Says at each of some fields that it is still empty, and goes to the first of them.
  package func pointOut(_ missing: [Field]) {
    _ = form.take(missing.map { Violation(missing: $0.label, field: $0.name) })
    if form.toFirstProblem() { showFocusedPage() }
  }

  package func choose() async { await form.choose() }

  package func go(to index: Int) {
    form.setFocus(index)
    showFocusedPage()
  }
}

// MARK: Saving

extension FormModel {
  package func submit() async {
    guard let (registrar, session) = app.open else { return }
    if isTrial { return tryOut() }
    if case .comparing(let theirs, let differences, _) = state { settleDifferences(theirs, differences) }
    general = []
    other = nil
    form.clearWarnings()
    guard form.readAll() else {
      if form.toFirstProblem() { showFocusedPage() }
      app.message = Message(problemWords, .refused)
      return
    }
    guard !refuseNothing() else { return }
    do throws(RegistrarError) {
      let receipt = try await registrar.save(
        [form.record], command: command, warningsAccepted: warned == form.content, for: session)
      form.isDirty = false
      await draft.drop()
      app.drop()
      if isNew, receipt.records.isEmpty {
        app.sayReceived(receipt)
      } else {
        app.did(await savedWords(receipt, registrar, session), receipt)
      }
      await saved(receipt)
    } catch {
      await refused(error)
    }
  }

  /// Refuses a new draft in which nothing was written: a number in a row that stands for nothing has to be explained
  /// later.
  private func refuseNothing() -> Bool {
    let missing = form.record.missing
    guard isNew, form.isBlank, form.record.values == known?.values, type.workflow?.start == "draft",
      let first = missing.first
    else {
      return false
    }
    _ = form.take([Violation(missing: first.label, field: first.name)])
    if form.toFirstProblem() { showFocusedPage() }
    let labels = missing.map(\.label).joined(separator: ", ")
    app.message = Message(
      "Nothing is written yet, so nothing was saved. It needs \(DisplayText(labels)).", .refused)
    return true
  }

  /// Reads what was typed as saving would, and keeps nothing.
  private func tryOut() {
    guard form.readAll() else {
      toNextProblem()
      app.message = Message(problemWords, .refused)
      return
    }
    let open = form.record.missing
    app.message = Message(
      open.isEmpty
        ? "So the form is asked. Nothing of this is kept."
        : "\(String(open.count)) that must be answered \(open.count == 1 ? "has" : "have") no answer. Nothing of this is kept."
    )
  }

  private var problemWords: DisplayText {
    let count = form.problemCount + general.count
    return count == 1
      ? "1 thing to put right before saving."
      : "\(String(count)) things to put right before saving. \(nextProblemWords)"
  }

  /// How to get from one thing that is wrong to the next.
  private var nextProblemWords: String {
    app.keymap.keys(of: "form.next-error").first.map { "\($0) goes to the next." } ?? ""
  }

  /// How to go on from warnings; those of a field stand beside it.
  private var warningWords: DisplayText {
    let words =
      general.isEmpty ? "Think over what is marked with ?." : general.map(\.words).joined(separator: " ")
    return "\(words)\(other == nil ? "" : " Ctrl-O opens it.") Ctrl-S again saves all the same."
  }

  private func savedWords(
    _ receipt: Receipt, _ registrar: Registrar, _ session: Session
  ) async -> DisplayText {
    guard let record = receipt.records.first else { return "Saved." }
    let reference: String? = record[FieldKey<String>("reference")]
    let saved: DisplayText = reference.map { "Saved as \($0)" } ?? "Saved"
    do throws(RegistrarError) {
      guard let draft = try await registrar.draftStanding(of: record, for: session) else {
        guard isNew, let next = await app.openings(on: record).first(where: \.availability.isYes) else {
          return await saved + nextWords(record, registrar, session)
        }
        let key = app.keymap.keys(of: next.id).first ?? "."
        return "\(saved). Next: \(key) \(next.title.lowercasedFirst)."
      }
      let called: DisplayText = reference == nil ? "Saved as a draft" : saved + ", a draft"
      if draft.step.right == .approve {
        let key = app.keymap.keys(of: draft.step.id).first ?? "."
        let next = draft.lacks ?? "Next: \(key) \(draft.step.title.lowercasedFirst)."
        return draft.waitsForDecision ? "\(saved). \(draft.words) \(next)" : "\(called). \(next)"
      }
      if let lacks = draft.lacks { return "\(called), not sent. \(lacks)" }
      let key = app.keymap.keys(of: draft.step.id).first ?? "."
      return "\(called), not sent yet: \(key) \(draft.step.title.lowercased())."
    } catch {
      return saved + "."
    }
  }

  /// The step that has a key of its own and may follow now, or why a decision that is to follow is not possible yet.
  private func nextWords(
    _ record: Record, _ registrar: Registrar, _ session: Session
  ) async -> DisplayText {
    let state = record.type.workflow.flatMap { String(record[$0.field]) } ?? ""
    let follow = record.type.allActions.first { action in
      action.from.contains(state) && !action.isEnding && !app.keymap.keys(of: action.id).isEmpty
    }
    guard isNew, let action = follow else { return "." }
    do throws(RegistrarError) {
      switch try await registrar.availability(of: action, on: record, for: session) {
      case .yes:
        let key = app.keymap.keys(of: action.id).first ?? "."
        return ". Next: \(key) \(action.title.lowercasedFirst)."
      case .no(let reason) where action.right == .approve: return ". \(DisplayText(reason))"
      case .no, .confidential: return "."
      }
    } catch {
      return "."
    }
  }

  private func refused(_ error: RegistrarError) async {
    switch error {
    case .refused(let violations):
      general = form.take(violations)
      if violations.allSatisfy(\.isWarning) {
        warned = form.content
        other = violations.compactMap(\.other).first
        if form.toWarning() { showFocusedPage() }
        app.message = Message(warningWords, .refused)
      } else {
        if form.toFirstProblem() { showFocusedPage() }
        app.message = Message(general.isEmpty ? problemWords : DisplayText(general[0].words), .refused)
      }
    case .changedMeanwhile(let theirs): await begin(comparing: theirs)
    case .storage(.notUnique(let columns)):
      let field = columns.compactMap { type.field(TokenColumn.field(of: $0, in: type)) }.first
      general = form.take([Violation(error.words, field: field?.name)])
      if form.toFirstProblem() { showFocusedPage() }
      app.message = Message(DisplayText(error.words), .refused)
    default: await app.say(error)
    }
  }

  private func begin(comparing stored: Record) async {
    let mine = form.record
    var theirs = stored
    if let (registrar, session) = app.open {
      do throws(RegistrarError) { theirs = try await registrar.unfolded(stored, for: session) } catch {
        return await app.say(error)
      }
    }
    let differences = form.entries.filter(\.isTouched).compactMap { entry -> Difference? in
      let (left, right) = (mine[entry.field.name], theirs[entry.field.name])
      let wasChangedThere = right != original[entry.field.name]
      return left == right || !wasChangedThere
        ? nil : Difference(field: entry.field, mine: left, theirs: right, takesMine: true)
    }
    form.rebase(on: theirs)
    original = theirs
    if differences.isEmpty {
      app.message = Message(
        "Somebody saved other fields meanwhile; they are merged. Ctrl-S saves yours too.", .refused)
    } else {
      state = .comparing(theirs: theirs, differences, selected: 0)
      app.message = Message("Somebody saved a change first. Choose for each field, then Ctrl-S.", .refused)
    }
  }

  private func compare(_ key: Key, _ theirs: Record, _ differences: [Difference], _ selected: Int) -> Bool {
    var differences = differences
    var selected = selected
    switch key {
    case .up: selected = max(0, selected - 1)
    case .down: selected = min(differences.count - 1, selected + 1)
    case .character("1"), .character("2"):
      differences[selected].takesMine = key == .character("1")
      selected = min(differences.count - 1, selected + 1)
    case .escape:
      state = .editing
      return true
    case .character:
      app.message = Message("Nothing of that was written: 1 keeps yours, 2 takes theirs.", .refused)
      return true
    default: return false
    }
    state = .comparing(theirs: theirs, differences, selected: selected)
    return true
  }

  private func settleDifferences(_ theirs: Record, _ differences: [Difference]) {
    for difference in differences where !difference.takesMine {
      form.set(difference.theirs, of: difference.field.name)
    }
    state = .editing
  }
}
