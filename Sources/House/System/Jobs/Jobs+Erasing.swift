import Records

/// What the clock takes out because nobody has a reason to keep it any longer.
extension Job {
  /// How long the name of somebody is kept who asked for a place and never came.
  private static let months = 6

  /// Half a year after anything was last written on an enquiry that made nobody a resident, nothing of it says who it
  /// was; that there was one, where it came from and why it ended stays for the counts.
  static let enquiriesForgotten = Job(
    "enquiries.erase", "Names in enquiries of half a year ago", kind: "retention", at: "15 3 * * *",
    reads: { book in
      let end = Value.instant(book.zone.start(of: book.today.adding(months: -months)))
      return [
        Query("leads").where(.among("state", ["new", "contacted", "screened", "lost"].map(Value.text)))
          .where(.below("received_at", end)).where(.isEmpty("resident_id")).only("received_at", "state"),
        Query("legal_holds").where(.state, is: "active").only("resident_id", "staff_member_id"),
      ]
    },
    work: { book in
      // A hold on everything is one on these too.
      let isHeld = book.rows(1).contains { $0[.residentID] == nil && $0[.staffMemberID] == nil }
      if isHeld { return Work() }
      let end = book.zone.start(of: book.today.adding(months: -months))
      return Work(
        records: book.rows(0).filter { isToForget($0, before: end) }.map(forgotten), isErasure: true)
    })

  /// Whether nobody wrote on it since; what the clock wrote last was this.
  private static func isToForget(_ lead: Record, before end: Instant) -> Bool {
    guard let stamp = lead.stamp else { return false }
    return stamp.updatedAt < end && stamp.updatedBy != nil
  }

  private static func forgotten(_ lead: Record) -> Record {
    let names: Set = [
      "family_name", "born_on", "phone", "email", "agency_contact", "needs", "risks",
    ]
    var forgotten = lead
    for (index, field) in lead.type.fields.enumerated() {
      forgotten.values[index] = names.contains(field.name) ? .empty : .hidden
    }
    forgotten[.givenName] = "Name erased"
    // Nobody can be answered any more.
    if lead[.state] != "lost" {
      forgotten[.state] = "lost"
      forgotten[.lostReason] = "no_contact"
    }
    return forgotten
  }
}
