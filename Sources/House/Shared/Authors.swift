import Records

/// Who wrote what a record says since it was last sent back: for R7 each of them is its author (SOD-01).
enum Authors {
  /// The log of the record.
  static func log(of subject: Record) -> [Query] {
    guard let id = subject.id else { return [] }
    return [
      Query("audit_log").where(.subjectID, is: id).where(.subjectType, is: subject.type.id)
        .ordered(by: .sequenceNumber).only("event", "actor_id", "sequence_number")
    ]
  }

  /// Whether the person made or changed the record, by its log, since the step that sends it back.
  static func include(_ person: RecordID, in log: [Record], since step: String) -> Bool {
    let round = log.lastIndex { $0[.event] == step }.map { log[($0 + 1)...] } ?? log[...]
    return round.contains { entry in
      let event = entry[.event] ?? ""
      return entry[.actorID] == person && (event.hasSuffix(".created") || event.hasSuffix(".updated"))
    }
  }
}
