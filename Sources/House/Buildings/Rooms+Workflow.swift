import Records

extension Workflow {
  static let room = Workflow(states: ["open", "closed"], start: "open", [.closeRoom, .reopenRoom])
}

extension Action {
  private static let beds: @Sendable (Record) -> [Query] = { room in
    guard let id = room.id else { return [] }
    let ofRoom = Query("beds").where(.roomID, is: id)
    return [
      ofRoom, ofRoom.following(.id, to: "bed_closures", matching: .bedID),
      ofRoom.following(.id, to: "bed_assignments", matching: .bedID),
    ]
  }

  /// Closes a room with its reason; each of its beds gets a dated closure.
  static let closeRoom = Action(
    "room.close", "Close room", right: .update, from: ["open"], to: "closed",
    asks: [
      .choice(
        .kind, "Why",
        ["minor_repair=Small repair", "major_works", "safety", "cleaning", "withdrawn"], [.required]),
      .note(.reason, "Reason", [.required]),
      .day(.expectedEndOn, "Until", [.required]).future(),
    ],
    reads: beds,
    whyNot: { _, book in Occupants.whyNot(book.rows(2).filter { $0[.endsAt] == nil }) },
    changes: { room, book in
      let closed = Set(Occupancy.open(book.rows(1)).compactMap { $0[.bedID] })
      let closures = book.rows(0).filter { bed in
        bed[.state] != "retired" && !(bed.id.map(closed.contains) ?? true)
      }.map { bed in
        Occupancy.closure(of: bed, book[.kind] ?? "safety", book, until: book[.expectedEndOn])
          .changed { $0[.note] = book[.reason] }
      }
      return [room] + closures
    })

  static let reopenRoom = Action(
    "room.reopen", "Open room again", right: .update, from: ["closed"], to: "open", reads: beds,
    changes: { room, book in
      let closures = Occupancy.open(book.rows(1)).filter { closure in
        let bed = book.rows(0).first { $0.id == closure[.bedID] }
        // A bed that was cleaned or repaired on its own keeps its own closure.
        return !Occupancy.isHold(closure) && bed?[.state] == "available"
      }
      return [room] + closures.map { Occupancy.ended($0, book) }
    })
}
