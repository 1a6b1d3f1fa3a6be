import Records

extension SignIn {
  /// Ends every session of the person of this one but this one, at whatever terminal it was left.
  ///
  /// - Returns: How many there were.
  package func endOtherSessions(of session: Session) async throws(SignInError) -> Int {
    try await repository.endOtherSessions(of: session, at: clock.now())
  }
}

extension Repository {
  func endOtherSessions(of session: Session, at now: Instant) throws(SignInError) -> Int {
    do throws(StorageError) {
      let ended = try writing { (database) throws(StorageError) in
        guard try standing(of: session, at: now, in: database) != .ended else { throw .missingReference }
        let ended = try endSessions(of: session.user, keeping: session.id, at: now, in: database)
        let event = AuditEvent("session.others_ended", .auth, risk: .low, id: .fresh(at: now)).by(session)
          .about("user_sessions", session.id)
        if !ended.isEmpty { try record([event], for: session, at: now, in: database) }
        return ended
      }
      for id in ended { forget(id) }
      return ended.count
    } catch {
      throw error == .missingReference ? .registrar(.sessionEnded) : SignInError(error)
    }
  }
}
