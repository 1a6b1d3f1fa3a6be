import Records

/// Whether a certificate holds today; whether one is missing follows from the profile of its house.
enum Validity {
  static let later: @Sendable (Record) -> [Query] = { certificate in
    certificate.id.map { [Query("certificates").where(.replacesID, is: $0).only("replaces_id")] } ?? []
  }

  static let value: @Sendable (Record, Book) -> Value = { certificate, book in
    if !book.rows(0).isEmpty { return .text("replaced") }
    guard let last = certificate[.expiresOn] else { return .text("in_force") }
    if last < book.today { return .text("expired") }
    return .text(last <= book.today.adding(days: 60) ? "expiring" : "in_force")
  }

  /// The months after which a certificate of that kind is due again.
  ///
  /// Gas: Gas Safety (Installation and Use) Regulations 1998, regulation 36; electrical: Electrical Safety Standards
  /// in the Private Rented Sector Regulations 2020, regulation 3; lifting: LOLER 1998, regulation 9. The rest is custom.
  static let months = [
    "gas_safety": 12, "electrical_condition": 60, "portable_appliance": 12, "fire_risk_assessment": 12,
    "lift_loler": 6, "hoist_loler": 6, "legionella": 24,
  ]

  static func expiry(of certificate: Record, issuedOn day: Day) -> Day? {
    let months = certificate[.intervalMonths] ?? certificate[.kind].flatMap { Validity.months[$0] }
    return months.map { day.adding(months: $0) }
  }
}

extension Rule {
  static let certificateHasSubject = Rule("a certificate is for a property, a house or a thing") {
    certificate, _ in
    let subjects = [certificate[.propertyID], certificate[.houseID], certificate[.assetID]]
    guard subjects.allSatisfy({ $0 == nil }) else { return nil }
    return Violation("Choose what this certificate is for.", field: "property_id")
  }

  static let certificateEnds = Rule("a certificate expires after it is issued") { certificate, _ in
    guard let start = certificate[.issuedOn], let end = certificate[.expiresOn], end < start else {
      return nil
    }
    return Violation("The end cannot be before the start.", field: "expires_on")
  }

  /// Electrical Safety Standards in the Private Rented Sector Regulations 2020, regulation 3(4).
  static let electricalRemedy = Rule("an unsatisfactory electrical report is put right within 28 days") {
    certificate, _ in
    guard certificate[.kind] == "electrical_condition", certificate[.result] == "unsatisfactory",
      let start = certificate[.issuedOn]
    else { return nil }
    let last = start.adding(days: 28)
    if let day = certificate[.remedyDueOn], day <= last { return nil }
    return Violation(
      "An unsatisfactory electrical report is put right within 28 days: by \(last.inWords).",
      field: "remedy_due_on")
  }
}

extension Action {
  /// CRT-1: adds the next certificate and keeps this one.
  static let renewCertificate = Action(
    "certificate.renew", "Renew", right: .update,
    asks: [
      .day(.issuedOn, "Issued on", [.required]).past(),
      .day(.expiresOn, "Expires").future().help("Where it is left empty it follows from the interval."),
      .text(.certificateNumber, "Certificate number"),
      .choice(.result, "Result", ["satisfactory", "unsatisfactory", "advisory"]),
      .day(.remedyDueOn, "Put right by").future(),
      .text(.issuer, "Issued by").startingFromRecord(),
    ],
    reads: Validity.later,
    whyNot: { _, book in
      book.rows(0).isEmpty ? nil : Reason("It has been renewed already. Renew the later one.")
    },
    changes: { certificate, book in [certificate, next(after: certificate, book)] })

  private static func next(after certificate: Record, _ book: Book) -> Record {
    Record(.certificates).changed { next in
      for name in ["kind", "property_id", "house_id", "asset_id", "interval_months", "contractor_id"] {
        next[name] = certificate[name]
      }
      next[.replacesID] = certificate.id
    }.answered(book, "issued_on", "expires_on", "certificate_number", "result", "remedy_due_on", "issuer")
      .changed {
        $0[.expiresOn] =
          $0[.expiresOn] ?? $0[.issuedOn].flatMap { Validity.expiry(of: certificate, issuedOn: $0) }
      }
  }
}
