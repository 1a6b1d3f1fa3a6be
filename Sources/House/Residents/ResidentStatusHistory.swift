import Records

extension RecordType {
  /// Every change of a resident's state, phase, legal basis or whereabouts, as it was made.
  package static let residentStatusHistory = RecordType(
    "resident_status_history", "Status history", one: "status change", area: "Residents",
    resource: "resident_identity",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed, .filledIn]),
      .reference(.stayID, "Stay", to: "stays", [.fixed, .filledIn]),
      .choice(
        .kind, "Kind",
        ["state", "phase", "legal_basis", "risk_level", "key_worker", "hospital", "custody"],
        [.required, .listed, .indexed, .fixed, .filledIn]),
      .text(.fromValue, "Before", [.listed, .sealed, .filledIn]),
      .text(.toValue, "After", [.required, .listed, .sealed, .filledIn]),
      .instant(.effectiveAt, "In force at", [.required, .listed, .indexed, .filledIn]),
      .note(.reason, "Reason", [.sealed, .filledIn]),
      .reference(.recordedBy, "Recorded by", to: "memberships", [.required, .filledIn]).filled(with: .actor),
    ],
    rules: [.statusChangesInOrder],
    tags: [.appendOnly, .internalOnly],
    namedBy: ["kind"],
    house: .resident("resident_id"),
    order: "-effective_at",
    indexes: [["resident_id", "kind", "effective_at"]],
    comesAbout:
      "It is written when a resident moves in, changes phase or leaves.")
}

extension Rule {
  static let statusChangesInOrder = Rule("a status does not change before its last change") { change in
    guard let resident = change[.residentID], let kind = change[.kind] else { return [] }
    return [
      Query("resident_status_history").where(.residentID, is: resident).where(.kind, is: kind)
        .ordered(by: .effectiveAt, descending: true).first(1).only("effective_at")
    ]
  } check: { change, book in
    guard let last = book.rows(0).first, last.id != change.id, let before = last[.effectiveAt],
      let moment = change[.effectiveAt], moment < before
    else { return nil }
    return Violation(
      "This change is earlier than the last one (\(book.zone.day(at: before))).", field: "effective_at")
  }
}

/// What the history of a resident is told by the deeds that change it.
enum StatusHistory {
  /// A resident who goes from one state to another; nothing where the state stays.
  static func moved(_ resident: Record, to state: String, stay: RecordID? = nil, _ book: Book) -> [Record] {
    let former = resident[.state]
    if former == state { return [resident] }
    return [resident.changed { $0[.state] = state }]
      + changed("state", of: resident.id, from: former, to: state, stay: stay, book)
  }

  static func changed(
    _ kind: String, of resident: RecordID?, from former: String?, to value: String, stay: RecordID? = nil,
    _ book: Book, reason: String? = nil
  ) -> [Record] {
    guard let resident, book.actor != nil, former != value else { return [] }
    return [
      Record(.residentStatusHistory).changed {
        $0[.residentID] = resident
        $0[.stayID] = stay
        $0[.kind] = kind
        $0[.fromValue] = former
        $0[.toValue] = value
        $0[.effectiveAt] = book.now
        $0[.reason] = reason
        $0[.recordedBy] = book.actor
      }
    ]
  }
}
