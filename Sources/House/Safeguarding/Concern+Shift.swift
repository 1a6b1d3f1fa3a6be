import Records

/// What the shift is told because of a concern.
enum ConcernShift {
  /// How each of these flags begins: it names nobody who asks, for that alone would tell why.
  static let opening = "Asked of the shift: "
}

extension Action {
  /// SGC-11: what the shift is to do about somebody, and no word of why.
  ///
  /// It stands as a flag, which the handover shows; nothing leads from there to the concern.
  static let tellShift = Action(
    "concern.tell-shift", "Tell the shift what to do", right: .update,
    from: ["raised", "screened", "referred", "acknowledged", "enquiry", "plan", "review", "reopened"],
    asks: [
      .text(.message, "What the shift is to do", [.required]).help(
        "No word of why: everybody who works there reads it, on the resident and in the handover."),
      .day(.reviewOn, "Until", [.required]).future(),
    ],
    reads: { concern in
      [
        Query("flags").where(.residentID, is: concern[.residentID] ?? .zero)
          .where(.state, among: ["proposed", "active"])
      ]
    },
    whyNot: { concern, book in
      if book.role != .safeguarding, concern[.leadBy] != book.actor {
        return Reason("Only who leads this concern can do that.")
      }
      if book.rows(0).count >= 5 {
        return Reason(
          "Five flags of this resident are live already; more would not be read. Take one down first.")
      }
      guard book.isAnswered, let words = book[.message] else { return nil }
      if Text.folded(words).contains("sgc-") {
        return Reason("Leave the reference out: the shift is told what to do, not why.")
      }
      guard let day = book[.reviewOn] else { return nil }
      if day < book.today { return Reason("Say until when: a day that is still to come.") }
      return day > book.today.adding(months: 6)
        ? Reason("For half a year at most; then look at it again.") : nil
    },
    changes: { concern, book in
      [
        Record(.flags).changed {
          $0[.residentID] = concern[.residentID]
          $0[.level] = "high"
          $0[.kind] = "other"
          $0[.state] = "active"
          $0[.message] = ConcernShift.opening + (book[.message] ?? "")
          $0[.reviewOn] = book[.reviewOn]
        }
      ]
    })
}
