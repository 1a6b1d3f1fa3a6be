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
    rules: [.periodOfDays, .emailShape],
    workflow: .staffMember,
    prefix: "STF",
    namedBy: ["family_name", "given_name"],
    house: .listed(of: "id", in: "house_staff", by: "staff_member_id"),
    filter: UsualFilter("at work", [.among("state", ["active", "on_leave", "suspended"].map(Value.text))]),
    order: "reference",
    directory: "staff_directory",
    consequences: [.renewalTasks])
}
