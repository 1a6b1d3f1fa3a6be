import Records

extension Errand {
  /// Hides a record or shows it again, with a reason that stands beside it.
  func remove(
    _ record: Record, restoring: Bool, reason: String, command: RecordID
  ) throws(RegistrarError) -> Receipt {
    if let receipt = try repeated(command) { return receipt }
    try checkOrganization()
    let former = try subject(record)
    let type = former.type
    guard former.revision == record.revision, let id = former.id else {
      throw try changedMeanwhile(record.id ?? .zero, type)
    }
    guard try holds(gate.cover(.void, on: type, at: .values(former))), try table(type).hidesRemoved else {
      throw .notAllowed(try roleRefusal(.void, on: type, record: former))
    }
    guard !Text.isUnseen(reason) else {
      throw .refused([Violation("A reason is needed. It will be shown with the record.", field: "reason")])
    }
    guard (former.stamp?.deletedAt != nil) == restoring else { throw try changedMeanwhile(id, type) }
    var changed = former
    changed.stamp?.deletedAt = restoring ? nil : now
    changed.stamp?.deletedBy = restoring ? nil : session.membership
    let after = try update(changed, from: former)
    let event = "\(type.eventNoun).\(restoring ? "restored" : "removed")"
    try note(event, after, from: former, reason: reason.trimmed, command: command, risk: .low)
    return try receipt(
      [(former, after)], of: [former], title: restoring ? "Restore" : "Remove", whyNoUndo: nil)
  }

  /// Writes former values back as a new entry; what was made is hidden, what was hidden stands again.
  func undo(_ undo: Receipt.Undo, command: RecordID) throws(RegistrarError) -> Receipt {
    if let receipt = try repeated(command) { return receipt }
    try checkOrganization()
    if undo.at.adding(minutes: 5) < now {
      throw .refused([Violation("That is more than five minutes ago. Change the record instead.")])
    }
    var changes: [Change] = []
    for change in undo.changes.reversed() {
      guard let id = change.after.id, let current = try record(id, of: change.after.type, for: .program)
      else {
        throw .notFound
      }
      guard current.revision == change.after.revision else {
        throw try changedMeanwhile(id, change.after.type)
      }
      var former = change.before ?? current
      former.stamp = current.stamp
      former.stamp?.deletedAt = change.before == nil ? now : change.before?.stamp?.deletedAt
      former.stamp?.deletedBy = change.before == nil ? session.membership : change.before?.stamp?.deletedBy
      let after = try update(former, from: current)
      changes.append((current, after))
      let event = "\(after.type.eventNoun).undone"
      try note(event, after, from: current, reason: "Undo: \(undo.title)", command: command)
    }
    let subject = undo.changes.first?.after
    return try receipt(
      changes, of: subject.map { [$0] } ?? [], title: "Undo \(undo.title.lowercasedFirst)", whyNoUndo: nil)
  }
}
