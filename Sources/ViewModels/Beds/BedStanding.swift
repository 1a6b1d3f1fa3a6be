import Records

/// How a bed stands at one moment; no such state is stored.
package enum BedStanding: Int, CaseIterable, Sendable, Hashable {
  case occupied, missing, hospital, leave, reserved, void, closed
  /// Somebody is expected to have left by then, but nobody knows yet.
  case uncertain

  package var sign: DisplayText {
    switch self {
    case .occupied: "#"
    case .missing: "!"
    case .hospital: "+"
    case .leave: "~"
    case .reserved: "="
    case .void: "."
    case .closed: "x"
    case .uncertain: "?"
    }
  }

  /// In the key of signs and in sums.
  package var word: DisplayText {
    switch self {
    case .occupied: "occupied"
    case .missing: "MISSING"
    case .hospital: "hospital"
    case .leave: "leave"
    case .reserved: "reserved"
    case .void: "void"
    case .closed: "closed"
    case .uncertain: "not known"
    }
  }

  /// Whether a resident has the bed, in it or away.
  package var isInUse: Bool {
    switch self {
    case .occupied, .missing, .hospital, .leave: true
    case .reserved, .void, .closed, .uncertain: false
    }
  }
}

/// What is known of one bed: who has it, who will, and what holds or closes it.
package struct BedFacts: Sendable, Hashable {
  package let id: RecordID
  package let label: String
  /// The stored state: `available`, `held`, `to_clean`, `out_of_service`.
  package let state: String
  package let isRoomClosed: Bool
  /// Now and to come, the earliest first.
  package let uses: [Use]
  /// Open holds and voids.
  package let closures: [Closure]
  /// Somebody has it, or will, whom the reader may not know; nil where nobody does.
  package let veil: Veil?

  package enum Veil: Sendable, Hashable { case occupied, reserved }

  package struct Use: Sendable, Hashable {
    package let id: RecordID
    package let stay: RecordID?
    package let resident: RecordID?
    package let from: Instant
    package let until: Instant?
    /// The last day the stay is expected to have.
    package let leaves: Day?
    /// Nobody knows where they are.
    package let isMissing: Bool

    package init(
      id: RecordID, stay: RecordID?, resident: RecordID?, from: Instant, until: Instant? = nil,
      leaves: Day? = nil, isMissing: Bool = false
    ) {
      self.isMissing = isMissing
      self.id = id
      self.stay = stay
      self.resident = resident
      self.from = from
      self.until = until
      self.leaves = leaves
    }

    package func covers(_ moment: Instant) -> Bool {
      from <= moment && (until ?? Instant(milliseconds: .max)) > moment
    }
  }

  package struct Closure: Sendable, Hashable {
    package let id: RecordID
    package let kind: String
    package let from: Day
    /// The day on which it is expected to end.
    package let until: Day?
    package let note: String

    package init(id: RecordID, kind: String, from: Day, until: Day?, note: String = "") {
      self.id = id
      self.kind = kind
      self.from = from
      self.until = until
      self.note = note
    }
  }

  package init(
    id: RecordID, label: String, state: String, isRoomClosed: Bool = false, uses: [Use] = [],
    closures: [Closure] = [], veil: Veil? = nil
  ) {
    self.veil = veil
    self.id = id
    self.label = label
    self.state = state
    self.isRoomClosed = isRoomClosed
    self.uses = uses
    self.closures = closures
  }

  /// What the bed says of itself and no use explains: it is taken by somebody whom the reader may not know.
  package static func veil(_ occupancy: String?, uses: [Use], at moment: Instant) -> Veil? {
    switch occupancy {
    case "occupied": uses.contains { $0.covers(moment) } ? nil : .occupied
    case "reserved": uses.isEmpty ? .reserved : nil
    default: nil
    }
  }

  /// The use that covers a moment.
  package func use(at moment: Instant) -> Use? {
    uses.first { $0.covers(moment) }
  }

  /// The next use that begins after a moment.
  package func nextUse(after moment: Instant) -> Use? { uses.first { $0.from > moment } }

  /// The closure that says why the bed is as it is on a day.
  package func closure(on day: Day) -> Closure? {
    closures.first { $0.from <= day && ($0.until ?? Day(number: .max)) >= day }
      ?? closures.first {
        $0.from <= day
      }
  }

  /// What a bed that was left still waits for before it can be offered.
  package enum Wait: Sendable, Hashable {
    case cleaning, inspection

    /// The action that ends the wait.
    package var action: String {
      switch self {
      case .cleaning: "bed.cleaned"
      case .inspection: "bed.inspect"
      }
    }
  }

  package var wait: Wait? {
    guard state == "to_clean" else { return nil }
    return closures.contains { $0.kind == "cleaning" } ? .cleaning : .inspection
  }

  /// Whether a free bed can be offered at once.
  package var isReady: Bool { state == "available" && closures.isEmpty }
}

// MARK: The derivation

extension BedFacts {
  /// How the bed stands at a moment that lies on `day`, seen from `today`.
  ///
  /// A resident who has the bed wins over everything, and that they are missing over where else they would be; then what closes it, then what holds it for somebody. What is
  /// expected to have ended by a day to come is uncertain from then on; today it stands until somebody ends it. Who may
  /// not be known has the bed on every day: a day of coming or going would tell of them.
  package func standing(at moment: Instant, on day: Day, today: Day) -> BedStanding {
    let isAhead = day > today
    let current = closures.first { $0.from <= day && !(isAhead && ($0.until ?? day) < day) }
    let hasPassed = isAhead && closures.contains { $0.from <= day && ($0.until ?? day) < day }
    if veil == .occupied { return .occupied }
    if let use = use(at: moment) {
      if use.isMissing { return isAhead ? .uncertain : .missing }
      switch current?.kind {
      case "hold_hospital": return .hospital
      case "hold_pass": return .leave
      default: break
      }
      let wasAway = closures.contains { $0.kind == "hold_hospital" || $0.kind == "hold_pass" }
      if wasAway && hasPassed { return .uncertain }
      if isAhead, let leaves = use.leaves, leaves < day { return .uncertain }
      return .occupied
    }
    if isRoomClosed { return .closed }
    switch current.map({ BedFacts.effect(of: $0.kind) }) {
    case .closes: return .closed
    case .holds: return .reserved
    case .frees, nil: break
    }
    if state == "out_of_service" || state == "retired", !hasPassed { return .closed }
    if nextUse(after: moment) != nil || veil == .reserved { return .reserved }
    if state == "held", closures.isEmpty { return .reserved }
    return .void
  }

  package enum Effect: Sendable { case holds, closes, frees }

  /// What a hold or void of a kind does to a bed that nobody is in.
  package static func effect(of kind: String) -> Effect {
    switch kind {
    case "hold_offer", "hold_pass", "hold_hospital": .holds
    case "minor_repair", "major_works", "safety", "withdrawn": .closes
    default: .frees
    }
  }

  /// The kinds of closures that hold a bed, and those that take it out of use.
  package static let holds = ["hold_offer", "hold_pass", "hold_hospital"]
  package static let closings = ["minor_repair", "major_works", "safety", "withdrawn"]
}

/// How many beds stand how.
package struct BedCensus: Sendable, Hashable {
  package private(set) var counts: [BedStanding: Int] = [:]
  /// Free beds that are not ready to be offered.
  package private(set) var notReady = 0

  package init() {}

  package init(_ beds: some Sequence<BedFacts>, at moment: Instant, on day: Day) {
    for bed in beds { add(bed.standing(at: moment, on: day, today: day), isReady: bed.isReady) }
  }

  /// A census from sums, where there are too many beds to look at each.
  package init(
    beds: Int, live: Int, missing: Int, hospital: Int, leave: Int, held: Int, closed: Int, notReady: Int
  ) {
    counts[.missing] = min(missing, live)
    counts[.hospital] = min(hospital, live)
    counts[.leave] = min(leave, live)
    counts[.occupied] = max(0, live - missing - hospital - leave)
    counts[.reserved] = held
    counts[.closed] = closed
    counts[.void] = max(0, beds - live - held - closed)
    self.notReady = min(notReady, counts[.void] ?? 0)
  }

  package mutating func add(_ standing: BedStanding, isReady: Bool) {
    counts[standing, default: 0] += 1
    if standing == .void, !isReady { notReady += 1 }
  }

  package subscript(standing: BedStanding) -> Int { counts[standing] ?? 0 }
  package var beds: Int { counts.values.reduce(0, +) }
  /// Beds that a resident has, in them or away.
  package var inUse: Int { BedStanding.allCases.filter(\.isInUse).reduce(0) { $0 + self[$1] } }
  /// Of a hundred beds; nil where there is none.
  package var percent: Int? { beds == 0 ? nil : (inUse * 100 + beds / 2) / beds }
}
