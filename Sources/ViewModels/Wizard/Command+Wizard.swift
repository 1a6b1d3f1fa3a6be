extension AppModel {
  package var wizard: WizardModel? { if case .wizard(let wizard) = top { wizard } else { nil } }
}

extension Command {
  /// What works while a wizard asks.
  package static let wizards: [Command] = [
    Command("wizard.accept", "Take it and go on", short: "go on", in: .wizard, rank: 1, effect: .write) {
      await $0.wizard?.accept()
    },
    Command("wizard.next", "Next field", short: "next", in: .wizard, rank: 2) {
      await $0.wizard?.next(by: 1)
    },
    Command("wizard.previous", "Previous field", in: .wizard) { await $0.wizard?.next(by: -1) },
    Command(
      "wizard.choose", "Choose from a list", short: "choose", in: .wizard, rank: 3,
      when: { $0.wizard?.hasChoice == true ? .yes : .confidential }
    ) {
      await $0.wizard?.choose()
    },
    Command("wizard.turn", "Next page", short: "next page", in: .wizard, rank: 4) { await $0.wizard?.turn() },
    Command("wizard.back", "Previous page, or leave", short: "back", in: .wizard, rank: 5) {
      await $0.wizard?.back()
    },
  ]
}
