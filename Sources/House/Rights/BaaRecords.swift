import Records

extension RecordType {
  /// What an outside body that handles data has agreed to.
  package static let baaRecords = RecordType(
    "baa_records", "Processor agreements", one: "processor agreement", area: "Rights",
    resource: "third_party_agreements",
    fields: [
      .reference(.agencyID, "Agency", to: "agencies", [.required, .listed]),
      .choice(
        .kind, "Kind",
        [
          "baa=Business associate agreement", "qsoa=Qualified service organisation agreement",
          "data_processing", "data_sharing", "joint_controller=Joint controllers",
          "subprocessor=Sub-processor",
        ], [.required, .listed]),
      .choice(
        .state, "State", ["draft", "active", "terminated"], [.required, .listed, .indexed, .filledIn]
      ).starting("draft"),
      .note(.servicesNote, "What they do for us", [.required]),
      .list(.dataKinds, "Kinds of data"),
      .list(.subprocessors, "Sub-processors"),
      .choice(
        .transferSafeguard, "Safeguard for transfers abroad",
        [
          "none_needed", "adequacy=Adequacy decision", "idta=IDTA", "scc=Standard clauses",
          "uk_addendum=UK addendum", "bcr=Binding corporate rules",
        ]),
      .integer(.breachNoticeHours, "Tells us of a breach within, hours", in: 1...1440).starting(24),
      .day(.signedOn, "Signed on", [.listed]).past().page("Term"),
      .day(.startsOn, "From"),
      .day(.endsOn, "To", [.listed, .indexed]),
      .day(.reviewedOn, "Reviewed").past(),
      .reference(.documentID, "Document", to: "documents"),
      .note(.terminationNote, "Why it ended", [.filledIn]),
    ],
    rules: [.periodOfDays, .agreementInForceIsSigned],
    workflow: .processorAgreement,
    namedBy: ["kind"],
    filter: UsualFilter("not ended", [.differs("state", .text("terminated"))]),
    order: "ends_on",
    indexes: [["agency_id", "state"]],
    leading: ["agency_id", "kind", "state", "ends_on"],
    foundBy: ["agency_id"])
}

/// Whether an outside body may handle data today.
enum ProcessorAgreement {
  /// Every agreement in force with an agency, to be found for ``isInForce(_:on:)``.
  static func reads(_ agency: RecordID?) -> Query {
    Query("baa_records").where(.agencyID, is: agency ?? .zero).where(.state, is: "active")
  }

  static func isInForce(_ agreements: [Record], on day: Day) -> Bool {
    agreements.contains { agreement in
      agreement[.state] == "active" && (agreement[.startsOn].map { $0 <= day } ?? true)
        && (agreement[.endsOn].map { day <= $0 } ?? true)
    }
  }
}

extension Rule {
  static let agreementInForceIsSigned = Rule("an agreement in force was signed") { agreement, _ in
    guard agreement[.state] == "active", agreement[.signedOn] == nil else { return nil }
    return Violation("Enter the day on which it was signed.", field: "signed_on")
  }
}

extension Workflow {
  static let processorAgreement = Workflow(
    states: ["draft", "active", "terminated"], start: "draft", editable: ["draft", "active"],
    [
      Action(
        "processor-agreement.activate", "In force", right: .update, from: ["draft"], to: "active",
        whyNot: { agreement, _ in
          let missing = agreement.missing.map(\.label)
          if missing.isEmpty { return nil }
          return Reason("Still empty: \(missing.joined(separator: ", ")).")
        }),
      Action(
        "processor-agreement.terminate", "End", right: .update, from: ["active"], to: "terminated",
        asks: [
          .note(.terminationNote, "Why it ends, and where the data went", [.required]),
          .day(.endsOn, "Last day", [.required]).starting(with: .today),
        ],
        changes: { agreement, book in [agreement.answered(book, "termination_note", "ends_on")] }),
    ])
}
