import Records

extension Workflow {
  static let agreement = Workflow(
    states: ["draft", "offered", "signed", "ended", "superseded", "void"], start: "draft",
    editable: ["draft"], elsewhere: ["superseded"],
    [
      Action(
        "agreement.offer", "Offer", right: .update, from: ["draft"], to: "offered",
        whyNot: { agreement, _ in
          let missing = agreement.missing.map(\.label)
          return missing.isEmpty ? nil : Reason("Still empty: \(missing.joined(separator: ", ")).")
        }),
      Action("agreement.withdraw", "Back to draft", right: .update, from: ["offered"], to: "draft"),
      .signAgreement,
      Action(
        "agreement.end", "End", right: .update, from: ["signed"], to: "ended",
        asks: [.day(.endsOn, "Last day", [.required]).startingFromRecord(), .why],
        whyNot: { agreement, book in
          guard let day = book[.endsOn], let start = agreement[.startsOn], day < start else { return nil }
          return Reason("The end cannot be before the start.")
        },
        changes: { agreement, book in [agreement.answered(book, "ends_on")] }),
      Action("agreement.void", "Withdraw draft", right: .void, from: ["draft"], to: "void", asks: [.why]),
    ])
}

extension Action {
  /// What was in force for the stay until now is replaced.
  static let signAgreement = Action(
    "agreement.sign", "Sign", right: .sign, from: ["offered"], to: "signed", strength: .confirm,
    reads: { agreement in
      [
        Query("tenancy_agreements").where(.stayID, is: agreement[.stayID] ?? .zero)
          .where(.state, is: "signed")
      ]
    },
    whyNot: { agreement, _ in
      let hasTerms = ![agreement[.feesSchedule], agreement[.refundPolicy]].contains { ($0 ?? "").isEmpty }
      return hasTerms
        ? nil
        : Reason("The agreement must list fees and refunds, and be signed, before money is taken.")
    },
    changes: { agreement, book in
      [agreement.signed(book)]
        + book.rows(0).filter { $0.id != agreement.id }.map { former in
          former.changed { $0[.state] = "superseded" }
        }
    })

  /// A change makes a new version; the old one is in force until the new one is signed.
  static let newAgreementVersion = Action(
    "agreement.new-version", "New version", right: .create, from: ["signed"],
    changes: { agreement, book in [AgreementVersion.next(of: agreement, book)] })
}

/// The draft that follows an agreement in force, with its terms and without its signatures.
private enum AgreementVersion {
  static func next(of agreement: Record, _ book: Book) -> Record {
    var draft = Record(agreement.type)
    for field in draft.type.stored where !own.contains(field.name) {
      draft[field.name] = agreement[field.name]
    }
    draft[.startsOn] = book.today
    return draft
  }

  private static let own: Set<String> = [
    "reference", "state", "signed_at", "signed_by", "digest", "document_version_id", "resident_signature_id",
    "guardian_signature_id",
  ]
}
