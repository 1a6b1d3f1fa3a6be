import Records

extension RecordType {
  /// One call of an outside system; never what was said.
  package static let integrationLogs = RecordType(
    "integration_logs", "Integration log", one: "call", area: "System", resource: "integrations",
    fields: [
      .reference(
        .integrationConfigID, "Integration", to: "integration_configs",
        [.required, .listed, .fixed, .filledIn]),
      .text(.operation, "Operation", [.required, .listed, .filledIn]),
      .choice(.direction, "Direction", .direction, [.required, .listed, .filledIn]),
      .instant(.startedAt, "Started", [.required, .listed, .indexed, .filledIn]),
      .integer(.milliseconds, "Milliseconds", [.listed, .filledIn], in: 0...86_400_000),
      .choice(
        .status, "Status",
        ["ok=Worked", "client_error", "server_error", "timeout=No answer in time", "refused", "invalid"],
        [.required, .listed, .indexed, .filledIn]),
      .integer(.statusCode, "Status", [.filledIn], in: 0...999),
      .integer(.attempt, "Attempt", [.filledIn], in: 0...1_000).starting(1),
      .reference(.retryOfID, "Again for", to: "integration_logs", [.filledIn]),
      .integer(.sentCount, "Sent", [.filledIn]),
      .integer(.receivedCount, "Received", [.filledIn]),
      .integer(.rejectedCount, "Rejected", [.filledIn]),
      .text(.error, "Fault", [.filledIn]),
      .text(.correlation, "Correlation", [.filledIn]),
    ],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["operation"],
    order: "-started_at",
    indexes: [["integration_config_id", "started_at"]],
    comesAbout:
      "Lodge opens no connection by itself, so there is no call to write down.")
}
