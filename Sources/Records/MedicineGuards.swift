/// What a when-needed medicine keeps to: the least time between two doses and the most in 24 hours.
package struct WhenNeeded: Sendable, Hashable {
  package let gapMinutes: Int
  /// Nil where none is said.
  package let most: Int?

  package init(gapMinutes: Int, most: Int?) {
    self.gapMinutes = gapMinutes
    self.most = most
  }

  /// Nil for a medicine that is due at times of its own.
  package init?(_ medicine: Record) {
    guard medicine[.schedule] == "when_needed" else { return nil }
    self.init(gapMinutes: medicine[.prnGapMinutes] ?? 0, most: medicine[.prnMaximumDaily])
  }

  /// Until when somebody has to wait, and why.
  package struct Wait: Sendable, Hashable {
    package let last: Instant
    package let until: Instant
    /// The most in 24 hours is reached; otherwise the gap is not over.
    package let isMost: Bool
  }

  /// When it may be taken again; nil where it may be at `moment`.
  package func wait(after taken: [Instant], at moment: Instant) -> Wait? {
    let taken = taken.filter { $0 <= moment }.sorted(by: >)
    guard let last = taken.first else { return nil }
    let gap = last.adding(minutes: gapMinutes)
    let day = taken.filter { $0 > moment.adding(hours: -24) }
    var most: Instant?
    if let limit = self.most, limit > 0, day.count >= limit { most = day[limit - 1].adding(hours: 24) }
    if let most, most > moment, most >= gap { return Wait(last: last, until: most, isMost: true) }
    return gap > moment ? Wait(last: last, until: gap, isMost: false) : nil
  }
}

/// Whether the name of a medicine meets what somebody is allergic to.
package enum Allergen {
  /// The kinds of conditions that speak against a medicine.
  package static let kinds = ["allergy", "intolerance", "adverse_reaction"]

  /// The classes of medicine that people name as what they are allergic to, with the stems by which their members are
  /// known (WHO, The use of stems in the selection of International Nonproprietary Names, 2018).
  private static let classes: [(names: [String], stems: [String])] = [
    (["penicillin"], ["cillin", "amoxiclav"]),
    (["cephalosporin"], ["cef"]),
    (
      ["nsaid", "anti-inflammator", "aspirin"], ["profen", "aspirin", "naproxen", "fenac", "coxib", "oxicam"]
    ),
    (["sulfa", "sulpha", "sulfonamide", "sulphonamide"], ["sulfa", "sulpha", "trimoxazole"]),
    (["macrolide", "erythromycin"], ["thromycin"]),
    (["tetracycline"], ["cycline"]),
    (["quinolone"], ["oxacin"]),
    (["statin"], ["vastatin"]),
    (
      ["opioid", "opiate", "codeine", "morphine"],
      ["codeine", "morph", "tramadol", "oxycodone", "fentanil", "fentanyl"]
    ),
  ]

  package static func meets(_ allergen: String, medicine: String) -> Bool {
    let (medicine, allergen) = (Text.folded(medicine), Text.folded(allergen))
    if allergen.count >= 3, medicine.contains(allergen) { return true }
    if medicine.count >= 3, allergen.contains(medicine) { return true }
    return classes.contains { members in
      members.names.contains(where: allergen.contains) && members.stems.contains(where: medicine.contains)
    }
  }
}
