import Records

extension RecordType {
  /// Who works with a resident, from when to when: the caseload.
  package static let stayStaff = RecordType(
    "stay_staff", "Key workers", one: "key worker", area: "Stays", resource: "stays",
    fields: [
      .reference(.stayID, "Stay", to: "stays", [.required, .listed]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]).following(
        .stayID, .residentID),
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed]).offering(.keyWorkers),
      .choice(
        .kind, "Kind",
        ["key_worker", "second_worker", "supervisor", "night_link", "social_worker_link", "advocate"],
        [.required, .listed]
      ).starting("key_worker"),
      .day(.startsOn, "From", [.required, .listed]).starting(with: .today),
      .day(.endsOn, "To", [.listed, .indexed]),
      .note(.handoverNote, "Handover note", [.sealed]),
    ],
    rules: [.periodOfDays, .oneKeyWorker],
    uniques: [
      Unique(
        ["stay_id", "membership_id", "kind"], when: [.isEmpty("ends_on")],
        "This member already does that for this stay.")
    ],
    tags: .givesReach,
    namedBy: ["kind"],
    house: .through("stay_id", type: "stays"),
    owners: ["membership_id"],
    filter: UsualFilter("now", [.isEmpty("ends_on")]),
    order: "-starts_on",
    indexes: [["membership_id", "ends_on"]],
    leading: ["resident_id", "membership_id"], announces: Announcing.stayStaffMade)
}
