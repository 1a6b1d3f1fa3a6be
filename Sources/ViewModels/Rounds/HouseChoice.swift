import Records

extension AppModel {
  /// Asks which of several houses is meant.
  func chooseHouse<House: Sendable>(
    _ title: DisplayText, _ houses: [House], at place: Int? = nil, named name: (House) -> DisplayText,
    then body: @escaping @MainActor @Sendable (House) async -> Void
  ) {
    guard houses.count > 1 else {
      message = Message("This is the only house you see.", .refused)
      return
    }
    let options = houses.map { house in PickerModel.Option(name(house)) { await body(house) } }
    push(.picker(PickerModel(self, title, options, selected: place ?? 0)))
  }
}
