import Records

extension RecordType {
  /// How two residents belong together, or that they are kept apart.
  package static let residentLinks = RecordType(
    "resident_links", "Links between residents", one: "link between residents", area: "Residents",
    resource: "resident_identity",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.otherResidentID, "Other resident", to: "residents", [.required, .listed, .fixed]).apart(),
      .choice(
        .kind, "Kind",
        [
          "household=Same household", "head_of_household", "parent_of", "child_of", "sibling", "partner",
          "friend", "keep_apart=Kept apart", "known_exploiter=Known to exploit them",
          "co_dependant=Depend on each other",
        ], [.required, .listed]),
      .choice(.riskLevel, "Risk level", .riskLevel),
      .day(.startsOn, "From"),
      .day(.endsOn, "To"),
      .flag(.isConfidential, "Confidential").starting(false),
      .note(.notes, "Notes", [.sealed]),
    ],
    rules: [.periodOfDays, .twoResidents],
    uniques: [
      Unique(["resident_id", "other_resident_id", "kind"], "These two are linked like that already.")
    ],
    namedBy: ["kind"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    order: "kind",
    indexes: [["kind"]])
}

extension Rule {
  static let twoResidents = Rule("a link joins two residents") { link, _ in
    guard let one = link[.residentID], one == link[.otherResidentID] else { return nil }
    return Violation("A resident cannot be linked to themselves.", field: "other_resident_id")
  }

  /// A warning that names nobody: who reads it may not know of the link.
  static let keptApart = Rule("residents who are kept apart do not come under one roof unseen") { given in
    guard let resident = given[.residentID], let house = given[.houseID] else { return [] }
    return KeptApart.queries(resident, house)
  } check: { given, book in
    guard given.type.id != "bed_assignments" || given[.endsAt] == nil,
      book.former == nil || book.sets("house_id", in: given), KeptApart.holds(book, from: 0)
    else { return nil }
    return Violation(KeptApart.words, field: "resident_id", isWarning: true)
  }
}

/// Who is not to come together with whom.
enum KeptApart {
  static let words =
    "Someone with a bed in this house is kept apart from this resident. Ask the team leader before you go on."

  static func queries(_ resident: RecordID, _ house: RecordID) -> [Query] {
    links(of: resident) + [
      Query("bed_assignments").where(.houseID, is: house).whereEmpty(.endsAt).only("resident_id", "ends_at")
    ]
  }

  static func links(of resident: RecordID) -> [Query] {
    let apart = Query("resident_links").where(.kind, is: "keep_apart")
      .only("resident_id", "other_resident_id", "ends_on")
    return [apart.where(.residentID, is: resident), apart.where(.otherResidentID, is: resident)]
  }

  /// Whether one of those who have a bed is on the other end of a link in force.
  static func holds(_ book: Book, from index: Int) -> Bool {
    let living = book.rows(index + 2).filter { $0[.endsAt] == nil }.compactMap { $0[.residentID] }
    let others = others(book, from: index)
    return living.contains(where: others.contains)
  }

  /// Who is on the other end of a link in force, of the links of one resident from either side.
  static func others(_ book: Book, from index: Int) -> [RecordID] {
    func isInForce(_ link: Record) -> Bool { (link[.endsOn] ?? book.today) >= book.today }
    return book.rows(index).filter(isInForce).compactMap { $0[.otherResidentID] }
      + book.rows(index + 1).filter(isInForce).compactMap { $0[.residentID] }
  }
}
