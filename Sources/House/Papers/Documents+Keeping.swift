import Records

extension Consequence {
  /// What is about a resident is theirs, though the form was told so by its record alone: sealed under their key, in
  /// their pack, erased with them.
  static let documentIsTheirs = Consequence(
    "a document about a resident is theirs", reads: { _ in [] },
    changes: { document, book in
      guard book.former == nil, document[.residentID] == nil, document[.subjectType] == "residents" else {
        return [document]
      }
      return [document.changed { $0[.residentID] = document[.subjectID] }]
    })

  /// What the policy of a document says, as soon as its count begins; a longer time that somebody gave stands.
  ///
  /// Counts from birth or death are left to who reads the file: the plain day would tell what is sealed.
  static let documentIsKept = Consequence("a document is kept as long as its policy says") { document in
    [
      Query("retention_policies").where(.equals("id", document[.retentionPolicyID]?.value ?? .empty)),
      Query("stays").where(.residentID, is: document[.residentID] ?? .zero).where(.state, isNot: "cancelled")
        .only("state", "ends_on"),
    ]
  } changes: { document, book in
    let moves = ["retention_policy_id", "document_on", "state"]
    guard let policy = book.rows(0).first, moves.contains(where: { book.sets($0, in: document) }) else {
      return [document]
    }
    var facts = Retention.Facts(
      madeOn: document[.documentOn] ?? document.stamp.map { book.zone.day(at: $0.createdAt) } ?? book.today)
    if book.rows(1).allSatisfy({ $0[.state] == "ended" }) {
      facts.leftOn = book.rows(1).compactMap { $0[.endsOn] }.max()
    }
    if document[.state] == "superseded" { facts.supersededOn = book.today }
    if document[.state] == "archived" { facts.closedOn = book.today }
    guard let until = Retention.until(policy, facts) else { return [document] }
    return [
      document.changed { $0[.keepUntilOn] = max($0[.keepUntilOn] ?? until, until) }
    ]
  }
}
