import Records

extension Rule {
  private static let contact: @Sendable (Record) -> [Query] = { entry in
    entry[.contactID].map { [Query("resident_contacts").where(.equals("id", $0.value))] } ?? []
  }

  /// What was said is free text: a contact who may be told nothing is refused, a lesser limit is brought to mind.
  static let contactMayBeTold = Rule("a contact is told no more than was agreed", reads: contact) {
    entry, book in
    guard entry[.direction] == "outbound", let contact = book.rows(0).first,
      book.sets("contact_id", in: entry) || book.sets("content", in: entry),
      let limit = MayBeTold.words[contact[.mayBeTold] ?? "nothing"]
    else { return nil }
    let name = contact[.name] ?? "This contact"
    return Violation(
      "\(name) may be told \(limit) only.", field: "contact_id", isWarning: contact[.mayBeTold] != "nothing")
  }

  static let contactMayBeReached = Rule("who must not be contacted is not contacted", reads: contact) {
    entry, book in
    guard entry[.direction] == "outbound", let contact = book.rows(0).first,
      contact[.mustNotContact] == true, book.sets("contact_id", in: entry)
    else { return nil }
    return Violation("\(contact[.name] ?? "This contact") must not be contacted.", field: "contact_id")
  }

  static let followUpHasDay = Rule("what needs follow-up has a day for it") { entry, _ in
    guard entry[.needsFollowUp] == true, entry[.followUpOn] == nil else { return nil }
    return Violation("Give the day of the follow-up.", field: "follow_up_on")
  }
}

/// How much a contact may be told, in the words of a sentence; nothing is said of who may be told all that is agreed.
private enum MayBeTold {
  static let words = [
    "nothing": "what they told us themselves", "emergency_only": "what matters in an emergency",
    "wellbeing": "how the resident is",
  ]
}

extension Action {
  static let followUpContact = Action(
    "contact_entry.follow-up", "Followed up", right: .create,
    asks: [.note(.outcomeNote, "What came of it", [.required]).startingFromRecord()],
    whyNot: { entry, _ in
      if entry[.needsFollowUp] != true { return Reason("This needs no follow-up.") }
      return entry[.followedUpBy] == nil ? nil : Reason("It was followed up already.")
    },
    changes: { entry, book in
      [entry.answered(book, "outcome_note").changed { $0[.followedUpBy] = book.actor }]
    })

  static let assignFollowUp = Action(
    "contact_entry.assign-action", "Assign an action", right: .create, resource: "actions",
    asks: Assignment.asks,
    whyNot: { _, book in Assignment.whyNot(book) },
    changes: { entry, book in [entry, Assignment.action(from: "other", entry, book)] })
}
