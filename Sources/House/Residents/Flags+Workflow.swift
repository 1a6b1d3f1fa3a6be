import Records

extension Workflow {
  static let flag = Workflow(
    states: ["proposed", "active", "removed", "entered_in_error"], start: "proposed",
    editable: ["proposed", "active"],
    [
      Action(
        "flag.activate", "Put up", right: .void, from: ["proposed"], to: "active",
        notices: { flag, _ in
          flag[.level] == "high"
            ? [Notice("incident", "was put up", to: [.role(.leader, house: nil)], priority: "high")] : []
        }),
      Action(
        "flag.remove", "Take down", right: .void, from: ["proposed", "active"], to: "removed",
        asks: [.note(.removedReason, "Why the flag no longer applies", [.required])],
        changes: { flag, book in
          [flag.answered(book, "removed_reason").changed { $0[.removedBy] = book.actor }]
        }),
      Action(
        "flag.entered-in-error", "Entered in error", right: .void, from: ["active"], to: "entered_in_error",
        asks: [.note(.removedReason, "What was wrong", [.required])],
        changes: { flag, book in
          [flag.answered(book, "removed_reason").changed { $0[.removedBy] = book.actor }]
        }),
    ])
}
