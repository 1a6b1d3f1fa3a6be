import Records

extension RecordType {
  /// A first contact about somebody who may come to live here.
  package static let leads = RecordType(
    "leads", "Enquiries", one: "enquiry", area: "Stays", resource: "waiting_list",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State",
        [
          "new", "contacted", "screened=Looked into", "waiting", "converted=Taken on", "lost=Came to nothing",
        ],
        [.required, .listed, .indexed, .filledIn]
      ).starting("new"),
      .instant(.receivedAt, "Received at", [.required, .listed, .indexed]).past().starting(with: .now).page(
        "Who"),
      .text(.givenName, "First name", [.required, .listed, .sealed, .searchable]),
      .text(.familyName, "Family name", [.listed, .sealed, .searchable]),
      .day(.bornOn, "Born", [.sealed]).past(),
      .text(.phone, "Phone", [.sealed]),
      .text(.email, "E-mail", [.sealed]),
      .choice(.referralSource, "Referred by", .open(name: "referral_source"), [.required, .listed]),
      .reference(.agencyID, "Agency", to: "agencies"),
      .text(.agencyContact, "Whom to ask there", [.sealed]),
      .reference(.houseID, "House", to: "houses", [.listed]).page("What is looked for"),
      .note(.needs, "Needs", [.sealed]),
      .note(.risks, "Risks", [.sealed]),
      .choice(.fundingSource, "Funding source", .open(name: "funding_source")),
      .day(.neededFromOn, "Needed from", [.listed]).future(),
      .reference(.assignedTo, "Assigned to", to: "memberships", [.listed]).offering(.enquiryHandlers),
      .choice(.lostReason, "Why it came to nothing", .open(name: "decline_reason"), [.filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.filledIn]),
    ],
    rules: [.emailShape, .birthIsPlausible, .lostEnquirySaysWhy],
    workflow: .lead,
    tags: .goesWithResident,
    prefix: "ENQ",
    namedBy: ["reference"],
    house: .field("house_id"),
    owners: ["assigned_to", "created_by"],
    filter: UsualFilter(
      "open", [.among("state", ["new", "contacted", "screened", "waiting"].map(Value.text))]),
    order: "-received_at",
    indexes: [["house_id", "state"]],
    leading: ["reference", "given_name", "family_name", "state", "received_at"],
    toldBy: ["given_name", "family_name", "born_on"],
    announces: Announcing.enquiryReceived)
}
