import Records

extension RecordType {
  /// What a member wants to be told, and when.
  package static let notificationPreferences = RecordType(
    "notification_preferences", "Notice preferences", one: "notice preference", area: "Messages",
    resource: "personal",
    fields: [
      .reference(.membershipID, "Member", to: "memberships", [.required, .listed]).filled(with: .actor),
      .choice(
        .kind, "Kind",
        [
          "assignment", "approval", "incident", "safeguarding", "missing", "medication", "overdue",
          "reminder", "renewal", "message", "announcement", "system", "security",
        ], [.required, .listed]),
      .flag(.inApp, "In the program").starting(true),
      .flag(.bell, "With the bell").starting(false),
      .choice(.emailDigest, "By e-mail", ["never", "daily", "weekly"]).starting("never"),
      .time(.quietFromTime, "Quiet from"),
      .time(.quietToTime, "Quiet to"),
      .choice(.minimumPriority, "From this priority on", .priority).starting("low"),
    ],
    rules: [.dutyIsTold],
    uniques: [Unique(["membership_id", "kind"], "You have a preference for this kind already.")],
    tags: [.unaudited],
    namedBy: ["kind"],
    owners: ["membership_id"],
    order: "kind")
}

extension Rule {
  static let dutyIsTold = Rule("notices of safeguarding, missing people and security stay on") {
    preference, _ in
    guard NoticePreference.always.contains(preference[.kind] ?? ""),
      preference[.inApp] == false || (preference[.minimumPriority] ?? "low") != "low"
    else { return nil }
    return Violation("These notices cannot be turned off.", field: "in_app")
  }
}

/// Whether a member is told of something now, by what they chose.
package enum NoticePreference {
  /// The kinds that nobody turns off.
  static let always: Set<String> = ["safeguarding", "missing", "security"]

  package typealias Answer = Notice.Reception

  /// Answers by the member's own preference for the kind, nil where they chose nothing, at a time on the wall of the
  /// house.
  ///
  /// Preferences silence information, never duty: what must be done is always told, and only what is urgent breaks
  /// the quiet hours.
  package static func answer(
    to kind: String, priority: String, needsAction: Bool, _ preference: Record?, at time: WallTime
  ) -> Answer {
    guard let preference else { return .tell }
    let isDuty = needsAction || always.contains(kind)
    if !isDuty {
      if preference[.inApp] == false { return .drop }
      if rank(priority) < rank(preference[.minimumPriority] ?? "low") { return .drop }
    }
    return priority != "urgent" && isQuiet(preference, at: time) ? .hold : .tell
  }

  private static func rank(_ priority: String) -> Int {
    Choices.priority.members.firstIndex { $0.code == priority } ?? 0
  }

  /// From the first time up to the second, over midnight where the second is the earlier.
  private static func isQuiet(_ preference: Record, at time: WallTime) -> Bool {
    guard let start = preference[.quietFromTime], let end = preference[.quietToTime], start != end else {
      return false
    }
    return start < end ? time >= start && time < end : time >= start || time < end
  }
}
