import Records

extension RecordType {
  /// Who is in a conversation, and up to where they have read.
  package static let conversationMembers = RecordType(
    "conversation_members", "Members of conversations", one: "member of a conversation", area: "Messages",
    resource: "messages",
    fields: [
      .reference(.conversationID, "Conversation", to: "conversations", [.required, .listed, .fixed]),
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed, .fixed]),
      .choice(.role, "Part they had", ["owner", "member", "observer"], [.required, .listed]).starting(
        "member"),
      .instant(.joinedAt, "Joined", [.required]).filled(with: .now),
      .instant(.leftAt, "Left", [.filledIn]),
      .instant(.readUpToAt, "Read up to", [.listed, .filledIn]),
      .flag(.isMuted, "Muted").starting(false),
    ],
    rules: [.memberAddedFromWithin],
    uniques: [Unique(["conversation_id", "membership_id"], "They are in this conversation already.")],
    namedBy: ["membership_id"],
    house: .through("conversation_id", type: "conversations"),
    owners: ["created_by", "membership_id"],
    order: "joined_at",
    circle: .ofConversation("conversation_id"))
}
