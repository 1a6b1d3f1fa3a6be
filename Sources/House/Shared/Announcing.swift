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

  static let permissionMade: @Sendable (Record, Book) -> [Notice] = { _, _ in
    [Notice("security", "was given to a role", to: [.role(.administrator, house: nil)])]
  }

  static let emergencyOpened: @Sendable (Record, Book) -> [Notice] = { _, book in
    [
      Notice(
        "security", "was taken and waits for a review", to: [.role(.safeguarding, house: nil)],
        priority: "urgent", needsAction: true, dueAt: book.now.adding(hours: 48)),
      Notice("security", "was taken", to: [.role(.manager, house: nil)], priority: "high"),
    ]
  }

  static let enquiryReceived: @Sendable (Record, Book) -> [Notice] = { lead, book in
    let leads = [Notice.Audience.role(.leader, house: lead[.houseID])]
    return [
      Notice(
        "reminder", "waits for a first answer", to: lead[.assignedTo].map { [.member($0)] } ?? leads,
        needsAction: true, dueAt: book.now.adding(hours: 48))
    ]
  }

  /// The roles for whose holders an announcement is.
  static func roles(of announcement: Record) -> [Role] {
    if announcement[.audience] == "role" {
      return Role(rawValue: announcement[.roleCode] ?? "").map { [$0] } ?? []
    }
    return [.manager, .leader, .safeguarding, .worker, .night, .finance, .administrator]
  }
}
