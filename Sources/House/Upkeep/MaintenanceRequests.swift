import Records

extension RecordType {
  /// A fault or a planned job; it has nothing to say about the state of a bed.
  package static let maintenanceRequests = RecordType(
    "maintenance_requests", "Repairs", one: "repair", area: "Upkeep", resource: "maintenance",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .choice(
        .state, "State",
        [
          "reported", "accepted", "assigned", "in_progress", "on_hold", "resolved", "verified", "reopened",
          "rejected",
        ], [.required, .listed, .indexed, .filledIn]
      ).starting("reported"),
      .reference(.houseID, "House", to: "houses", [.required, .listed]).page("What"),
      .reference(.roomID, "Room", to: "rooms", [.listed]),
      .reference(.assetID, "Equipment", to: "assets"),
      .text(.title, "Title", [.required, .listed, .searchable]).help("What is wrong, in a few words."),
      .note(.description, "Description"),
      .choice(.trade, "Trade", .open(name: "trade"), [.required, .listed]).starting("general"),
      .choice(.priority, "Priority", .priority, [.required, .listed, .indexed]).starting("medium"),
      .flag(.isHazard, "Hazard", [.listed]).starting(false).help("Somebody could be hurt by it."),
      .flag(.makesBedUnusable, "Beds cannot be used").starting(false)
        .help("The free beds of the room are taken out of service once this is accepted."),
      .flag(.isPlanned, "Planned service").starting(false),
      .instant(.reportedAt, "Reported at", [.required, .listed, .indexed]).past().filled(with: .now),
      .list(.photoFileIDs, "Photographs", [.filledIn]),
      .reference(.inspectionID, "Inspection", to: "inspections", [.filledIn]),
      .reference(.contractorID, "Contractor", to: "contractors", [.listed]).page("Work"),
      .reference(.assignedTo, "Assigned to", to: "memberships", [.listed]).offering(.repairDoers),
      .day(.targetOn, "Target day", [.listed, .indexed]).due(in: [
        "reported", "accepted", "assigned", "in_progress", "on_hold", "reopened",
      ]).future()
        .help("Where it is left empty it follows from the priority: 1, 3, 14 or 28 days."),
      .instant(.visitAt, "Visit").future(),
      .instant(.resolvedAt, "Resolved at", [.filledIn]),
      .note(.resolutionNote, "What was done"),
      .money(.costAmount, "Cost"),
      .reference(.rechargeResidentID, "Charged to", to: "residents"),
      .reference(.verifiedBy, "Verified by", to: "memberships", [.filledIn]),
      .note(.rejectedReason, "Why rejected", [.filledIn]),
      .flag(.isOverdue, "Overdue", [.listed]).derived(from: ["target_on", "state"]) { repair, book in
        RepairClock.isOverdue(repair, on: book.today)
      },
    ],
    rules: [.repairSaysWhatWasDone, .contractorIsInsured, .contractorIsRegistered],
    workflow: .maintenanceRequest,
    prefix: "MNT",
    namedBy: ["title"],
    house: .field("house_id"),
    owners: ["created_by", "assigned_to"],
    filter: UsualFilter(
      "not done",
      [
        .among(
          "state",
          ["reported", "accepted", "assigned", "in_progress", "on_hold", "resolved", "reopened"].map(
            Value.text))
      ]),
    order: "target_on",
    indexes: [["house_id", "target_on"], ["contractor_id", "reported_at"]],
    leading: ["reference", "title", "state", "target_on", "room_id", "priority"],
    announceReads: Announcing.readsOfRepair, announces: Announcing.repairReported)
}
