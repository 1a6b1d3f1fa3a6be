import Records

extension RecordType {
  /// A document given outside, for a time.
  package static let documentShares = RecordType(
    "document_shares", "Shares", one: "share", area: "Papers", resource: "documents",
    fields: [
      .reference(
        .documentVersionID, "Document version", to: "document_versions", [.required, .listed, .fixed]
      )
      .page("What"),
      .reference(.residentID, "Resident", to: "residents"),
      .choice(
        .state, "State", ["active", "revoked=Withdrawn", "collected"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("active"),
      .reference(.agencyID, "Agency", to: "agencies", [.listed]),
      .text(.recipientName, "Who was told", [.required, .listed, .sealed]),
      .text(.recipientEmail, "Their e-mail", [.sealed]),
      .choice(
        .method, "Method",
        [
          "encrypted_file=Encrypted file", "print=Printed", "secure_mail=Secure e-mail",
          "removable_media=On a stick", "viewed_here=Looked at here",
        ], [.required, .listed]),
      .instant(.expiresAt, "Runs out", [.required, .listed, .indexed]).future(),
      .text(.passwordHint, "Hint for the password", [.sealed]),
      .reference(.consentDisclosureID, "Disclosure", to: "consent_disclosures"),
      .text(.watermark, "Watermark").erasedWithResident(),
      .instant(.collectedAt, "Collected at", [.filledIn]),
      .reference(.revokedBy, "Withdrawn by", to: "memberships", [.filledIn]),
    ],
    rules: [.shareIsDisclosed],
    workflow: .documentShare,
    namedBy: ["recipient_name"],
    house: .either([
      .resident("resident_id"), .through("document_version_id", type: "document_versions"),
    ]),
    owners: ["created_by"],
    filter: UsualFilter("active", [.equals("state", .text("active"))]),
    order: "expires_at")
}

extension Rule {
  /// 45 CFR 164.528 and 42 CFR 2.31: what leaves the house about a resident is accounted for.
  static let shareIsDisclosed = Rule("a resident's document is shared with a disclosure") { share in
    guard let version = share[.documentVersionID] else { return [] }
    let disclosure = share[.consentDisclosureID].map {
      [Query("consent_disclosures").where(.equals("id", $0.value))]
    }
    return [
      Query("document_versions").where(.equals("id", version.value)).following(.documentID, to: "documents")
    ] + (disclosure ?? [])
  } check: { share, book in
    let residents = [share[.residentID], book.rows(0).first?[.residentID]].compactMap { $0 }
    if residents.isEmpty { return nil }
    let told = book.rows(1).first?[.residentID]
    if let told, residents.allSatisfy({ $0 == told }) { return nil }
    return Violation(
      "Record who receives this, why, and on what ground.", field: "consent_disclosure_id")
  }
}

extension Workflow {
  static let documentShare = Workflow(
    states: ["active", "revoked", "collected"], start: "active", editable: ["active"],
    [
      Action(
        "share.revoke", "Withdraw", right: .update, from: ["active"], to: "revoked", asks: [.why],
        changes: { share, book in [share.changed { $0[.revokedBy] = book.actor }] }),
      Action(
        "share.collect", "Collected", right: .update, from: ["active"], to: "collected",
        whyNot: { share, book in
          guard let end = share[.expiresAt], end < book.now else { return nil }
          return Reason("It has run out. Share it again.")
        },
        changes: { share, book in [share.changed { $0[.collectedAt] = book.now }] }),
    ])
}
