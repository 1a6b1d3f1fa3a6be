import Records

extension RecordType {
  /// How long a class of record is kept, and what then.
  package static let retentionPolicies = RecordType(
    "retention_policies", "Retention", one: "retention policy", area: "Rights", resource: "retention_erasure",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable]),
      .choice(.recordClass, "Class of record", .open(name: "record_class"), [.required, .listed, .indexed]),
      .choice(.jurisdiction, "Jurisdiction", .jurisdiction, [.required, .listed]).starting("england"),
      .integer(.keepYears, "Kept for, years", [.required, .listed], in: 0...150),
      .choice(
        .startsFrom, "Counted from",
        [
          "created=When it was made", "closed=When it was closed", "stay_end=End of the stay",
          "birth=Birth", "death=Death", "last_contact=Last contact", "staff_left=When the worker left",
          "superseded=When it was replaced",
        ], [.required, .listed]),
      .choice(
        .thenDo, "Then", ["review", "erase", "pseudonymise", "archive"], [.required, .listed]
      ).starting("review"),
      .text(.legalSource, "Legal source"),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.auditIsKeptSixYears, .childFileIsKept],
    actions: [.askToDestroy, .approveDestruction, .declineDestruction, .callOffDestruction, .destroyDue],
    uniques: [
      Unique(
        ["record_class", "jurisdiction"], when: [.equals("is_active", .flag(true))],
        "Another policy in use says how long these are kept.")
    ],
    namedBy: ["name"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "record_class")
}

/// Until when the file of a resident must be kept.
enum Retention {
  /// The classes of record that a resident's own key seals as a whole.
  private static let classes = [
    "resident_file", "looked_after_child_file", "health_record", "part2_record",
  ]
  /// How many lists ``reads(of:)`` asks for.
  static let lists = 4

  /// The facts that policies count from, for what ``reasonsToKeep(_:from:)`` answers.
  static func reads(of resident: RecordID?) -> [Query] {
    guard let resident else { return [] }
    return [
      Query("retention_policies").where(.equals("is_active", .flag(true)))
        .where(.recordClass, among: classes),
      Query("residents").where(.equals("id", resident.value)),
      Query("stays").where(.residentID, is: resident),
      Query("legal_holds").where(.state, is: "active"),
    ]
  }

  /// The first day on which what a policy speaks of need no longer be kept; nil where its count has not begun.
  static func until(_ policy: Record, _ facts: Facts) -> Day? {
    guard let years = policy[.keepYears] else { return nil }
    let start =
      switch policy[.startsFrom] {
      case "birth": facts.bornOn
      case "death": facts.diedOn
      case "created": facts.madeOn
      case "closed": facts.closedOn
      case "stay_end", "last_contact": facts.leftOn
      case "staff_left": facts.staffLeftOn
      default: facts.supersededOn
      }
    return start?.adding(months: years * 12)
  }

  /// The days that policies count from; nil for what has not happened.
  struct Facts: Sendable {
    var bornOn: Day?
    var diedOn: Day?
    var madeOn: Day?
    var closedOn: Day?
    var leftOn: Day?
    var staffLeftOn: Day?
    var supersededOn: Day?
  }

  /// Every reason why the file cannot be erased yet, from what ``reads(of:)`` found; none where it can.
  static func reasonsToKeep(_ book: Book, from index: Int) -> [String] {
    let resident = book.rows(index + 1).first
    let stays = book.rows(index + 2).filter { $0[.state] != "cancelled" }
    return living(resident, stays) + held(book.rows(index + 3), resident)
      + kept(book.rows(index), resident, stays, book)
  }

  private static func living(_ resident: Record?, _ stays: [Record]) -> [String] {
    if stays.contains(where: { $0[.state] == "active" || $0[.state] == "planned" }) {
      return ["they live here or will, until they have left"]
    }
    switch resident?[.state] {
    case "former", "closed", "deceased", nil: return []
    case "erased": return ["they are erased already"]
    default: return ["their record is in use, until it is closed"]
    }
  }

  private static func held(_ holds: [Record], _ resident: Record?) -> [String] {
    holds.filter { hold in
      if hold[.residentID] != nil { return hold[.residentID] == resident?.id }
      return hold[.staffMemberID] == nil && hold[.recordClass].map(classes.contains) ?? true
    }.map { hold in
      let since = hold[.startsOn].map { " of \($0.inWords)" } ?? ""
      return "legal hold \(hold.called)\(since), until it is released"
    }
  }

  private static func kept(
    _ policies: [Record], _ resident: Record?, _ stays: [Record], _ book: Book
  ) -> [String] {
    guard policies.contains(where: { $0[.recordClass] == "resident_file" }) else {
      return ["no retention policy in use says how long a resident file is kept, until there is one"]
    }
    return ends(policies, resident, stays, book).compactMap { name, day in
      guard let day else { return "\(name), which has not begun to count" }
      return book.today >= day ? nil : "\(name), kept until \(day.inWords)"
    }
  }

  /// By which policy the file is due and since when, where the years of all are over.
  static func due(_ book: Book, from index: Int) -> (by: String, since: Day)? {
    let stays = book.rows(index + 2).filter { $0[.state] != "cancelled" }
    guard book.rows(index).contains(where: { $0[.recordClass] == "resident_file" }) else { return nil }
    let ends = ends(book.rows(index), book.rows(index + 1).first, stays, book)
    guard ends.allSatisfy({ $0.day.map { $0 <= book.today } ?? false }) else { return nil }
    return ends.compactMap { end in end.day.map { (end.name, $0) } }.max { $0.1 < $1.1 }
  }

  /// What the policies that speak of the file say where it is not to erase: each stands against it.
  static func otherwise(_ book: Book, from index: Int) -> [String] {
    speaking(book.rows(index), of: book.rows(index + 1).first).filter { $0[.thenDo] != "erase" }.map {
      policy in
      "\(policy[.name] ?? "the file"), which says to \(policy[.thenDo] ?? "keep") it and not to erase it"
    }
  }

  /// The policies that speak of the file of a resident.
  private static func speaking(_ policies: [Record], of resident: Record?) -> [Record] {
    policies.filter { policy in
      switch policy[.recordClass] {
      case "looked_after_child_file": resident?[.isLookedAfter] == true
      case "part2_record": resident?[.isPart2] == true
      default: true
      }
    }
  }

  /// The policies that speak of the file, each with the first day on which it need no longer be kept.
  private static func ends(
    _ policies: [Record], _ resident: Record?, _ stays: [Record], _ book: Book
  ) -> [(name: String, day: Day?)] {
    var facts = Facts(bornOn: resident?[.bornOn], diedOn: resident?[.diedOn])
    facts.madeOn = resident?.stamp.map { book.zone.day(at: $0.createdAt) }
    // Who never lived here left when the record was last written on.
    facts.leftOn =
      stays.compactMap { $0[.endsOn] }.max() ?? resident?.stamp.map { book.zone.day(at: $0.updatedAt) }
    facts.closedOn = facts.leftOn
    return speaking(policies, of: resident).map { ($0[.name] ?? "the file", until($0, facts)) }
  }
}

extension Rule {
  /// 45 CFR 164.316(b)(2)(i).
  static let auditIsKeptSixYears = Rule("audit records are kept for six years or more") { policy, _ in
    guard policy[.recordClass] == "audit", let years = policy[.keepYears], years < 6 else { return nil }
    return Violation("Audit records are kept for at least six years.", field: "keep_years")
  }

  /// The Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50.
  static let childFileIsKept = Rule("a looked-after child’s file is kept 75 years from birth") { policy, _ in
    guard policy[.recordClass] == "looked_after_child_file" else { return nil }
    if (policy[.keepYears] ?? 75) >= 75, policy[.startsFrom] == "birth" { return nil }
    return Violation(
      "The file of a looked-after child is kept for at least 75 years from birth.", field: "keep_years")
  }
}
