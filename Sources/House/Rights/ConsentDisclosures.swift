import Records

extension RecordType {
  /// What was told to whom, when, why and on what ground.
  package static let consentDisclosures = RecordType(
    "consent_disclosures", "Disclosures", one: "disclosure", area: "Rights", resource: "disclosures",
    fields: [
      .text(.reference, "Reference", [.required, .listed, .unique, .fixed, .filledIn]),
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]).page(
        "What is told"),
      .note(.information, "What is told", [.required, .sealed]),
      .choice(.purpose, "Purpose", .open(name: "purpose_of_use"), [.required, .listed]).making(
        recordOf: "safeguarding_concerns", by: "safeguarding"),
      .instant(.disclosedAt, "Told at", [.required, .listed, .indexed]).past().starting(with: .now),
      .reference(.disclosedBy, "Told by", to: "memberships", [.required, .listed]).filled(with: .actor),
      .text(.recipientName, "Who was told", [.required, .listed, .sealed]).page("To whom"),
      .reference(.recipientAgencyID, "Agency told", to: "agencies", [.listed]),
      .text(.recipientAddress, "Their address", [.sealed]),
      .choice(
        .method, "Method",
        [
          "spoken", "letter", "email=E-mail", "secure_mail", "encrypted_file", "print=Printed", "portal",
          "webhook=By program", "fax",
        ], [.required, .listed]),
      .reference(.consentID, "Consent", to: "consents", [.listed]).page("On what ground"),
      .choice(.lawfulBasis, "Lawful basis", .lawfulBasis, [.required, .listed, .indexed]).making(
        recordOf: "safeguarding_concerns", by: "special_safeguarding"),
      .choice(
        .exception, "Exception",
        [
          "none", "medical_emergency", "court_order", "child_abuse_report=Report of child abuse", "audit",
          "research", "crime_on_premises=Crime on the premises", "vital_interest", "safeguarding_duty",
          "subject_request=Their own request", "public_health", "law_enforcement",
        ], [.required]
      ).starting("none").making(
        recordOf: "safeguarding_concerns", by: "safeguarding_duty", "child_abuse_report"),
      .choice(
        .redisclosureNotice, "Notice against passing on",
        ["statement_1=First statement", "statement_2=Second statement", "not_part2=Not Part 2"], [.required]
      ).starting("not_part2"),
      .flag(.consentCopySent, "Copy or scope of the consent sent").starting(false),
      .flag(.isAccountable, "Counts in the accounting", [.listed, .indexed]).help(
        "Under 45 CFR 164.528; not for treatment, payment and operations, nor with an authorisation."
      ).page(
        "Accounting"),
      .day(.accountingSuspendedUntilOn, "Left out of the accounting until").silencing(),
      .integer(.repeatsCount, "Times", in: 1...100_000).starting(1),
      .day(.firstOn, "First on").past(),
      .day(.lastOn, "Last on").past(),
      .reference(.referralID, "Referral", to: "referrals"),
      .reference(.correctsID, "Corrects", to: "consent_disclosures"),
    ],
    rules: [.disclosureHasGround, .part2DisclosureHasNotice],
    tags: .appendOnly,
    prefix: "DSC",
    namedBy: ["reference"],
    house: .resident("resident_id"),
    owners: ["disclosed_by"],
    order: "-disclosed_at",
    indexes: [["resident_id", "disclosed_at"]],
    leading: ["reference", "resident_id", "recipient_name", "disclosed_at", "purpose"],
    announces: { disclosure, _ in
      // Who leads safeguarding and who manages hear at once what was told because somebody was in danger.
      guard ["medical_emergency", "vital_interest"].contains(disclosure[.exception] ?? "") else { return [] }
      return [
        Notice(
          "safeguarding", "was told in an emergency",
          to: [.role(.safeguarding, house: nil), .role(.manager, house: nil)], priority: "high")
      ]
    })
}

extension Rule {
  /// The bases that stand on a consent which is recorded.
  static let consentBases = ["consent", "special_explicit_consent", "part2_consent"]

  static let disclosureHasGround = Rule("what is told rests on a valid consent or another ground") {
    disclosure in
    disclosure[.consentID].map { [Query("consents").where(.equals("id", $0.value))] } ?? []
  } check: { disclosure, book in
    guard let basis = disclosure[.lawfulBasis] else { return nil }
    let isExcepted = (disclosure[.exception] ?? "none") != "none"
    if isExcepted { return nil }
    if consentBases.contains(basis) {
      let moment = disclosure[.disclosedAt] ?? book.now
      let day = book.zone.day(at: moment)
      let isGiven = book.rows(0).contains { consent in
        let agency = consent[.recipientAgencyID]
        return consent[.residentID] == disclosure[.residentID]
          && ConsentElements.holds(consent, on: day, at: moment)
          && (agency == nil || disclosure[.recipientAgencyID] == nil
            || agency == disclosure[.recipientAgencyID])
      }
      if isGiven { return nil }
    } else if basis != "part2_exception" {
      return nil
    }
    return Violation("There is no consent and no legal ground for this disclosure.", field: "consent_id")
  }

  /// 42 CFR 2.32: a disclosure with consent carries the notice, and a copy or clear account of the consent.
  static let part2DisclosureHasNotice = Rule("a Part 2 disclosure carries its notice and scope") {
    disclosure in
    disclosure[.residentID].map { [Query("residents").where(.equals("id", $0.value)).only("is_part2")] } ?? []
  } check: { disclosure, book in
    let basis = disclosure[.lawfulBasis] ?? ""
    let isOfPart2 =
      basis == "part2_consent" || basis == "consent" && book.rows(0).first?[.isPart2] == true
    guard isOfPart2, (disclosure[.exception] ?? "none") == "none" else { return nil }
    if disclosure[.redisclosureNotice] != "not_part2", disclosure[.consentCopySent] == true { return nil }
    return Violation(
      "A Part 2 disclosure must carry the notice and a copy of the consent or its scope.",
      field: "redisclosure_notice")
  }
}
