import Records

extension Errand {
  /// Whether the session may do something with a type at all, or with one record of it.
  func availability(
    of right: Right, on type: RecordType, record: Record?
  ) throws(RegistrarError) -> Availability {
    let isHeld = record == nil ? gate.holds(right, on: type) : gate.holdsOnSome(right, on: type)
    guard isHeld else { return try refusal(right, type, record) }
    if right == .create, record?.id == nil, let words = Landmark.whyNotAdded(type) { return .no(words) }
    if right == .create, record?.id == nil, let words = try planRefusal(of: type) { return .no(words) }
    guard let record else {
      let isBeyond = gate.isBeyondHouses(right, type) && !holdsEverywhere(right, type)
      return isBeyond ? try refusal(right, type, nil) : .yes
    }
    if gate.isBeyondHouses(right, type) && !holdsEverywhere(right, type) {
      return try refusal(right, type, record)
    }
    var judged = record
    if record.id == nil { judged.stamp = newStamp }
    guard try holds(gate.cover(right, on: type, at: .values(judged))) else {
      return try refusal(right, type, record)
    }
    guard record.id != nil, right == .update else { return .yes }
    return try editing(record)
  }

  /// Whether the fields of a record may be edited as it stands.
  private func editing(_ record: Record) throws(RegistrarError) -> Availability {
    let type = record.type
    if type.isAppendOnly {
      return .no("\(type.singular.withArticle.capitalizedFirst) is never changed; add another.")
    }
    if type.isSigned, !record["signed_at"].isEmpty, type.signs.isEmpty {
      return .no(try signedRefusal(record))
    }
    if let workflow = type.workflow, case .text(let state) = record[workflow.field],
      !workflow.editable.contains(state)
    {
      return .no(lists.stateRefusal(record, "changing it", from: workflow.editable))
    }
    return .yes
  }

  private func holdsEverywhere(_ right: Right, _ type: RecordType) -> Bool {
    gate.matrix.scope(of: right, for: session.role, on: type.resource) == .org
  }

  private func refusal(
    _ right: Right, _ type: RecordType, _ record: Record?
  ) throws(RegistrarError) -> Availability {
    let isConfidential = gate.resources(of: type).allSatisfy { Landmark.confidential.contains($0) }
    if isConfidential, !gate.holds(.read, on: type) { return .confidential }
    return .no(try roleRefusal(right, on: type, record: record))
  }

  /// What an action finds before it is done.
  struct Readiness {
    let availability: Availability
    let book: Book
    /// The question whose answer speaks against it; nil where none does.
    var field: String?
  }

  /// Whether an action is possible on a record as the program sees it, and what it would know.
  ///
  /// The answers are nil while it is only offered.
  func readiness(
    of action: Action, on subject: Record, answers: [String: Value]?
  ) throws(RegistrarError) -> Readiness {
    let type = subject.type
    let queries = answers.map { action.queries(for: subject, answers: $0) } ?? action.reads(subject)
    var book = try book(queries, answers: answers ?? [:], former: subject)
    book.isDeciding = answers != nil
    func not(_ words: String, at field: String? = nil) -> Readiness {
      Readiness(availability: .no(words), book: book, field: field)
    }

    let resource = gate.resource(of: action, on: type)
    if try !isGranted(action, on: subject, book) {
      guard gate.mayKnow(of: action, on: type) else {
        return Readiness(availability: .confidential, book: book)
      }
      return not(try actionRefusal(action, on: subject, resource: resource, book))
    }
    if subject.stamp?.deletedAt != nil { return not("This \(type.singular) was removed. Restore it first.") }
    if let words = action.stateRefusal(on: subject, lists) { return not(words) }
    if let reason = action.whyNot(subject, book),
      try reason.isLiftedAlone ? !othersOnShift(for: action, subject, resource, book).isEmpty : true
    {
      guard reason.namesOthers, let who = try who(may: action, subject, resource, book) else {
        return not(reason.words, at: reason.field)
      }
      return not("\(reason.words) \(who) can.", at: reason.field)
    }
    if let words = try showingRefusal(of: action, on: subject) { return not(words) }
    return Readiness(availability: .yes, book: book)
  }

  /// Whether the session holds the right that an action takes, on its subject or on the record that it makes.
  func isGranted(_ action: Action, on subject: Record, _ book: Book) throws(RegistrarError) -> Bool {
    if let made = action.over.flatMap({ catalogue[$0] }) {
      var record = Record(made).filled(from: book)
      record.stamp = newStamp
      return try holds(gate.cover(action.right, on: made, at: .values(record)))
    }
    return try holds(gate.cover(of: action, on: subject.type, at: .values(subject)))
  }

  /// Why an action is not possible for what it shows; nil where the session may read all of it.
  private func showingRefusal(of action: Action, on subject: Record) throws(RegistrarError) -> String? {
    guard let showing = action.shows(subject), let type = catalogue[showing.type] else { return nil }
    switch try availability(of: .read, on: type, record: nil) {
    case .yes: break
    case .no(let words): return words
    case .confidential: return "What this shows is not for your role."
    }
    let fields = showing.fields.compactMap { type.field($0) }
    if let field = gate.matrix.closedField(among: fields, to: session.role) {
      return "You may not report on \(field.label.lowercasedFirst)."
    }
    for name in [showing.order, showing.group] {
      if let violation = try probed(showing.conditions, order: name, of: type) { return violation.words }
    }
    guard let order = showing.order.flatMap({ type.field($0) }) else { return nil }
    return try table(type).comparable(order.name) == nil ? "A list cannot be sorted by \(order.label)." : nil
  }

  /// What to say where the role lacks the right that an action takes.
  private func actionRefusal(
    _ action: Action, on subject: Record, resource: String, _ book: Book
  ) throws(RegistrarError) -> String {
    let words = action.roleRefusal(on: subject.type)
    guard let who = try who(may: action, subject, resource, book) else { return words }
    return "\(words) \(who) can."
  }

  /// Who can do it instead: nobody to whom it would be refused for a hand that they had in it themselves.
  ///
  /// Only what the record itself says counts: that a name is missing must not tell of another that is kept from sight.
  private func who(
    may action: Action, _ subject: Record, _ resource: String, _ book: Book
  ) throws(RegistrarError) -> String? {
    try who(may: action.right, on: resource, record: subject, except: hadAHand(action, subject, book))
  }

  /// The same of those alone who are on shift.
  private func othersOnShift(
    for action: Action, _ subject: Record, _ resource: String, _ book: Book
  ) throws(RegistrarError) -> [String] {
    try onShift(may: action.right, on: resource, record: subject, except: hadAHand(action, subject, book))
  }

  /// Whether an action would be refused to a member for a hand that they had in it themselves.
  private func hadAHand(_ action: Action, _ subject: Record, _ book: Book) -> (Holder) -> Bool {
    var nobodys = book
    (nobodys.found, nobodys.actor, nobodys.role) = ([], nil, nil)
    let nobody = nobodys
    let isForAll = action.whyNot(subject, nobody)?.namesOthers == true
    return { member in
      var theirs = nobody
      (theirs.actor, theirs.role) = (member.membership, member.role)
      return !isForAll && action.whyNot(subject, theirs)?.namesOthers == true
    }
  }

  /// The stamp of a record that is made now.
  var newStamp: Stamp { Stamp(createdAt: now, createdBy: author, updatedAt: now, updatedBy: author) }

  /// The member who acts; nil where it is the clock.
  var author: RecordID? { isByClock ? nil : session.membership }
}
