import Records

/// Erasing a resident for good: the key goes under which everything about them is sealed, and with it the open columns
/// that could say who they were.
///
/// What stays is what counts and sums need: the rows themselves, their states, days and amounts, the reference, and the
/// log, whose chain covers sealed bytes and so goes on to verify.
extension Errand {
  /// The entry of the log that says of a resident that they are erased; without it a missing key is damage.
  static let erasing = "resident.erased"

  /// Erases a resident in the transaction of the deed that decides it.
  ///
  /// A record that was merged into theirs is erased before, by a request of its own: it has holds and years of its own.
  func erase(_ resident: RecordID, command: RecordID) throws(RegistrarError) {
    guard let type = catalogue[Landmark.residents], let record = try record(resident, of: type, for: .program)
    else { throw .notFound }
    isErasing = true
    erasesKeys = true
    let organization = session.organization
    for type in catalogue.types where ResidentErasure.reaches(type) {
      let table = try table(type)
      let sequence = try sequence(of: organization, for: table)
      try store { () throws(StorageError) in
        try ResidentErasure.empty(table, about: resident, at: sequence, in: database)
      }
    }
    try store { () throws(StorageError) in
      if catalogue[Landmark.drafts] == nil { return }
      try ResidentErasure.dropDrafts(about: resident, of: organization, in: database)
    }
    forgetFound()
    try store { () throws(StorageError) in try keys.own.destroyKey(of: resident, in: database) }
    let written = try update(record.erased, from: record)
    try note(Self.erasing, written, from: record, command: command, risk: .critical)
  }
}

extension Record {
  /// The record of a resident as it stands once they are erased: a pseudonym in place of the name, and nothing that
  /// identifies; what must be there and is no longer known stays as bytes that nobody opens.
  fileprivate var erased: Record {
    var erased = self
    for (index, field) in type.fields.enumerated() where !field.isDerived && !values[index].isEmpty {
      if field.isSealed {
        erased.values[index] = field.isRequired ? .erased : .empty
      } else if field.isErased {
        erased.values[index] = .empty
      }
    }
    erased["state"] = .text(Keyring.erasedState)
    if case .text(let reference) = self["reference"] {
      erased["family_name"] = .text(ResidentErasure.pseudonym(reference))
    }
    return erased
  }
}
