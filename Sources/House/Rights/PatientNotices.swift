import Records

extension RecordType {
  /// A privacy, Part 2 or rights notice handed over.
  package static let patientNotices = RecordType(
    "patient_notices", "Notices given", one: "notice given", area: "Rights", resource: "consents",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .reference(.stayID, "Stay", to: "stays").following(.residentID, .currentStayID),
      .choice(
        .kind, "Kind",
        [
          "privacy_notice", "part2_notice=Part 2 notice", "hipaa_npp=HIPAA notice of privacy practices",
          "rights_and_rules", "complaints=How to complain", "fees_and_refunds", "drug_test_policy",
          "breach_notice", "fire_procedure",
        ], [.required, .listed, .indexed]),
      .reference(.documentVersionID, "Document version", to: "document_versions", [.required]),
      .choice(.language, "Language", .open(name: "language"), [.required]).starting("english"),
      .instant(.givenAt, "Given at", [.required, .listed, .indexed]).past().starting(with: .now).page(
        "Given"),
      .reference(.givenBy, "Given by", to: "memberships", [.required]).filled(with: .actor),
      .choice(
        .method, "Method",
        ["in_person", "print=Printed", "email=E-mail", "post", "read_aloud", "interpreter"], [.required]),
      .flag(.acknowledged, "Acknowledged", [.listed]).starting(false),
      .note(.notAcknowledgedReason, "Why not acknowledged", [.sealed]).shown(when: {
        $0[.acknowledged] != true
      }),
      .reference(.signatureID, "Signature", to: "signatures"),
    ],
    rules: [.noticeNotAcknowledgedHasReason],
    uniques: [
      Unique(
        ["resident_id", "kind", "document_version_id"],
        "This resident was given that version of the notice already.")
    ],
    namedBy: ["kind"],
    house: .resident("resident_id"),
    owners: ["created_by"],
    order: "-given_at",
    indexes: [["resident_id", "given_at"]],
    consequences: [.noticeIsAcknowledged])
}

extension Rule {
  /// 45 CFR 164.520(c)(2)(ii): the good-faith effort and why there is no acknowledgement are documented.
  static let noticeNotAcknowledgedHasReason = Rule("a notice not acknowledged says why") { notice, _ in
    guard notice[.kind] == "hipaa_npp", notice[.acknowledged] != true,
      (notice[.notAcknowledgedReason] ?? "").isEmpty
    else { return nil }
    return Violation("Say why the notice was not acknowledged.", field: "not_acknowledged_reason")
  }
}
