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
    var gathering = Gathering(resident: resident, redactions: discloses.redactions(book))
    for type in catalogue.types where isGivenOut(type) {
      try gather(type, discloses.withholds(type), into: &gathering)
    }
    if !gathering.unread.isEmpty {
      gathering.leaveOut(
        gathering.unread.joined(separator: ", "),
        "the role of who made this may not read them; the house gives them apart")
    }
    let seen = try seen(subject)
    return DisclosurePack(
      reference: try name(of: subject), organisation: session.organizationName,
      subject: try name(of: person), madeAt: now, madeBy: session.name, due: seen["due_on"].day,
      today: today, zone: session.zone, notice: discloses.notice(book), parts: gathering.parts,
      withheld: gathering.withheld, attachments: gathering.attachments)
  }

  /// The program's own rows, and the log, tell of its working and not of the person.
  private func isGivenOut(_ type: RecordType) -> Bool {
    !type.isPlatform && !type.tags.contains(.internalOnly) && type.id != Landmark.auditLog
      && type.id != Landmark.notices && type.id != Landmark.files
  }

  private func gather(
    _ type: RecordType, _ reason: String?, into gathering: inout Gathering
  ) throws(RegistrarError) {
    let table = try table(type)
    let naming =
      type.id == Landmark.residents
      ? ["id"]
      : table.stored.filter { $0.field.target == Landmark.residents && $0.sealed == nil }.map(\.field.name)
    if naming.isEmpty { return }
    let conditions = naming.map { [Condition.equals($0, .reference(gathering.resident))] }
    let count = try count(type, naming, about: gathering.resident)
    if count == 0 { return }
    // That there is something confidential is itself confidential.
    let isSecret = Landmark.confidential.contains(type.resource) && !gate.holds(.read, on: type)
    if let reason {
      if !isSecret { gathering.leaveOut(type.title, reason) }
      return
    }
    let found = try records(Query(type.id).where(.any(conditions)), for: .session)
    if found.count < count, !isSecret, !Landmark.confidential.contains(type.resource) {
      gathering.unread.append("\(type.title.lowercasedFirst) \(count - found.count)")
    }
    try add(found, type, to: &gathering)
  }

  private func count(
    _ type: RecordType, _ naming: [String], about resident: RecordID
  ) throws(RegistrarError) -> Int {
    let table = try table(type)
    let condition = SQL.joined(naming.map { "\(name: $0) = \(resident)" }, by: " OR ")
    let standing: SQL = table.hidesRemoved ? "deleted_at IS NULL" : "1 = 1"
    return try store { () throws(StorageError) in
      try database.value(
        "SELECT count(*) FROM \(name: type.id) WHERE organization_id = \(session.organization) AND \(standing) AND (\(condition))"
      ).integer ?? 0
    }
  }

  private func add(
    _ records: [Record], _ type: RecordType, to gathering: inout Gathering
  ) throws(RegistrarError) {
    let names = try names(of: references(of: records, besides: gathering.resident))
    var given: [DisclosurePack.Disclosed] = []
    for record in records {
      guard let id = record.id else { continue }
      // A name may be made of somebody else's.
      let called = record[FieldKey<String>("reference")] ?? type.singular
      let redactions = gathering.redactions.filter { $0["subject_id"] == .reference(id) }
      if redactions.isEmpty, try isAboutOthers(record, gathering.resident) {
        gathering.leaveOut(called, "it is about somebody else too and nothing in it is redacted")
        continue
      }
      var fields: [DisclosurePack.Field] = []
      for (index, field) in type.fields.enumerated() where !field.isDerived && !field.isMachinery {
        let value = record.values[index]
        if value.isEmpty { continue }
        if value == .hidden {
          gathering.leaveOut("\(field.label) of \(called)", "the role of who made this may not read it")
          continue
        }
        guard let shown = shown(value, field, redactions, names, gathering.resident) else {
          gathering.leaveOut(
            "\(field.label) of \(called)", "it changed after a passage of it was redacted")
          continue
        }
        fields.append(shown)
      }
      given.append(DisclosurePack.Disclosed(name: called, fields: fields))
      if type.id == Landmark.documents {
        gathering.attachments.append(
          .init(document: id, reference: record[FieldKey<String>("reference")] ?? called))
      }
    }
    if !given.isEmpty {
      gathering.parts.append(.init(type: type.id, title: type.title, records: given))
    }
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
    guard record.type.tags.contains(.sealedByOrganisation), let id = record.id else { return false }
    for type in catalogue.types where !type.isPlatform && type.sealingOwner == "resident_id" {
      let table = try table(type)
      for stored in table.stored where stored.field.target == record.type.id && stored.sealed == nil {
        let other = try store { () throws(StorageError) in
          try database.row(
            "SELECT 1 FROM \(name: type.id) WHERE organization_id = \(session.organization) AND \(name: stored.field.name) = \(id) AND resident_id <> \(resident) LIMIT 1"
          )
        }
        if other != nil { return true }
      }
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

/// What was gathered so far.
private struct Gathering {
  let resident: RecordID
  let redactions: [Record]
  var parts: [DisclosurePack.Part] = []
  var withheld: [DisclosurePack.Withheld] = []
  var attachments: [DisclosurePack.Attachment] = []
  /// Types of which there are more than the session may read, with how many more.
  var unread: [String] = []

  mutating func leaveOut(_ what: String, _ why: String) { withheld.append(.init(what: what, why: why)) }
}

/// Leaves passages out of a text; what stands in their place does not tell how long they were.
enum Redacting {
  /// - Returns: The text without the passages; nil where one of them does not stand where it stood.
  static func leavingOut(_ redactions: [Record], of text: String) -> String? {
    var letters = Array(text)
    var passages: [(range: Range<Int>, mark: String)] = []
    for redaction in redactions {
      guard case .integer(let from) = redaction["from_character"],
        case .integer(let to) = redaction["to_character"], 1 <= from, from <= to, to <= letters.count
      else { return nil }
      let range = from - 1..<to
      if case .bytes(let original) = redaction["original"], Array(String(letters[range]).utf8) != original {
        return nil
      }
      let code: String = redaction[FieldKey("reason_code")] ?? "other"
      let grounds = redaction.type.field("reason_code")?.choices?.members ?? []
      let ground = grounds.first { $0.code == code }?.label ?? Choice.label(for: code)
      passages.append((range, "[redacted: \(ground.lowercased())]"))
    }
    for (range, mark) in passages.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      let upper = min(range.upperBound, letters.count)
      letters.replaceSubrange(range.lowerBound..<max(range.lowerBound, upper), with: Array(mark))
    }
    return String(letters)
  }
}

extension Value {
  fileprivate var day: Day? { if case .day(let day) = self { day } else { nil } }
}
