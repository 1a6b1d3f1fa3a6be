import Records

extension Workflow {
  static let caseNote = Workflow(
    states: ["draft", "signed", "redacted", "discarded"], start: "draft", editable: ["draft"],
    [
      Action(
        "note.sign", "Sign", right: .sign, from: ["draft"], to: "signed",
        whyNot: { note, book in
          note[.authorID] == book.actor ? nil : Reason("Only who wrote this note can sign it.")
        },
        changes: { note, book in [note.signed(book)] }),
      Action(
        "note.discard", "Discard", right: .create, from: ["draft"], to: "discarded",
        whyNot: { note, book in
          note[.authorID] == book.actor ? nil : Reason("Only who wrote this note can discard it.")
        }),
      Action(
        "note.redact", "Redact", right: .void, from: ["signed"], to: "redacted",
        asks: [.note(.redactionReason, "Why", [.required])],
        changes: { note, book in
          [
            note.answered(book, "redaction_reason").changed {
              $0[.redactedBy] = book.actor
              $0[.redactedAt] = book.now
            }
          ]
        }),
    ])
}

extension Action {
  /// What a note tells may be a concern; the concern says where it came from by its own words alone.
  static let raiseNoteConcern = Action(
    "note.raise-concern", "Raise a safeguarding concern", right: .create, from: ["draft", "signed"],
    asks: ConcernRaising.asks, reads: ConcernRaising.reads,
    whyNot: { note, book in ConcernRaising.whyNot(note, book) },
    changes: { note, book in
      [ConcernRaising.concern(about: note, book).changed { $0[.incidentID] = note[.incidentID] }]
    })
}

extension Record {
  /// The record signed by who acts; the store adds the digest of what the signature covers.
  func signed(_ book: Book) -> Record {
    changed {
      $0[.signedAt] = book.now
      $0[.signedBy] = book.actor
    }
  }
}
