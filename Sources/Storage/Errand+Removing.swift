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
    if !restoring, let why = try whyKept(former) { throw .refused([Violation(why)]) }
    var changed = former
    changed.stamp?.deletedAt = restoring ? nil : now
    changed.stamp?.deletedBy = restoring ? nil : session.membership
    let after = try update(changed, from: former)
    let event = "\(type.eventNoun).\(restoring ? "restored" : "removed")"
    try note(event, after, from: former, reason: reason.trimmed, command: command, risk: .low)
    return try receipt(
      [(former, after)], of: [former], title: restoring ? "Restore" : "Remove", whyNoUndo: nil)
  }

  /// Why a record must stay: removing is for what was entered by mistake and has led to nothing yet.
  ///
  /// What has gone on its way is ended, closed or amended by its own steps, where everybody sees it (INC-11, SOD-24).
  private func whyKept(_ record: Record) throws(RegistrarError) -> String? {
    let type = record.type
    if type.isPlatform || !type.tags.isDisjoint(with: [.kept, .internalOnly]) {
      return "\(type.title) are ended or changed, never removed."
    }
    if type.isSigned, !record["signed_at"].isEmpty { return "It is signed; add an amendment." }
    if let workflow = type.workflow, case .text(let state) = record[workflow.field], state != workflow.start,
      case .choice(let choices) = type.field(workflow.field)?.kind
    {
      let label = lists.label(of: state, in: choices).lowercasedFirst
      return "It is \(label) by now; end, close or amend it instead."
    }
    if try isOwnAllegation(record) { return "You are named here, so somebody else changes it." }
    if type.id == Landmark.lookupValues, try isHeld(record) {
      return "It is in use. Make it inactive instead."
    }
    guard let id = record.id else { return nil }
    for (child, field) in catalogue.references(to: type.id) where !child.isAppendOnly && !child.isPlatform {
      if child.tags.contains(.internalOnly) || child.tags.contains(.unaudited) { continue }
      let query = Query(child.id).where(.equals(field.name, .reference(id))).only().first(1)
      if try records(query, for: .program).isEmpty { continue }
      return "It has \(child.title.lowercasedFirst) that must be removed or ended first."
    }
    return nil
  }

  /// Whether the line of an incident says that the member who acts caused it: without it nothing would exclude them from
  /// the concern (SOD-12).
  private func isOwnAllegation(_ line: Record) throws(RegistrarError) -> Bool {
    guard line.type.id == Landmark.incidentPeople, line["role"] == .text("alleged_source"),
      !line["staff_member_id"].isEmpty, let memberships = catalogue[Landmark.memberships],
      let member = try record(session.membership, of: memberships, for: .program)
    else { return false }
    return member["staff_member_id"] == line["staff_member_id"]
  }

  /// Writes former values back as a new entry; what was made is hidden, what was hidden stands again.
  func undo(_ undo: Receipt.Undo, command: RecordID) throws(RegistrarError) -> Receipt {
    if let receipt = try repeated(command) { return receipt }
    try checkOrganization()
    if undo.at.adding(minutes: 5) < now {
      throw .refused([Violation("That is more than five minutes ago. Change the record instead.")])
    }
    var changes: [Change] = []
    let asked = undo.changes.first?.after.id
    for change in undo.changes.reversed() {
      guard let id = change.after.id, let current = try record(id, of: change.after.type, for: .program)
      else {
        throw .notFound
      }
      // What was brought along may never have been in sight; what was asked for must be still, and nobody who was
      // hidden meanwhile is touched.
      let isSeen = try record(id, of: change.after.type, for: .session) != nil
      let isHidden = try isSeen ? false : isRestricted(current)
      if !isSeen, id == asked || isHidden { throw .notFound }
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
