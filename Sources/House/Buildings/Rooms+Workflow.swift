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
      .note(.reason, "Details", [.required]),
      .day(.expectedEndOn, "Until", [.required]).future(),
    ],
    reads: beds,
    whyNot: { _, book in
      let standing = book.rows(2).filter { $0[.endsAt] == nil }
      if let taken = Occupants.whyNot(standing, place: "a bed in this room") { return taken }
      let isOffered = Occupancy.open(book.rows(1)).contains(where: Occupancy.isHold)
      return isOffered ? Reason("A bed here is held for somebody. Release it first.") : nil
    },
    changes: { room, book in
      let open = Occupancy.open(book.rows(1))
      let closed = book.rows(0).filter { !["retired", "out_of_service"].contains($0[.state] ?? "") }
      // A bed has one closure at a time: what it waited for gives way to why the room is closed.
      let ended = open.filter { closure in closed.contains { $0.id == closure[.bedID] } }
      let closures = closed.map { bed in
        Occupancy.closure(of: bed, book[.kind] ?? "safety", book, until: book[.expectedEndOn])
          .changed { $0[.note] = book[.reason] }
      }
      if !closures.isEmpty { return [room] + ended.map { Occupancy.ended($0, book) } + closures }
      return [room.changed { $0[.notes] = noted($0[.notes], book) }]
    })

  /// Where no bed can carry the closure the room itself says why it is closed and until when.
  private static func noted(_ notes: String?, _ book: Book) -> String {
    let until = book[.expectedEndOn].map { " until \($0)" } ?? ""
    let closed =
      "Closed on \(book.today)\(until) (\(Occupancy.words(book[.kind] ?? ""))): \(book[.reason] ?? "")"
    return [notes ?? "", closed].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  static let reopenRoom = Action(
    "room.reopen", "Open room again", right: .update, from: ["closed"], to: "open", reads: beds,
    changes: { room, book in
      [room]
        + Occupancy.open(book.rows(1)).flatMap { closure -> [Record] in
          guard !Occupancy.isHold(closure), let bed = book.rows(0).first(where: { $0.id == closure[.bedID] })
          else { return [] }
          switch bed[.state] {
          case "available": return [Occupancy.ended(closure, book)]
          // It was to be cleaned before, and nothing that closed the room has made it clean.
          case "to_clean" where closure[.kind] != "cleaning":
            return [Occupancy.ended(closure, book), Occupancy.closure(of: bed, "cleaning", book)]
          // A bed that is out of service on its own keeps its own closure.
          default: return []
          }
        }
    })
}
