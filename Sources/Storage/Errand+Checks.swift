import Records

extension Errand {
  /// What is wrong with the values of a record, field by field, in words for who filled it in.
  ///
  /// Where it is complete required fields must be filled; a draft may lack them.
  func faults(in record: Record, former: Record?, isComplete: Bool) throws(RegistrarError) -> [Violation] {
    var faults: [Violation] = []
    for (index, field) in record.type.fields.enumerated() where !field.isDerived {
      let value = record.values[index]
      if value.isEmpty {
        let isMissing =
          isComplete && field.isRequired && field.isShown(record) && !isDrawn(field, of: record.type)
          && !isOpen(field, in: record)
        if isMissing { faults.append(Violation(missing: field.label, field: field.name)) }
        continue
      }
      if let former, former.values[index] == value || value.isUnknown { continue }
      if let words = fault(of: value, in: field) {
        faults.append(Violation(words, field: field.name))
      } else if let words = try missingReference(value, field, record) ?? wrongReference(value, field, record)
      {
        faults.append(Violation(words, field: field.name))
      }
    }
    return faults + (try faultsOfAnswers(in: record, former: former))
  }

  /// References that are set and lead to nothing of which the session may know: for it there is no such record.
  func unseen(_ record: Record, from former: Record?) throws(RegistrarError) -> [Violation] {
    var unseen: [Violation] = []
    for (index, field) in record.type.fields.enumerated() where !field.isDerived {
      let value = record.values[index]
      if value.isUnknown || former?.values[index] == value { continue }
      if let words = try missingReference(value, field, record, for: .session) {
        unseen.append(Violation(words, field: field.name))
      }
    }
    return unseen
  }

  /// Such references, with what else is wrong in the fields of the record by themselves; nothing where there are none.
  ///
  /// Rules are not asked then: what they read may be of a record that is hidden.
  func unseenFirst(_ record: Record, from former: Record?) throws(RegistrarError) -> [Violation] {
    let unseen = try unseen(tidied(record), from: former)
    if unseen.isEmpty { return [] }
    let named = Set(unseen.map(\.field))
    let prepared = try prepared(record, from: former)
    let isDraft = record.type.workflow.map { prepared[$0.field] == .text("draft") } ?? false
    let faults = try faults(in: prepared, former: former, isComplete: !isDraft).filter { fault in
      // What the program would have filled in once all is there is nobody's to enter.
      fault.field.flatMap { record.type.field($0) }?.traits.contains(.filledIn) != true
    }
    let others = try refusedFields(of: record, from: former) + faults
    return unseen + others.filter { !named.contains($0.field) }
  }

  /// The most that a number in a reference is taken for: who brings records along does not push the series away.
  private static let highestNumber = 99_999

  /// What to say of a number that is not of the form in which the program draws them, or out of their reach.
  private func wrongReference(_ value: Value, _ field: Field, _ record: Record) -> String? {
    guard field.name == "reference", let prefix = record.type.referencePrefix, case .text(let text) = value
    else { return nil }
    let year = today.parts.year
    if let given = ReferenceNumber(text, year: year), given.prefix == prefix,
      (1...Errand.highestNumber).contains(given.number), (1900...year).contains(given.year)
    {
      return nil
    }
    let example = ReferenceNumber(prefix: prefix, year: year, number: 1)
    return "\(field.label) must be a number such as \(example), or empty: then it is drawn."
  }

  /// What is wrong with the values of a new record by themselves; the store holds that references lead somewhere.
  func shapeFaults(in record: Record) -> [Violation] {
    var faults: [Violation] = []
    for (index, field) in record.type.fields.enumerated() where !field.isDerived {
      let value = record.values[index]
      if value.isEmpty {
        let isMissing = field.isRequired && field.isShown(record) && !isDrawn(field, of: record.type)
        if isMissing { faults.append(Violation(missing: field.label, field: field.name)) }
      } else if let words = fault(of: value, in: field) {
        faults.append(Violation(words, field: field.name))
      }
    }
    return faults
  }

  /// The store itself fills it: the reference of a new record.
  private func isDrawn(_ field: Field, of type: RecordType) -> Bool {
    field.name == "reference" && type.referencePrefix != nil
  }

  func fault(of value: Value, in field: Field) -> String? {
    let label = field.label
    switch (field.kind, value) {
    case (.text, .text(let text)):
      if text.count > 200 { return "\(label) is longer than 200 characters." }
      if field.isPhone, text.count(where: \.isNumber) < 3 {
        return "\(label) is not a telephone number. Write 020 7946 0123."
      }
      return text.unicodeScalars.contains { $0.isControl }
        ? "\(label) holds a character that cannot be stored." : nil
    case (.note, .text(let text)):
      if text.count > 20_000 { return "\(label) is longer than 20,000 characters." }
      let isClean = text.unicodeScalars.allSatisfy { !$0.isControl || $0 == "\n" || $0 == "\t" }
      return isClean ? nil : "\(label) holds a character that cannot be stored."
    case (.integer(let range), .integer(let number)) where field.isThousandths:
      return range.contains(number)
        ? nil : "\(label) must be an amount of \(Quantity.words(range.upperBound)) at most."
    case (.integer(let range), .integer(let number)):
      return range.contains(number)
        ? nil : "\(label) must be a whole number between \(range.lowerBound) and \(range.upperBound)."
    case (.money(let signed), .money(let money)):
      let isUsual = Money.usual.contains(money.minorUnits)
      return isUsual && (signed || money.minorUnits >= 0) ? nil : "\(label) must be an amount such as 125.50."
    case (.day, .day(let day)):
      return Day.usual.contains(day.number)
        ? nil : "\(label) must lie in the years 1900 to 2200."
    case (.instant, .instant(let moment)):
      return Instant.usual.contains(moment.milliseconds)
        ? nil : "\(label) must lie in the years 1900 to 2200."
    case (.choice(let choices), .text(let code)):
      return isMember(code, of: choices)
        ? nil : "Choose one of the listed values for \(label.lowercasedFirst)."
    case (.list(let choices), .list(let members)):
      let isListed = choices.map { choices in members.allSatisfy { isMember($0, of: choices) } } ?? true
      return isListed && members.allSatisfy { $0.count <= 200 }
        ? nil : "\(label) has a value that is not in the list."
    case (.json, .json(let text)):
      return JSONText.isWellFormed(text) ? nil : "\(label) is not in the expected form."
    case (.bytes(let limit), .bytes(let bytes)):
      return bytes.count <= limit ? nil : "\(label) is larger than \(limit) bytes."
    case (.time, .time), (.flag, .flag), (.reference, .reference),
      (.anyReference, .reference):
      return nil
    case (.integer, _): return "\(label) must be a whole number."
    case (.money, _): return "\(label) must be an amount such as 125.50."
    case (.day, _): return "\(label) is not a date. Write 5 Mar 2026 or 2026-03-05."
    case (.instant, _): return "\(label) is not a date and time. Write 5 Mar 2026 21:40."
    case (.time, _): return "\(label) is not a time. Write 21:40."
    case (.flag, _): return "Answer yes or no for \(label.lowercasedFirst)."
    case (.choice, _): return "Choose one of the listed values for \(label.lowercasedFirst)."
    default: return "\(label) is not in the expected form."
    }
  }

  /// Whether a code may be chosen from a list, as the organisation has it today.
  private func isMember(_ code: String, of choices: Choices) -> Bool {
    let members = lists.members(of: choices)
    if members.contains(where: { $0.code == code }) { return true }
    // A list that ships with no members has not been read; its codes pass.
    return lists.known(of: choices).isEmpty && choices.isOpen
  }

  /// What to say of a reference that leads nowhere; nil where it leads to a record.
  func missingReference(
    _ value: Value, _ field: Field, _ record: Record, for reader: RowReader.Reader = .program
  ) throws(RegistrarError) -> String? {
    guard case .reference(let id) = value else { return nil }
    switch field.kind {
    case .reference(let target):
      guard let type = catalogue[target] else { return nil }
      return try stands(id, type, for: reader)
        ? nil : "That \(type.singular) is not in this home, or has been removed."
    case .anyReference:
      guard case .text(let target) = record["subject_type"] else { return nil }
      // Who amends or signs a record has read it.
      let isRead = record.type.resource == Landmark.amendments
      guard let type = catalogue[target], try stands(id, type, for: reader, bySight: isRead) else {
        return "That record is not in this home, or has been removed."
      }
      return nil
    default: return nil
    }
  }

  /// Whether a record stands in this organisation for a reader, or is made by the same command.
  ///
  /// By sight, a session that reads none of the type finds none.
  func stands(
    _ id: RecordID, _ type: RecordType, for reader: RowReader.Reader = .program, bySight: Bool = false
  ) throws(RegistrarError) -> Bool {
    if coming.contains(id) { return true }
    // Every call asks first whether its own member stands.
    if id == session.membership, type.id == Landmark.memberships { return true }
    // What stands for the session stands for the program.
    if reader == .program, stood.contains(id) { return true }
    let table = try table(type)
    let isChosen = reader == .session && (bySight || gate.isChosenBySight(type))
    let reach = isChosen ? try self.reader(of: type, fields: [], for: .session).filter : Cover.everything
    let statement: SQL =
      "SELECT a.organization_id FROM \(name: type.id) a WHERE \(try standing(table, [.equals("id", .reference(id))], reach, removed: false))"
    let isThere = try store { () throws(StorageError) in try database.row(statement) } != nil
    if isThere { stood.insert(id) }
    return isThere
  }

  /// What the rules of its type say of a record.
  func broken(_ record: Record, former: Record?) throws(RegistrarError) -> [Violation] {
    var broken: [Violation] = []
    for rule in record.type.rules where !rule.isOfWhole {
      let book = try book(rule.reads(record), former: former)
      if let violation = rule.check(record, book) { broken.append(violation) }
    }
    return broken
  }

  /// The record with its texts as they are stored: composed, without blanks at the ends.
  func tidied(_ record: Record) -> Record {
    var tidied = record
    for (index, field) in record.type.fields.enumerated() {
      guard case .text(let text) = record.values[index] else { continue }
      switch field.kind {
      case .text, .note:
        let trimmed = Text.composed(text).trimmed
        tidied.values[index] = Text.isUnseen(trimmed) ? .empty : .text(trimmed)
      default: if text.isEmpty { tidied.values[index] = .empty }
      }
    }
    return tidied
  }
}

extension Choices {
  fileprivate var isOpen: Bool { if case .open = self { true } else { false } }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    let isPlain = { (byte: UInt8?) in byte.map { 0x21...0x7E ~= $0 } ?? false }
    if isPlain(utf8.first), isPlain(utf8.last) { return self }
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
