import Records

extension Workflow {
  static let moveRecord = Workflow(
    states: ["planned", "under_way", "completed", "cancelled"], start: "planned",
    editable: ["planned", "under_way"],
    [
      Action("move.begin", "Begin", right: .create, from: ["planned"], to: "under_way"),
      .completeMove, .completeTransfer,
      Action("move.cancel", "Cancel", right: .create, from: ["planned"], to: "cancelled", asks: [.why]),
    ])
}

extension Action {
  private static func isTransfer(_ move: Record) -> Bool {
    ["internal_transfer", "emergency_move"].contains(move[.kind])
  }

  /// Coming and going: the bed was given or freed by the stay itself.
  static let completeMove = Action(
    "move.complete", "Completed", right: .create, from: ["under_way"], to: "completed",
    whyNot: { move, _ in
      isTransfer(move) ? Reason("A move to another bed is completed with the move itself.") : nil
    },
    changes: { move, book in [move.done(book)] + Damage.charge(for: move, book) })

  /// BED-6: the old bed assignment ends and the new one starts in the same transaction.
  static let completeTransfer = Action(
    "move.transfer", "Move now", right: .approve, resource: "bed_assignments", from: ["under_way"],
    to: "completed",
    reads: { Transfer.reads($0[.residentID]) + Transfer.reads(bed: $0[.toBedID]) },
    whyNot: { move, book in
      if !isTransfer(move) { return Reason("Only a move to another bed is completed so.") }
      guard let bed = move[.toBedID] else { return Reason("Choose the bed moved to first.") }
      return Transfer(book).whyNot(bed, book)
    },
    changes: { move, book in
      let id = book.newID()
      let changes = Transfer(book).changes(move[.moveReason], id: id, book).map { record in
        record.id == id ? record.changed { $0[.moveRecordID] = move.id } : record
      }
      return [move.done(book)] + changes + Damage.charge(for: move, book)
    })

  /// The bed then waits to be passed as ready by somebody else (SOD-15).
  static let cleanedAfterMove = Action(
    "move.cleaned", "Cleaned", right: .create, resource: "bed_states", from: ["under_way", "completed"],
    reads: { move in
      move[.fromBedID].map {
        [
          Query("bed_closures").where(.bedID, is: $0).where(.state, is: "open").where(.kind, is: "cleaning")
        ]
      } ?? []
    },
    whyNot: { move, _ in
      ["needed", "booked", "failed"].contains(move[.cleaning])
        ? nil : Reason("There is nothing to be cleaned.")
    },
    changes: { move, book in
      let done = move.changed {
        $0[.cleaning] = "done"
        $0[.cleanedBy] = book.actor
      }
      return [done] + book.rows(0).map { Occupancy.ended($0, book) }
    })
}

extension Record {
  fileprivate func done(_ book: Book) -> Record {
    changed {
      $0[.movedAt] = $0[.movedAt] ?? book.now
      $0[.handedOverBy] = $0[.handedOverBy] ?? book.actor
    }
  }
}

/// What is found broken after a move.
private enum Damage {
  /// A charge in draft, for finance to complete and post.
  static func charge(for move: Record, _ book: Book) -> [Record] {
    guard let amount = move[.damageAmount], amount.minorUnits > 0, let type = Catalogue.house["charges"]
    else {
      return []
    }
    return [
      Record(type).changed {
        $0["stay_id"] = move["stay_id"]
        $0["resident_id"] = move["resident_id"]
        $0["kind"] = .text("damage")
        $0["amount"] = amount.value
        $0["occurred_on"] = book.today.value
      }
    ]
  }
}
