import Records

/// Whether somebody was out of the house at a moment, by what was written of them: signed out, on leave, in hospital or
/// missing (MED-3).
enum Away {
  /// So many days back a beginning is looked for.
  private static let reach = 60
  private static let lists = 5

  /// The last five lists of a book, for ``isAway(_:at:in:)``.
  static func reads(of resident: RecordID?, at moment: Instant?) -> [Query] {
    let id = resident ?? .zero
    let first = Value.instant((moment ?? Instant(milliseconds: 0)).adding(hours: -24 * reach))
    let bed = Query("bed_assignments").where(.residentID, is: id).whereEmpty(.endsAt)
    return [
      Query("sign_outs").where(.residentID, is: id).where(.atLeast("out_at", first))
        .only("state", "out_at", "returned_at"),
      Query("passes").where(.residentID, is: id).where(.atLeast("leaves_at", first))
        .only("state", "left_at", "returned_at"),
      Query("missing_episodes").where(.residentID, is: id).where(.atLeast("noticed_at", first))
        .only("state", "noticed_at", "returned_at"),
      bed.following(.bedID, to: "bed_closures", matching: .bedID)
        .only("bed_id", "kind", "state", "starts_on", "ends_on"),
      bed.only("bed_id", "starts_at"),
    ]
  }

  static func isAway(_ book: Book, at moment: Instant, in zone: Zone) -> Bool {
    guard book.found.count >= lists else { return false }
    let found = Array(book.found.suffix(lists))
    let isOut = found[0].contains { sign in
      spans(sign, from: sign[.outAt], isOpen: sign[.state] == "out", moment)
    }
    let isOnPass = found[1].contains { pass in
      spans(pass, from: pass[.leftAt], isOpen: pass[.state] == "out", moment)
    }
    let isMissing = found[2].contains { episode in
      let isOpen = MissingSearch.states.contains(episode[.state] ?? "")
      return spans(episode, from: episode[.noticedAt], isOpen: isOpen, moment)
    }
    let day = zone.day(at: moment)
    let isHeld = found[3].contains { hold in
      isTheirs(hold, found[4], in: zone) && isInHospital(hold, on: day)
    }
    return isOut || isOnPass || isMissing || isHeld
  }

  private static func spans(
    _ absence: Record, from begin: Instant?, isOpen: Bool, _ moment: Instant
  ) -> Bool {
    guard let begin, begin <= moment else { return false }
    return absence[.returnedAt].map { moment < $0 } ?? isOpen
  }

  /// Whether a bed was held while they had it: before that it was held for somebody else.
  private static func isTheirs(_ hold: Record, _ assignments: [Record], in zone: Zone) -> Bool {
    guard let begin = hold[.startsOn] else { return false }
    return assignments.contains { assignment in
      guard assignment[.bedID] == hold[.bedID] else { return false }
      return assignment[.startsAt].map { zone.day(at: $0) <= begin } ?? true
    }
  }

  /// On the day of going there and on that of coming back a dose may be given here.
  private static func isInHospital(_ hold: Record, on day: Day) -> Bool {
    guard hold[.kind] == "hold_hospital", hold[.state] != "cancelled", let begin = hold[.startsOn],
      begin < day
    else { return false }
    return hold[.endsOn].map { day < $0 } ?? (hold[.state] == "open")
  }
}
