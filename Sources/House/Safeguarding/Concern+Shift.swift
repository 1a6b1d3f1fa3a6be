import Records

/// What the shift is told because of a concern.
enum ConcernShift {
  /// How each of these flags begins: it names nobody who asks, for that alone would tell why.
  static let opening = "Asked of the shift: "
}

extension Action {
  /// SGC-11: what the shift is to do about somebody, and no word of why.
  ///
  /// It stands as a flag, which the handover shows and whose own rules hold: five at most, and six months. Nothing
  /// leads from there to the concern.
  static let tellShift = Action(
    "concern.tell-shift", "Tell the shift what to do", right: .update,
    from: ["raised", "screened", "referred", "acknowledged", "enquiry", "plan", "review", "reopened"],
    asks: [
      .text(.message, "What the shift is to do", [.required]).help(
        "No word of why: everybody who works there reads it, on the resident and in the handover."),
      .day(.reviewOn, "Until", [.required]).future(),
    ],
    whyNot: { concern, book in
      if book.role != .safeguarding, concern[.leadBy] != book.actor {
        return Reason("Only who leads this concern can do that.")
      }
      guard book.isAnswered, let words = book[.message] else { return nil }
      return Text.folded(words).contains("sgc-")
        ? Reason("Leave the reference out: the shift is told what to do, not why.") : nil
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
