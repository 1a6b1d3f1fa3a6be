import Records

extension RecordType {
  /// A person who lives, lived or may live in a house.
  package static let residents = RecordType(
    "residents", "Residents", one: "resident", area: "Residents", resource: "resident_identity",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["prospective", "current", "former", "closed", "deceased", "erased"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("prospective"),
      .choice(.leaveStatus, "Where", .leaveStatus, [.listed]).derived(reads: Leave.queries, Leave.status)
        .page(
          "Now"),
      .instant(.lastSeenAt, "Last seen").derived(reads: LastSeen.queries, LastSeen.moment).governed(
        by: "presence"),
      .text(.lastSeenHow, "Seen how").derived(reads: LastSeen.queries, LastSeen.words).governed(
        by: "presence"),
      .reference(.currentRoomID, "Room", to: "rooms", [.listed]).derived(
        reads: CurrentRoom.queries, CurrentRoom.room
      ).found(by: CurrentRoom.trail),
      .reference(.currentHouseID, "House now", to: "houses", [.listed]).derived(
        reads: CurrentStay.queries, CurrentStay.house),
      .reference(.currentStayID, "Stay now", to: "stays").derived(
        reads: CurrentStay.queries, CurrentStay.stay),
      .integer(.age, "Age", [.listed]).derived(from: ["born_on", "died_on"]) { resident, book in
        Age.value(of: resident, on: book.today)
      },
      .text(.givenName, "First name", [.listed, .sealed, .searchable]).page("Name"),
      .text(.familyName, "Family name", [.required, .listed, .sealed, .searchable]).help(
        "The only name of a person who has one."),
      .text(.preferredName, "Known as", [.listed, .sealed, .searchable]),
      .text(.title, "Title", [.sealed]),
      .text(.middleNames, "Middle names", [.sealed, .searchable]),
      .text(.previousNames, "Previous names", [.sealed, .searchable]),
      .day(.bornOn, "Born", [.required, .listed, .sealed]).past(),
      .flag(.isAgeEstimated, "Age is estimated").starting(false),
      .choice(.pronouns, "Pronouns", .open(name: "pronouns"), [.sealed]),
      .choice(.sex, "Sex", .open(name: "sex"), [.sealed]),
      .choice(.genderIdentity, "Gender identity", .open(name: "gender_identity"), [.sealed]),
      .text(.mobilePhone, "Mobile phone", [.sealed, .searchable]).page("Reach"),
      .text(.homePhone, "Home phone", [.sealed]),
      .text(.email, "E-mail", [.sealed]),
      .choice(.preferredContact, "Best way to reach", .contactMethod, [.sealed]),
      .note(.safeToContact, "When it is safe to call", [.sealed]).help("When, how, and who must not answer."),
      .reference(.nextOfKinContactID, "Next of kin", to: "resident_contacts").erasedWithResident(),
      .reference(.photoFileID, "Photograph", to: "files", [.filledIn]).erasedWithResident(),
      .reference(.socialWorkerContactID, "Social worker", to: "resident_contacts").erasedWithResident(),
      .choice(.firstLanguage, "First language", .open(name: "language"), [.sealed]).page("About"),
      .flag(.interpreterNeeded, "Needs an interpreter", [.sealed]),
      .note(.communicationNeeds, "How to communicate", [.sealed]),
      .note(.aboutMe, "About me", [.sealed]),
      .note(.whatHelps, "What helps", [.sealed]),
      .note(.likesAndDislikes, "Likes and dislikes", [.sealed]),
      .note(.description, "Description", [.sealed]).help(
        "Height, build, hair, marks and usual clothes, for when somebody has to look for them."),
      .text(.nationality, "Nationality", [.sealed]).page("Background"),
      .choice(.ethnicity, "Ethnicity", .open(name: "ethnicity"), [.sealed]),
      .choice(.religion, "Religion", .open(name: "religion"), [.sealed]),
      .choice(.sexualOrientation, "Sexual orientation", .open(name: "sexual_orientation"), [.sealed]),
      .choice(.maritalStatus, "Marital status", .open(name: "marital_status"), [.sealed]),
      .choice(.immigrationStatus, "Immigration status", .open(name: "immigration_status"), [.sealed]),
      .flag(.isCareLeaver, "Care leaver", [.sealed]),
      .flag(.isLookedAfter, "Looked after by the council", [.sealed]),
      .flag(.isVeteran, "Served in the forces", [.sealed]),
      .flag(.hasDependants, "Has dependants", [.sealed]),
      .text(.nhsNumber, "NHS number", [.sealed, .unique]).page("Numbers"),
      .text(.nationalInsuranceNumber, "National insurance number", [.sealed, .unique]),
      .text(.socialSecurityNumber, "Social security number", [.sealed, .unique]),
      .text(.medicaidNumber, "Medicaid number", [.sealed, .unique]),
      .reference(.placingAgencyID, "Placed by", to: "agencies", [.listed]),
      .text(.localAuthorityReference, "Council reference", [.sealed]),
      .text(.homeOfficeReference, "Home office reference", [.sealed]),
      .flag(.dnacprInPlace, "DNACPR in place", [.sealed]).help(
        "Leave it empty where nothing is recorded; that is not a no."
      ).page("Wishes"),
      .flag(.mentalCapacityConcern, "Concern about mental capacity", [.sealed]),
      .note(.advanceWishes, "Wishes for the future", [.sealed]),
      .flag(.isRestricted, "Restricted", [.listed, .indexed]).starting(false).governed(
        by: "restricted_persons"
      ).page("File"),
      .note(.restrictedReason, "Why restricted", [.sealed]).governed(by: "restricted_persons").shown(when: {
        $0[.isRestricted] == true
      }),
      .flag(.isPart2, "US Part 2 file", [.indexed]).starting(false).help(
        "Treatment for substance use that 42 CFR Part 2 protects in the United States; elsewhere no."),
      .day(.diedOn, "Died", [.sealed, .filledIn]).past(),
      .reference(.mergedIntoID, "Merged into", to: "residents", [.filledIn]),
      .bytes(.kioskPinHash, "PIN", [.filledIn]).erasedWithResident(),
      .integer(.keyVersion, "Key version", [.required, .filledIn]).starting(1),
    ],
    rules: [.birthIsPlausible, .nhsNumberAddsUp, .emailShape],
    workflow: .resident,
    actions: [
      .moveResident, .askToMoveResident, .moveResidentInDanger, .swapResidents, .restrictResident,
      .liftRestriction, .reconcileMedicines,
    ],
    prefix: "RES",
    namedBy: ["family_name", "given_name"],
    house: .resident("id"),
    owners: ["created_by"],
    filter: UsualFilter("in house, hospital, leave", [.equals("state", .text("current"))]),
    directory: "resident_directory",
    indexes: [["state", "reference"]],
    leading: [
      "family_name", "given_name", "current_room_id", "leave_status", "current_house_id", "age", "born_on",
      "reference",
    ],
    toldBy: ["given_name", "family_name", "born_on"],
    tellingApart: ["reference", "current_house_id", "age"],
    glances: [
      .highFlags, .flags, .allergies, .highRisks, .openActions(by: .residentID), .latestNotes,
      .lastReconciliation(by: .residentID, saying: .occasion),
    ],
    consequences: [.comingOfAgeMoves])
}
