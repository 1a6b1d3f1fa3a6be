import Records

/// One of the questions that decide whether a concern is referred, by its pathway (SGC-3).
struct ThresholdQuestion: Sendable {
  let key: FieldKey<String>
  let label: String
  /// The pathway on which it is asked.
  let pathway: String

  private init(_ key: FieldKey<String>, _ label: String, on pathway: String) {
    (self.key, self.label, self.pathway) = (key, label, pathway)
  }

  /// The three of the Care Act 2014, section 42, which are asked of an adult.
  static let careAct = [
    ThresholdQuestion(.careNeeds, "Has needs for care and support", on: "adult"),
    ThresholdQuestion(.atRisk, "Is harmed or at risk of it", on: "adult"),
    ThresholdQuestion(.cannotProtectSelf, "Because of the needs cannot protect themselves", on: "adult"),
  ]

  /// The one of the Children Act 1989, section 47, which is asked of a child.
  static let significantHarm = ThresholdQuestion(
    .significantHarm, "Suffers significant harm, or is likely to", on: "child")

  /// The four of Working Together, which are asked of an allegation about somebody who works here.
  static let mayHaveHarmed = ThresholdQuestion(
    .mayHaveHarmed, "Harmed somebody, or may have", on: "staff_allegation")
  static let possibleOffence = ThresholdQuestion(
    .possibleOffence, "May have committed an offence", on: "staff_allegation")
  static let posesRisk = ThresholdQuestion(
    .posesRisk, "Behaved so that they may pose a risk", on: "staff_allegation")
  static let unsuitable = ThresholdQuestion(
    .unsuitable, "May be unsuitable for this work", on: "staff_allegation")

  static let all = careAct + [significantHarm, mayHaveHarmed, possibleOffence, posesRisk, unsuitable]

  static let answers: Choices = ["yes", "no", "not_known"]

  /// How it stands on the concern.
  var field: Field {
    .choice(key, label, ThresholdQuestion.answers, [.sealed])
      .shown(when: { [pathway] concern in concern[.pathway] == pathway })
  }

  /// How screening asks it.
  var asked: Field {
    .choice(key, label, ThresholdQuestion.answers, [.required]).startingFromRecord()
      .asked(where: { [pathway] concern, _ in concern[.pathway] == pathway })
  }

  /// Which questions of the pathway have no answer, by their labels.
  static func whyNot(_ concern: Record, _ book: Book) -> Reason? {
    let open = all.filter { $0.pathway == concern[.pathway] && (book[$0.key] ?? "").isEmpty }
    guard let first = open.first else { return nil }
    let labels = open.map(\.label).joined(separator: "; ")
    let ground =
      switch first.pathway {
      case "adult": "the Care Act asks it"
      case "child": "it decides whether a child is referred"
      default: "it decides whether an allegation is referred"
      }
    return Reason("Answer this first, for \(ground): \(labels).", at: first.key.name)
  }
}
