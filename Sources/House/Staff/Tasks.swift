import Records

extension RecordType {
  /// Everyday work of the house; what follows from an incident or a concern is an action.
  package static let tasks = RecordType(
    "tasks", "House tasks", one: "task", area: "Staff", resource: "house_programme",
    fields: [
      .text(.title, "Title", [.required, .listed, .sealed, .searchable]).page("What"),
      .choice(
        .state, "State", ["open", "done", "skipped", "cancelled"], [.required, .listed, .indexed, .filledIn]
      ).starting("open"),
      .choice(.priority, "Priority", .priority, [.required, .listed, .indexed]).starting("medium"),
      .reference(.houseID, "House", to: "houses", [.required, .listed]),
      .instant(.dueAt, "Due", [.required, .listed, .indexed]).due(in: ["open"]).future(),
      .reference(.residentID, "Resident", to: "residents"),
      .note(.description, "Description", [.sealed]),
      .reference(.assignedTo, "Assigned to", to: "memberships", [.listed]).offering(.taskDoers).page(
        "Who and when"),
      .text(.roleCode, "Role").help(
        "The code of a role whose work it is, where it is nobody's in particular."),
      .choice(.recurrence, "Recurrence", .recurrence).starting("none"),
      .choice(
        .source, "Source",
        ["manual=Somebody here", "job=A job", "workflow", "review", "renewal", "handover"],
        [.required, .filledIn]
      ).starting("manual"),
      .text(.subjectType, "Type of record", [.typeName, .filledIn]),
      .anyReference(.subjectID, "Record", [.filledIn]),
      .reference(.doneBy, "Done by", to: "memberships", [.filledIn]),
      .instant(.doneAt, "Done at", [.listed, .filledIn]),
      .note(.skipReason, "Why it was not done", [.sealed, .filledIn]),
      .flag(.isOverdue, "Overdue", [.listed]).derived(from: ["due_at", "state"]) { task, book in
        .flag(task[.state] == "open" && task[.dueAt].map { $0 < book.now } ?? false)
      },
    ],
    rules: [.skippedHasReason, .taskRoleIsKnown],
    workflow: .task,
    namedBy: ["title"],
    house: .field("house_id"),
    owners: ["assigned_to", "created_by"],
    filter: UsualFilter("open", [.equals("state", .text("open"))]),
    order: "due_at",
    indexes: [["house_id", "due_at"], ["assigned_to", "state"]])
}

extension Rule {
  static let skippedHasReason = Rule("a task that was not done says why") { task, _ in
    guard task[.state] == "skipped", (task[.skipReason] ?? "").isEmpty else { return nil }
    return Violation("Say why the task was not done.", field: "skip_reason")
  }

  static let taskRoleIsKnown = Rule("the role of a task exists") { task, _ in
    guard let code = task[.roleCode], Role(rawValue: code) == nil else { return nil }
    return Violation("Give the code of a role, such as NGT.", field: "role_code")
  }
}

extension Workflow {
  static let task = Workflow(
    states: ["open", "done", "skipped", "cancelled"], start: "open", editable: ["open"],
    [
      Action(
        "task.done", "Done", right: .create, from: ["open"], to: "done", settles: ["overdue", "reminder"],
        changes: { task, book in [finished(task, book)] + again(task, book) }),
      Action(
        "task.skip", "Not done", right: .create, from: ["open"], to: "skipped",
        asks: [.note(.skipReason, "Why it was not done", [.required])], settles: ["overdue", "reminder"],
        changes: { task, book in [finished(task.answered(book, "skip_reason"), book)] + again(task, book) }),
      Action("task.cancel", "Cancel", right: .void, from: ["open"], to: "cancelled", asks: [.why]),
    ])

  private static func finished(_ task: Record, _ book: Book) -> Record {
    task.changed {
      $0[.doneBy] = book.actor
      $0[.doneAt] = book.now
    }
  }

  /// The next of a task that comes again, at the same time of its day.
  private static func again(_ task: Record, _ book: Book) -> [Record] {
    guard let due = task[.dueAt], let next = Recurring.next(after: due, task[.recurrence], in: book.zone)
    else { return [] }
    var later = Record(.tasks)
    for name in kept { later[name] = task[name] }
    later[.dueAt] = next
    return [later]
  }

  private static let kept = [
    "title", "priority", "house_id", "resident_id", "assigned_to", "role_code", "recurrence", "source",
    "subject_type", "subject_id", "description",
  ]
}

/// When something comes again.
enum Recurring {
  /// The next moment after `moment`, at the same time on the wall; nil where it does not come again by a simple rule.
  static func next(after moment: Instant, _ recurrence: String?, in zone: Zone) -> Instant? {
    let day = zone.day(at: moment)
    let next: Day? =
      switch recurrence {
      case "daily": day.adding(days: 1)
      case "weekly": day.adding(days: 7)
      case "fortnightly": day.adding(days: 14)
      case "monthly": day.adding(months: 1)
      case "quarterly": day.adding(months: 3)
      case "half_yearly": day.adding(months: 6)
      case "yearly": day.adding(months: 12)
      default: nil
      }
    return next.map { zone.instant(on: $0, at: zone.wall(at: moment).time) }
  }
}
