import Records

extension RecordType {
  /// An outside body that the house works with.
  package static let agencies = RecordType(
    "agencies", "Agencies", one: "agency", area: "Safeguarding", resource: "agencies",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable, .unique]),
      .choice(.agencyType, "Type", .open(name: "agency_type"), [.required, .listed, .indexed]),
      .text(.contactName, "Contact name", [.listed]),
      .text(.contactEmail, "Contact email"),
      .text(.contactPhone, "Contact phone", [.listed]),
      .text(.outOfHoursPhone, "Out of hours phone"),
      .text(.secureEmail, "Secure email"),
      .note(.address, "Address"),
      .json(.externalIDs, "Their numbers"),
      .list(.services, "Services"),
      .text(.areaCovered, "Area covered"),
      .integer(.acknowledgeHours, "Answers within, hours", in: 1...720),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .note(.notes, "Notes"),
    ],
    rules: [.agencyNameIsFree, .retiredAgencyHasNoReferrals],
    namedBy: ["name"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name")
}

extension Rule {
  static let agencyNameIsFree = Rule("an agency has a name of its own, by case and spacing") { _ in
    [Query("agencies").only("name")]
  } check: { agency, book in
    guard let name = agency[.name], book.sets("name", in: agency) else { return nil }
    let words = Text.words(of: name)
    let twin = book.rows(0).first { $0.id != agency.id && Text.words(of: $0[.name] ?? "") == words }
    guard let other = twin?[.name], !words.isEmpty else { return nil }
    return Violation("There is already an agency called \(other).", field: "name")
  }

  static let retiredAgencyHasNoReferrals = Rule("an agency with open referrals stays in use") { agency in
    guard let id = agency.id, agency[.isActive] == false else { return [] }
    return [
      Query("referrals").where(.agencyID, is: id).where(.state, among: ReferralOutcome.open).only("state")
    ]
  } check: { agency, book in
    guard agency[.isActive] == false, book.sets("is_active", in: agency), !book.rows(0).isEmpty else {
      return nil
    }
    let count = book.rows(0).count
    return Violation(
      count == 1
        ? "One referral to this agency is open." : "\(count) referrals to this agency are open.",
      field: "is_active")
  }
}
