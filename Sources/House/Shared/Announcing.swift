import Records

/// Who is told when a record is made.
enum Announcing {
  static let stayStaffMade: @Sendable (Record, Book) -> [Notice] = { record, _ in
    guard let member = record[.membershipID] else { return [] }
    return [Notice("assignment", "is on your caseload", to: [.member(member)])]
  }

  static let actionMade: @Sendable (Record, Book) -> [Notice] = { action, _ in
    guard let member = action[.assignedTo] else { return [] }
    return [
      Notice(
        "assignment", "is yours to do", to: [.member(member)], priority: action[.priority] ?? "medium",
        needsAction: true)
    ]
  }
}
