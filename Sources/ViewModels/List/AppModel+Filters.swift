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
      filter.kind != .link && !offered.contains { $0.kind == filter.kind }
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
}

extension SavedFilter {
  /// What it stands for, in words.
  fileprivate var detail: DisplayText {
    let parts = filters.map(\.words) + (text.isEmpty ? [] : ["“\(text)”"])
    return DisplayText(parts.joined(separator: ", "))
  }
}
