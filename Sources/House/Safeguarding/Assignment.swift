import Records

/// What is asked when a task is given to somebody, and the task that comes of it.
enum Assignment {
  static let asks: [Field] = [
    .text(.title, "Title", [.required]),
    .note(.description, "Description"),
    .reference(.assignedTo, "Assigned to", to: "memberships", [.required]).offering(.actionDoers),
    .day(.dueOn, "Due", [.required]).future(),
    .choice(.priority, "Priority", .priority, [.required]).starting("medium"),
  ]

  static func whyNot(_ book: Book) -> Reason? {
    guard let day = book[.dueOn], day < book.today else { return nil }
    return Reason("The date is already past.")
  }

  /// The tasks of a record that are not approved or cancelled, by the field of theirs that names it.
  static func open(_ key: FieldKey<RecordID>, of subject: Record) -> Query {
    Query("action_assignments").where(key, is: subject.id ?? .zero)
      .where(.state, among: ["open", "in_progress", "completed", "returned"])
  }

  /// Why what they belong to is not closed yet; nil where none is open.
  static func whyNotClosed(_ open: [Record]) -> Reason? {
    if open.isEmpty { return nil }
    let names = open.prefix(5).map(\.called).joined(separator: ", ")
    return Reason(
      open.count == 1
        ? "An action is still open: \(names)." : "\(open.count) actions are still open: \(names).")
  }

  static func action(from origin: String, _ subject: Record, _ book: Book) -> Record {
    Record(.actionAssignments).changed {
      $0[.origin] = origin
      $0[.residentID] = subject[.residentID]
      $0[.houseID] = subject[.houseID]
      $0[.assignedBy] = book.actor
    }.answered(book, "title", "description", "assigned_to", "due_on", "priority")
  }
}
