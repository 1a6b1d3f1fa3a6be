extension ReportOutline {
  /// What it shows of the records of a type, and by what it chooses and sorts them.
  package func showing(of type: RecordType) -> Showing {
    var showing = Showing(type.id)
    showing.fields = columns + [group].compactMap(\.self)
    showing.conditions = conditions(of: type)
    // The order of names is no order of a field, though some types have one that is called so.
    showing.order = order.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }.flatMap {
      $0 == "name" ? nil : $0
    }
    showing.group = group
    return showing
  }

  /// What it chooses by: the fields of its filters and of its typed terms.
  private func conditions(of type: RecordType) -> [Condition] {
    let typed = TypedFilter(words, of: type).terms.map { term in
      TypedFilter.field(term.key, of: type).map { Condition.isPresent($0.name) } ?? .inHouses([])
    }
    return typed + filters.flatMap { $0.conditions(of: type) }
  }

  /// What stands in a query that no report has; nil where there is nothing of that.
  ///
  /// Whatever else were kept would lie there in plain, read by nobody.
  package static func stray(in text: String) -> String? {
    guard let node = try? JSON5Node(reading: text) else { return nil }
    let known: Set = ["type", "columns", "filters", "words", "order", "group"]
    if let stray = node.members?.first(where: { !known.contains($0.key) }) { return stray.key }
    let filters = (node["filters"]?.list ?? []).flatMap { $0.members ?? [] }
    return filters.first { $0.key != "key" }?.key
  }
}

extension ReportOutline.Filter {
  private var parts: [String] { key.split(separator: " ", maxSplits: 2).map(String.init) }

  /// The field whose value it asks for; nil for every other filter.
  package var field: String? { parts.count > 1 && parts[0] == "value" ? parts[1] : nil }

  /// The fields it speaks of, as conditions over them.
  fileprivate func conditions(of type: RecordType) -> [Condition] {
    switch parts.first {
    case "usual": type.usualFilter?.conditions ?? []
    case "mine": type.owners.map { .isPresent($0) }
    case "open": type.workflow.map { [.isPresent($0.field)] } ?? []
    case "current": [.isPresent("ends_on")]
    case "due": type.dueFields.map { .isPresent($0.name) }
    case "house": [.inHouses([])]
    default: field.map { [.isPresent($0)] } ?? []
    }
  }

  /// What it asks for, without the name of anybody or any house.
  package func words(of type: RecordType) -> String {
    switch parts.first {
    case "usual": return type.usualFilter?.words ?? "as usual"
    case "current": return "not ended"
    case "due": return parts.last == "0" ? "late or today" : "within \(parts.last ?? "") days"
    case "house": return "of one house"
    default: break
    }
    guard let name = field else { return parts.first ?? "" }
    guard let field = type.field(name) else { return name }
    let label = field.label.lowercased()
    guard parts.count > 2 else { return "no \(label)" }
    switch field.kind {
    case .choice(let choices):
      return "\(label): \((choices.members.first { $0.code == parts[2] }?.label ?? parts[2]).lowercased())"
    case .flag: return "\(label): \(parts[2] == "1" ? "yes" : "no")"
    default: return "one \(label)"
    }
  }

  /// Whether its value is of the kind that its field takes: no words of anybody's own.
  package func isFit(for type: RecordType) -> Bool {
    guard let name = field, parts.count > 2 else { return true }
    switch type.field(name)?.kind {
    case .choice(let choices):
      return choices.members.isEmpty
        ? parts[2].allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }
        : choices.members.contains { $0.code == parts[2] }
    case .flag: return ["0", "1"].contains(parts[2])
    case .reference: return RecordID(parts[2]) != nil
    default: return false
    }
  }
}
