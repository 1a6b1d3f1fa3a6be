import Records

extension RecordType {
  /// One encrypted copy of the home, and the proof that it can be restored.
  package static let backups = RecordType(
    "backups", "Backups", one: "backup", area: "Papers", resource: "platform_operations",
    fields: [
      .choice(
        .state, "State", ["running", "written", "verified", "failed", "expired"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("running"),
      .choice(
        .kind, "Kind", ["full=Everything", "wal=Changes", "export", "audit_head=Head of the audit log"],
        [.required, .listed, .filledIn]
      ).starting("full"),
      .instant(.startedAt, "Started", [.required, .listed, .indexed]).filled(with: .now),
      .instant(.finishedAt, "Finished", [.listed, .filledIn]),
      .text(.destinationLabel, "Where it lies", [.required, .listed, .filledIn]),
      .integer(.sizeBytes, "Size in bytes", [.listed, .filledIn], in: 0...1_000_000_000_000),
      .bytes(.digest, "Digest", [.filledIn], limit: 32),
      .json(.rowCounts, "Rows by table", [.filledIn]),
      .instant(.verifiedAt, "Verified at", [.listed, .filledIn]),
      .reference(.verifiedBy, "Verified by", to: "memberships", [.filledIn]),
      .day(.keepUntilOn, "Keep until", [.indexed, .filledIn]),
      .text(.error, "Fault", [.filledIn]),
    ],
    workflow: .backup,
    tags: .internalOnly,
    namedBy: ["started_at"],
    order: "-started_at",
    comesAbout:
      "“lodge backup make FOLDER” at the command line writes the first one; so does a timer that runs it.")
}

extension Workflow {
  /// The job that makes, reads back and clears away backups is the only one who moves them on.
  static let backup = Workflow(
    states: ["running", "written", "verified", "failed", "expired"], start: "running", editable: [],
    elsewhere: ["written", "verified", "failed", "expired"], [])
}

/// Whether a home could be brought back.
package enum BackupWatch {
  /// Whether no backup was proved restorable within the last seven days.
  package static func isOverdue(_ backups: [Record], at now: Instant) -> Bool {
    let since = now.adding(hours: -7 * 24)
    return !backups.contains { backup in
      backup[.state] == "verified" && (backup[.verifiedAt].map { $0 >= since } ?? false)
    }
  }
}
