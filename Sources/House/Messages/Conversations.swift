import Records

extension RecordType {
  /// A thread among members.
  package static let conversations = RecordType(
    "conversations", "Conversations", one: "conversation", area: "Messages", resource: "messages",
    fields: [
      .text(.subject, "Subject", [.required, .listed, .sealed]),
      .choice(
        .kind, "Kind",
        ["direct=Between two", "group", "house=Of a house", "record=About a record"], [.required, .listed]
      ).starting("direct"),
      .reference(.houseID, "House", to: "houses").shown(when: { $0[.kind] == "house" }),
      .reference(.residentID, "Resident", to: "residents", [.listed])
        .help("What is said about a resident belongs to their file."),
      .choice(.state, "State", ["open", "closed"], [.required, .listed, .indexed, .filledIn]).starting(
        "open"),
      .instant(.lastMessageAt, "Last message", [.listed]).derived(reads: Thread.newest, Thread.lastMessageAt),
    ],
    workflow: .conversation,
    actions: [.writeMessage, .addToConversation, .leaveConversation, .readConversation],
    namedBy: ["subject"],
    house: .either([.field("house_id"), .resident("resident_id")]),
    owners: ["created_by"],
    filter: UsualFilter("open", [.equals("state", .text("open"))]),
    order: "state",
    circle: .ofConversation("id"))
}

extension RecordType.Circle {
  /// The members of the conversation that the field names.
  static func ofConversation(_ field: String) -> Self {
    Self(
      of: field, in: "conversation_members", by: "conversation_id", member: "membership_id",
      until: "left_at")
  }
}
