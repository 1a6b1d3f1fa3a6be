import Records

extension DoseGuards {
  /// One thing that speaks against a dose, and what is made of one that was given all the same.
  struct Guard: Sendable, Hashable {
    let code: String
    /// In the list of what a dose was given against.
    let label: String
    /// Nil where going on breaks nothing, as of a medicine that nobody has confirmed yet (MED-9).
    let fault: DoseFault?
    /// Whether the word of who may decide lifts it: the dose is marked nevertheless, and no mistake.
    var isLifted = false
  }

  /// Whether a mark says of a dose that it should not have been given.
  static func isFault(_ code: String?) -> Bool { all.contains { $0.code == code && $0.fault != nil } }

  /// Whether a line is marked with what nobody who may decide has lifted.
  static func isBroken(_ event: Record) -> Bool {
    guard let mark = all.first(where: { $0.code == event[.against] }), mark.fault != nil else { return false }
    return !(mark.isLifted && Doses.isOnWord(event))
  }

  /// The worst first; the list of marks, the reports and the order among several follow from it.
  static let all = [
    Guard(
      code: "allergy", label: "A recorded allergy",
      fault: DoseFault("wrong_medicine", "against a recorded allergy", 4, isAgainstGuard: true)),
    Guard(
      code: "lapsed", label: "Days of it were missed",
      fault: DoseFault("wrong_dose", "after days of it were missed", 4, isAgainstGuard: true),
      isLifted: true),
    Guard(
      code: "duplicate", label: "Given already",
      fault: DoseFault("duplicate", "a second time", 3, isAgainstGuard: true)),
    Guard(
      code: "maximum", label: "Above the most in a day",
      fault: DoseFault("wrong_dose", "above the most in a day", 3, isAgainstGuard: true)),
    Guard(
      code: "too_soon", label: "Too soon after the last",
      fault: DoseFault("wrong_time", "too soon after the last", 3, isAgainstGuard: true)),
    Guard(
      code: "outside", label: "Outside its days",
      fault: DoseFault(
        "wrong_medicine", "before it began or after it ended", 3, isAgainstGuard: true)),
    Guard(
      code: "paused", label: "While it was paused",
      fault: DoseFault("wrong_medicine", "while it was paused", 3, isAgainstGuard: true)),
    Guard(
      code: "early", label: "Before its time",
      fault: DoseFault("wrong_time", "before its time", 2, isAgainstGuard: true)),
    Guard(
      code: "off_plan", label: "At no time of its plan",
      fault: DoseFault("wrong_time", "at a time that is not in its plan", 2, isAgainstGuard: true)),
    Guard(
      code: "alone", label: "Without a second person",
      fault: DoseFault("recording", "without a second person", 3, isAgainstGuard: true)),
    Guard(
      code: "competence", label: "No current competence",
      fault: DoseFault("recording", "without current competence", 2, isAgainstGuard: true),
      isLifted: true),
    // Whoever is given it elsewhere, or is back and was not written as back, has taken it rightly.
    Guard(code: "away", label: "Written as away", fault: nil),
    Guard(code: "unconfirmed", label: "Not confirmed yet", fault: nil),
  ]
}
