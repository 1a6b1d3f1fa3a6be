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

  static func action(from origin: String, _ subject: Record, _ book: Book) -> Record {
    Record(.actionAssignments).changed {
      $0[.origin] = origin
      $0[.residentID] = subject[.residentID]
      $0[.houseID] = subject[.houseID]
      $0[.assignedBy] = book.actor
    }.answered(book, "title", "description", "assigned_to", "due_on", "priority")
  }
}
