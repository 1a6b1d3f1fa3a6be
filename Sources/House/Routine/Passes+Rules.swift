import Records

/// The steps that a house asks for before leave is approved.
///
/// An adult tells us and does not ask, so none; for a child one, by who holds delegated authority; in the United States
/// cover and the manager, and an approver over three nights.
enum PassSteps {
  static let choices: Choices = ["cover", "manager", "approver"]

  static func asked(of pass: Record, in house: Record?) -> [String] {
    guard let house else { return [] }
    if house[.jurisdiction] == "united_states" {
      let isLong = (PassDays.nights(of: pass, in: .utc) ?? 0) > 3
      return ["cover", "manager"] + (isLong ? ["approver"] : [])
    }
    let takesChildren = YoungPeople.services.contains(house[.serviceModel] ?? "")
    return takesChildren ? ["approver"] : []
  }

  /// The steps done already, by the state.
  static func done(in state: String?) -> Set<String> {
    switch state {
    case "cover_agreed": ["cover"]
    case "manager_ok": ["cover", "manager"]
    default: []
    }
  }

  /// The asked step that is not done before approval, if any.
  static func open(_ pass: Record, _ house: Record?) -> String? {
    let done = done(in: pass[.state])
    return asked(of: pass, in: house).first { $0 != "approver" && !done.contains($0) }
  }
}

/// How long somebody is away on leave.
enum PassDays {
  /// Half an hour past the time said.
  static let grace = 30
  /// Thirteen weeks, after which housing benefit for a planned return ends (Housing Benefit Regulations 2006,
  /// regulation 7).
  static let limit = 13 * 7

  static func nights(of pass: Record, in zone: Zone) -> Int? {
    guard let start = pass[.leftAt] ?? pass[.leavesAt], let end = pass[.returnedAt] ?? pass[.returnsAt] else {
      return nil
    }
    return max(0, zone.day(at: end).number - zone.day(at: start).number)
  }

  static func value(of pass: Record, in zone: Zone) -> Value { nights(of: pass, in: zone)?.value ?? .empty }

  static func isLate(_ pass: Record, _ book: Book) -> Value {
    guard pass[.state] == "out", let end = pass[.returnsAt] else { return .flag(false) }
    return .flag(end.adding(minutes: grace) < book.now)
  }
}

/// Warnings in force that stand against leave.
enum Sanctions {
  static func query(_ resident: RecordID?) -> Query {
    Query("warnings").where(.residentID, is: resident ?? .zero)
      .where(.state, among: ["issued", "acknowledged", "upheld"])
  }

  /// The first of them that has not run out; a verbal note or a point does not stand against leave.
  static func first(of warnings: [Record], on day: Day) -> Record? {
    let kinds = ["written", "final", "corrective_agreement", "behaviour_contract", "notice_to_leave"]
    return warnings.first { kinds.contains($0[.kind] ?? "") && ($0[.expiresOn].map { $0 >= day } ?? true) }
  }
}

extension Rule {
  static let passEndsAfterStart = Rule("leave ends after it begins") { pass, _ in
    guard let start = pass[.leavesAt], let end = pass[.returnsAt], end <= start else { return nil }
    return Violation("The return must be after leaving.", field: "returns_at")
  }

  /// PAS-1.
  static let phaseAllowsPass = Rule("the phase allows leave") { pass in
    [Query("stays").where(.equals("id", (pass[.stayID] ?? .zero).value))] + PhaseTime.reads(of: pass[.stayID])
      + [Person.query(pass[.residentID])]
  } check: { pass, book in
    guard book.former == nil, let phase = book.rows(1).first, let stay = book.rows(0).first,
      let start = pass[.leavesAt]
    else { return nil }
    let name = phase[.name] ?? "This phase"
    if phase[.passAllowed] != true {
      return Violation("\(name) allows no leave.", field: "leaves_at")
    }
    let least = phase[.minimumDaysBeforePass] ?? 0
    let days = PhaseTime.days(of: stay, book.rows(2), until: book.zone.day(at: start), book)
    guard days < least else { return nil }
    return Violation(
      "\(name) allows a pass after \(least) days; \(Person.name(book.rows(3).first)) has \(days).",
      field: "leaves_at")
  }

  static let passSkipsNoAllowance = Rule("leave is no longer than the phase allows") { pass in
    [
      Query("stays").where(.equals("id", (pass[.stayID] ?? .zero).value)).following(.phaseID, to: "phases")
    ]
  } check: { pass, book in
    guard let most = book.rows(0).first?[.maximumPassNights],
      let nights = PassDays.nights(of: pass, in: book.zone),
      book.sets("returns_at", in: pass), nights > most
    else { return nil }
    return Violation(
      "\(book.rows(0).first?[.name] ?? "This phase") allows \(most) nights; that is \(nights).",
      field: "returns_at", isWarning: true)
  }

  /// PAS-8.
  static let absenceWithinLimit = Rule("an absence keeps the benefit") { pass, book in
    guard book.sets("returns_at", in: pass), let nights = PassDays.nights(of: pass, in: book.zone),
      nights > PassDays.limit
    else { return nil }
    return Violation(
      "That makes \(nights / 7) weeks away; benefit may stop after 13.", field: "returns_at", isWarning: true)
  }
}

extension Announcing {
  static let readsOfPass: @Sendable (Record) -> [Query] = { pass in
    [Query("stays").where(.equals("id", (pass[.stayID] ?? .zero).value))]
  }

  static let passMade: @Sendable (Record, Book) -> [Notice] = { _, book in
    let house = book.rows(0).first?[.houseID]
    return [
      Notice(
        "approval", "asks for leave: decide on it",
        to: Notice.Audience.leads(of: house),
        needsAction: true, dueAt: book.now.adding(hours: 4))
    ]
  }
}
