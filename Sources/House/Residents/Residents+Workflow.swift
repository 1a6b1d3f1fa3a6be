import Records

extension Workflow {
  static let resident = Workflow(
    states: ["prospective", "current", "former", "closed", "deceased", "erased"], start: "prospective",
    editable: ["prospective", "current", "former", "closed", "deceased"],
    elsewhere: ["current", "former", "erased"],
    [
      Action(
        "resident.close", "Close record", right: .update, from: ["prospective", "former"], to: "closed",
        asks: [.why],
        changes: { resident, book in
          [resident]
            + StatusHistory.changed(
              "state", of: resident.id, from: book.former?[.state], to: "closed", book, reason: book[.reason])
        }),
      Action(
        "resident.record-death", "Record a death", right: .update, from: ["current", "former"],
        to: "deceased",
        asks: [.day(.diedOn, "Died", [.required]).past()], strength: .confirm,
        whyNot: { _, book in
          guard let day = book[.diedOn], day > book.today else { return nil }
          return Reason("That day has not come yet.")
        },
        changes: { resident, book in
          [resident.answered(book, "died_on")]
            + StatusHistory.changed(
              "state", of: resident.id, from: book.former?[.state], to: "deceased", book)
        },
        notices: { resident, _ in
          [
            Notice(
              "incident", "has died", to: [.role(.manager, house: nil), .role(.safeguarding, house: nil)],
              priority: "urgent")
          ]
        }),
    ])
}
