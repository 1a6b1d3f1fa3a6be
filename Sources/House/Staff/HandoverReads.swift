import Records

extension RecordType {
  /// Who has read which handover to its end, and when.
  package static let handoverReads = RecordType(
    "handover_reads", "Handover reading", one: "reading of a handover", area: "Staff", resource: "handovers",
    fields: [
      .reference(.handoverID, "Handover", to: "handovers", [.required, .listed, .fixed]),
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed, .fixed]).filled(
        with: .actor),
      .instant(.readAt, "Read at", [.required, .listed, .indexed]).filled(with: .now),
    ],
    rules: [.readAfterHandedOver],
    uniques: [Unique(["handover_id", "membership_id"], "This handover is marked as read already.")],
    tags: .appendOnly,
    house: .through("handover_id", type: "handovers"),
    owners: ["membership_id"],
    order: "-read_at")
}
