import Records

extension RecordType {
  /// One run of a report or export: who, of what, how many rows.
  package static let reportRuns = RecordType(
    "report_runs", "Reports and exports made", one: "report made", area: "Oversight", resource: "reports",
    fields: [
      .reference(.reportTemplateID, "Report template", to: "report_templates", [.listed, .filledIn]),
      .text(.title, "Title", [.required, .listed, .filledIn]),
      .reference(.runBy, "Made by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .instant(.startedAt, "Started", [.required, .listed, .indexed]).filled(with: .now),
      .instant(.finishedAt, "Finished", [.filledIn]),
      .json(.parameters, "Parameters", [.sealed, .filledIn]),
      .choice(.format, "Format", .reportFormat, [.required, .listed, .filledIn]),
      .integer(.rowCount, "Rows", [.listed, .filledIn], in: 0...1_000_000_000),
      .json(.qualityFailures, "Not fit to send", [.filledIn]),
      .reference(.fileID, "File", to: "files", [.filledIn]),
      .choice(.purpose, "Purpose", .open(name: "purpose_of_use"), [.listed, .filledIn]),
      .choice(.status, "Status", .jobStatus, [.required, .listed, .filledIn]),
      .text(.error, "Fault", [.filledIn]),
    ],
    rules: [.statutoryExportIsFit],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["title"],
    owners: ["run_by"],
    order: "-started_at",
    indexes: [["run_by", "started_at"], ["report_template_id", "started_at"]],
    comesAbout:
      "It is written when you make a report or take a list out (x).")
}

extension Rule {
  private static let statutory = ["fhir", "hmis_csv", "core_csv", "hsds"]

  /// `quality_failures` lists rules with `count` and whether each is `hard`.
  static let statutoryExportIsFit = Rule("a statutory export has no hard failures") { run, _ in
    guard run[.status] == "succeeded", statutory.contains(run[.format] ?? "") else { return nil }
    let count = Structured.list(run[.qualityFailures]).filter { $0["hard"]?.flag == true }
      .reduce(0) { $0 + Int($1["count"]?.number ?? 0) }
    if count == 0 { return nil }
    return Violation(
      count == 1
        ? "One record is not fit to send. Open the list."
        : "\(count) records are not fit to send. Open the list.",
      field: "quality_failures")
  }
}
