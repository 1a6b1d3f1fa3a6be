import Records

/// How the records of one type name a resident.
struct Naming {
  let resident: RecordID
  /// The fields that do.
  let fields: [String]
  /// The records that do not, and in which rows of the resident's own say that they were.
  let others: [RecordID]

  var isEmpty: Bool { fields.isEmpty && others.isEmpty }

  var condition: Condition {
    let named = fields.map { [Condition.equals($0, .reference(resident))] }
    return .any(named + (others.isEmpty ? [] : [[.among("id", others.map(\.value))]]))
  }

  var isNamed: SQL {
    SQL.joined(fields.map { "\(name: $0) = \(resident)" } + [isAmongOthers], by: " OR ")
  }

  var isAmongOthers: SQL {
    others.isEmpty ? "1 = 0" : "id IN (\(list: others.map { SQLValue.id($0) }))"
  }
}

/// What was gathered so far.
struct PackGathering {
  let resident: RecordID
  let redactions: [Record]
  /// The types of which nothing is said.
  let secret: [RecordType]
  var found: [(type: RecordType, records: [Record])] = []
  /// The records in which they were, by rows of their own.
  var takenPart: Set<RecordID> = []
  /// The records that are left out without a word, to which nothing may point either.
  var concealed: Set<RecordID> = []
  var parts: [DisclosurePack.Part] = []
  var withheld: [DisclosurePack.Withheld] = []
  var attachments: [DisclosurePack.Attachment] = []
  /// What the writer alone is told.
  var unspoken: [String] = []
  /// Types of which there are more than the session may read, with how many more.
  var unread: [String] = []
  /// How many records of other residents mention this one; of which types would tell too much of them.
  var others = 0

  init(resident: RecordID, redactions: [Record], secret: [RecordType]) {
    self.resident = resident
    self.redactions = redactions
    self.secret = secret
  }

  func isSecret(_ type: String) -> Bool { secret.contains { $0.id == type } }

  func isSecret(resource: String) -> Bool { secret.contains { $0.resource == resource } }

  /// Whether a record says of itself that it came of something secret.
  func isOfSecret(_ record: Record) -> Bool {
    zip(record.type.fields, record.values).contains { field, value in
      field.speech?.isOfRecord == true && speaks(field, value)
    }
  }

  private func speaks(_ field: Field, _ value: Value) -> Bool {
    guard let speech = field.speech, isSecret(resource: speech.resource) else { return false }
    return speech.isSaid(by: value)
  }

  /// Whether a field leads to something secret, or would tell by itself that there is something.
  func conceals(_ field: Field, _ value: Value) -> Bool {
    if let resource = field.resource, isSecret(resource: resource) { return true }
    if speaks(field, value) { return true }
    if let target = field.target, isSecret(target) { return true }
    if case .reference(let id) = value { return concealed.contains(id) }
    return false
  }

  /// Conceals every record that is about a concealed one, and then what is about that, until nothing is added.
  mutating func concealWhatIsAboutConcealed() {
    var added: [RecordID]
    repeat {
      added = found.flatMap { $0.records }.filter { isAboutConcealed($0) }.compactMap(\.id)
        .filter { !concealed.contains($0) }
      concealed.formUnion(added)
    } while !added.isEmpty
  }

  /// Whether a record is about one that is left out without a word: what was added to it later, or what names it.
  ///
  /// What the program filled in later is a mark on a record that stands by itself.
  private func isAboutConcealed(_ record: Record) -> Bool {
    record.type.fields.enumerated().contains { index, field in
      guard case .reference(let id) = record.values[index], concealed.contains(id) else { return false }
      return field.kind == .anyReference || field.isTelling || !field.traits.contains(.filledIn)
    }
  }

  mutating func leaveOut(_ what: String, _ why: String) { withheld.append(.init(what: what, why: why)) }

  /// Leaves out what is secret, and tells the writer of what they may read of it.
  mutating func passOver(_ records: [Record], _ type: RecordType, _ why: String) {
    concealed.formUnion(records.compactMap(\.id))
    if records.isEmpty { return }
    unspoken.append(
      "\(type.title) about the person that you may read are left out, with what was written about them: \(why). The pack says nothing of it."
    )
  }

  /// Says what was left out of several types together.
  mutating func close() {
    if others == 1 { leaveOut("1 record", "it is about others") }
    if others > 1 { leaveOut("\(others) records", "they are about others") }
    if unread.isEmpty { return }
    leaveOut(
      unread.joined(separator: ", "),
      "the role of who made this may not read them; the house gives them apart")
  }
}
