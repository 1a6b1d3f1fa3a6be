import Records

extension Workflow {
  static let medication = Workflow(
    states: ["active", "paused", "stopped", "entered_in_error"], start: "active",
    editable: ["active", "paused"],
    [
      Action(
        "medication.pause", "Pause", right: .update, from: ["active"], to: "paused", asks: [.why],
        changes: { medicine, book in
          [
            medicine.changed {
              $0[.pausedAt] = book.now
              $0[.resumedAt] = nil
            }
          ]
        }),
      Action(
        "medication.resume", "Go on", right: .update, from: ["paused"], to: "active",
        asks: [
          .why,
          .text(.saidToGoOn, "Prescriber who says to go on").help(
            "By name, where they are recorded as allergic to it."),
        ],
        reads: { [Allergy.conditions(of: $0[.residentID])] }, whyNot: { Allergy.whyNotGoOn($0, $1) },
        changes: { medicine, book in
          [
            medicine.changed {
              $0[.instructions] = Allergy.instructions(
                of: medicine, in: book.rows(0), saidBy: book[.saidToGoOn])
              $0[.pausedAt] = medicine[.pausedAt] ?? medicine.stamp?.updatedAt
              $0[.resumedAt] = book.now
            }
          ]
        }),
      Action(
        "medication.stop", "Stop", right: .update, from: ["active", "paused"], to: "stopped",
        asks: [
          .note(.stopReason, "Why, and who decided", [.required]),
          .day(.endsOn, "Last day", [.required]).starting(with: .today),
        ],
        whyNot: { medicine, book in
          guard let start = medicine[.startsOn], let end = book[.endsOn], end < start else { return nil }
          return Reason("The last day is before the first.")
        },
        changes: { medicine, book in [medicine.answered(book, "stop_reason", "ends_on")] }),
      Action(
        "medication.entered-in-error", "Entered in error", right: .void, from: ["active"],
        to: "entered_in_error", asks: [.why]),
    ])
}

extension Action {
  /// MED-1; SOD-01: who wrote it down does not confirm it; an older version stops with it.
  static let confirmMedicine = Action(
    "medication.confirm", "Confirm", right: .approve, from: ["active", "paused"],
    asks: [
      .note(.reason, "What you saw it on", [.required]).help(
        "The pharmacy's label, the prescriber's letter or the discharge note."),
      .reference(.medicationID, "Takes the place of", to: "medications").help("Empty where it is new."),
    ],
    strength: .confirm, settles: ["approval"],
    reads: {
      ApprovalRound.waiting(on: $0, "medication_change") + [Allergy.conditions(of: $0[.residentID])]
    },
    looksUp: { _, answers in
      answers["medication_id"].flatMap(RecordID.init).map {
        [Query("medications").where(.equals("id", $0.value))]
      } ?? []
    },
    whyNot: { medicine, book in
      if medicine[.checkedBy] != nil { return Reason("It is confirmed already.") }
      if let author = medicine.stamp?.createdBy, author == book.actor { return .ownWork("wrote") }
      if let reason = ApprovalRound.whyNot(book.rows(0).first, about: medicine, book) { return reason }
      guard Allergy.isKnown(book.rows(1)) else {
        return Reason("Allergies are not recorded. Record them, or “None known”.")
      }
      guard let older = book.rows(2).first else { return nil }
      let isTheirs = older[.residentID] == medicine[.residentID] && older.id != medicine.id
      return isTheirs ? nil : Reason("That is no other medicine of the same resident.")
    },
    changes: { medicine, book in
      let stopped = book.rows(2).filter { ["active", "paused"].contains($0[.state]) }.map { older in
        older.changed {
          $0[.state] = "stopped"
          $0[.stopReason] = "Another dose or form takes its place."
          $0[.endsOn] = max(book.today, $0[.startsOn] ?? book.today)
        }
      }
      return [medicine.changed { $0[.checkedBy] = book.actor }] + stopped
        + ApprovalRound.answered(book.rows(0), "approved", book, comment: book[.reason])
    },
    notices: { medicine, _ in
      medicine.stamp?.createdBy.map { [Notice("approval", "is confirmed", to: [.member($0)])] } ?? []
    })

  /// What is written down is not what the label says: it stays unconfirmed, and is asked about again once it is
  /// changed.
  static let sendMedicineBack = Action(
    "medication.send-back", "Send back", right: .approve, from: ["active", "paused"],
    asks: [.note(.comment, "What is wrong", [.required])], settles: ["approval"],
    reads: { ApprovalRound.waiting(on: $0, "medication_change") },
    whyNot: { medicine, book in
      if medicine[.checkedBy] != nil { return Reason("It is confirmed already.") }
      guard let round = book.rows(0).first else {
        return Reason("Nobody asks about this medicine. Whoever changes it asks again.")
      }
      if let author = medicine.stamp?.createdBy, author == book.actor { return .ownWork("wrote") }
      return round[.requestedBy] == book.actor ? .ownWork("requested") : nil
    },
    changes: { _, book in
      ApprovalRound.answered(book.rows(0), "rejected", book, comment: book[.comment])
    },
    notices: { _, book in
      book.rows(0).first?[.requestedBy].map {
        [
          Notice(
            "approval", "was sent back: change what is written down", to: [.member($0)], priority: "high",
            needsAction: true)
        ]
      } ?? []
    })

  /// MED-3, MED-5, MED-6 and MED-11: what became of a dose, given or not.
  static let recordDose = Action(
    "medication.record-dose", "Record a dose", right: .sign, resource: "medication_events",
    asks: [
      .choice(.status, "Status", Doses.statuses, [.required]).starting("given"),
      .instant(.happenedAt, "When", [.required]).past().starting(with: .now),
      .instant(.dueAt, "Due").help("The time on the sheet; empty for a when-needed dose."),
      .text(.quantity, "How much").help(
        "As counted: 1, or 2.5 ml. Of a controlled drug the dose of the plan is meant where this is empty."),
      .reference(.witnessID, "Witness", to: "memberships").offering(.drugWitnesses).help(
        "Needed for a controlled drug."),
      .choice(.reasonCode, "Ground", Doses.reasons),
      .text(.saidToGoOn, "Who said to go on").help(
        "Where something speaks against it: a name and what they are; of an allergy the manager and the prescriber."
      ),
      .note(.note, "Note").help("Where something spoke against it: what happened, and why."),
    ],
    whyNot: { medicine, book in
      if medicine[.state] == "entered_in_error" { return Reason("This medicine was entered in error.") }
      guard let name = book[.saidToGoOn], !name.isEmpty, SpokenName.isNobody(name) else { return nil }
      return Reason("Say by name who said to go on, or leave it empty.")
    },
    changes: { medicine, book in
      [
        Record(.medicationEvents).changed {
          $0[.medicationID] = medicine.id
          $0[.residentID] = medicine[.residentID]
          $0[.kind] = "dose"
          $0[.givenBy] = book.actor
        }.answered(book, "status", "happened_at", "due_at", "quantity", "witness_id", "reason_code", "note")
          .changed {
            guard let name = book[.saidToGoOn], !name.isEmpty else { return }
            let words = "Authorised by \(name)"
            // Of a dose that was not given the ground is why not.
            if Doses.uses($0) { $0[.reasonCode] = "on_word" }
            $0[.note] = $0[.note].map { note in "\(words). \(note)" } ?? words
          }
      ]
    })
}
