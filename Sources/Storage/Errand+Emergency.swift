import Records

/// Whom somebody must open in an emergency, and why.
package struct EmergencyRequest: Sendable {
  /// The person's number; empty where the name and the day of birth are given.
  package let reference: String
  package let name: String
  package let bornOn: Day?
  /// A code of the grounds of emergency access.
  package let ground: String
  package let reason: String

  package init(reference: String, name: String, bornOn: Day?, ground: String, reason: String) {
    (self.reference, self.name, self.bornOn) = (reference, name, bornOn)
    (self.ground, self.reason) = (ground, reason)
  }
}

/// Access to one person that has not run out.
package struct EmergencyStanding: Sendable, Hashable {
  package let resident: RecordID
  package let expiresAt: Instant
}

extension Errand {
  /// How long emergency access lasts; nobody makes it longer.
  private static let minutes = 60

  /// Opens one person who is beyond the member's reach, to read, for an hour (DOMAIN BRG-1).
  ///
  /// The entry of the log and what the safeguarding lead and the house's managers are told are committed with it, before
  /// anything of the person is shown.
  func openInEmergency(
    _ request: EmergencyRequest, command: RecordID
  ) throws(RegistrarError) -> (resident: RecordID, words: String) {
    try checkOrganization()
    guard let type = catalogue[Landmark.emergencies], let residents = catalogue[Landmark.residents],
      registrar.matrix.scope(of: .create, for: session.role, on: type.resource) != nil
    else { throw .notAllowed("Emergency access is closed for this role.") }
    var event = Record(type)
    event["reason_code"] = .text(request.ground)
    event["reason"] = .text(request.reason)
    event["expires_at"] = .instant(now.adding(minutes: Errand.minutes))
    try checkStrength(.prove)
    // Whoever gives no reason learns of nobody.
    let unfounded = try problemsOf(prepared(event, from: nil), from: nil).filter { violation in
      violation.field.map(["reason_code", "reason"].contains) == true
    }
    try refuse(unfounded, warningsAccepted: false)
    let resident = try sought(request, residents)
    if try record(resident, of: residents, for: .session) != nil {
      throw .refused([Violation("You can open this person already: look for them among the residents.")])
    }
    let earlier = try records(
      Query(type.id).where(.equals("resident_id", .reference(resident)))
        .where(.equals("membership_id", .reference(session.membership)))
        .where(.atLeast("started_at", .instant(session.zone.moment(standingFor: today)))), for: .program)
    event["resident_id"] = .reference(resident)
    // Who is about to be open is not refused as unknown.
    gate.emergencies = (gate.emergencies + [resident]).sorted()
    event = try prepared(event, from: nil)
    event.id = registrar.clock.newID()
    let problems = try problemsOf(event, from: nil)
    try refuse(problems, warningsAccepted: false)
    let written = try write(event, from: nil)
    let again =
      earlier.isEmpty ? "" : "Emergency access number \(earlier.count + 1) of the day to this person."
    try note("break-glass.open", written, from: nil, reason: again, command: command, risk: .high)
    try announce(written)
    // What was opened before is opened anew.
    shelf.readings = shelf.readings.filter { $0.key.session != session.id }
    return (resident, again)
  }

  /// Writes down that somebody was sought in an emergency and not opened; the proof is used up.
  func noteFailedEmergency() {
    usedProof = true
    shelf.names = [:]
    events.append(
      AuditEvent("break-glass.failed", .access, risk: .medium, id: registrar.clock.newID()).by(session))
  }

  /// Ends what the member has open in an emergency.
  func endEmergencies(command: RecordID) throws(RegistrarError) {
    try checkOrganization()
    for former in try openEmergencies() {
      var ended = former
      ended["state"] = .text("ended")
      ended["ended_at"] = .instant(now)
      let written = try write(ended, from: former)
      try note("break-glass.end", written, from: former, command: command)
    }
  }

  /// What the member has open in an emergency, the one that runs out first before the others.
  func emergencyStandings() throws(RegistrarError) -> [EmergencyStanding] {
    if gate.emergencies.isEmpty { return [] }
    return try openEmergencies().compactMap { event in
      guard case .reference(let resident) = event["resident_id"], case .instant(let end) = event["expires_at"]
      else { return nil }
      return EmergencyStanding(resident: resident, expiresAt: end)
    }.sorted { $0.expiresAt < $1.expiresAt }
  }

  private func openEmergencies() throws(RegistrarError) -> [Record] {
    guard catalogue[Landmark.emergencies] != nil else { return [] }
    return try records(
      Query(Landmark.emergencies).where(
        .atLeast("expires_at", .instant(Instant(milliseconds: now.milliseconds + 1)))
      )
      .where(.equals("membership_id", .reference(session.membership)))
      .where(.equals("state", .text("open"))), for: .program)
  }

  /// The one person of the organisation who is meant.
  ///
  /// - Throws: ``RegistrarError/refused(_:)`` where nobody is, or more than one.
  private func sought(
    _ request: EmergencyRequest, _ residents: RecordType
  ) throws(RegistrarError) -> RecordID {
    if !request.reference.isEmpty {
      let typed = ReferenceNumber(request.reference, year: today.parts.year)?.description ?? request.reference
      let found = try records(
        Query(residents.id).where(.equals("reference", .text(typed))).only("reference"), for: .program)
      guard let id = found.first?.id else {
        throw .refused([Violation("Nobody here has this number.", field: "reference")])
      }
      return id
    }
    guard let bornOn = request.bornOn, !request.name.isEmpty else {
      throw .refused([
        Violation(
          "Give the person's number, or their whole name and their date of birth.", field: "reference")
      ])
    }
    let wanted = Errand.words(of: request.name)
    let found = try records(
      Query(residents.id).only("family_name", "given_name", "preferred_name", "born_on"), for: .program
    ).filter { person in
      guard person["born_on"] == .day(bornOn) else { return false }
      let family = person["family_name"].typed
      return [person["given_name"].typed, person["preferred_name"].typed].contains { given in
        !given.isEmpty && Errand.words(of: "\(given) \(family)") == wanted
      }
    }
    guard found.count < 2 else {
      throw .refused([
        Violation(
          "\(found.count) people have this name and date of birth: give the number.", field: "reference")
      ])
    }
    guard let id = found.first?.id else {
      throw .refused([
        Violation("Nobody here has exactly this name and date of birth.", field: "name")
      ])
    }
    return id
  }

  /// The words of a name in any order, without accents.
  private static func words(of name: String) -> [String] {
    Text.folded(name).split { !$0.isLetter && $0 != "'" && $0 != "-" }.map(String.init).sorted()
  }
}

extension Value {
  fileprivate var typed: String { if case .text(let text) = self { text } else { "" } }
}

extension Registrar {
  /// Opens one person who is beyond the session's reach, to read, for an hour; it is written down and told at once.
  ///
  /// - Returns: The person, and what is to be said of an earlier time on the same day.
  /// - Throws: ``RegistrarError/needsConfirmation(_:)`` before the person has proved who they are;
  ///   ``RegistrarError/notAllowed(_:)`` for a role that has no emergency access; ``RegistrarError/refused(_:)`` where
  ///   nobody is meant, the person can be opened anyhow, or no reason is given.
  package func openInEmergency(
    _ request: EmergencyRequest, command: RecordID, for session: Session
  ) async throws(RegistrarError) -> (resident: RecordID, words: String) {
    do throws(RegistrarError) {
      return try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
        try errand.openInEmergency(request, command: command)
      }
    } catch {
      // Who is looked for by guesses leaves a trace of each.
      if case .refused(let found) = error, !found.contains(where: { $0.field?.hasPrefix("reason") == true }) {
        try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
          errand.noteFailedEmergency()
        }
      }
      throw error
    }
  }

  /// Ends what the session's member has open in an emergency.
  package func endEmergencies(command: RecordID, for session: Session) async throws(RegistrarError) {
    try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.endEmergencies(command: command)
    }
  }

  /// What the session's member has open in an emergency.
  package func emergencies(for session: Session) async throws(RegistrarError) -> [EmergencyStanding] {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.emergencyStandings()
    }
  }
}
