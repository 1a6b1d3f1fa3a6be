import Records

extension RecordType {
  /// A signature on one exact text.
  package static let signatures = RecordType(
    "signatures", "Signatures", one: "signature", area: "Papers", resource: "amendments",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required, .listed, .fixed]),
      .anyReference(.subjectID, "Record", [.required, .listed, .fixed]),
      .reference(.documentVersionID, "Document version", to: "document_versions"),
      .reference(.residentID, "Resident", to: "residents"),
      .choice(
        .signerKind, "Who signs", ["member", "resident", "guardian", "witness", "contact", "agency"],
        [.required, .listed]),
      .reference(.membershipID, "Member", to: "memberships").shown(when: {
        ["member", "witness"].contains($0[.signerKind])
      }),
      .text(.signerName, "Name of who signs", [.required, .listed, .sealed]),
      .choice(
        .meaning, "Meaning",
        [
          "author", "approved", "reviewed", "witnessed", "agreed", "received", "cosigned=Countersigned",
          "refused",
        ],
        [.required, .listed]),
      .instant(.signedAt, "Signed at", [.required, .listed, .indexed]).past().filled(with: .now),
      .choice(
        .method, "Method", ["signing_code", "typed_name", "drawn", "paper=On paper", "key"],
        [.required, .listed]),
      .bytes(.digest, "Digest", [.required, .fixed], limit: 32).filled(with: .digestOfSubject),
      .bytes(.signature, "Signature", [.filledIn], limit: 64),
      .text(.declaration, "Declaration").erasedWithResident(),
    ],
    rules: [.memberSignsAsThemselves, .signedTextStands],
    tags: .appendOnly,
    namedBy: ["signer_name"],
    house: .resident("resident_id"),
    owners: ["membership_id", "created_by"],
    order: "-signed_at",
    indexes: [["subject_type", "subject_id"]])
}

extension Rule {
  static let memberSignsAsThemselves = Rule("a member signs in their own name") { signature, book in
    guard signature[.signerKind] == "member", signature[.membershipID] != book.actor else { return nil }
    return Violation("A member signs with their own sign-in.", field: "membership_id")
  }

  /// Whether the text is still the one that was shown; the digest is that of the version or of the signed record.
  static let signedTextStands = Rule("what is signed is the text as it stands") { signature in
    if let version = signature[.documentVersionID] {
      return [Query("document_versions").where(.equals("id", version.value)).only("digest")]
    }
    guard let type = signature[.subjectType], let id = signature[.subjectID],
      Catalogue.house[type]?.field("digest") != nil
    else { return [] }
    return [Query(type).where(.equals("id", id.value)).only("digest")]
  } check: { signature, book in
    guard let digest = signature[.digest], let standing = book.rows(0).first?[.digest], standing != digest
    else { return nil }
    return Violation("The text has changed. Read it again before signing.", field: "digest")
  }
}
