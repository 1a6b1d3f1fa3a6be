import Records
import Storage

/// Grouping a list: how many of its records hold what in one field.
extension AppModel {
  /// Offers the fields by which the list can be grouped.
  package func chooseGrouping() {
    guard let list else { return }
    let fields = list.type.fields.filter { field in
      // A reference that no list shows parts the records into as many groups as there are records.
      !list.isSame(field)
        && (list.type.groupingFields.contains { $0.name == field.name }
          ? field.target == nil || field.traits.contains(.listed) || field.name == "house_id"
          : list.type.derivedGroupingFields.contains { $0.name == field.name })
    }
    let options = fields.map { field in
      PickerModel.Option(DisplayText(field.label)) { [weak self] in
        await self?.showGroups(of: list, by: field)
      }
    }
    guard !options.isEmpty else {
      message = Message("\(list.type.title) have nothing to be grouped by.", .refused)
      return
    }
    push(.picker(PickerModel(self, "Group \(list.type.title.lowercased()) by", options)))
  }

  /// Shows how many records of the list hold what in a field; Enter filters by it.
  func showGroups(of list: ListModel, by field: Field) async {
    guard let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      var rows: [Value: [RecordID]] = [:]
      let found: ListGroups
      if field.isDerived {
        guard let worked = try await workedOut(list, by: field) else {
          let words = "This list is too long to be grouped by \(field.label). Filter it first."
          message = Message(DisplayText(words), .refused)
          return
        }
        (found, rows) = worked
      } else {
        found = try await registrar.groups(
          of: list.request(from: .start), by: field.name, limit: 100, for: session)
      }
      let options = found.groups.map { group -> PickerModel.Option in
        let words = group.value.isEmpty ? "none" : text(group.value, field, found.names)
        let isShared = list.shownReport?.isShared ?? false
        let count = DisplayText(SmallCount.words(group.count, isShared: isShared)).padded(
          to: isShared ? 12 : 6)
        let filter = filter(of: list, by: field, group.value, words, rows[group.value] ?? [])
        return PickerModel.Option(count + "  " + DisplayText(words)) {
          if let filter, !list.stands(filter.kind) { await list.toggle(filter) }
        }
      }
      guard !options.isEmpty else {
        message = Message("There is nothing here to group.", .refused)
        return
      }
      let more: DisplayText = found.isCut ? ", the 100 largest" : ""
      push(.picker(PickerModel(self, "\(list.type.title) by \(field.label.lowercasedFirst)" + more, options)))
    } catch {
      await say(error)
    }
  }

  /// The filter that leaves one group; of what is worked out for each row and cannot be asked for, the rows as they are.
  private func filter(
    of list: ListModel, by field: Field, _ value: Value, _ name: String, _ rows: [RecordID]
  ) -> ListFilter? {
    guard let session else { return nil }
    let words = "\(field.label.lowercasedFirst): \(name.lowercasedFirst)"
    func filter(_ kind: ListFilter.Kind) -> ListFilter? {
      ListFilter(kind, words: words, of: list.type, for: session, on: wall.day)
    }
    if field.isDerived, field.target == "houses", let house = RecordID(value) {
      if let filter = filter(.house(house)) { return filter }
    }
    if !field.isDerived || field.trail != nil { return filter(.value(field: field.name, value)) }
    return ListFilter(
      kind: .found(field: field.name, value), words: "\(words) at \(wall.time)",
      conditions: [.among("id", rows.map { .reference($0) })])
  }

  /// The rows of a list by what is worked out for each, the largest groups first; nil of a list that is too long for it.
  private func workedOut(
    _ list: ListModel, by field: Field
  ) async throws(RegistrarError) -> (ListGroups, [Value: [RecordID]])? {
    guard let (registrar, session) = open else { throw .sessionEnded }
    var (rows, found) = ([Value: [RecordID]](), ListGroups())
    var (anchor, count): (ListRequest.Anchor, Int) = (.start, 0)
    while true {
      var request = list.request(from: anchor, limit: AppModel.groupedAtOnce)
      request.fields = [field.name]
      let window = try await registrar.window(request, for: session)
      for row in window.rows { rows[row.values[0], default: []].append(row.id) }
      found.names.merge(window.names) { $1 }
      count += window.rows.count
      guard window.rows.count == request.limit, let last = window.rows.last else { break }
      if count >= 4 * AppModel.groupedAtOnce { return nil }
      anchor = .after(ListRequest.Cursor(id: last.id, key: last.key, index: count - 1))
    }
    found.groups = rows.map { ListGroups.Group(value: $0.key, count: $0.value.count) }.sorted {
      $0.count != $1.count
        ? $0.count > $1.count : text($0.value, field, found.names) < text($1.value, field, found.names)
    }
    return (found, rows)
  }

  private static let groupedAtOnce = 500
}

extension DisplayText {
  /// The text with blanks before it, to a number of columns.
  fileprivate func padded(to columns: Int) -> DisplayText {
    DisplayText(String(repeating: " ", count: max(0, columns - text.count))) + self
  }
}
