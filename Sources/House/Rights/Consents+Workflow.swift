import Records

extension Workflow {
  static let consent = Workflow(
    states: ["draft", "valid", "revoked", "refused", "void"], start: "draft", editable: ["draft"],
    [
      .signConsent, .revokeConsent,
      Action(
        "consent.refuse", "Refused", right: .update, from: ["draft"], to: "refused",
        asks: [.note(.reason, "What they said")],
        whyNot: { consent, _ in
          let unsaid = ConsentElements.unsaid(in: consent)
          return unsaid.isEmpty
            ? nil : Reason("Fill in first what they refuse: \(unsaid.joined(separator: ", ")).")
        }),
      Action("consent.void", "Withdraw draft", right: .void, from: ["draft"], to: "void", asks: [.why]),
    ])
}

extension Action {
  static let signConsent = Action(
    "consent.sign", "Sign", right: .sign, from: ["draft"], to: "valid",
    whyNot: { consent, _ in
      let missing = ConsentElements.missing(in: consent)
      if missing.isEmpty { return nil }
      return Reason("This consent is not complete: \(missing.joined(separator: ", ")).")
    },
    changes: { consent, book in [consent.signed(book)] })

  /// At the resident's word and at once: shares and referrals that rest on it stop, and what was told stays recorded.
  static let revokeConsent = Action(
    "consent.revoke", "Withdraw", right: .update, from: ["valid"], to: "revoked",
    asks: [
      .choice(.revokedMethod, "Withdrawn by", .contactMethod, [.required]).starting("in_person"),
      .note(.revokeNote, "What they said"),
    ],
    reads: { consent in
      guard let id = consent.id else { return [] }
      let shares = Query("consent_disclosures").where(.consentID, is: id)
        .following(.id, to: "document_shares", matching: .consentDisclosureID)
      return [shares, Query("referrals").where(.consentID, is: id)]
    },
    changes: { consent, book in
      let revoked = consent.answered(book, "revoked_method", "revoke_note").changed {
        $0[.revokedAt] = book.now
      }
      let shares = book.rows(0).filter { $0[.state] == "active" }
      let referrals = book.rows(1).filter { ["sent", "accepted", "in_progress"].contains($0[.state] ?? "") }
      return [revoked]
        + shares.map { share in
          share.changed {
            $0[.state] = "revoked"
            $0[.revokedBy] = book.actor
          }
        }
        + referrals.map { referral in referral.changed { $0[.state] = "revoked" } }
    },
    notices: { _, _ in
      [
        Notice(
          "safeguarding", "was withdrawn; look at what was shared on it",
          to: [.role(.safeguarding, house: nil)], priority: "high", needsAction: true)
      ]
    })
}
