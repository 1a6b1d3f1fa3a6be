import Records
import Storage

/// A saved report with its variables filled in: what a list must show to be it.
package struct SavedReport: Sendable {
  /// The deed by which one is made.
  package static let making = "report.make"

  package let title: String
  package let type: RecordType
  package let columns: [Field]
  package let order: ListRequest.Order
  /// The field by which its records are counted at the end.
  package let group: Field?
  package let showsInitials: Bool
  /// It is given to others, so that counts below five are not told.
  package let isShared: Bool
  let filters: [ListFilter]
  let words: String

  /// Why a report cannot be shown to who asks for it.
  package struct Fault: Error, Sendable, Hashable {
    package let words: String
    init(_ words: String) { self.words = words }
  }

  /// Fills a template in for who makes it; what they may not read is refused and not left out.
  package init(
    _ template: Record, _ answers: [String: Value], _ registrar: Registrar, _ session: Session
  ) throws(Fault) {
    guard let outline = ReportOutline(template[.query]), let type = registrar.catalogue[outline.type] else {
      throw Fault("This report cannot be read. Make it anew from its list.")
    }
    title = template[.name] ?? type.title
    self.type = type
    let today = session.zone.day(at: registrar.clock.now())
    let columns = outline.columns.compactMap { type.field($0) }
    self.columns = columns.isEmpty ? type.columns : columns
    group = outline.group.flatMap { type.field($0) }
    let shown = self.columns + [group].compactMap(\.self)
    if let field = registrar.matrix.closedField(among: shown, to: session.role) {
      throw Fault("You may not report on \(field.label.lowercasedFirst).")
    }
    order = outline.order.flatMap { ListRequest.Order($0, of: type) } ?? ListModel.usualOrder(of: type)
    showsInitials = template[.masksIdentity] ?? true
    isShared = template[.isShared] ?? false
    var filters: [ListFilter] = []
    for kept in outline.filters {
      guard let kind = ListFilter.kind(kept.key, of: type),
        let filter = ListFilter(kind, words: kept.words(of: type), of: type, for: session, on: today)
      else {
        throw Fault("The filter “\(kept.words(of: type))” means nothing any more. Make the report anew.")
      }
      filters.append(filter)
    }
    var words = outline.words
    if case .reference(let house) = answers["house_id"], words.contains("house:{house}") {
      words = words.replacing("house:{house}", with: "")
      guard let filter = ListFilter(.house(house), words: "one house", of: type, for: session, on: today)
      else {
        throw Fault("\(type.title) are of no house. Make the report without {house}.")
      }
      filters.append(filter)
    }
    self.filters = filters
    var days = ["from": answers["starts_on"], "to": answers["ends_on"]].compactMapValues { value -> String? in
      if case .day(let day) = value { day.description } else { nil }
    }
    let (year, month, _) = today.parts
    days[ReportOutline.month] = Day(year: year, month: month, day: 1)?.description
    self.words = TextTemplate(words).filled(with: days).text.trimmed
  }

  /// The question for the door, for who has no screen.
  package func request(
    _ registrar: Registrar, _ session: Session
  ) async throws(RegistrarError) -> ListRequest {
    var request = ListRequest(type: type.id, fields: columns.map(\.name))
    let typed = TypedFilter(words, of: type)
    request.conditions =
      filters.flatMap(\.conditions)
      + (try await FilterTerms(registrar, session).conditions(of: typed, on: type))
    request.words = typed.words
    request.order = order
    request.showsInitials = showsInitials
    request.hidesSmallCounts = isShared
    return request
  }
}

extension String {
  fileprivate var trimmed: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension ListModel {
  /// The list that a saved report shows.
  convenience init(_ app: AppModel, _ report: SavedReport) {
    self.init(app, report.type, conditions: [])
    shownReport = report
    standing = report.filters
    words = report.words
    columns = report.columns
    order = report.order
  }
}

/// Reports: kept from a list, and made from their template.
extension AppModel {
  /// Begins a report template that asks for what the list shows: its columns, filters, order.
  package func keepAsReport() async {
    guard let list, let templates = registrar?.catalogue["report_templates"] else { return }
    guard list.standing.allSatisfy({ $0.key != nil }) else {
      message = Message(
        "This list belongs to a record or came from a number. Open \(list.type.title.lowercased()) from More… first.",
        .refused)
      return
    }
    var outline = ReportOutline(type: list.type.id)
    outline.columns = list.columns.map(\.name)
    outline.filters = list.standing.compactMap { filter in
      filter.key.map { ReportOutline.Filter(key: $0) }
    }
    outline.words = keptWords(of: list)
    outline.order = list.order.key
    var template = Record(templates)
    template["query"] = .json(outline.json)
    await add(template)
    if outline.words != list.words, form?.type.id == templates.id {
      message = Message(DisplayText(TypedFilter.notKept), .refused)
    }
  }

  /// What may be kept of the words that stand over a list.
  func keptWords(of list: ListModel) -> String {
    guard let catalogue = registrar?.catalogue else { return "" }
    return TypedFilter.kept(of: list.words, on: list.type, in: catalogue)
  }

  /// Whether a filter says nothing of anybody, so that its words may lie in plain.
  func isNamedOpenly(_ filter: ListFilter, on type: RecordType) -> Bool {
    guard case .value(let name, .reference) = filter.kind else { return true }
    return type.field(name)?.target.flatMap { registrar?.catalogue[$0]?.isNamedOpenly } ?? false
  }

  /// Shows what a report asks for, as a list with all that lists can do; its counts stand before it.
  func open(report template: Record, _ answers: [String: Value]) async {
    guard let (registrar, session) = open else { return }
    let report: SavedReport
    do throws(SavedReport.Fault) {
      report = try SavedReport(template, answers, registrar, session)
    } catch {
      message = Message(DisplayText(error.words), .refused)
      return
    }
    if case .no(let words) = await registrar.availability(of: .read, on: report.type, for: session) {
      message = Message(DisplayText(words), .refused)
      return
    }
    let list = ListModel(self, report)
    push(.list(list))
    await list.refresh()
    message = Message("\(DisplayText(report.title)): p prints it, x writes it to a file.")
    if let group = report.group { await showGroups(of: list, by: group) }
  }

  /// How many records of a report hold what in the field by which it counts, for the end of its print.
  func counts(of list: ListModel) async throws(RegistrarError) -> [DisplayText] {
    guard let field = list.shownReport?.group, !field.isDerived, let (registrar, session) = open else {
      return []
    }
    let found = try await registrar.groups(
      of: list.request(from: .start), by: field.name, limit: 100, for: session)
    let lines = found.groups.map { group in
      let words = group.value.isEmpty ? "none" : text(group.value, field, found.names)
      let count = SmallCount.words(group.count, isShared: list.shownReport?.isShared ?? false)
      return DisplayText("  \(words): \(count)")
    }
    return ["", DisplayText("By \(field.label.lowercasedFirst)")] + lines
  }
}
