import Records

/// The nights of a stay, the night of arrival counted and that of leaving not.
enum Nights {
  static func value(of stay: Record, on day: Day) -> Value {
    guard let start = stay[.startsOn], stay[.state] == "active" || stay[.state] == "ended" else {
      return .empty
    }
    return .integer(max(0, (stay[.endsOn] ?? day).number - start.number))
  }
}

/// The member who is key worker of a stay now.
enum KeyWorker {
  static let queries: @Sendable (Record) -> [Query] = { stay in
    guard let id = stay.id else { return [] }
    return [
      Query("stay_staff").where(.stayID, is: id).where(.kind, is: "key_worker").whereEmpty(.endsOn)
        .following(.membershipID, to: "memberships").only("short_name")
    ]
  }

  static let name: @Sendable (Record, Book) -> Value = { _, book in
    book.rows(0).first?["short_name"] ?? .empty
  }
}
