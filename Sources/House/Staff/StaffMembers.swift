import Records

extension RecordType {
  /// The employment record of a person, with or without a login.
  package static let staffMembers = RecordType(
    "staff_members", "Staff", one: "staff member", area: "Staff", resource: "staff_records",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["applicant", "active", "on_leave", "suspended", "left", "withdrawn=Withdrawn"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("applicant"),
      .text(.givenName, "First name", [.required, .listed, .sealed, .searchable]).page("Person"),
      .text(.familyName, "Family name", [.required, .listed, .sealed, .searchable]),
      .day(.bornOn, "Born", [.sealed]).past(),
      .choice(.sex, "Sex", .open(name: "sex"), [.sealed]),
      .reference(.addressID, "Address", to: "addresses"),
      .text(.phone, "Phone", [.sealed]),
      .text(.email, "E-mail", [.sealed]),
      .text(.emergencyContactName, "In an emergency, call", [.sealed]),
      .text(.emergencyContactPhone, "Their phone", [.sealed]),
      .text(.jobTitle, "Job title", [.required, .listed]).page("Employment"),
      .choice(.employmentKind, "Employment", .employmentKind, [.required, .listed]),
      .day(.startsOn, "From", [.required, .listed, .indexed]),
      .day(.endsOn, "To", [.listed]),
      .integer(.contractHours, "Contract, hours a week", in: 0...168),
      .flag(.livesIn, "Lives in").starting(false),
      .reference(.supervisorID, "Supervisor", to: "memberships"),
      .day(.nextSupervisionOn, "Next supervision", [.listed, .indexed]).future(),
      .text(.nationalInsuranceNumber, "National insurance number", [.sealed, .unique]).page("Checks"),
      .note(.qualifications, "Qualifications"),
      .text(.professionalRegistration, "Professional registration", [.sealed]),
      .day(.registrationExpiresOn, "Registration runs out", [.indexed]).future(),
      .text(.dbsNumber, "DBS number", [.sealed]),
      .day(.dbsCheckedOn, "DBS checked on", [.indexed]).past().help("Renewed every three years."),
      .flag(.dbsUpdateService, "On the DBS update service"),
      .day(.rightToWorkUntilOn, "Right to work until", [.sealed]).future().help(
        "Empty where it has no end."),
      .integer(.referencesCount, "References seen", in: 0...20).starting(0),
      .day(.drivingLicenceUntilOn, "Driving licence until", [.indexed]).future(),
      .note(.healthNote, "Health", [.sealed]),
      .note(.leavingReason, "Why they left", [.sealed]),
      .integer(.trainingCompliancePercent, "Training in date, percent").derived(
        reads: Training.reads, Training.percent),
    ],
    rules: [.periodOfDays, .emailShape, .ownFileIsKeptByAnother],
    workflow: .staffMember,
    prefix: "STF",
    namedBy: ["family_name", "given_name"],
    house: .listed(of: "id", in: "house_staff", by: "staff_member_id"),
    filter: UsualFilter("at work", [.among("state", ["active", "on_leave", "suspended"].map(Value.text))]),
    order: "reference",
    directory: "staff_directory",
    consequences: [.renewalTasks])
}

extension Rule {
  /// What speaks for somebody, and what they are paid for, is not theirs to write.
  static let ownFileIsKeptByAnother = Rule("checks and contract are kept by somebody else") { staff in
    staff.id.map { [Query("memberships").where(.staffMemberID, is: $0).only("staff_member_id")] } ?? []
  } check: { staff, book in
    guard let actor = book.actor, book.former != nil, book.rows(0).contains(where: { $0.id == actor })
    else { return nil }
    let kept = [
      "job_title", "employment_kind", "starts_on", "ends_on", "contract_hours", "supervisor_id",
      "professional_registration", "registration_expires_on", "dbs_number", "dbs_checked_on",
      "dbs_update_service", "right_to_work_until_on", "references_count",
    ]
    guard let name = kept.first(where: { staff[$0] != book.former?[$0] }),
      let label = staff.type.field(name)?.label
    else { return nil }
    return Violation("\(label) of your own file is for somebody else to write.", field: name)
  }
}
