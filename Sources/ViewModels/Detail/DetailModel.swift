import Records
import Storage

/// One record being read: its fields, what belongs to it, what can be done with it.
@MainActor
package final class DetailModel: ScreenModel {
  package let app: AppModel
  package let type: RecordType
  package let id: RecordID
  package private(set) var record: Record?
  /// The record as it is shown: each answer to a form in a field of its own.
  package private(set) var sheet: Record?
  package private(set) var names: [RecordID: String] = [:]
  /// What is read before the record, but for what stands in it as a part.
  package private(set) var glimpses: [Glimpse] = []
  /// The grave alerts among them that are to be acknowledged before anything else of the record is shown.
  package private(set) var unread: [Glimpse] = []
  /// Which page of them is shown, by what was drawn last.
  package var unreadPages = UnreadPages()
  private var acknowledged: Set<RecordID> = []
  /// Who filled in its answers, the latest first.
  package private(set) var contributions: [Contribution] = []
  package private(set) var sections: [Section] = []
  package private(set) var sectionIndex = 0
  /// Every action of the type with why not, in the order of the declaration; confidential ones are left out.
  package private(set) var actions: [(action: Action, availability: Availability)] = []
  /// The records that are begun from it, with why not.
  package private(set) var openings: [Deed] = []
  package private(set) var mayEdit: Availability = .yes
  /// What is signed is not edited but amended.
  package private(set) var isAmended = false
  /// The place of the chosen line among those shown.
  package private(set) var line = 0
  /// Empty fields are shown too.
  package private(set) var showsEmpty = false
  /// The records that belong to this one, as far as they stand in it.
  package private(set) var parts: [Part] = []
  /// Those of them that are drawn on a square.
  package private(set) var plots: [PlottedPart] = []
  /// The list of the open section, where it is one of records that belong to this one.
  package private(set) var children: ListModel?
  package private(set) var failure: String?
  /// The other records of the list this one was opened from, for going on to the next.
  private let list: ListModel?

  package enum Section: Sendable {
    case fields
    case children(Mention, count: DisplayText)
    /// Who else uses it; nil until that was counted.
    case uses([Use]?)
    /// Who filled in which answer.
    case contributions
    case history([HistoryLine])

    func isSame(as other: Section) -> Bool {
      switch (self, other) {
      case (.fields, .fields), (.uses, .uses), (.contributions, .contributions), (.history, .history): true
      case (.children(let mine, _), .children(let theirs, _)):
        mine.type.id == theirs.type.id && mine.field.name == theirs.field.name
      default: false
      }
    }

    package var title: DisplayText {
      switch self {
      case .fields: "Record"
      case .children(let mention, let count):
        count.text == "0" ? DisplayText(mention.title) : "\(mention.title) " + count
      case .uses: "Used in"
      case .contributions: "Filled in by"
      case .history: "History"
      }
    }
  }

  package init(_ app: AppModel, _ type: RecordType, _ id: RecordID, from list: ListModel? = nil) {
    self.app = app
    self.type = type
    self.id = id
    self.list = list
  }

  package var crumb: DisplayText {
    record.map { DisplayText(app.name(of: $0, names)) } ?? DisplayText(type.singular)
  }
  package var scopes: [Scope] {
    if !unread.isEmpty { return [.alert] }
    return children == nil ? [.record] : children?.scopes ?? [.record]
  }
  /// Where text goes to: none while alerts stand before the record.
  private var writable: ListModel? { unread.isEmpty ? children : nil }
  package var takesText: Bool { writable?.takesText ?? false }
  package func typed(_ key: Key) async -> Bool { await writable?.typed(key) ?? false }
  package func pasted(_ text: String) async { await writable?.pasted(text) }

  package var status: DisplayText {
    if let failure { return DisplayText(failure) }
    if !unread.isEmpty { return unreadWords }
    if let children { return children.status }
    if let words = placeWords ?? contributionWords { return words }
    return "Section \(String(sectionIndex + 1)) of \(String(sections.count)), \(section.title)."
  }

  package var position: DisplayText { children?.position ?? list?.position ?? "" }

  package var section: Section {
    sections.indices.contains(sectionIndex) ? sections[sectionIndex] : .fields
  }

  /// The fields shown, in their order.
  package var fields: [Field] {
    guard let sheet else { return [] }
    return sheet.type.fields.filter { isShown($0, sheet) }
  }

  private func isShown(_ field: Field, _ record: Record) -> Bool {
    switch field.kind {
    case .json where field.asking != nil && record[field.name].isUnknown: return true
    case .bytes, .json: return false
    // A counter of the program says nothing to a reader; an amount does.
    case .integer where field.traits.contains(.filledIn) && !field.isThousandths && !showsEmpty: return false
    default: break
    }
    if isInHead(field) || app.isOfAnotherCountry(field, record[field.name]) { return false }
    return showsEmpty || (!record[field.name].isEmpty && field.isShown(record))
  }

  /// Whether the line above the sections says it, where there is room for that line.
  private func isInHead(_ field: Field) -> Bool {
    app.size.rows >= 16 && (field.name == "reference" || field.name == type.workflow?.field)
  }

  /// The heading of the part of the record that a field belongs to; empty before the first.
  package func heading(of field: Field) -> String {
    let type = sheet?.type ?? type
    let place = type.index(of: field.name) ?? 0
    return type.fields[...place].last { $0.section != nil }?.section ?? ""
  }

  package var field: Field? {
    let index = line - glimpses.count
    return fields.indices.contains(index) ? fields[index] : nil
  }

  /// What a line of the record stands for.
  package enum Place: Sendable, Hashable {
    case glimpse(Int)
    case field(Int)
    case row(part: Int, row: Int)
    /// The rows of a part that are not shown, or that there are none.
    case rest(part: Int)
  }

  /// The lines that can be chosen in the record itself: what is read before it, its fields, the rows of its parts.
  package var places: [Place] {
    glimpses.indices.map { .glimpse($0) } + fields.indices.map { .field($0) }
      + parts.indices.flatMap { part in
        parts[part].rows.indices.map { .row(part: part, row: $0) }
          + (parts[part].hasMore || parts[part].rows.isEmpty ? [.rest(part: part)] : [])
      }
  }

  package var place: Place? {
    guard case .fields = section else { return nil }
    return places.indices.contains(line) ? places[line] : nil
  }

  /// The part that the chosen line belongs to.
  package var part: Part? {
    switch place {
    case .row(let part, _), .rest(let part): parts[part]
    case .glimpse, .field, nil: nil
    }
  }

  /// Who gave the answer that is chosen, and in whose place.
  private var contributionWords: DisplayText? {
    guard case .field = place, let field, let last = contributions.first(where: { $0.field == field.name })
    else { return nil }
    let words: DisplayText = "Filled in by \(words(of: last))"
    return words.sentence
  }

  /// A person, the role in which they acted, and when.
  package func words(of contribution: Contribution) -> DisplayText {
    let role = Role(rawValue: contribution.role)?.title.lowercased()
    let former: DisplayText = contribution.replaced.isEmpty ? "" : ", in place of \(contribution.replaced)"
    let when = app.shown(.instant(contribution.at), style: .medium)
    return "\(contribution.name)\(role.map { " (\($0))" } ?? ""), \(when)" + former
  }

  private var placeWords: DisplayText? {
    if case .glimpse(let index) = place {
      let glimpse = glimpses[index]
      return "\(glimpse.heading): \(String(index + 1)) of \(String(glimpses.count)). Enter opens it."
    }
    guard let part else { return nil }
    let add: DisplayText = part.mayAdd.isYes ? " a adds one." : ""
    switch place {
    case .row(_, let row):
      return "\(part.type.title): \(String(row + 1)) of \(part.countWords). Enter opens it." + add
    case .rest where part.rows.isEmpty: return "No \(part.type.title.lowercased()) yet." + add
    case .rest: return "\(part.type.title): \(part.moreWords). Enter lists them all." + add
    default: return nil
    }
  }
}

// MARK: Reading

extension DetailModel {
  package func refresh() async {
    guard let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      try await registrar.noteReading(of: id, type, for: session)
      let record = try await registrar.record(id, of: type, for: session)
      let sheet = try await registrar.unfolded(record, for: session)
      names = try await registrar.names(of: sheet.references, for: session)
      contributions =
        try await type.askingFields.isEmpty ? [] : registrar.contributions(to: record, for: session)
      self.record = record
      self.sheet = sheet
      failure = nil
      mayEdit = await registrar.availability(of: .update, on: type, record: record, for: session)
      // Signed text is amended where it cannot be edited.
      isAmended = await mayEdit.isYes ? false : app.amendment(to: record) != nil
      if isAmended { mayEdit = .yes }
      var actions: [(action: Action, availability: Availability)] = []
      for action in type.allActions where action.concerns(record) {
        let availability = try await registrar.availability(of: action, on: record, for: session)
        if availability != .confidential { actions.append((action, availability)) }
      }
      self.actions = actions
      openings = await app.openings(on: record)
      try await layOut(registrar, session)
      line = min(line, max(0, lineCount - 1))
      await children?.refresh()
    } catch {
      record = nil
      sheet = nil
      failure = error.words
      await app.say(error)
    }
  }

  private func layOut(_ registrar: Registrar, _ session: Session) async throws(RegistrarError) {
    var parts: [Part] = []
    for mention in registrar.catalogue.parts(of: type.id) where app.mayRead(mention.type) {
      guard let part = try await Part(app, mention, of: id) else { continue }
      // Before it is signed, text is edited: nothing is put beside it yet.
      let isOpen = part.mayCome && !(mention.isAmending && record?["signed_at"].isEmpty ?? true)
      if !part.rows.isEmpty || isOpen { parts.append(part) }
    }
    self.parts = parts
    var plots: [PlottedPart] = []
    for part in parts {
      if let plot = try await PlottedPart(app, part, of: id) { plots.append(plot) }
    }
    self.plots = plots
    let partTypes = Set(parts.map(\.type.id))
    glimpses = try await app.glimpses(of: id, type) { $0.isWarning || !partTypes.contains($0.type) }
    let unread = try await unread(registrar, session)
    if unread.map(\.text) != self.unread.map(\.text) { unreadPages = UnreadPages() }
    self.unread = unread
    var sections: [Section] = [.fields]
    sections += parts.map { .children($0.mention, count: $0.countWords) }
    if registrar.catalogue.uses(of: type.id).contains(where: { app.mayRead($0.type) }) {
      sections.append(.uses(nil))
    }
    if !contributions.isEmpty { sections.append(.contributions) }
    sections.append(.history([]))
    let former = section
    self.sections = sections
    // A part may have come or gone; the same section stays open, or the record where it is there no more.
    sectionIndex = sections.firstIndex { $0.isSame(as: former) } ?? 0
    if sectionIndex == 0 { children = nil }
    switch (former, section) {
    case (.history(let lines), .history): self.sections[sectionIndex] = .history(lines)
    case (_, .uses): try await readUses(registrar, session)
    default: break
    }
  }

  /// Counts who else uses the record, as far as a person needs to know.
  private func readUses(_ registrar: Registrar, _ session: Session) async throws(RegistrarError) {
    let mentions = registrar.catalogue.uses(of: type.id).filter { app.mayRead($0.type) }
    let questions = mentions.map { (type: $0.type, conditions: $0.conditions(naming: id)) }
    let counts = try await registrar.counts(of: questions, upTo: Use.limit, for: session)
    let uses = zip(mentions, counts).compactMap { mention, count in
      count.map { Use(mention: mention, count: $0) }
    }
    sections[sectionIndex] = .uses(uses.filter { $0.count > 0 })
  }

  package func settle() async { await children?.settle() }
  package var deadline: Instant? { children?.deadline }
  package func due(at now: Instant) async { await children?.due(at: now) }

  package func forget() {
    record = nil
    sheet = nil
    names = [:]
    glimpses = []
    unread = []
    contributions = []
    parts = []
    plots = []
    children?.forget()
    if case .history = section { sections[sectionIndex] = .history([]) }
  }

  package func chosenRecord() async -> Record? {
    if !unread.isEmpty { return nil }
    if let children { return await children.chosenRecord() }
    return record
  }
}

// MARK: Alerts

extension DetailModel {
  /// The grave alerts that were not acknowledged at this opening; whoever wrote one since they signed in knows it, unless
  /// somebody changed it since.
  private func unread(_ registrar: Registrar, _ session: Session) async throws(RegistrarError) -> [Glimpse] {
    let open = glimpses.filter { $0.mustBeRead && !acknowledged.contains($0.id) }
    guard let type = open.first?.type else { return [] }
    let query = Query(type.id).where(.among("id", open.map { .reference($0.id) }))
    let own = try await registrar.records(query, for: session).filter { alert in
      guard let stamp = alert.stamp else { return false }
      let isOwn = stamp.createdBy == session.membership && stamp.updatedBy == session.membership
      return isOwn && stamp.createdAt >= session.startedAt
    }
    let known = Set(own.compactMap(\.id))
    return open.filter { !known.contains($0.id) }
  }

  private var unreadWords: DisplayText {
    let key = app.keymap.keys(of: "alert.read").first ?? "Enter"
    if !unreadPages.isLast { return "Press \(key) for the next page of these alerts." }
    let what = unread.count == 1 ? "this alert" : "these \(unread.count) alerts"
    return "Press \(key) once you have read \(what); the record follows."
  }

  /// Turns to the next page of the alerts; on the last writes down that they were read and goes on to the record, also
  /// where the home cannot be written.
  package func acknowledge() async {
    if !unread.isEmpty, unreadPages.turn() { return }
    guard let type = unread.first?.type, let (registrar, session) = app.open else { return }
    let ids = unread.map(\.id)
    do throws(RegistrarError) {
      try await registrar.noteAcknowledged(ids, of: type, for: session)
    } catch {
      await app.say(error)
    }
    acknowledged.formUnion(ids)
    unread = []
    unreadPages = UnreadPages()
  }
}

// MARK: Moving

extension DetailModel {
  package func turn(by step: Int) async {
    guard !sections.isEmpty else { return }
    await open(section: (sectionIndex + step + sections.count) % sections.count)
  }

  package func open(section index: Int) async {
    guard sections.indices.contains(index) else { return }
    sectionIndex = index
    children = nil
    line = 0
    switch sections[index] {
    case .fields: break
    case .children(let mention, _):
      let list = ListModel(app, mention.type, conditions: mention.conditions(naming: id), words: "")
      children = list
      await list.refresh()
    case .uses: await countUses()
    case .contributions: break
    case .history: await readHistory(index)
    }
  }

  private func countUses() async {
    guard let (registrar, session) = app.open else { return }
    do throws(RegistrarError) { try await readUses(registrar, session) } catch { await app.say(error) }
  }

  private func readHistory(_ index: Int) async {
    guard let record, let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      sections[index] = .history(try await registrar.history(of: record, for: session))
    } catch {
      await app.say(error)
    }
  }

  package func openHistory() async { await open(section: sections.count - 1) }

  package func move(by step: Int) {
    line = min(max(0, line + step), max(0, lineCount - 1))
  }

  private var lineCount: Int {
    switch section {
    case .fields: places.count
    case .children: 0
    case .uses(let uses): uses?.count ?? 0
    case .contributions: contributions.count
    case .history(let lines): lines.count
    }
  }

  /// Chooses the line of a record that stands in this one; false where it does not.
  package func choose(_ id: RecordID) -> Bool {
    if let children { return children.row?.id == id }
    let place = places.firstIndex { place in
      if case .row(let part, let row) = place { parts[part].rows[row].id == id } else { false }
    }
    guard let place, case .fields = section else { return false }
    line = place
    return true
  }

  /// Opens what the chosen line stands for: a record of a part, all of a part, or those that use this one.
  package func openLine() async -> Bool {
    if case .uses(let uses) = section, let uses, uses.indices.contains(line), let record {
      let (mention, name) = (uses[line].mention, app.name(of: record, names))
      await app.openList(
        mention.type.id, conditions: mention.conditions(naming: id), words: "\(mention.field.label): \(name)")
      return true
    }
    switch place {
    case .glimpse(let index): await app.open(glimpses[index].type.id, glimpses[index].id)
    case .row(let part, let row): await app.open(parts[part].type.id, parts[part].rows[row].id)
    case .rest(let part) where !parts[part].rows.isEmpty: await open(section: part + 1)
    default: return false
    }
    return true
  }

  /// How records of the open part or section name this one; nil where what is shown is no such list.
  package var addition: Mention? {
    if case .children(let mention, _) = section { return mention }
    return part?.mention
  }

  package func toggleEmpty() { showsEmpty.toggle() }

  /// The model of the next or former record of the list it was opened from.
  package func sibling(by step: Int) async -> DetailModel? {
    guard let list else { return nil }
    let before = list.selected
    await list.move(by: step)
    guard list.selected != before, let row = list.row else { return nil }
    return DetailModel(app, type, row.id, from: list)
  }

  /// The questions that the record asks, where it is a form.
  package var outline: FormOutline? {
    guard type.id == "form_templates", case .json(let text) = record?[FieldKey<String>.outline.name] else {
      return nil
    }
    return try? FormOutline(text)
  }

  /// The record that the chosen line refers to.
  package var reference: (type: RecordType, id: RecordID)? {
    guard let sheet, case .field = place, let field, case .reference(let id) = sheet[field.name],
      let target = field.target ?? sheet[FieldKey<String>("subject_type")],
      let type = app.registrar?.catalogue[target]
    else { return nil }
    return (type, id)
  }
}
