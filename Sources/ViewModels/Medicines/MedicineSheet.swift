import Records
import Storage

/// Which doses are due in a house on some days, and what became of them.
package struct MedicineSheet: Sendable {
  package var zone = Zone.utc
  /// The days that are read.
  package var days: ClosedRange<Day>?
  /// Those who live in the house, in the order in which it is walked.
  package var people: [Person] = []
  package var medicines: [RecordID: Medicine] = [:]
  package var rounds: [DoseRound] = []
  /// The doses that nobody gives now, for their medicine is paused; they stand in no round.
  package var paused: [PlannedDose] = []
  /// The line that stands for each dose, by its medicine and when it was due.
  package var lines: [RecordID: [Instant: Line]] = [:]
  /// When-needed doses of the last days, the latest first, by their medicine.
  package var whenNeeded: [RecordID: [Line]] = [:]

  /// The last line of the register of each controlled drug.
  package var balances: [RecordID: Balance] = [:]

  package init() {}

  /// What should be in the cupboard.
  package struct Balance: Sendable, Hashable {
    /// Thousandths of a tablet or millilitre.
    package let thousandths: Int
    /// Whether the last line has its second signature: `given`, `waiting` or `none`.
    package let second: String
    /// Who signs the last line second; blank where nobody is named, or they have no name here.
    package let secondPerson: DisplayText
  }

  package struct Person: Sendable, Hashable {
    package let stay: RecordID
    package let resident: RecordID
    package let room: DisplayText
    package let name: DisplayText
    /// What they are allergic to; empty where it was asked and nothing is known, nil where nobody has asked.
    package var allergies: [String]?
    /// They are out, on leave or in hospital now.
    package let away: RoundStatus?
  }

  package struct Medicine: Sendable, Hashable {
    package let id: RecordID
    package let resident: RecordID
    package let name: String
    package let strength: String
    package let dose: String
    package let instructions: String
    /// A code of the ways of help: `self`, `prompt`, `observe`, `administer`, `covert`.
    package let support: String
    package let isControlled: Bool
    package let isCritical: Bool
    /// A second person has seen the label or letter.
    package let isConfirmed: Bool
    /// It is given no more for now, and stands here for what was due before.
    package let isPaused: Bool
    package let reason: String
    /// Nil where it is due at times of its own.
    package let whenNeeded: WhenNeeded?
    package let writtenAt: Instant
    /// What a reconciliation found that is still open; nil where it matched, or nobody looked.
    package internal(set) var finding: Finding?
  }

  /// A medicine that is not as it is written down.
  package struct Finding: Sendable, Hashable {
    package enum Outcome: String, Sendable {
      case differs, unknown
      /// It was here and on no list; it was written down with the reconciliation.
      case unlisted
    }

    package let outcome: Outcome
    package let at: Instant
    /// What was seen.
    package let words: DisplayText

    /// For the row of its doses.
    package var mark: DisplayText {
      switch outcome {
      case .differs: "differs"
      case .unknown: "cannot be told"
      case .unlisted: "new, not on the list"
      }
    }
  }

  package struct Line: Sendable, Hashable {
    package let id: RecordID
    package let medicine: RecordID
    package let status: DoseStatus
    package let at: Instant
    package let by: DisplayText
    package let words: DisplayText
    package let effect: DisplayText
    package let isEnteredLater: Bool
    /// It was given against a guard.
    package let against: String?
    /// What was said before; nil where this is the first line.
    package let former: DoseStatus?

    /// What it is marked with, as its row says it.
    package var mark: DisplayText? {
      against.map { $0 == "away" ? "written as away" : "against \(DisplayText($0))" }
    }
  }
}

/// What became of a dose.
package enum DoseStatus: String, CaseIterable, Sendable {
  case given
  case watched = "observed_self"
  case prompted, refused, held
  case notAvailable = "not_available"
  case away, asleep, missed, vomited, destroyed
  case mistaken = "entered_in_error"

  package var word: DisplayText {
    switch self {
    case .given: "taken"
    case .watched: "took own"
    case .prompted: "prompted"
    case .refused: "refused"
    case .held: "held"
    case .notAvailable: "none here"
    case .away: "away"
    case .asleep: "asleep"
    case .missed: "MISSED"
    case .vomited: "vomited"
    case .destroyed: "destroyed"
    case .mistaken: "taken back"
    }
  }

  /// What is asked for where the key alone does not say enough.
  package var question: DisplayText? {
    switch self {
    case .refused, .held, .notAvailable, .missed: "why"
    case .given, .watched, .prompted, .away, .asleep, .vomited, .destroyed, .mistaken: nil
    }
  }

  /// The medicine went into the person.
  package var isTaken: Bool { [.given, .watched, .prompted, .vomited].contains(self) }
  /// It went out of the box.
  package var isUsed: Bool { isTaken || self == .destroyed }

  /// The ground that the key alone says.
  var ground: String? {
    switch self {
    case .refused: "refused"
    case .away: "out"
    case .asleep: "asleep"
    case .held, .notAvailable, .missed: "other"
    default: nil
    }
  }
}

extension PlannedDose {
  /// Whether it is the same dose, though its plan may have been read anew.
  package func isSame(_ other: PlannedDose) -> Bool { medicine == other.medicine && due == other.due }
}

/// What speaks against giving a dose now.
package enum DoseGuard: Sendable, Hashable {
  case allergy(String)
  case tooSoon(WhenNeeded.Wait, gapMinutes: Int)
  case maximum(WhenNeeded.Wait)
  case early(Instant)
  case duplicate(Instant, by: DisplayText)
  /// A controlled drug, in a house where two people sign, and nobody else is there.
  case alone

  /// As the event that was given against it is marked.
  package var code: String {
    switch self {
    case .allergy: "allergy"
    case .tooSoon: "too_soon"
    case .maximum: "maximum"
    case .early: "early"
    case .duplicate: "duplicate"
    case .alone: "alone"
    }
  }
}

// MARK: What follows from it

extension MedicineSheet {
  package func line(of dose: PlannedDose) -> Line? { lines[dose.medicine]?[dose.due] }

  /// A line that was written by mistake leaves its dose open.
  package func isSettled(_ dose: PlannedDose) -> Bool {
    line(of: dose).map { $0.status != .mistaken } ?? false
  }

  package func standing(of dose: PlannedDose, at now: Instant) -> DoseStanding {
    dose.standing(isSettled: isSettled(dose), at: now)
  }

  /// The doses of one round in the order in which the house is walked, each person's together.
  ///
  /// In the round of now stands also what is late from the rounds before it, and in every one the dose at the cursor:
  /// it does not go away while a key for it may be on its way.
  package func doses(of round: DoseRound, at now: Instant, keeping held: PlannedDose? = nil) -> [PlannedDose]
  {
    var before = round.window.contains(now) ? late(at: now).filter { $0.due < round.due } : []
    if let held, let kept = doses.first(where: held.isSame),
      !(before + round.doses).contains(where: kept.isSame)
    {
      before.append(kept)
    }
    let places = Dictionary(
      people.enumerated().map { ($1.resident, $0) }, uniquingKeysWith: { first, _ in first })
    return (before + round.doses).sorted { left, right in
      let (one, two) = (places[left.resident] ?? Int.max, places[right.resident] ?? Int.max)
      if one != two { return one < two }
      if left.due != right.due { return left.due < right.due }
      return (medicines[left.medicine]?.name ?? "", left.medicine)
        < (medicines[right.medicine]?.name ?? "", right.medicine)
    }
  }

  /// The doses of a round that nobody gives now, for their medicine is paused.
  package func paused(in round: DoseRound) -> [PlannedDose] {
    paused.filter { round.window.contains($0.due) && zone.day(at: $0.due) == zone.day(at: round.due) }
  }

  package var doses: [PlannedDose] { rounds.flatMap(\.doses) }

  package func late(at now: Instant) -> [PlannedDose] { doses.filter { standing(of: $0, at: now) == .late } }

  /// What speaks against giving a dose at a moment: of several the worst.
  package func against(_ medicine: Medicine, _ dose: PlannedDose?, at moment: Instant) -> DoseGuard? {
    let person = people.first { $0.resident == medicine.resident }
    if let allergy = person?.allergies?.first(where: { Allergen.meets($0, medicine: medicine.name) }) {
      return .allergy(allergy)
    }
    if let dose {
      if let line = line(of: dose), line.status.isTaken { return .duplicate(line.at, by: line.by) }
      let earliest = dose.due.adding(minutes: -DoseStanding.early)
      return moment < earliest ? .early(earliest) : nil
    }
    let taken = whenNeeded[medicine.id, default: []].filter(\.status.isTaken).map(\.at)
    guard let limits = medicine.whenNeeded, let wait = limits.wait(after: taken, at: moment) else {
      return nil
    }
    return wait.isMost ? .maximum(wait) : .tooSoon(wait, gapMinutes: limits.gapMinutes)
  }
}
