import Records
import Storage

/// One record being read: its fields, what belongs to it, what can be done with it.
@MainActor
package final class DetailModel: ScreenModel {
  package let app: AppModel
  package let type: RecordType
  package let id: RecordID
  package private(set) var record: Record?
  package private(set) var names: [RecordID: String] = [:]
  package private(set) var sections: [Section] = []
  package private(set) var sectionIndex = 0
  /// Every action of the type with why not, in the order of the declaration; confidential ones are left out.
  package private(set) var actions: [(action: Action, availability: Availability)] = []
  package private(set) var mayEdit: Availability = .yes
  /// The place of the chosen line among those shown.
  package private(set) var line = 0
  /// Empty fields are shown too.
  package private(set) var showsEmpty = false
  /// The list of the open section, where it is one of records that belong to this one.
  package private(set) var children: ListModel?
  package private(set) var failure: String?
  /// The other records of the list this one was opened from, for going on to the next.
  private let list: ListModel?

  package enum Section: Sendable {
    case fields
    case children(RecordType, field: String, count: Int)
    case history([HistoryLine])

    package var title: String {
      switch self {
      case .fields: "Record"
      case .children(let type, _, let count): count == 0 ? type.title : "\(type.title) \(count)"
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
    record.map { DisplayText(app.name(of: $0)) } ?? DisplayText(type.singular)
  }
  package var scopes: [Scope] { children == nil ? [.record] : children?.scopes ?? [.record] }
  package var takesText: Bool { children?.takesText ?? false }
  package func typed(_ key: Key) async -> Bool { await children?.typed(key) ?? false }
  package func pasted(_ text: String) async { await children?.pasted(text) }

  package var status: DisplayText {
    if let failure { return DisplayText(failure) }
    if let children { return children.status }
    return "Section \(String(sectionIndex + 1)) of \(String(sections.count)), \(section.title)."
  }

  package var position: DisplayText { children?.position ?? list?.position ?? "" }

  package var section: Section {
    sections.indices.contains(sectionIndex) ? sections[sectionIndex] : .fields
  }

  /// The fields shown, in their order.
  package var fields: [Field] {
    guard let record else { return [] }
    return type.fields.filter { isShown($0, record) }
  }

  private func isShown(_ field: Field, _ record: Record) -> Bool {
    switch field.kind {
    case .bytes, .json: return false
    // A counter of the program says nothing to a reader.
    case .integer where field.traits.contains(.filledIn) && !showsEmpty: return false
    default: break
    }
    if isInHead(field) { return false }
    return showsEmpty || (!record[field.name].isEmpty && field.isShown(record))
  }

  /// Whether the line above the sections says it, where there is room for that line.
  private func isInHead(_ field: Field) -> Bool {
    app.size.rows >= 16 && (field.name == "reference" || field.name == type.workflow?.field)
  }

  /// The heading of the part of the record that a field belongs to; empty before the first.
  package func heading(of field: Field) -> String {
    let place = type.index(of: field.name) ?? 0
    return type.fields[...place].last { $0.section != nil }?.section ?? ""
  }

  package var field: Field? { fields.indices.contains(line) ? fields[line] : nil }
}

// MARK: Reading

extension DetailModel {
  package func refresh() async {
    guard let (registrar, session) = app.open else { return }
    do throws(RegistrarError) {
      let record = try await registrar.record(id, of: type, for: session)
      names = try await registrar.names(of: record.references, for: session)
      self.record = record
      failure = nil
      mayEdit = await registrar.availability(of: .update, on: type, record: record, for: session)
      var actions: [(action: Action, availability: Availability)] = []
      for action in type.allActions {
        let availability = try await registrar.availability(of: action, on: record, for: session)
        if availability != .confidential { actions.append((action, availability)) }
      }
      self.actions = actions
      try await layOut(registrar, session)
      line = min(line, max(0, fields.count - 1))
      await children?.refresh()
    } catch {
      record = nil
      failure = error.words
      await app.say(error)
    }
  }

  private func layOut(_ registrar: Registrar, _ session: Session) async throws(RegistrarError) {
    var sections: [Section] = [.fields]
    for (child, field) in registrar.catalogue.references(to: type.id) where app.mayRead(child) {
      guard !child.isPlatform, !child.tags.contains(.internalOnly) else { continue }
      let count = try await registrar.count(
        child.id, where: [.equals(field.name, .reference(id))], for: session)
      let isUsual = DetailModel.isChild(child, of: type, by: field)
      if count > 0 || isUsual { sections.append(.children(child, field: field.name, count: count)) }
    }
    if case .history(let lines) = section {
      sections.append(.history(lines))
    } else {
      sections.append(.history([]))
    }
    self.sections = sections
    sectionIndex = min(sectionIndex, sections.count - 1)
  }

  /// Whether records of `child` are made from this one, and so have their place even while there are none.
  private static func isChild(_ child: RecordType, of type: RecordType, by field: Field) -> Bool {
    field.isRequired && field.traits.contains(.listed) && child.area == type.area
  }

  package func settle() async { await children?.settle() }
  package var deadline: Instant? { children?.deadline }
  package func due(at now: Instant) async { await children?.due(at: now) }

  package func forget() {
    record = nil
    names = [:]
    children?.forget()
    if case .history = section { sections[sectionIndex] = .history([]) }
  }

  package func chosenRecord() async -> Record? {
    if let children { return await children.chosenRecord() }
    return record
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
    case .children(let child, let field, _):
      let list = ListModel(app, child, conditions: [.equals(field, .reference(id))], words: "")
      children = list
      await list.refresh()
    case .history: await readHistory(index)
    }
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
    let count: Int =
      switch section {
      case .fields: fields.count
      case .children: 0
      case .history(let lines): lines.count
      }
    line = min(max(0, line + step), max(0, count - 1))
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

  /// The record that the chosen line refers to.
  package var reference: (type: RecordType, id: RecordID)? {
    guard let record, let field, case .reference(let id) = record[field.name],
      let target = field.target ?? record[FieldKey<String>("subject_type")],
      let type = app.registrar?.catalogue[target]
    else { return nil }
    return (type, id)
  }
}
