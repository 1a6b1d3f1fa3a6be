import Records

extension RecordType {
  /// A notice to a house or to everyone.
  package static let announcements = RecordType(
    "announcements", "Announcements", one: "announcement", area: "Messages", resource: "announcements",
    fields: [
      .text(.title, "Title", [.required, .listed, .searchable]),
      .note(.body, "Text", [.required]),
      .choice(
        .audience, "Audience", ["all_staff=All staff", "house_staff=Staff of a house", "residents", "role"],
        [.required, .listed]),
      .reference(.houseID, "House", to: "houses", [.listed]).shown(when: { $0[.audience] != "all_staff" }),
      .text(.roleCode, "Role").shown(when: { $0[.audience] == "role" }),
      .choice(
        .state, "State", ["draft", "published", "ended", "discarded"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .choice(.priority, "Priority", .priority, [.required, .listed]).starting("medium"),
      .instant(.publishesAt, "Shown from", [.required, .listed, .indexed]).future().starting(with: .now),
      .reference(.authorID, "Author", to: "memberships").derived(from: []) { announcement, _ in
        announcement.stamp?.createdBy.map(\.value) ?? .empty
      },
      .instant(.endsAt, "Ends", [.listed, .indexed]),
      .flag(.mustAcknowledge, "Must be read", [.listed]).starting(false),
    ],
    rules: [.announcementEnds, .announcementHasAudience],
    workflow: .announcement,
    namedBy: ["title"],
    house: .field("house_id"),
    owners: ["created_by"],
    filter: UsualFilter("not ended", [.among("state", ["draft", "published"].map(Value.text))]),
    order: "-publishes_at")
}
