import Records

extension RecordType {
  /// A panel on the desk of a member or a role.
  package static let dashboardWidgets = RecordType(
    "dashboard_widgets", "Desk panels", one: "desk panel", area: "Oversight", resource: "personal",
    fields: [
      .reference(.membershipID, "Member", to: "memberships", [.listed]).starting(with: .actor).page("Panel"),
      .text(.roleCode, "Role", [.listed]),
      .choice(
        .kind, "Kind",
        ["count", "list", "trend", "table", "clock", "map_of_beds", "due", "alerts", "chart"],
        [.required, .listed]),
      .text(.title, "Title", [.required, .listed]),
      .reference(.reportTemplateID, "Report template", to: "report_templates").help(
        "Today shows how many records it has, and Enter opens it."),
      .text(.sourceCode, "Source").help(
        "Instead of a report, the code of an indicator: \(Indicator.all.map(\.code).joined(separator: ", "))."
      ),
      .integer(.position, "Position", [.required, .listed], in: 0...10_000).page("Place"),
      .integer(.rowSpan, "Rows high", in: 1...20).starting(1),
      .integer(.columnSpan, "Columns wide", in: 1...20).starting(1),
      .integer(.refreshSeconds, "Looks again after, seconds", in: 5...3600).starting(30),
      .json(.settingsMap, "Settings"),
      .flag(.isVisible, "Shown").starting(true),
    ],
    rules: [.widgetHasDesk, .widgetShowsSomething],
    namedBy: ["title"],
    owners: ["membership_id"],
    order: "position",
    indexes: [["membership_id", "position"]])
}

extension Rule {
  static let widgetHasDesk = Rule("a panel stands on somebody's desk") { widget, _ in
    guard widget[.membershipID] == nil, (widget[.roleCode] ?? "").isEmpty else { return nil }
    return Violation("Choose whose desk this is.", field: "membership_id")
  }

  static let widgetShowsSomething = Rule("a panel shows a report or an indicator") { widget, _ in
    guard widget[.reportTemplateID] == nil,
      !Indicator.all.contains(where: { $0.code == widget[.sourceCode] })
    else { return nil }
    let codes = Indicator.all.map(\.code).joined(separator: ", ")
    return Violation(
      "Choose a report, or give the code of an indicator: \(codes).", field: "report_template_id")
  }
}
