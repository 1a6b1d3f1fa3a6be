import Records

extension Workflow {
  static let inspection = Workflow(
    states: ["planned", "under_way", "completed", "closed", "cancelled"], start: "planned",
    editable: ["planned", "under_way", "completed"],
    [.startInspection, .completeInspection, .closeInspection, .cancelInspection])
}

extension Action {
  static let startInspection = Action(
    "inspection.start", "Begin", right: .create, from: ["planned"], to: "under_way",
    reads: { inspection in
      inspection[.formTemplateID].map { [Query("form_templates").where(.equals("id", $0.value))] } ?? []
    },
    changes: { inspection, book in
      [
        inspection.changed {
          $0[.inspectedAt] = $0[.inspectedAt] ?? book.now
          // The version as asked: later changes of the form change nothing here.
          $0[.formVersion] = $0[.formVersion] ?? book.rows(0).first?[.versionNumber]
        }
      ]
    })

  /// Signs what was found; each failed point becomes an action, and the next inspection is planned.
  static let completeInspection = Action(
    "inspection.complete", "Complete and sign", right: .sign, from: ["under_way"], to: "completed",
    asks: [
      .choice(
        .result, "Result", ["pass", "pass_with_actions=Pass, with actions", "fail", "not_assessed"],
        [.required]
      ).startingFromRecord(),
      .note(.findings, "Findings").startingFromRecord(),
      .day(.nextDueOn, "Next due").future().startingFromRecord().help(
        "Left empty, the kind decides, or how long it was since the one before."),
      .reference(.assignedTo, "Who puts right what failed", to: "memberships").offering(.actionDoers),
      .day(.dueOn, "By when").future(),
    ],
    reads: { inspection in
      [
        Query("form_templates").where(.equals("id", (inspection[.formTemplateID] ?? .zero).value)),
        InspectionInterval.others(of: inspection),
      ]
    },
    whyNot: { inspection, book in
      if let reason = Questionnaire(of: inspection[.checklist], form: book.rows(0).first).whyNotDone {
        return reason
      }
      guard book.isAnswered, !InspectionOutcome.failed(in: inspection).isEmpty else { return nil }
      guard book[.assignedTo] != nil, let day = book[.dueOn] else {
        return Reason("Say who puts right what failed, and by when.")
      }
      return day < book.today ? Reason("The date is already past.") : nil
    },
    changes: { inspection, book in
      let completed = inspection.answered(book, "result", "findings", "next_due_on").changed {
        $0[.inspectedAt] = $0[.inspectedAt] ?? book.now
        $0[.nextDueOn] = $0[.nextDueOn] ?? InspectionInterval.next(after: $0, book.rows(1), book)
      }.signed(book)
      return [completed] + InspectionOutcome.actions(of: completed, book)
        + InspectionOutcome.next(after: completed)
    })

  static let closeInspection = Action(
    "inspection.close", "Close", right: .approve, from: ["completed"], to: "closed",
    reads: { inspection in
      guard let id = inspection.id else { return [] }
      return [
        Query("action_assignments").where(.inspectionID, is: id)
          .where(.state, among: ["open", "in_progress", "completed", "returned"])
      ]
    },
    whyNot: { _, book in
      switch book.rows(0).count {
      case 0: nil
      case 1: Reason("1 action is still open.")
      default: Reason("\(book.rows(0).count) actions are still open.")
      }
    })

  static let cancelInspection = Action(
    "inspection.cancel", "Cancel", right: .update, from: ["planned"], to: "cancelled", asks: [.why])
}

/// What an inspection leads to.
private enum InspectionOutcome {
  static func failed(in inspection: Record) -> [Checklist.Point] {
    inspection[.checklist].flatMap { Checklist($0) }?.failed ?? []
  }

  /// An action for each failed point.
  static func actions(of inspection: Record, _ book: Book) -> [Record] {
    failed(in: inspection).map { point in
      Record(.actionAssignments).changed {
        $0[.title] = String("Put right: \(point.question)".prefix(200))
        $0[.description] = point.note
        $0[.origin] = "inspection"
        $0[.inspectionID] = inspection.id
        $0[.houseID] = inspection[.houseID]
        $0[.assignedBy] = book.actor
        $0[.assignedTo] = book[.assignedTo]
        $0[.dueOn] = book[.dueOn]
        $0[.priority] = point.isEssential ? "high" : "medium"
      }
    }
  }

  /// The one that is planned for the day on which it is due again.
  static func next(after inspection: Record) -> [Record] {
    guard let day = inspection[.nextDueOn] else { return [] }
    return [
      Record(.inspections).changed {
        $0[.kind] = inspection[.kind]
        $0[.propertyID] = inspection[.propertyID]
        $0[.houseID] = inspection[.houseID]
        $0[.roomID] = inspection[.roomID]
        $0[.contractorID] = inspection[.contractorID]
        $0[.formTemplateID] = inspection[.formTemplateID]
        $0[.plannedOn] = day
      }
    ]
  }
}
