import Records

/// By when a repair is done.
enum RepairClock {
  /// The days that each priority allows.
  static let days = ["urgent": 1, "high": 3, "medium": 14, "low": 28]

  static func target(of priority: String?, from day: Day) -> Day {
    day.adding(days: days[priority ?? "medium"] ?? 14)
  }

  static func isOverdue(_ repair: Record, on day: Day) -> Value {
    guard let target = repair[.targetOn], let state = repair[.state] else { return .flag(false) }
    return .flag(target < day && !["resolved", "verified", "rejected"].contains(state))
  }
}

extension Rule {
  static let repairSaysWhatWasDone = Rule("a repair that is done says what was done") { repair, _ in
    guard ["resolved", "verified"].contains(repair[.state]), (repair[.resolutionNote] ?? "").isEmpty else {
      return nil
    }
    return Violation("Say what was done.", field: "resolution_note")
  }

  private static let contractor: @Sendable (Record) -> [Query] = { repair in
    repair[.contractorID].map { [Query("contractors").where(.equals("id", $0.value))] } ?? []
  }

  /// MNT-3.
  static let contractorIsInsured = Rule("a contractor who is sent is insured", reads: contractor) {
    repair, book in
    guard book.sets("contractor_id", in: repair), let contractor = book.rows(0).first,
      let last = contractor[.insuranceUntilOn], last < book.today
    else { return nil }
    return Violation(
      "\(contractor[.name] ?? "The contractor")'s insurance expired on \(last.inWords).",
      field: "contractor_id")
  }

  static let contractorIsRegistered = Rule(
    "gas and electrical work is done by who is registered for it", reads: contractor
  ) { repair, book in
    guard book.sets("contractor_id", in: repair) || book.sets("trade", in: repair),
      let trade = repair[.trade], let words = Registrations.guarded[trade],
      let contractor = book.rows(0).first,
      !Registrations.isValid(contractor[.registrations] ?? "", for: trade, on: book.today)
    else { return nil }
    let name = contractor[.name] ?? "The contractor"
    return Violation("\(name) has no valid registration for \(words).", field: "contractor_id")
  }
}

extension Announcing {
  /// Who is on call hears of an urgent hazard alone.
  static let readsOfRepair: @Sendable (Record) -> [Query] = { repair in
    repair[.isHazard] == true && repair[.priority] == "urgent" ? OnCall.reads(for: repair) : []
  }

  /// A hazard is told at once to who leads the house; an urgent one also to who is on call, and it must be answered.
  static let repairReported: @Sendable (Record, Book) -> [Notice] = { repair, book in
    guard repair[.isHazard] == true, repair[.state] == "reported" else { return [] }
    let isUrgent = repair[.priority] == "urgent"
    return [
      Notice(
        "incident", isUrgent ? "is an urgent hazard" : "is a hazard",
        to: Notice.Audience.leads(of: repair[.houseID])
          + (isUrgent ? OnCall.audience(for: repair[.houseID], book, from: 0) : []),
        priority: isUrgent ? "urgent" : "high", needsAction: isUrgent)
    ]
  }
}
