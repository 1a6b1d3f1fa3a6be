import Records

extension Errand {
  /// Whether a record is anonymous and it is its author who writes it now.
  func hidesAuthor(of record: Record, from former: Record?) throws(RegistrarError) -> Bool {
    guard let anonymity = record.type.anonymity else { return false }
    if let former {
      guard let workflow = record.type.workflow, case .text(let state) = former[workflow.field],
        anonymity.writtenIn.contains(state)
      else { return false }
    }
    return anonymity.holds(record, try book(anonymity.reads(record), former: former))
  }

  /// The only moment that is kept of what an unknown author does: the same for everything of that day.
  var hiddenMoment: Instant { session.zone.moment(standingFor: today) }

  /// Nobody, on that day.
  var hiddenStamp: Stamp {
    Stamp(createdAt: hiddenMoment, createdBy: nil, updatedAt: hiddenMoment, updatedBy: nil)
  }
}

extension RecordID {
  /// What is kept of a command whose moment must not be known: its chance alone.
  var withoutMoment: RecordID { dated(Instant(milliseconds: 0)) }
}
