import Records

/// What a home's own workflows make of a record that is saved.
enum WorkflowRun {
  /// What Lodge does by itself where a workflow says so.
  static let deeds: Set<String> = ["task"]

  /// The types whose records start a workflow: those that people and steps write, and nothing that a workflow makes.
  static func startsWorkflows(_ type: RecordType) -> Bool {
    type.tags.isDisjoint(with: never) && type.anonymity == nil && type.area != "System"
      && !["tasks", "notifications"].contains(type.id)
  }

  private static let never: RecordType.Tags = [.platform, .internalOnly, .unaudited]

  /// The events that a record can be by being saved as it stands.
  static func events(of record: Record) -> [String] {
    let state = record[.state].map { ["\(record.type.id).state:\($0)"] } ?? []
    return ["\(record.type.id).created"] + state
  }

  /// Whether an event has come about with this save; what is told late needs what follows as much.
  static func happened(_ event: String, to record: Record, _ book: Book) -> Bool {
    if event == "\(record.type.id).created" { return book.former == nil }
    return book.former?[.state] != record[.state]
  }

  /// Whether every plain field holds what the condition names; a condition over what is sealed or unknown never holds.
  static func holds(_ condition: String?, of record: Record) -> Bool {
    guard let condition, let node = Structured.node(condition) else { return condition == nil }
    return (node.members ?? []).allSatisfy { member in
      guard let field = record.type.field(member.key), !field.isSealed else { return false }
      switch record[member.key] {
      case .text(let text): return member.value.text == text
      case .flag(let answer): return member.value.flag == answer
      case .integer(let number): return member.value.number == Double(number)
      default: return false
      }
    }
  }

  /// The tasks of one workflow about a record; none where the record is of no house, for a task is somebody's there.
  static func tasks(_ workflow: Record, about record: Record, _ book: Book) -> [Record] {
    guard let house = house(of: record, book) else { return [] }
    return Structured.list(workflow[.steps]).compactMap { step in
      guard step["do"]?.text == "task" else { return nil }
      let title = step["title"]?.text ?? ""
      let words = Text.isUnseen(title) ? workflow[.name] ?? "" : title
      let days = min(366, max(0, Int(step["in_days"]?.number ?? 0)))
      return Record(.tasks).changed {
        $0[.title] = String(words.prefix(200))
        $0[.houseID] = house
        $0[.residentID] = record.type.id == "residents" ? record.id : record[.residentID]
        $0[.roleCode] = workflow[.runsAsRole]
        $0[.priority] =
          step["priority"]?.text.flatMap { priorities.contains($0) ? $0 : nil } ?? "medium"
        $0[.dueAt] = book.now.adding(hours: days == 0 ? 1 : days * 24)
        $0[.source] = "workflow"
        $0[.subjectType] = record.type.id
        $0[.subjectID] = record.id
      }
    }
  }

  private static let priorities: Set = ["low", "medium", "high", "urgent"]

  private static func house(of record: Record, _ book: Book) -> RecordID? {
    if record.type.id == "houses" { return record.id }
    return record[.houseID] ?? book.rows(1).first?[.houseID]
  }
}

extension Consequence {
  /// Tasks that the home's own workflows make when something is written down or comes into a state.
  static let workflowsFollow = Consequence(
    "the home's own workflows follow", needs: Query("workflows").where(.state, is: "active").first(1)
  ) { record in
    let person = record.type.id == "residents" ? record.id : record[.residentID]
    return [
      Query("workflows").where(.state, is: "active").where(
        .onEvent, among: WorkflowRun.events(of: record)),
      Query("stays").where(.residentID, is: person ?? .zero).where(.state, is: "active")
        .only("house_id").first(1),
    ]
  } changes: { record, book in
    let followed = book.rows(0).filter { workflow in
      workflow[.onEvent].map { WorkflowRun.happened($0, to: record, book) } ?? false
        && WorkflowRun.holds(workflow[.conditionMap], of: record)
    }
    return [record] + followed.flatMap { WorkflowRun.tasks($0, about: record, book) }
  }
}

extension Rule {
  /// A task is plain in its number and day, so what is sealed must not show through it.
  static let workflowConditionsArePlain = Rule("a workflow asks of plain fields alone") {
    workflow, _ in
    guard let condition = workflow[.conditionMap],
      let name = workflow[.onEvent]?.split(separator: ".").first,
      let type = Catalogue.house[String(name)]
    else { return nil }
    for member in Structured.node(condition)?.members ?? [] {
      guard let field = type.field(member.key) else {
        return Violation("\(type.title) have no field \(member.key).", field: "condition_map")
      }
      if field.isSealed || field.isDerived {
        return Violation(
          "\(field.label) cannot be asked for: it is sealed or worked out.", field: "condition_map")
      }
    }
    return nil
  }
}
