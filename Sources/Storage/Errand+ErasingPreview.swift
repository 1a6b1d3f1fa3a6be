import Records

/// What an erasure would come to, said before anybody does it: what goes, what stays, and where else the person lies.
extension Errand {
  /// What an action would do that no single value shows, in whole sentences; none for most.
  func effects(of action: Action, on subject: Record) throws(RegistrarError) -> [String] {
    let later = action.preparesErasing(subject)
    guard let resident = action.erases(subject) ?? later, let type = catalogue[Landmark.residents],
      let record = try record(resident, of: type, for: .program),
      record["state"] != .text(Keyring.erasedState)
    else { return [] }
    let reference: String = record[FieldKey("reference")] ?? "their number"
    let name = try names(of: [(type.id, resident)])[resident] ?? "the resident"
    return [
      "\(later == nil ? "This erases" : "Once it is approved and carried out, this erases") \(name) (\(reference)). Nobody can take it back, no administrator and no recovery code.",
      "Goes: the name, the day of birth, every number and all that is sealed about them"
        + listed(try sealed(about: resident), after: ": ") + ".",
      "Stays, under “Former resident \(reference)”: states, days, counts and amounts"
        + listed(try amounts(about: resident), after: ": ") + ". The log stays whole.",
    ] + (try besides(resident)) + (try elsewhere(resident)) + (try keysOnMedia())
  }

  /// What goes that the resident's key does not seal.
  private func besides(_ resident: RecordID) throws(RegistrarError) -> [String] {
    let erasure = try erasure(of: resident, sequence: 0)
    let rows = try store { () throws(StorageError) in try erasure.rowsOfTheirs() }
    var counts: [String: Int] = [:]
    for row in rows { counts[row.table.type.id, default: 0] += 1 }
    let words = counts.sorted { $0.key < $1.key }.compactMap { id, count in
      catalogue[id].map { "\(count) \(count == 1 ? $0.singular : $0.title.lowercasedFirst)" }
    }
    let alone =
      words.isEmpty ? "" : " Emptied with them, for only they use them: \(listed(words, after: ""))."
    return ["Goes too: what anybody has begun to write about them and not saved.\(alone)"]
  }

  private func listed(_ words: [String], after sign: String) -> String {
    if words.isEmpty { return "" }
    let shown = words.prefix(6).joined(separator: ", ")
    return sign + shown + (words.count > 6 ? " and more" : "")
  }

  /// The records that the resident's key seals, the most first, of the types that the session may know of.
  private func sealed(about resident: RecordID) throws(RegistrarError) -> [String] {
    try counts(of: resident) { type in
      type.sealingOwner == "resident_id" && type.stored.contains(where: \.isSealed) && !isMoney(type)
        ? ["resident_id"] : []
    }
  }

  private func amounts(about resident: RecordID) throws(RegistrarError) -> [String] {
    try counts(of: resident) { isMoney($0) && $0.index(of: "resident_id") != nil ? ["resident_id"] : [] }
  }

  private func isMoney(_ type: RecordType) -> Bool { type.area == "Money" }

  /// Records whose text may name the resident and which another key seals.
  private func elsewhere(_ resident: RecordID) throws(RegistrarError) -> [String] {
    let found = try counts(of: resident) { type in
      type.stored.filter { field in
        field.target == Landmark.residents && field.name != type.sealingOwner && type.id != Landmark.residents
      }.map(\.name)
    }
    let text = "Conversations, handovers and records about several people may still name them in their text"
    return [
      text + (found.isEmpty ? "" : ": " + found.joined(separator: ", "))
        + ". An enquiry that nothing ties to them stays too, and so does what the log says of one from before it was theirs. Look through those first."
    ]
  }

  /// How many records of each type are about a resident, by the titles of the types.
  func countsOfFile(_ resident: RecordID) throws(RegistrarError) -> [String: Int] {
    let found = try tallies(of: resident) { $0.sealingOwner == "resident_id" ? ["resident_id"] : [] }
    return Dictionary(found.map { ($0.type.title, $0.count) }, uniquingKeysWith: +)
  }

  /// How many records of each type name a resident in one of these fields, the most first: `3 contacts`.
  private func counts(
    of resident: RecordID, in fields: (RecordType) -> [String]
  ) throws(RegistrarError) -> [String] {
    try tallies(of: resident, in: fields).sorted { $0.count > $1.count }.map { type, count in
      "\(count) \(count == 1 ? type.singular : type.title.lowercasedFirst)"
    }
  }

  private func tallies(
    of resident: RecordID, in fields: (RecordType) -> [String]
  ) throws(RegistrarError) -> [(type: RecordType, count: Int)] {
    var counts: [(type: RecordType, count: Int)] = []
    for type in catalogue.types
    where !type.isPlatform && !type.tags.contains(.internalOnly) && type.id != Landmark.auditLog
      && gate.holds(.read, on: type) && !Landmark.confidential.contains(type.resource)
    {
      let table = try table(type)
      let named = fields(type).filter(table.has)
      if named.isEmpty { continue }
      let condition = SQL.joined(named.map { "\(name: $0) = \(resident)" }, by: " OR ")
      let count = try store { () throws(StorageError) in
        try database.value(
          "SELECT count(*) FROM \(name: type.id) WHERE organization_id = \(session.organization) AND (\(condition))"
        ).integer ?? 0
      }
      if count > 0 { counts.append((type, count)) }
    }
    return counts
  }

  /// The media that hold the key until the next backup there, as far as the home knows of them.
  private func keysOnMedia() throws(RegistrarError) -> [String] {
    guard catalogue[Landmark.backups] != nil else { return [] }
    let last = try lastWrittenMedia()
    let unknown = "Of copies that were made otherwise Lodge knows nothing."
    if last.isEmpty { return ["No backup is known that holds them. \(unknown)"] }
    let places = last.sorted { $0.key < $1.key }.map { folder, made in
      "\(folder), last written \(session.zone.day(at: made).words)"
    }
    return [
      "Backups open them until the next one to the same place is made, which takes the key from all earlier ones there: \(places.joined(separator: "; ")).",
      unknown,
    ]
  }

  /// Where good backups were made, and when last.
  func lastWrittenMedia() throws(RegistrarError) -> [String: Instant] {
    if catalogue[Landmark.backups] == nil { return [:] }
    let rows = try store { () throws(StorageError) in
      try database.rows(
        "SELECT destination_label, max(started_at) FROM backups WHERE organization_id = \(session.organization) AND state IN ('verified', 'expired') AND deleted_at IS NULL GROUP BY destination_label"
      )
    }
    var last: [String: Instant] = [:]
    for row in rows {
      guard let path = row[0].text, let made = row[1].integer else { continue }
      let (folder, moment) = (HomeFiles.folder(of: path), Instant(milliseconds: made))
      last[folder] = max(last[folder] ?? moment, moment)
    }
    return last
  }
}
