import Records

/// What a consent must say to count.
enum ConsentElements {
  /// The elements that this consent lacks, in the words of its form.
  ///
  /// Those of 42 CFR 2.31(a) for Part 2, of 45 CFR 164.508(c) for HIPAA, else what makes a consent specific, informed
  /// and as easy to withdraw as to give (UK GDPR, articles 4(11) and 7). When a Part 2 consent ends is a rule of its own.
  static func missing(in consent: Record) -> [String] {
    var missing = consent.missing.map(\.label.lowercasedAtFirst)
    func need(_ isThere: Bool, _ words: String) { if !isThere { missing.append(words) } }
    let regime = consent[.regime] ?? ""
    need(consent[.rightToRevokeTold] == true, "that they were told it can be withdrawn")
    if consent.isUnderPart2 || regime == "hipaa" {
      need(consent[.signatureID] != nil, "the signature")
    }
    if regime == "part2_tpo" || regime == "hipaa" {
      need(consent[.redisclosureTold] == true, "that they were told others may pass it on")
    }
    if regime.hasPrefix("part2") || regime == "hipaa" {
      need(consent[.refusalConsequenceTold] == true, "what follows from refusing")
    }
    if ["hipaa", "uk_gdpr", "data_sharing", "photo"].contains(regime) {
      need(consent.saysWhenItEnds, "when it ends")
    }
    let others: Set = ["guardian", "attorney", "deputy", "best_interests"]
    need(
      consent[.capacityToConsent] != "no" || others.contains(consent[.consentGiver] ?? ""),
      "who decides for them")
    need(
      consent[.consentGiver] != "best_interests" || consent[.bestInterestsDocumentID] != nil,
      "the best-interests record")
    return missing
  }

  /// What must be said for anybody to know what was refused, by the labels of the form; the rest may stay empty, for
  /// nothing is told on a refusal.
  static func unsaid(in consent: Record) -> [String] {
    let asked: Set = ["regime", "purpose", "information"]
    return consent.missing.filter { asked.contains($0.name) }.map { "“\($0.label)”" }
  }

  /// Whether it allows something to be told on that day: valid, not withdrawn before, and within its days.
  static func holds(_ consent: Record, on day: Day, at moment: Instant) -> Bool {
    let isGiven =
      consent[.state] == "valid"
      || consent[.state] == "revoked" && (consent[.revokedAt].map { moment < $0 } ?? false)
    guard isGiven, let start = consent[.startsOn], start <= day else { return false }
    return consent[.endsOn].map { day <= $0 } ?? true
  }
}

extension Record {
  var isUnderPart2: Bool { self[.regime]?.hasPrefix("part2") == true }

  var saysWhenItEnds: Bool { self[.endsOn] != nil || !(self[.expiryEvent] ?? "").isEmpty }
}

extension Rule {
  static let consentIsWhole = Rule("a valid consent has every element its law asks for") { consent, _ in
    guard consent[.state] == "valid" else { return nil }
    let missing = ConsentElements.missing(in: consent)
    if missing.isEmpty { return nil }
    return Violation("This consent is not complete: \(missing.joined(separator: ", ")).")
  }

  static let part2ConsentEnds = Rule("a Part 2 consent ends, but for treatment, payment and operations") {
    consent, _ in
    guard consent[.state] == "valid", consent.isUnderPart2, consent[.regime] != "part2_tpo",
      !consent.saysWhenItEnds
    else { return nil }
    return Violation("A Part 2 consent must say when it ends.", field: "ends_on")
  }
}

extension String {
  /// With a small letter at the start, as in the middle of a sentence.
  var lowercasedAtFirst: String { prefix(1).lowercased() + dropFirst() }
}
