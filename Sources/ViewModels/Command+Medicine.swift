import Records
import Storage

extension AppModel {
  package var medicines: MedicineModel? { if case .medicine(let model) = top { model } else { nil } }

  /// Opens the doses of a house; without a moment those that are due.
  package func openMedicines(in house: RecordID? = nil, at moment: Instant? = nil) async {
    let model = MedicineModel(self, house: house, at: moment)
    push(.medicine(model))
    await model.refresh()
  }
}

extension AppModel {
  /// Opens the round of a house with the question what helped.
  func openEffects(in house: RecordID) async {
    await openMedicines(in: house)
    medicines?.showWhenNeeded(ofEverybody: true)
  }
}

extension Command {
  /// What works on the medicine round.
  package static let medicines: [Command] =
    [
      dose("medicine.taken", "Taken, in the way the plan says", short: "taken", rank: 1) { await $0.taken() },
      dose("medicine.took-own", "Took their own, and we saw or were told", short: "took own", rank: 8) {
        await $0.mark(.watched)
      },
      dose("medicine.prompted", "Took it after we reminded them", short: "prompted", rank: 9) {
        await $0.mark(.prompted)
      },
      dose("medicine.refused", "Refused, with why…", short: "refused…", rank: 2) { await $0.mark(.refused) },
      dose("medicine.held", "Held, with why…", short: "held…", rank: 3) { await $0.mark(.held) },
      dose("medicine.not-available", "None here to give, with why…", short: "none…", rank: 4) {
        await $0.mark(.notAvailable)
      },
      dose("medicine.away", "Away from the house", short: "away", rank: 5) { await $0.mark(.away) },
      dose("medicine.asleep", "Asleep", short: "asleep", rank: 6) { await $0.mark(.asleep) },
      dose("medicine.missed", "Missed, with why…", short: "missed…", rank: 12) { await $0.mark(.missed) },
      dose("medicine.when-needed", "Medicines taken when needed…", short: "needed…", rank: 7) {
        $0.showWhenNeeded()
      },
      dose(
        "medicine.already-given", "Given already, against what the screen says…", short: "already given…",
        help: "It is written down as it was, marked, and its incident is sent.", rank: 10
      ) { await $0.alreadyGiven() },
      Command(
        "medicine.time", "Say when this dose was given…", short: "time…", in: .medicine,
        help: "For a dose that was kept on paper; it shows as entered later.", rank: 11
      ) { $0.medicines?.askTime() },
      Command(
        "medicine.label", "Write a medicine down from its label…", short: "from label…", in: .medicine,
        help:
          "For one that came from hospital tonight: it is given from the label until a second person confirms it.",
        rank: 16, effect: .write, when: { $0.may(.create, "medications") }
      ) { $0.medicines?.readLabel() },
      Command(
        "medicine.count", "Count the controlled drug…", short: "count…", in: .medicine,
        help: "Both say what they found before anybody says what should be there.", rank: 17, effect: .write,
        when: { $0.may(.sign, "controlled_drug_balances") }
      ) { await $0.medicines?.count() },
      Command(
        "medicine.reconcile", "Reconcile the medicines of this person…", short: "reconcile…", in: .medicine,
        help: "Two people compare every medicine with what is written down.", effect: .write, when: mayGive
      ) { await $0.medicines?.reconcile() },
      Command(
        "medicine.sheet", "Print the medicine sheet", short: "sheet", in: .medicine,
        help: "The doses that are left of the day, to carry and to fill in with a pen.", rank: 14,
        when: mayGive
      ) { $0.medicines?.showSheet() },
      Command("medicine.next", "Next round", short: "other round", in: .medicine, rank: 13) {
        await $0.medicines?.turn(by: 1)
      },
      Command("medicine.back", "Previous round", in: .medicine) { await $0.medicines?.turn(by: -1) },
      Command("medicine.house", "Choose the house of the round", short: "house", in: .medicine, rank: 15) {
        $0.medicines?.chooseHouse()
      },
    ]
    + [
      ("up", "Up", -1), ("down", "Down", 1), ("page-up", "Ten up", -10), ("page-down", "Ten down", 10),
      ("first", "To the first dose", -1_000), ("last", "To the last dose", 1_000),
    ].map { name, title, step in
      Command("medicine.\(name)", title, in: .medicine) { $0.medicines?.move(by: step) }
    }

  private static func dose(
    _ id: String, _ title: String, short: String, help: String = "", rank: Int,
    _ perform: @escaping @MainActor (MedicineModel) async -> Void
  ) -> Command {
    Command(id, title, short: short, in: .medicine, help: help, rank: rank, effect: .write, when: mayGive) {
      guard let model = $0.medicines else { return }
      await perform(model)
    }
  }

  /// The right to sign what became of a dose.
  private static func mayGive(_ app: AppModel) -> Availability { app.may(.sign, "medication_events") }
}
