import Records

extension Errand {
  /// A record that is to be written, with what it was; nil for a new one.
  typealias Step = (record: Record, former: Record?)

  /// What is written where a record is saved: what that brings with it and the record itself, in their order.
  func steps(of record: Record, from former: Record?) throws(RegistrarError) -> [Step] {
    var steps: [Step] = [(record, former)]
    for consequence in record.type.consequences {
      if let needs = consequence.needs, try !stands(needs) { continue }
      guard let index = steps.firstIndex(where: { $0.record.id == record.id }) else { return steps }
      let subject = steps[index].record
      let book = try book(consequence.reads(subject), former: former)
      var found: [Step] = []
      for change in consequence.changes(subject, book) {
        found.append(change.id == record.id ? (change, former) : try step(of: change, book))
      }
      steps.replaceSubrange(index...index, with: found)
    }
    coming.formUnion(steps.compactMap { $0.former == nil ? $0.record.id : nil })
    return isImport ? steps : try steps + extras(of: steps)
  }

  /// What follows everywhere, from the record and from each that came of it.
  ///
  /// It is put beside what was asked for and never stops it: what its own rules refuse is left out.
  private func extras(of steps: [Step]) throws(RegistrarError) -> [Step] {
    var extras: [Step] = []
    for (subject, former) in steps {
      for consequence in catalogue.everywhere(subject.type) {
        if let needs = consequence.needs, try !stands(needs) { continue }
        let book = try book(consequence.reads(subject), former: former)
        for change in consequence.changes(subject, book) where change.id == nil || change.id != subject.id {
          let extra = try step(of: change, book)
          guard try problemsOfStep(extra.record, from: extra.former).isEmpty else { continue }
          if extra.former == nil, let id = extra.record.id { coming.insert(id) }
          extras.append(extra)
        }
      }
    }
    return extras
  }

  /// Whether any record answers to a query; asked again only once its table was written.
  private func stands(_ query: Query) throws(RegistrarError) -> Bool {
    guard let type = catalogue[query.type] else { return false }
    let table = try table(type)
    let key = Shelf.Standing(organization: session.organization, query: query)
    if let known = shelf.standing[key], isUnchanged(table, since: known.sequence) {
      if let current = shelf.sequence(of: session.organization) { shelf.standing[key]?.sequence = current }
      return known.answer
    }
    let answer = try !records(query, for: .program).isEmpty
    // What this transaction wrote may still be taken back.
    if let sequence = shelf.sequence(of: session.organization), isUnchanged(table, since: sequence) {
      shelf.standing[key] = (answer, sequence)
    }
    return answer
  }

  /// One further record of a consequence, complete as the program completes it.
  private func step(of change: Record, _ book: Book) throws(RegistrarError) -> Step {
    var record = tidied(change)
    if change.revision > 0, let id = change.id {
      guard let former = try self.record(id, of: change.type, for: .program),
        former.revision == change.revision
      else { throw try changedMeanwhile(id, change.type) }
      return (record, former)
    }
    record.id = change.id ?? registrar.clock.newID()
    record = record.filled(from: book)
    record.stamp = newStamp
    return (record, nil)
  }

  /// What speaks against all that a command wrote, taken together.
  func problemsOfWhole(_ changes: [Change]) throws(RegistrarError) -> [Violation] {
    var problems: [Violation] = []
    for change in changes {
      problems += try disagreements(in: change.after, from: change.before)
      for rule in change.after.type.rules where rule.isOfWhole {
        let book = try book(rule.reads(change.after), former: change.before)
        if let violation = rule.check(change.after, book) { problems.append(violation) }
      }
    }
    return problems
  }

  /// References that speak of two different people, or places, where they must speak of one.
  ///
  /// Asked once everything that the command writes is written, for it may change both.
  func disagreements(in record: Record, from former: Record?) throws(RegistrarError) -> [Violation] {
    let type = record.type
    var found: [Violation] = []
    for field in type.fields {
      for name in type.partners(of: field) {
        guard case .reference(let id) = record[field.name], case .reference(let own) = record[name],
          former?[field.name] != record[field.name] || former?[name] != record[name],
          let target = field.target.flatMap({ catalogue[$0] }), target.field(name)?.isDerived == false,
          let other = try records(
            Query(target.id).where(.equals("id", .reference(id))).only(name), for: .program
          )
          .first,
          case .reference(let theirs) = other[name], theirs != own
        else { continue }
        found.append(try disagreement(field, of: id, target, theirs, own, type.field(name)))
      }
    }
    return found
  }

  /// Says whose the other record is: stay STY-0006 belongs to Oyelaran, Jide, not to Nowotny, Marek.
  private func disagreement(
    _ field: Field, of id: RecordID, _ type: RecordType, _ theirs: RecordID, _ own: RecordID, _ beside: Field?
  ) throws(RegistrarError) -> Violation {
    let owner = beside?.target ?? ""
    let names = try names(of: [(type.id, id), (owner, theirs), (owner, own)])
    let name = names[id].map { "\(type.singular.capitalizedFirst) \($0)" } ?? "That \(type.singular)"
    guard let theirName = names[theirs], let ownName = names[own] else {
      let other = catalogue[owner]?.singular ?? "record"
      return Violation("\(name) belongs to another \(other).", field: field.name)
    }
    return Violation("\(name) belongs to \(theirName), not to \(ownName).", field: field.name)
  }
}
