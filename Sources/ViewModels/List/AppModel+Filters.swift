import Records
import Storage

/// Choosing filters and groups of a list, without typing.
extension AppModel {
  /// Offers the member's own filters, those that the type allows, and each house; Enter puts one on or off.
  package func chooseFilter(selected: Int = 0) async {
    guard let list, let session else { return }
    let saved = preferences.filters(of: list.type)
    var options = saved.map { filter in
      PickerModel.Option(DisplayText(filter.name), detail: filter.detail) { await list.use(filter) }
    }
    var offered =
      ListFilter.offered(of: list.type, for: session, on: wall.day) + (await houseFilters(of: list.type))
    // What was chosen from a group stands here too, so that it can be taken away.
    offered += list.standing.filter { filter in
      filter.key != nil && !offered.contains { $0.kind == filter.kind }
    }
    for filter in offered {
      let place = options.count
      options.append(
        PickerModel.Option("\(filter.words.capitalizedFirst)", isOn: list.stands(filter.kind)) {
          [weak self] in
          await list.toggle(filter)
          await self?.chooseFilter(selected: place)
        })
    }
    options.append(PickerModel.Option("Keep this filter under a name…") { list.beginNaming() })
    if !saved.isEmpty {
      options.append(
        PickerModel.Option("Open this list with…") { [weak self] in self?.chooseOpening(of: list, saved) })
      options.append(
        PickerModel.Option("Forget a filter…") { [weak self] in self?.chooseForgotten(of: list, saved) })
    }
    push(.picker(PickerModel(self, "Filters; Enter puts one on or off", options, selected: selected)))
  }

  private func houseFilters(of type: RecordType) async -> [ListFilter] {
    guard type.hasHouse, let session else { return [] }
    let houses = await rows("houses", [], fields: ["name"], by: "name", limit: 20)
    guard houses.rows.count > 1 else { return [] }
    return houses.rows.compactMap { row in
      ListFilter(
        .house(row.id), words: String(houses.value("name", row)) ?? "", of: type, for: session, on: wall.day)
    }
  }

  private func chooseOpening(of list: ListModel, _ saved: [SavedFilter]) {
    let now = preferences.opening(of: list.type)?.name
    let names: [String?] = [nil] + saved.map(\.name)
    let options = names.map { name in
      PickerModel.Option(DisplayText(name ?? "The usual filter"), isOn: name == now) { [weak self] in
        guard let self else { return }
        preferences.set(opening: name, of: list.type)
        await preferences.save(self)
      }
    }
    push(.picker(PickerModel(self, "Open \(list.type.title.lowercased()) with", options)))
  }

  private func chooseForgotten(of list: ListModel, _ saved: [SavedFilter]) {
    let options = saved.map { filter in
      PickerModel.Option(DisplayText(filter.name), detail: filter.detail) { [weak self] in
        guard let self else { return }
        preferences.forget(filter: filter.name, of: list.type)
        await preferences.save(self)
      }
    }
    push(.picker(PickerModel(self, "Forget which filter?", options)))
  }

  // MARK: Groups

  /// Offers the fields by which the list can be grouped.
  package func chooseGrouping() {
    guard let list else { return }
    let options = list.type.groupingFields.filter { field in
      // A reference that no list shows parts the records into as many groups as there are records.
      !list.isSame(field)
        && (field.target == nil || field.traits.contains(.listed) || field.name == "house_id")
    }.map { field in
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
  private func showGroups(of list: ListModel, by field: Field) async {
    guard let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      let found = try await registrar.groups(
        of: list.request(from: .start), by: field.name, limit: 100, for: session)
      let options = found.groups.map { group -> PickerModel.Option in
        let words = group.value.isEmpty ? "none" : text(group.value, field, found.names)
        let count = DisplayText(String(group.count)).padded(to: 6)
        return PickerModel.Option(count + "  " + DisplayText(words)) { [weak self] in
          guard let self else { return }
          let filter = ListFilter(
            .value(field: field.name, group.value),
            words: "\(field.label.lowercasedFirst): \(words.lowercasedFirst)",
            of: list.type, for: session, on: wall.day)
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
}

extension SavedFilter {
  /// What it stands for, in words.
  fileprivate var detail: DisplayText {
    let parts = filters.map(\.words) + (text.isEmpty ? [] : ["“\(text)”"])
    return DisplayText(parts.joined(separator: ", "))
  }
}

extension DisplayText {
  /// The text with blanks before it, to a number of columns.
  fileprivate func padded(to columns: Int) -> DisplayText {
    DisplayText(String(repeating: " ", count: max(0, columns - text.count))) + self
  }
}
