import Records

extension RecordType {
  /// One person in one incident, and the part they had.
  package static let incidentPeople = RecordType(
    "incident_people", "People in incidents", one: "person in an incident", area: "Safeguarding",
    resource: "incidents",
    fields: [
      .reference(.incidentID, "Incident", to: "incidents", [.required, .listed]),
      .reference(.residentID, "Resident", to: "residents", [.listed]).startingEmpty(),
      .reference(.staffMemberID, "Staff member", to: "staff_members", [.listed]),
      .text(.name, "Name", [.listed, .sealed]),
      .choice(.role, "Part they had", .personRole, [.required, .listed]),
      .text(.relationshipNote, "How they are related", [.sealed]),
      .note(.account, "Their account", [.sealed]),
      .reference(.statementDocumentID, "Statement", to: "documents"),
      .instant(.toldAt, "Told at").past(),
      .flag(.isChild, "Under 18").starting(false),
      .choice(
        .notifiedParty, "Who was told",
        [
          "none", "family", "placing_authority=Placing authority", "gp=GP", "police", "commissioner",
          "advocate",
        ], [.required, .listed]
      ).starting("none"),
      .reference(.notifiedBy, "Told by", to: "memberships"),
      .choice(.previousAbuse, "Harmed before", ["yes", "no", "not_known=Not known"], [.sealed]),
    ],
    rules: [.somebodyIsNamed, .ownAllegationIsKeptByAnother],
    namedBy: ["role"],
    house: .through("incident_id", type: "incidents"),
    owners: ["created_by"],
    order: "role")
}
