import Records

// MARK: For people
extension WorkflowListing {
  /// The diagram, then each step: between which states, who, what it asks, what holds it back.
  var lines: [DisplayText] {
    let states = workflow.editable.joined(separator: ", ")
    let edited: DisplayText = workflow.editable.isEmpty ? "Never edited." : "Edited while \(states)."
    var lines: [DisplayText] = ["\(type.id)  \(type.title), \(type.area)", edited, ""]
    lines += diagram.map { DisplayText($0) }
    lines += ["", "Steps"] as [DisplayText]
    for step in type.allActions { lines += told(step) }
    return lines
  }

  private func told(_ step: Action) -> [DisplayText] {
    let from = step.from.isEmpty ? "any state" : step.from.joined(separator: ", ")
    var lines: [DisplayText] = ["", "  \(step.id)  “\(step.title)”"]
    lines.append("    states   \(from)\(step.to.map { " → \($0)" } ?? ", which stays")")
    let who = holders(of: step).map { "\($0.role.rawValue):\($0.reach.rawValue)" }.joined(separator: " ")
    lines.append("    who      \(who.isEmpty ? "nobody" : who) (\(step.right.verb), \(resource(of: step)))")
    lines += step.asks.map { field -> DisplayText in "    asks     \(words(of: field))" }
    lines += refusals(of: step).map { words -> DisplayText in "    refuses  “\(words)”" }
    lines += effects(of: step).map { effect -> DisplayText in "    does     \(effect)" }
    return lines
  }

  private func words(of field: Field) -> String {
    field.needWords.isEmpty ? field.label : "\(field.label) (\(field.needWords))"
  }

  /// What a step is declared to do beside the change of state.
  private func effects(of step: Action) -> [DisplayText] {
    var effects: [DisplayText] = []
    switch step.strength {
    case .none: break
    case .confirm: effects.append("asks for the password, unless it was given within fifteen minutes")
    case .prove: effects.append("asks for the password each time")
    }
    if let made = step.over.flatMap({ catalogue[$0] }) {
      effects.append("makes \(made.singular.withArticle)")
    }
    effects += tellings(of: step).map { notice -> DisplayText in
      "tells “\(notice.words)” (\(notice.kind), \(notice.priority))"
    }
    if !step.settles.isEmpty { effects.append("settles notices: \(step.settles.joined(separator: ", "))") }
    if step.discloses != nil { effects.append("gives records out of the house, and accounts for it") }
    if step.destroys != nil { effects.append("erases what is due, or prepares it") }
    if step.isFinal { effects.append("is not taken back") }
    if !step.afterwards.isEmpty { effects.append("\(step.afterwards)") }
    return effects
  }
}

// MARK: For programs
extension WorkflowListing {
  var json: JSON {
    .object([
      ("name", .text(type.id)), ("title", .text(type.title)), ("field", .text(workflow.field)),
      ("start", .text(workflow.start)), ("states", .array(workflow.states.map(stateJSON))),
      ("steps", .array(type.allActions.map(stepJSON))), ("diagram", .texts(diagram)),
    ])
  }

  private func stateJSON(_ state: String) -> JSON {
    .object([
      ("name", .text(state)), ("label", .text(label(of: state))),
      ("editable", .flag(workflow.editable.contains(state))),
      ("from_elsewhere", .flag(workflow.elsewhere.contains(state))),
    ])
  }

  private func stepJSON(_ step: Action) -> JSON {
    let who = holders(of: step).map { holder in
      JSON.object([("role", .text(holder.role.rawValue)), ("reach", .text(holder.reach.rawValue))])
    }
    let asks = step.asks.map { field in
      JSON.object([
        ("name", .text(field.name)), ("label", .text(field.label)), ("required", .flag(field.isRequired)),
        ("when_it_fits", .flag(field.isConditional)),
      ])
    }
    let tells = tellings(of: step).map { notice in
      JSON.object([
        ("kind", .text(notice.kind)), ("words", .text(notice.words)), ("priority", .text(notice.priority)),
        ("needs_action", .flag(notice.needsAction)),
      ])
    }
    let what: [(String, JSON)] = [
      ("name", .text(step.id)), ("title", .text(step.title)), ("from", .texts(step.from)),
      ("to", step.to.map(JSON.text) ?? .null), ("right", .text(step.right.rawValue)),
      ("resource", .text(resource(of: step))), ("roles", .array(who)),
    ]
    let how: [(String, JSON)] = [
      ("guarded", .flag(step.isGuarded)),
      ("refusals", .texts(refusals(of: step))), ("asks", .array(asks)), ("tells", .array(tells)),
      ("settles", .texts(step.settles)), ("makes", step.over.map(JSON.text) ?? .null),
      ("gives_out", .flag(step.discloses != nil)), ("password", .text(password(for: step))),
      ("final", .flag(step.isFinal)), ("afterwards", .text(step.afterwards)),
    ]
    return .object(what + how)
  }

  private func password(for step: Action) -> String {
    switch step.strength {
    case .none: "none"
    case .confirm: "recent"
    case .prove: "each time"
    }
  }
}

// MARK: What guards and notices say
extension WorkflowListing {
  /// Sentences with which a guard holds a step back, found on records of nobody with nothing beside them.
  ///
  /// There are others where a guard looks at what stands beside the record.
  func refusals(of step: Action) -> [String] {
    var found: [String] = []
    for (record, book) in trials(of: step) {
      if let words = step.whyNot(record, book)?.words, !found.contains(words) { found.append(words) }
    }
    return found
  }

  /// Who is told of a step, as far as it does not hang on what stands beside the record.
  func tellings(of step: Action) -> [Notice] {
    var found: [Notice] = []
    for (record, book) in trials(of: step) where book.isDeciding {
      found += step.notices(record, book).filter { notice in
        !found.contains { $0.kind == notice.kind && $0.words == notice.words }
      }
    }
    return found
  }

  /// A bare record in the first state of a step, and one that names who acts wherever it can; each before the
  /// questions and after.
  private func trials(of step: Action) -> [(record: Record, book: Book)] {
    let now = Instant(milliseconds: 1_767_225_600_000)
    let actor = RecordID(milliseconds: now.milliseconds, random: (1, 1))
    var book = Book(today: Zone.utc.day(at: now), now: now, actor: actor)
    var bare = Record(type)
    if let state = step.from.first { bare[workflow.field] = .text(state) }
    var named = bare
    for field in type.fields where field.target == "memberships" { named[field.name] = .reference(actor) }
    var trials: [(record: Record, book: Book)] = []
    for record in [bare, named] {
      book.former = record
      for isDeciding in [false, true] {
        book.isDeciding = isDeciding
        trials.append((record: record, book: book))
      }
    }
    return trials
  }
}
