import Records
import Storage

/// Who is to be seen in one night in one house, and who was.
package struct RoundSheet: Sendable {
  package var night: NightRounds?
  /// Those who live in the house, in the order in which it is walked.
  package var people: [Person] = []
  /// The rounds of the night, the first one first.
  package var rounds: [Round] = []
  /// The line that stands for each person on each round, and what it took the place of.
  package var lines: [RecordID: [RecordID: Line]] = [:]
  /// The last line of who has none that stands, because it was taken back: the next one takes its place.
  package var takenBack: [RecordID: [RecordID: RecordID]] = [:]

  package init() {}

  package struct Person: Sendable, Hashable {
    package let stay: RecordID
    package let resident: RecordID
    package let room: DisplayText
    package let name: DisplayText
    /// How often they are looked in on, in minutes; nil for every round of the house, 0 for not at night.
    package let every: Int?
    /// What is known of where they are, as the line for it; nil for in the house.
    package var away: RoundStatus?
    /// They are looked for now.
    package var isMissing: Bool
  }

  package struct Round: Sendable, Hashable {
    package let id: RecordID
    package let window: Range<Instant>?
    package let state: String
    package let standing: RoundStanding
    package let beganAt: Instant
    package let by: DisplayText
  }

  package struct Line: Sendable, Hashable {
    package let id: RecordID
    package let status: RoundStatus
    package let at: Instant
    package let words: DisplayText
    package let isEnteredLater: Bool
    /// What was said before; nil where this is the first line.
    package var former: RoundStatus?
  }

  /// One round of the night as its head says it.
  package struct Slot: Sendable, Hashable {
    package let window: Range<Instant>
    package let standing: RoundStanding
    package let due: Int
  }
}

/// How somebody was seen, or why not.
package enum RoundStatus: String, CaseIterable, Sendable {
  case asleep = "asleep_seen"
  case present
  case out = "signed_out"
  case leave = "on_pass"
  case hospital
  case notFound = "not_found"
  case declined = "declined_entry"

  package var word: DisplayText {
    switch self {
    case .asleep: "asleep"
    case .present: "present"
    case .out: "out"
    case .leave: "leave"
    case .hospital: "hospital"
    case .notFound: "NOT FOUND"
    case .declined: "declined"
    }
  }

  /// What is asked for where the key alone does not say enough.
  package var question: DisplayText? {
    switch self {
    case .present: "doing what"
    case .notFound: "what was done: called, searched, rung"
    case .declined: "how they answered"
    case .asleep, .out, .leave, .hospital: nil
    }
  }

  /// Somebody looked at them.
  ///
  /// An answer through the door shows nobody: `declined` is none, so that the next round asks
  /// for them again.
  package var isSeen: Bool { self == .asleep || self == .present }

  /// It is known where they are, and that is not the house.
  package var isAway: Bool { self == .out || self == .leave || self == .hospital }
}

// MARK: What follows from it

extension RoundSheet {
  /// The round that lines of a window go to: the one under way, else the last one begun.
  package func round(in window: Range<Instant>) -> Round? {
    let own = rounds.filter { $0.window?.lowerBound == window.lowerBound }
    return own.last { $0.state == "under_way" } ?? own.last
  }

  /// Whether somebody is to be looked in on in a window.
  package func isDue(_ person: Person, in window: Range<Instant>) -> Bool {
    guard let night else { return false }
    var (last, asked): (Instant?, Instant?)
    for round in rounds {
      guard let from = round.window?.lowerBound, from < window.lowerBound,
        let line = lines[round.id]?[person.stay]
      else { continue }
      asked = max(asked ?? from, from)
      if line.status.isSeen { last = max(last ?? from, from) }
    }
    return night.isDue(every: person.every, since: last, asked: asked, in: window)
  }

  package func line(of person: Person, in window: Range<Instant>) -> Line? {
    round(in: window).flatMap { lines[$0.id]?[person.stay] }
  }

  package func due(in window: Range<Instant>) -> [Person] { people.filter { isDue($0, in: window) } }

  /// Those who are due and have no line.
  package func left(in window: Range<Instant>) -> [Person] {
    due(in: window).filter { line(of: $0, in: window) == nil }
  }

  /// The rounds of the night as they stand now.
  package func slots(at now: Instant) -> [Slot] {
    guard let night else { return [] }
    return night.windows.map { window in
      let due = due(in: window).count
      let made = RoundStanding.best(
        rounds.filter { $0.window?.lowerBound == window.lowerBound }.map(\.standing))
      return Slot(
        window: window,
        standing: made
          ?? RoundStanding(of: window, grace: night.hours.grace, isAnybodyDue: due > 0, at: now), due: due)
    }
  }
}

extension RoundSheet {
  /// The line in whose place the next one of somebody stands; nil for their first.
  package func corrected(of stay: RecordID, on round: RecordID) -> RecordID? {
    lines[round]?[stay]?.id ?? takenBack[round]?[stay]
  }
}

extension RoundStanding {
  package var word: DisplayText {
    switch self {
    case .upcoming: "to come"
    case .due: "due"
    case .overdue: "OVERDUE"
    case .missed: "MISSED"
    case .nobody: "nobody due"
    case .underWay: "under way"
    case .partDone: "part done"
    case .onTime: "done"
    case .late: "done late"
    case .enteredLater: "entered later"
    }
  }

  package var isUrgent: Bool { [.overdue, .missed, .partDone].contains(self) }
}
