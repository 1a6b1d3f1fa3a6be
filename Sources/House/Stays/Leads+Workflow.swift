import Records

extension Rule {
  static let lostEnquirySaysWhy = Rule("an enquiry that came to nothing says why") { lead, _ in
    guard lead[.state] == "lost", lead[.lostReason] == nil else { return nil }
    return Violation("Say why the enquiry ended.", field: "lost_reason")
  }
}

extension Workflow {
  static let lead = Workflow(
    states: ["new", "contacted", "screened", "waiting", "converted", "lost"], start: "new",
    editable: ["new", "contacted", "screened", "waiting"],
    [
      Action(
        "lead.contact", "Contacted", right: .update, from: ["new"], to: "contacted", settles: ["reminder"]),
      .screenLead, .waitLead, .convertLead,
      Action(
        "lead.lose", "Came to nothing", right: .approve, from: ["contacted", "screened", "waiting"],
        to: "lost",
        asks: [.choice(.lostReason, "Why", .open(name: "decline_reason"), [.required])],
        changes: { lead, book in [lead.answered(book, "lost_reason")] }),
    ])
}

extension Action {
  /// WTL-2.
  static let screenLead = Action(
    "lead.screen", "Looked into", right: .update, from: ["contacted"], to: "screened",
    asks: [
      .note(.needs, "Needs", [.required]).startingFromRecord(),
      .note(.risks, "Risks", [.required]).startingFromRecord(),
      .choice(.fundingSource, "Funding source", .open(name: "funding_source"), [.required])
        .startingFromRecord(),
    ],
    changes: { lead, book in [lead.answered(book, "needs", "risks", "funding_source")] })

  private static let known = Field.reference(.residentID, "Known already as", to: "residents").help(
    "Empty for somebody who was never here.")

  /// WTL-3: the person becomes known, and stands on the waiting list.
  static let waitLead = Action(
    "lead.wait", "Put on the waiting list", right: .approve, from: ["screened"], to: "waiting",
    asks: [
      .choice(.priority, "Priority", .priority, [.required]).starting("medium"),
      .day(.needsFromOn, "Needed from").future(),
      known,
    ],
    whyNot: Prospect.whyNot,
    changes: { lead, book in
      let (resident, made) = Prospect.of(lead, book)
      let entry = Record(.waitlistEntries).changed {
        $0[.residentID] = resident
        $0[.houseID] = lead[.houseID]
        $0[.priority] = book[.priority] ?? "medium"
        $0[.joinedOn] = book.today
        $0[.needsFromOn] = book[.needsFromOn] ?? lead[.neededFromOn]
      }
      return made + [lead.changed { $0[.residentID] = resident }, entry]
    })

  static let convertLead = Action(
    "lead.convert", "Take on", right: .update, from: ["screened", "waiting"], to: "converted",
    asks: [known],
    whyNot: Prospect.whyNot,
    changes: { lead, book in
      let (resident, made) = Prospect.of(lead, book)
      let admission = Record(.admissions).changed {
        $0[.residentID] = resident
        $0[.leadID] = lead.id
        $0[.houseID] = lead[.houseID]
        $0[.referralSource] = lead[.referralSource]
        $0[.placingAgencyID] = lead[.agencyID]
        $0[.plannedOn] = lead[.neededFromOn]
        $0[.matchingRisks] = lead[.risks]
      }
      return made + [lead.changed { $0[.residentID] = resident }, admission]
    })
}

/// Who an enquiry is about, as a resident who may come.
private enum Prospect {
  static let whyNot: @Sendable (Record, Book) -> Reason? = { lead, book in
    if lead[.houseID] == nil { return Reason("Choose the house first.") }
    if lead[.residentID] == nil, book.isAnswered, book[.residentID] == nil, lead[.bornOn] == nil {
      return Reason("Enter the date of birth first.")
    }
    return nil
  }

  /// The resident who is known or named, or a new one; who has one name alone has it as the family name.
  static func of(_ lead: Record, _ book: Book) -> (RecordID, [Record]) {
    if let known = lead[.residentID] ?? book[.residentID] { return (known, []) }
    let id = book.newID()
    var resident = Record(.residents)
    resident.id = id
    resident[.familyName] = lead[.familyName] ?? lead[.givenName]
    resident[.givenName] = lead[.familyName] == nil ? nil : lead[.givenName]
    resident[.bornOn] = lead[.bornOn]
    resident[.mobilePhone] = lead[.phone]
    resident[.email] = lead[.email]
    resident[.placingAgencyID] = lead[.agencyID]
    return (id, [resident])
  }
}
