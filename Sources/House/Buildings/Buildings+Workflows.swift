import Records

extension Workflow {
  static let property = Workflow(
    states: ["planned", "open", "closed"], start: "planned",
    [
      Action("property.open", "Open", right: .update, from: ["planned"], to: "open") { property, book in
        [property.changed { $0[.openedOn] = $0[.openedOn] ?? book.today }]
      },
      Action(
        "property.close", "Close", right: .void, from: ["open"], to: "closed", asks: [.why],
        reads: { property in
          property.id.map {
            [Query("houses").where(.propertyID, is: $0).following(.id, to: "stays", matching: .houseID)]
          } ?? []
        }, whyNot: Dwellers.whyNot,
        changes: { property, book in [property.changed { $0[.closedOn] = book.today }] }),
      Action("property.reopen", "Open again", right: .update, from: ["closed"], to: "open") { property, _ in
        [property.changed { $0[.closedOn] = nil }]
      },
    ])

  static let house = Workflow(
    states: ["planned", "open", "paused", "closed"], start: "planned",
    [
      Action("house.open", "Open", right: .update, from: ["planned"], to: "open") { house, book in
        [house.changed { $0[.openedOn] = $0[.openedOn] ?? book.today }]
      },
      Action("house.pause", "Pause", right: .update, from: ["open"], to: "paused", asks: [.why]),
      Action("house.resume", "Open again", right: .update, from: ["paused"], to: "open"),
      Action(
        "house.close", "Close", right: .void, from: ["open", "paused"], to: "closed", asks: [.why],
        reads: { house in house.id.map { [Query("stays").where(.houseID, is: $0)] } ?? [] },
        whyNot: Dwellers.whyNot,
        changes: { house, book in [house.changed { $0[.closedOn] = book.today }] }),
    ])

  static let bedClosure = Workflow(
    states: ["open", "ended", "cancelled"], start: "open",
    [
      Action("closure.end", "End", right: .create, from: ["open"], to: "ended") { closure, book in
        [closure.changed { $0[.endsOn] = max(book.today, $0[.startsOn] ?? book.today) }]
      },
      Action("closure.cancel", "Cancel", right: .approve, from: ["open"], to: "cancelled", asks: [.why]),
    ])
}

/// Nothing closes over the heads of those who live there.
private enum Dwellers {
  static let whyNot: @Sendable (Record, Book) -> Reason? = { _, book in
    let count = book.rows(0).count { $0[.state] == "active" }
    if count == 0 { return nil }
    return Reason(
      count == 1
        ? "One person still lives here. Move them first."
        : "\(count) people still live here. Move them first."
    )
  }
}

extension Action {
  /// An action that changes only its record, and asks nothing and nobody.
  init(
    _ id: String, _ title: String, right: Right, from: [String], to: String,
    changing: @escaping @Sendable (Record, Book) -> [Record]
  ) {
    self.init(id, title, right: right, from: from, to: to, changes: changing)
  }
}
