import Records

/// The copy of somebody’s records that answers their request: what is in it, what is not, and what stands on it.
enum SubjectRequestPack {
  /// The requests that are answered with a copy.
  private static let kinds: Set = ["access", "copy", "portability", "hipaa_access"]

  static let concerns: @Sendable (Record) -> Bool = { request in
    kinds.contains(request[.kind] ?? "") && request[.residentID] != nil
  }

  /// Notes about others too, what was redacted, and whether 42 CFR Part 2 protects any of it.
  static let reads: @Sendable (Record) -> [Query] = { request in
    let resident = request[.residentID] ?? .zero
    return [
      Query("case_notes").where(.residentID, is: resident)
        .where(.equals("is_third_party", .flag(true))).where(.state, isNot: "discarded").only("state"),
      Query("redactions").where(.residentID, is: resident),
      Query("residents").where(.equals("id", resident.value)).only(
        "is_part2", "family_name", "given_name", "reference"),
      Query("documents").where(.residentID, is: resident).where(.equals("is_part2", .flag(true)))
        .only("reference"),
    ]
  }

  static let declared = Disclosing(
    resident: { $0[.residentID] },
    notice: { isPart2($0) ? part2 : nil },
    withholds: { withheld[$0.id] ?? withheld[$0.resource] },
    redactions: { book in book.rows(1).filter { $0[.reachOfRedaction] != "this_pack" || isOf(book, $0) } },
    unmade: unmade)

  /// 42 CFR 2.32(a)(2), which may stand in place of the long statement.
  private static let part2 = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."

  static func isPart2(_ book: Book) -> Bool {
    book.rows(2).first?[.isPart2] == true || !book.rows(3).isEmpty
  }

  /// A redaction for another pack says nothing of this one.
  private static func isOf(_ book: Book, _ redaction: Record) -> Bool {
    book.former.map { redaction[.dataAccessRequestID] == $0.id } ?? false
  }

  /// By type or by the right that governs it; of what is confidential the pack is silent, and the writer alone is told.
  private static let withheld: [String: String] = [
    "safeguarding_concerns": "an enquiry could suffer or somebody be harmed; each is decided on by itself",
    "redactions": "they hold what is left out",
    "legal_holds": "they speak of legal proceedings",
    "approvals": "they are the working of the house and hold nothing of their own",
  ]

  /// The disclosure that accounts for it; what goes to the person themselves is exempt from the accounting (45 CFR
  /// 164.528(a)(1)(ii)).
  static func disclosure(_ request: Record, _ book: Book) -> Record {
    Record(.consentDisclosures).changed { told in
      told[.residentID] = request[.residentID]
      told[.information] = "Copy of their records, for \(request.called)"
      told[.purpose] = "subject_request"
      told[.disclosedAt] = book.now
      told[.disclosedBy] = book.actor
      told[.recipientName] = request[.requesterName] ?? name(book)
      told[.method] = book[.method] ?? "encrypted_file"
      told[.lawfulBasis] = isPart2(book) ? "part2_exception" : "legal_obligation"
      told[.exception] = "subject_request"
      told[.redisclosureNotice] = isPart2(book) ? "statement_2" : "not_part2"
      told[.isAccountable] = request[.onBehalf] != "self" && request[.requesterName] != nil
    }
  }

  /// What follows on the disclosure of a pack that was not written: the first entry stands as it is, and no longer
  /// counts.
  private static let unmade: @Sendable ([Record]) -> Record? = { records in
    guard let entry = records.first(where: { $0.type.id == "consent_disclosures" }), let id = entry.id else {
      return nil
    }
    return Record(.consentDisclosures).changed { told in
      told[.residentID] = entry[.residentID]
      told[.information] = "Nothing was given out: the copy of their records was not written"
      told[.purpose] = entry[.purpose]
      told[.disclosedAt] = entry[.disclosedAt]
      told[.disclosedBy] = entry[.disclosedBy]
      told[.recipientName] = entry[.recipientName]
      told[.method] = entry[.method]
      told[.lawfulBasis] = entry[.lawfulBasis]
      told[.exception] = entry[.exception]
      told[.redisclosureNotice] = entry[.redisclosureNotice]
      told[.isAccountable] = false
      told[.correctsID] = id
    }
  }

  private static func name(_ book: Book) -> String {
    guard let resident = book.rows(2).first else { return "The resident" }
    let names = [resident[.givenName], resident[.familyName]].compactMap(\.self)
    return names.isEmpty ? "The resident" : names.joined(separator: " ")
  }
}

extension Action {
  /// REQ-7, before it is sent: writes everything about the person into a folder, and the disclosure with it.
  static let writePack = Action(
    "subject-request.disclose", "Write the pack", right: .export, from: ["ready"],
    asks: [
      .choice(
        .method, "How it is given",
        ["letter", "secure_mail", "encrypted_file=File you encrypt yourself", "print=Printed", "portal"],
        [.required]
      ).help("The folder is not encrypted: whoever sends it as a file encrypts it first."),
      .note(.exemptions, "What was left out or left in, and why").startingFromRecord(),
    ],
    strength: .prove,
    afterwards: "Read it through, give it to them, then choose “Sent”.",
    reads: SubjectRequestPack.reads, concerns: SubjectRequestPack.concerns,
    discloses: SubjectRequestPack.declared,
    whyNot: { request, book in
      if !SubjectRequestPack.concerns(request) {
        return Reason("Only a request of a resident for a copy of their records is answered with a pack.")
      }
      guard book.isAnswered else { return nil }
      return SubjectRequestAnswer.whyNot(request, notes: book.rows(0), redactions: book.rows(1), book)
    },
    changes: { request, book in
      [request.answered(book, "exemptions"), SubjectRequestPack.disclosure(request, book)]
    })
}

/// What must be decided before anything of a person’s records leaves the house.
enum SubjectRequestAnswer {
  /// Notes marked as being about somebody else too are redacted for this request, or it is said why not.
  static func whyNot(_ request: Record, notes: [Record], redactions: [Record], _ book: Book) -> Reason? {
    let redacted = Set(
      redactions.filter { $0[.dataAccessRequestID] == request.id }.compactMap { $0[.subjectID] })
    let count = notes.count { note in note.id.map { !redacted.contains($0) } ?? false }
    if count == 0 || !(request.answered(book, "exemptions")[.exemptions] ?? "").isEmpty { return nil }
    return Reason(
      count == 1
        ? "1 passage names other people. Redact or record why not."
        : "\(count) passages name other people. Redact or record why not.")
  }
}
