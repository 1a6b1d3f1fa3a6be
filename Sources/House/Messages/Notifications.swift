import Records

extension RecordType {
  /// Something that one member is told; it holds a reference and nothing sealed.
  package static let notifications = RecordType(
    "notifications", "Notices", one: "notice", area: "Messages", resource: "personal",
    fields: [
      .reference(.membershipID, "Member", to: "memberships", [.required, .filledIn]),
      .choice(
        .kind, "Kind",
        [
          "assignment", "approval", "incident", "safeguarding", "missing", "medication", "overdue",
          "reminder", "renewal", "message", "announcement", "system", "security",
        ], [.required, .listed, .indexed, .filledIn]),
      .choice(.priority, "Priority", .priority, [.required, .listed, .indexed, .filledIn]).starting("medium"),
      .choice(.state, "State", ["unread", "read", "done"], [.required, .listed, .indexed, .filledIn])
        .starting("unread"),
      .text(.title, "Title", [.required, .listed, .filledIn]),
      .text(.subjectType, "Type of record", [.typeName, .filledIn]),
      .anyReference(.subjectID, "Record", [.filledIn]),
      .flag(.actionRequired, "Needs doing", [.listed, .filledIn]).starting(false),
      .instant(.dueAt, "Due", [.listed, .filledIn]).future().due(in: ["unread", "read"]),
      .instant(.expiresAt, "Runs out", [.indexed, .filledIn]).future(),
      .instant(.readAt, "Read at", [.filledIn]),
      .instant(.doneAt, "Done at", [.filledIn]),
    ],
    workflow: .notification,
    uniques: [
      Unique(
        ["membership_id", "kind", "subject_type", "subject_id"],
        when: [.among("state", [.text("unread"), .text("read")])])
    ],
    tags: [.unaudited],
    namedBy: ["title"],
    owners: ["membership_id"],
    filter: UsualFilter("not done", [.differs("state", .text("done"))]),
    order: "due_at",
    tellsOf: "subject_id",
    followedBy: "notice.read",
    indexes: [
      ["membership_id", "state"], ["membership_id", "created_at"], ["subject_type", "subject_id"],
    ],
    leading: ["title", "due_at", "state"],
    comesAbout:
      "It is written when something waits for you, is given to you or runs out.")
}
