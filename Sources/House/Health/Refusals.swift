import Records

/// Doses in a row that were not taken: from when on the prescriber is rung (MED-5).
enum Refusals {
  /// Whether a dose was meant to be taken and was not, for whatever reason was given.
  private static func isUntaken(_ event: Record) -> Bool {
    ["refused", "held", "not_available"].contains(event[.status] ?? "")
  }

  /// Whether somebody is to ring: of a medicine whose time matters at the first, else after so many refusals.
  static func isTold(_ event: Record, _ medicine: Record?, _ earlier: [Record], most: Int) -> Bool {
    if medicine?[.isTimeCritical] == true { return isUntaken(event) }
    return DoseFault.refusals(event, earlier) >= most
  }

  /// Whether this line is the one from which on it is to be told: one action stands for all that follow.
  static func isFirst(_ event: Record, _ medicine: Record?, _ earlier: [Record], most: Int) -> Bool {
    guard isTold(event, medicine, earlier, most: most) else { return false }
    if medicine?[.isTimeCritical] == true { return earlier.first.map { !isUntaken($0) } ?? true }
    return DoseFault.refusals(event, earlier) == most
  }

  /// What the action asks for, with the numbers for advice in the nation of the house.
  ///
  /// Actions are read by more people than medicines are: it names none, and says where the line stands.
  fileprivate static func action(on event: Record, in house: Record?, _ book: Book) -> Record? {
    let label = Doses.statuses.members.first { $0.code == event[.status] }?.label ?? "Not taken"
    let country = Jurisdiction.country(of: house)
    return Reconciliation.action(
      "Ring the prescriber about a medicine",
      "\(label). \(Reconciliation.place(of: event, book)) Ring \(EmergencyNumber.advisers(in: country)) about this dose and the next, and write down what they say. Unwell? \(EmergencyNumber.forHealth(in: country)).",
      about: event[.residentID], in: house, book)
  }
}

extension Consequence {
  static let refusalsAreFollowedUp = Consequence(
    "doses that are refused in a row become an urgent action to ring the prescriber",
    reads: { event in
      guard event[.kind] == "dose" else { return [] }
      let stay = MedicineIncident.stay(of: event[.residentID])
      return Doses.history(event) + [stay.following(.houseID, to: "houses"), Setting.reads(event)]
    },
    changes: { event, book in
      guard book.former == nil, event[.kind] == "dose", let medicine = book.rows(0).first else {
        return [event]
      }
      let house = book.rows(2).first
      let most = Setting.refusals.value(of: book.rows(3), house: house?.id)
      // What is only said anew was told of before.
      let former = Doses.corrected(by: event, among: book.rows(1)).first
      guard former?[.status] != event[.status],
        Refusals.isFirst(event, medicine, Doses.earlier(book.rows(1), than: event), most: most)
      else { return [event] }
      return [event] + [Refusals.action(on: event, in: house, book)].compactMap(\.self)
    })
}
