import Records

/// A record that no list shows any more, with who hid it and why.
package struct RemovedRecord: Sendable {
  package let record: Record
  /// What people call it.
  package let name: String
  package let at: Instant
  /// The member who removed it, by short name; empty where nobody is known.
  package let by: String
  package let reason: String
}

extension Errand {
  /// The removed records of a type that the session may bring back, the last removed first.
  func removed(_ type: RecordType, limit: Int = 500) throws(RegistrarError) -> [RemovedRecord] {
    let table = try table(type)
    guard table.hidesRemoved, !gate.cover(.void, on: type, at: .row(alias: "a")).isNothing else { return [] }
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT organization_id, id FROM \(name: type.id) WHERE organization_id = \(table.organization) AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, id LIMIT \(limit)"
      )
    }
    let ids = rows.compactMap { $0[0].integer == table.organization ? $0[1].id : nil }
    var query = Query(type.id).where(.among("id", ids.map(Value.reference)))
    query.includesRemoved = true
    let found = ids.isEmpty ? [] : try records(query, for: .session)
    let members = found.compactMap { $0.stamp?.deletedBy.map { (type: Landmark.memberships, id: $0) } }
    let people = try names(of: members)
    var removed: [RemovedRecord] = []
    for record in found {
      guard let at = record.stamp?.deletedAt,
        let whole = try self.record(id(of: record), of: type, for: .program),
        try holds(gate.cover(.void, on: type, at: .values(whole)))
      else { continue }
      removed.append(
        RemovedRecord(
          record: record, name: try name(of: record), at: at,
          by: record.stamp?.deletedBy.flatMap { people[$0] } ?? "", reason: try reasonForRemoving(record)))
    }
    return removed.sorted { $0.at > $1.at }
  }

  private func id(of record: Record) throws(RegistrarError) -> RecordID {
    guard let id = record.id else { throw .notFound }
    return id
  }

  /// What was said when it was removed the last time.
  private func reasonForRemoving(_ record: Record) throws(RegistrarError) -> String {
    var query = Query(Landmark.auditLog).where(.equals("subject_id", .reference(try id(of: record))))
    query.conditions.append(.equals("subject_type", .text(record.type.id)))
    query.conditions.append(.equals("event", .text("\(record.type.eventNoun).removed")))
    query.order = [Query.Order("sequence_number", descending: true)]
    query.limit = 1
    guard let entry = try records(query, for: .program).first, case .text(let reason) = entry["reason"] else {
      return ""
    }
    return reason
  }
}
