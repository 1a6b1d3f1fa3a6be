import Records

extension RecordType {
  /// Seen and spoken to today.
  package static let dailyCheckIns = RecordType(
    "daily_check_ins", "Daily check-ins", one: "daily check-in", area: "Routine", resource: "presence",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.stayID, "Stay", to: "stays", [.required, .fixed]).following(.residentID, .currentStayID),
      .day(.day, "Day", [.required, .listed, .indexed]).past().starting(with: .today),
      .instant(.checkedAt, "Checked at", [.required, .listed]).past().starting(with: .now),
      .reference(.checkedBy, "Checked by", to: "memberships", [.required, .listed]).starting(with: .actor),
      .choice(
        .status, "Status", ["well", "ok=All right", "low", "unwell", "not_seen", "away"],
        [.required, .listed, .sealed]),
      .choice(
        .attended, "Where they go today",
        ["work", "education", "treatment", "volunteering", "meeting", "none", "other"], [.sealed]),
      .note(.planForToday, "Plan for today", [.sealed]),
      .note(.note, "Note", [.sealed]),
      .reference(.correctsID, "Corrects", to: "daily_check_ins"),
    ],
    rules: [.checkedInThePast, .dayHasCome],
    uniques: [
      Unique(
        ["stay_id", "day"], when: [.isEmpty("corrects_id")],
        "They are checked in for that day already. Add a line that corrects it.")
    ],
    tags: .appendOnly,
    namedBy: ["day"],
    house: .resident("resident_id"),
    owners: ["checked_by", "created_by"],
    order: "-day",
    indexes: [["resident_id", "day"]],
    foundBy: ["resident_id"])
}

extension Rule {
  static let dayHasCome = Rule("the day has come") { check, book in
    guard let day = check[.day], day > book.today else { return nil }
    return Violation("The day has not come yet.", field: "day")
  }
}
