import Records

extension RecordType {
  /// Who came into the house.
  package static let visits = RecordType(
    "visits", "Visitors", one: "visit", area: "Routine", resource: "handovers",
    fields: [
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .text(.visitorName, "Visitor", [.required, .listed, .sealed]).page("Visitor"),
      .reference(.residentID, "Resident", to: "residents", [.listed]).help(
        "Empty where they came for the house."),
      .text(.relationshipNote, "How they are related", [.sealed]),
      .text(.organizationName, "Organisation", [.sealed]),
      .instant(.arrivedAt, "Arrived", [.required, .listed, .indexed]).past().starting(with: .now),
      .instant(.leftAt, "Left", [.listed]).past(),
      .flag(.identitySeen, "Identity was seen").starting(false),
      .flag(.isRefused, "Was not let in", [.listed]).starting(false).page("At the door"),
      .note(.refusedReason, "Why not let in", [.sealed]).shown(when: { $0[.isRefused] == true }),
      .flag(.healthQuestionsOK, "Health questions answered"),
      .reference(.hostBy, "Received by", to: "memberships").starting(with: .actor),
      .note(.note, "Note", [.sealed]),
    ],
    rules: [.visitEndsAfterStart, .visitorMayComeIn],
    actions: [.visitorLeaves],
    house: .field("house_id"),
    owners: ["host_by", "created_by"],
    filter: UsualFilter("in the house now", [.isEmpty("left_at"), .equals("is_refused", .flag(false))]),
    order: "-arrived_at",
    indexes: [["house_id", "arrived_at"], ["resident_id", "arrived_at"]])
}

extension Action {
  static let visitorLeaves = Action(
    "visit.leave", "Left", right: .create,
    asks: [.instant(.leftAt, "Left", [.required]).past().starting(with: .now)],
    whyNot: { visit, book in
      if visit[.leftAt] != nil { return Reason("The leaving is written down already.") }
      guard let left = book[.leftAt], let arrived = visit[.arrivedAt], left < arrived else { return nil }
      return Reason("The end cannot be before the start.")
    },
    changes: { visit, book in [visit.answered(book, "left_at")] })
}

extension Rule {
  static let visitEndsAfterStart = Rule("a visitor leaves after arriving") { visit, _ in
    guard let start = visit[.arrivedAt], let end = visit[.leftAt], end < start else { return nil }
    return Violation("The end cannot be before the start.", field: "left_at")
  }

  /// Compared with the people whom the resident must not meet, or any resident of the house where it is a visit to the
  /// house; a visitor who was sent away, or has been and gone, is written down.
  static let visitorMayComeIn = Rule("nobody comes in who must not") { visit in
    let house = visit[.houseID] ?? .zero
    let homes = Query("stays").where(.houseID, is: house).where(.state, is: "active")
    let all = Query("resident_contacts").where(.mustNotContact, is: true)
    let links = Query("resident_links").where(.kind, is: "known_exploiter")
    guard let resident = visit[.residentID] else {
      return [all, homes, links.following(.otherResidentID, to: "residents")]
    }
    return [
      all.where(.residentID, is: resident), homes,
      links.where(.residentID, is: resident).following(.otherResidentID, to: "residents"),
    ]
  } check: { visit, book in
    guard visit[.isRefused] != true, book.sets("visitor_name", in: visit), let name = visit[.visitorName]
    else {
      return nil
    }
    let living = Set(book.rows(1).compactMap { $0[.residentID] })
    let contacts = book.rows(0).filter { contact in
      visit[.residentID] != nil || contact[.residentID].map(living.contains) == true
    }
    let barred = contacts.compactMap { $0[.name] } + book.rows(2).map { Person.name($0) }
    guard barred.contains(where: { Visitors.isSame($0, name) }) else { return nil }
    return Violation(
      "This visitor must not be admitted. Call the shift lead.", field: "visitor_name",
      isWarning: visit[.leftAt] != nil)
  }
}

/// Names as people say them at the door.
enum Visitors {
  /// Whether every part of the shorter name stands in the longer, whatever the order; one part alone is not enough.
  static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (parts(one), parts(other))
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    return short == long && !short.isEmpty || short.count > 1 && short.isSubset(of: long)
  }

  private static func parts(_ name: String) -> Set<String> {
    Set(Text.folded(name).split { !$0.isLetter }.map(String.init))
  }
}
