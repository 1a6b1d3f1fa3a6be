import Records

/// Gathering what is given out about one resident: every record of theirs that the session may read, without what is
/// about others and what the action withholds.
extension Errand {
  /// The pack that an action would give out; nil where it gives out nothing.
  func pack(of action: Action, on subject: Record, _ book: Book) throws(RegistrarError) -> DisclosurePack? {
    guard let discloses = action.discloses, let resident = discloses.resident(subject),
      let residents = catalogue[Landmark.residents],
      let person = try record(resident, of: residents, for: .session)
    else { return nil }
    var gathering = PackGathering(
      resident: resident, redactions: discloses.redactions(book), secret: secret(discloses))
    for type in catalogue.types where isGivenOut(type) { try find(type, discloses, into: &gathering) }
    gathering.concealWhatIsAboutConcealed()
    for (type, records) in gathering.found { try add(records, type, to: &gathering) }
    try addOpenings(to: &gathering)
    try nameParts(discloses, in: &gathering)
    gathering.close()
    let seen = try seen(subject)
    return DisclosurePack(
      reference: try name(of: subject), organisation: session.organizationName,
      subject: try name(of: person), madeAt: now, madeBy: session.name, due: seen["due_on"].day,
      today: today, zone: session.zone, notice: discloses.notice(book), parts: gathering.parts,
      withheld: gathering.withheld, attachments: gathering.attachments, unspoken: gathering.unspoken)
  }

  /// The types of which a pack is silent: that there is something confidential is itself confidential.
  private func secret(_ discloses: Disclosing) -> [RecordType] {
    catalogue.types.filter {
      Landmark.confidential.contains($0.resource) && discloses.withholds($0) != nil
    }
  }

  /// The program's own rows, and the log, tell of its working and not of the person; who opened what is told apart.
  func isGivenOut(_ type: RecordType) -> Bool {
    !type.isPlatform && !type.tags.contains(.internalOnly) && type.id != Landmark.auditLog
      && type.id != Landmark.notices && type.id != Landmark.files
  }

  /// Takes note of the records of a type that name the resident, and of what is left out without a word.
  private func find(
    _ type: RecordType, _ discloses: Disclosing, into gathering: inout PackGathering
  ) throws(RegistrarError) {
    let naming = try naming(type, gathering.resident)
    if naming.isEmpty { return }
    gathering.takenPart.formUnion(naming.others)
    let reason = discloses.withholds(type)
    let query = Query(type.id).where(naming.condition)
    if gathering.isSecret(type.id) {
      gathering.concealed.formUnion(try identities(type, naming, "1 = 1", withRemoved: true))
      return gathering.passOver(try records(query, for: .session), type, reason ?? "")
    }
    let silent = try traces(type, naming, gathering)
    let theirs = try theirs(type, naming).subtracting(silent)
    gathering.concealed.formUnion(silent)
    if let reason {
      if !theirs.isEmpty { gathering.leaveOut(type.title, reason) }
      return
    }
    var (found, unread) = ([Record](), theirs)
    for record in try records(query, for: .session) {
      guard let id = record.id else { continue }
      unread.remove(id)
      if silent.contains(id) { continue }
      if gathering.isOfSecret(record) { gathering.concealed.insert(id) } else { found.append(record) }
    }
    gathering.found.append((type, found))
    if !unread.isEmpty, !Landmark.confidential.contains(type.resource) {
      gathering.unread.append("\(type.title.lowercasedFirst) \(unread.count)")
    }
  }

  /// How records of the type name a resident: by fields, or by a row of theirs that says of the record that they were
  /// in it.
  func naming(_ type: RecordType, _ resident: RecordID) throws(RegistrarError) -> Naming {
    if type.id == Landmark.residents { return Naming(resident: resident, fields: ["id"], others: []) }
    let fields = try table(type).stored.filter {
      $0.field.target == Landmark.residents && $0.sealed == nil
    }.map(\.field.name)
    return Naming(resident: resident, fields: fields, others: try takenPart(in: type, resident))
  }

  /// The records of a type that rows of the resident lead to: of what befell several, only one may be named in it.
  private func takenPart(in type: RecordType, _ resident: RecordID) throws(RegistrarError) -> [RecordID] {
    var found: Set<RecordID> = []
    for use in try partners(of: type) {
      let standing: SQL = use.hidesRemoved ? "deleted_at IS NULL" : "1 = 1"
      try store { () throws(StorageError) in
        try database.each(
          "SELECT DISTINCT \(name: use.field) FROM \(name: use.type) WHERE organization_id = \(session.organization) AND resident_id = \(resident) AND \(name: use.field) IS NOT NULL AND \(standing)"
        ) { columns throws(StorageError) in
          if let id = columns.id(0) { found.insert(id) }
          return true
        }
      }
    }
    return found.sorted()
  }

  /// The fields of residents' own rows by which they say that somebody was in a record of the organisation's.
  private func partners(
    of type: RecordType
  ) throws(RegistrarError) -> [(type: String, field: String, hidesRemoved: Bool)] {
    guard type.tags.contains(.sealedByOrganisation) else { return [] }
    var found: [(type: String, field: String, hidesRemoved: Bool)] = []
    for other in catalogue.types where !other.isPlatform && other.sealingOwner == "resident_id" {
      let table = try table(other)
      found += table.stored.filter { $0.field.target == type.id && $0.sealed == nil }
        .map { (type: other.id, field: $0.field.name, hidesRemoved: table.hidesRemoved) }
    }
    return found
  }

  /// The field that says whose record it is; nil where the type says of nobody that it is theirs.
  private func owner(of type: RecordType) -> String? {
    type.sealingOwner ?? owner(along: type.house)
      ?? (type.index(of: "resident_id") == nil ? nil : "resident_id")
  }

  private func owner(along path: RecordType.HousePath) -> String? {
    switch path {
    case .resident(let field): field
    case .either(let paths): paths.compactMap { owner(along: $0) }.first
    default: nil
    }
  }

  /// Whether it is the record of another resident and only mentions this one.
  private func isOfAnother(_ record: Record, _ resident: RecordID) -> Bool {
    guard let owner = owner(of: record.type), owner != "id" else { return false }
    let value = record[owner]
    return !value.isEmpty && value != .reference(resident)
  }

  /// The resident's own records of a type, whether or not the session may read them.
  private func theirs(
    _ type: RecordType, _ naming: Naming
  ) throws(RegistrarError) -> Set<RecordID> {
    guard let owner = owner(of: type) else { return try identities(type, naming, "1 = 1") }
    return try identities(
      type, naming,
      "\(name: owner) = \(naming.resident) OR \(name: owner) IS NULL OR \(naming.isAmongOthers)")
  }

  /// The records that were written about something secret: a referral of a concern, an action that came of one; and
  /// those of which the person is not told yet.
  ///
  /// Asked of the store and not of what the session reads: who is kept from a concern must not learn of it either.
  private func traces(
    _ type: RecordType, _ naming: Naming, _ gathering: PackGathering
  ) throws(RegistrarError) -> Set<RecordID> {
    let table = try table(type)
    let marks = table.stored.filter { stored in
      let isSecret = stored.field.target.map { gathering.isSecret($0) } ?? false
      return isSecret && stored.sealed == nil && isAboutTarget(stored.field)
    }
    var conditions: [SQL] = marks.map { "\(name: $0.field.name) IS NOT NULL" }
    for stored in table.stored where stored.sealed == nil {
      guard let speech = stored.field.speech, speech.isOfRecord, gathering.isSecret(resource: speech.resource)
      else { continue }
      conditions.append(
        "\(name: stored.field.name) IN (\(list: speech.openings.map { SQLValue.text($0) }))")
    }
    for stored in table.stored where stored.field.isSilencing && stored.sealed == nil {
      conditions.append("\(name: stored.field.name) >= \(Value.day(today).stored(as: stored.field.kind))")
    }
    if let kind = table.stored("subject_type"), kind.sealed == nil {
      let secret = gathering.secret.map { SQLValue.text($0.id) }
      if !secret.isEmpty { conditions.append("\(name: kind.field.name) IN (\(list: secret))") }
    }
    if conditions.isEmpty { return [] }
    // What was about a removed record is no less about it.
    return try identities(type, naming, SQL.joined(conditions, by: " OR "), withRemoved: true)
  }

  /// Whether a record is about what the field points to; one that the program filled in later is a mark on a record that
  /// stands by itself, such as an incident.
  private func isAboutTarget(_ field: Field) -> Bool { field.isTelling || !field.traits.contains(.filledIn) }

  private func identities(
    _ type: RecordType, _ naming: Naming, _ condition: SQL, withRemoved: Bool = false
  ) throws(RegistrarError) -> Set<RecordID> {
    let hidesRemoved = try table(type).hidesRemoved
    let standing: SQL = hidesRemoved && !withRemoved ? "deleted_at IS NULL" : "1 = 1"
    let statement: SQL =
      "SELECT id FROM \(name: type.id) WHERE organization_id = \(session.organization) AND \(standing) AND (\(naming.isNamed)) AND (\(condition))"
    var found: Set<RecordID> = []
    try store { () throws(StorageError) in
      try database.each(statement) { columns throws(StorageError) in
        if let id = columns.id(0) { found.insert(id) }
        return true
      }
    }
    return found
  }

  private func add(
    _ records: [Record], _ type: RecordType, to gathering: inout PackGathering
  ) throws(RegistrarError) {
    let names = try names(of: references(of: records, besides: gathering.resident))
    var given: [DisclosurePack.Disclosed] = []
    for record in records {
      guard let id = record.id, !gathering.concealed.contains(id) else { continue }
      // A name may be made of somebody else's.
      let called = record[FieldKey<String>("reference")] ?? type.singular
      let redactions = gathering.redactions.filter { $0["subject_id"] == .reference(id) }
      let isOfAnother = isOfAnother(record, gathering.resident)
      if redactions.isEmpty, isOfAnother, !gathering.takenPart.contains(id) {
        gathering.others += 1
        continue
      }
      if redactions.isEmpty, try isOfAnother ? true : isAboutOthers(record, gathering.resident) {
        gathering.leaveOut(called, "it is about somebody else too and nothing in it is redacted")
        continue
      }
      let fields = fields(of: try unfolded(record), called, redactions, names, &gathering)
      given.append(DisclosurePack.Disclosed(name: called, fields: fields))
      // A file has no passages: that of another resident's document stays here whatever is redacted beside it.
      if type.id == Landmark.documents, !isOfAnother {
        gathering.attachments.append(.init(document: id, reference: called))
      }
    }
    if !given.isEmpty {
      gathering.parts.append(.init(type: type.id, title: type.title, records: given))
    }
  }

  private func fields(
    of record: Record, _ called: String, _ redactions: [Record], _ names: [RecordID: String],
    _ gathering: inout PackGathering
  ) -> [DisclosurePack.Field] {
    var fields: [DisclosurePack.Field] = []
    for (index, field) in record.type.fields.enumerated() where !field.isDerived && !field.isMachinery {
      let value = record.values[index]
      if value.isEmpty || gathering.conceals(field, value) { continue }
      if field.staysInside(record) {
        gathering.leaveOut("\(field.label) of \(called)", "it is never printed or given out")
        continue
      }
      if value == .hidden {
        gathering.leaveOut("\(field.label) of \(called)", "the role of who made this may not read it")
        continue
      }
      guard let shown = shown(value, field, redactions, names, gathering.resident) else {
        gathering.leaveOut("\(field.label) of \(called)", "it changed after a passage of it was redacted")
        continue
      }
      fields.append(shown)
    }
    return fields
  }

  private func references(of records: [Record], besides resident: RecordID) -> [(type: String, id: RecordID)]
  {
    records.flatMap { record in
      record.type.fields.enumerated().compactMap { index, field in
        guard case .reference(let id) = record.values[index], let target = field.target,
          target != Landmark.residents || id == resident
        else { return nil }
        return (target, id)
      }
    }
  }

  /// Whether it says of itself that it is about others too, or others are written into it.
  private func isAboutOthers(_ record: Record, _ resident: RecordID) throws(RegistrarError) -> Bool {
    if record["is_third_party"] == .flag(true) { return true }
    guard let id = record.id else { return false }
    for use in try partners(of: record.type) {
      let other = try store { () throws(StorageError) in
        try database.row(
          "SELECT 1 FROM \(name: use.type) WHERE organization_id = \(session.organization) AND \(name: use.field) = \(id) AND resident_id <> \(resident) LIMIT 1"
        )
      }
      if other != nil { return true }
    }
    return false
  }

  /// A value for people and for programs, the redacted passages left out; nil where they are not in it any more.
  private func shown(
    _ value: Value, _ field: Field, _ redactions: [Record], _ names: [RecordID: String],
    _ resident: RecordID
  ) -> DisclosurePack.Field? {
    let shown = Shown(zone: session.zone, currency: session.currency, today: today)
    var words = shown.text(
      of: value, as: field.kind, choices: field.choices.map { registrar.lists.known(of: $0) } ?? [])
    var code = shown.text(of: value, as: field.kind, style: .iso)
    if field.isThousandths, let amount = field.step(value) { (words, code) = (amount, amount) }
    if case .reference(let id) = value {
      let isOther = field.target == Landmark.residents && id != resident
      words = isOther ? "another resident" : names[id] ?? "•"
      code = isOther ? "another resident" : names[id] ?? id.description
    }
    let own = redactions.filter { $0["field_name"] == .text(field.name) }
    if !own.isEmpty {
      guard case .text(let text) = value, let left = Redacting.leavingOut(own, of: text) else { return nil }
      (words, code) = (left, left)
    }
    return DisclosurePack.Field(name: field.name, label: field.label, words: words, code: code)
  }
}

extension Value {
  fileprivate var day: Day? { if case .day(let day) = self { day } else { nil } }
}
