import Records

extension RecordType {
  /// A check of a property, room or service, with its questions as they were asked.
  package static let inspections = RecordType(
    "inspections", "Inspections", one: "inspection", area: "Upkeep", resource: "inspections",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State", ["planned", "under_way", "completed", "closed", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("planned"),
      .choice(.kind, "Kind", .open(name: "inspection_kind"), [.required, .listed, .indexed]).page("What"),
      .reference(.propertyID, "Property", to: "properties", [.listed]),
      .reference(.houseID, "House", to: "houses", [.listed]),
      .reference(.roomID, "Room", to: "rooms"),
      .day(.plannedOn, "Planned for", [.required, .listed, .indexed]).due(in: ["planned"]).future(),
      .text(.inspector, "Inspector", [.listed]),
      .reference(.contractorID, "Contractor", to: "contractors"),
      .reference(.formTemplateID, "Form", to: "form_templates").offering(
        .forms(for: "inspection", "check")),
      .integer(.formVersion, "Form version", [.filledIn]),
      .json(.checklist, "Checklist").help(
        "Such as [{\"question\": \"Exits clear\", \"answer\": \"pass\", \"essential\": true}]; the answers are pass, fail and not_applicable."
      ).asking(.formTemplateID, openIn: ["planned", "under_way", "cancelled"]),
      .instant(.inspectedAt, "Inspected at", [.listed]).past().page("Result"),
      .choice(
        .result, "Result", ["pass", "pass_with_actions=Pass, with actions", "fail", "not_assessed"],
        [.listed]),
      .integer(.score, "Score"),
      .text(.grade, "Grade").help("Outstanding, good, requires improvement or inadequate."),
      .note(.findings, "Findings"),
      .reference(.certificateID, "Certificate", to: "certificates"),
      .reference(.reportDocumentID, "Report", to: "documents"),
      .day(.nextDueOn, "Next due", [.listed, .indexed]).future(),
      .day(.followUpOn, "Follow up by", [.indexed]).future(),
      .signedAt, .signedBy, .digest,
    ],
    rules: [.formIsPublished, .checklistHasShape, .passHasNoEssentialFault, .failureSaysWhat],
    workflow: .inspection,
    tags: .signed,
    prefix: "INS",
    namedBy: ["kind"],
    house: .either([.field("house_id"), .property("property_id")]),
    owners: ["created_by"],
    filter: UsualFilter(
      "not closed", [.among("state", ["planned", "under_way", "completed"].map(Value.text))]),
    order: "planned_on",
    signs: [
      "kind", "property_id", "house_id", "room_id", "inspected_at", "inspector", "contractor_id",
      "form_template_id", "form_version", "checklist", "result", "score", "grade", "findings",
    ],
    indexes: [["house_id", "planned_on"]],
    leading: ["reference", "kind", "state", "planned_on", "house_id", "result"])
}
