/// What is wrong with a chain, at the first row where something is.
package struct AuditFault: Error, Sendable, Hashable {
  /// The row, by its number; 0 where the log as a whole is meant.
  package let number: Int
  package let reason: Reason

  package init(_ number: Int, _ reason: Reason) {
    (self.number, self.reason) = (number, reason)
  }

  package enum Reason: Sendable, Hashable {
    /// Not one row: a log that is kept is never empty.
    case empty
    /// Row 1 is not the beginning of a chain.
    case notBegun
    /// Another row stands where this number is due.
    case wrongNumber(found: Int)
    /// A column holds another kind of value than the log writes.
    case wrongForm(column: String)
    /// The row does not continue the one before.
    case wrongLink
    /// The row was changed, or made with another key.
    case wrongCode
    /// The row claims an epoch that is not the one of its place.
    case wrongEpoch(found: Int)
    /// No key of that epoch is there.
    case missingKey(epoch: Int)
    /// An epoch does not name the end of the one before.
    case wrongEpochStart
    /// What only the keys show does not open.
    case sealedPartDamaged
    /// A signed head says something else than the rows before it.
    case wrongHead
    /// A head was not signed by the member it names.
    case wrongSignature
    /// The platform's log no longer holds the head that was current when a session began.
    case platformLogDiffers
    /// The log goes on to this row in another way of reading it: rows are missing or cannot be read.
    case endsTooEarly(last: Int)
    /// The log is another one than the head that was kept elsewhere.
    case anotherLog
    /// The log ends before the head that was kept elsewhere: rows are missing.
    case endsBeforeAnchor(count: Int)
    /// The head that was kept elsewhere was not signed by the member it names.
    case wrongAnchor
    /// At the place of the head that was kept elsewhere stands another row.
    case anchorDiffers
  }
}

/// What a check of one chain found.
package struct AuditReport: Sendable, Hashable {
  package let organization: Int
  /// The rows that were read; all of them where there is no fault.
  package let rows: Int
  package let fault: AuditFault?
  /// Every code was computed again; without the keys only links and heads are.
  package let checkedCodes: Bool
  /// Signed heads whose signature was checked.
  package let heads: Int
  /// Signed heads whose signer's key only a signed-in member can tell.
  package let uncheckedHeads: Int
  /// Heads kept elsewhere that the log was held against; without one a missing end goes unseen.
  package let anchors: Int
  /// The last number and code, for the next report.
  package let end: AuditHead

  package init(
    organization: Int, rows: Int, fault: AuditFault?, checkedCodes: Bool, heads: Int, uncheckedHeads: Int,
    anchors: Int, end: AuditHead
  ) {
    (self.organization, self.rows, self.fault) = (organization, rows, fault)
    (self.checkedCodes, self.heads, self.uncheckedHeads) = (checkedCodes, heads, uncheckedHeads)
    (self.anchors, self.end) = (anchors, end)
  }

  package var isIntact: Bool { fault == nil }
}
