import Records
import Sealing

extension Registrar {
  /// Opens every sealed value and stored file of the session's organisation and tells which do not open where they lie.
  ///
  /// The store goes on answering meanwhile. People's drafts are left out: they open for their writers alone.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for a role that may not read the log.
  package func verifySealed(for session: Session) async throws(RegistrarError) -> SealedReport {
    try checkReadsLog(session)
    var report = SealedReport()
    for type in catalogue.types where type.hasSealedValues && !type.isPlatform {
      report = try await inPortions(report, after: RecordID.zero, for: session) {
        (errand, start, report) throws(RegistrarError) in
        try errand.verifySealed(type, after: start, report)
      }
    }
    return try await verifyFiles(report, for: session)
  }
}

extension RecordType {
  /// Has sealed values that the organisation's keys open.
  var hasSealedValues: Bool { id != Landmark.drafts && stored.contains(where: \.isSealed) }
}

extension Errand {
  /// Opens the sealed values of some hundred records.
  ///
  /// - Returns: What was found, and the last record; nil for that where there are no more.
  fileprivate func verifySealed(
    _ type: RecordType, after start: RecordID, _ former: SealedReport
  ) throws(RegistrarError) -> (SealedReport, RecordID?) {
    let sealed = type.fields.indices.filter { type.fields[$0].isSealed && !type.fields[$0].isDerived }
    let reader = try reader(of: type, fields: sealed, for: .program)
    var report = former
    var found: [(id: RecordID, field: Int)] = []
    var erased: [(id: RecordID, field: Int, resident: RecordID)] = []
    var last: RecordID?
    var count = 0
    try store { () throws(StorageError) in
      try database.each(
        "SELECT \(reader.columns) FROM \(name: type.id) a WHERE a.organization_id = \(session.organization) AND a.id > \(start) ORDER BY a.id LIMIT \(Self.slice)"
      ) { columns throws(StorageError) in
        let id = try reader.identity(columns)
        var values = 0
        try reader.read(columns, id) { field, value in
          if !value.isEmpty { values += 1 }
          if value == .damaged { found.append((id, field)) }
          if value == .erased, let resident = reader.sealingOwner(columns) {
            erased.append((id, field, resident))
          }
        }
        report.add(values: values)
        (last, count) = (id, count + 1)
        return true
      }
    }
    for (id, field, resident) in erased {
      // Without the entry in the log the key was taken away with other tools.
      if try isErasedByLog(resident) { report.add(erased: 1) } else { found.append((id, field)) }
    }
    for (id, field) in found {
      report.add(
        SealedReport.Damage(type: type.id, record: try spoken(id, type), field: type.fields[field].label))
    }
    return (report, count < Self.slice ? nil : last)
  }

  private static var slice: Int { 400 }

  /// Whether the log says of a resident that they were erased.
  func isErasedByLog(_ resident: RecordID) throws(RegistrarError) -> Bool {
    if let known = erasedByLog[resident] { return known }
    let isErased = try store { () throws(StorageError) in
      try Keyring.isErasedByLog(resident, of: session.organization, in: database)
    }
    erasedByLog[resident] = isErased
    return isErased
  }

  /// How a record is spoken of to the session: by its reference where it may know that, else by its identity.
  func spoken(_ id: RecordID, _ type: RecordType) throws(RegistrarError) -> String {
    let seen = try record(id, of: type, for: .session)
    return seen?[FieldKey<String>("reference")] ?? id.description
  }
}
