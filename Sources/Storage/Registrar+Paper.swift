import Records
import Sealing

/// A recovery code that is made and not good yet: it is shown, typed back, and then put in the place of the former.
package struct NewPaper: Sendable {
  /// The code in groups of four, to be shown once.
  package let groups: [String]
  let recovery: MadePerson

  /// The groups that are typed back, counted from one: who has them has written the code down.
  package static let typedBack = [2, 9]
}

extension Registrar {
  /// Makes a recovery code; nothing is written.
  package func makePaper() async throws(RegistrarError) -> NewPaper {
    do throws(StorageError) {
      let code = try sealing { () throws(SealingError) in try MachineCode.recovery.make() }
      let recovery = try await PasswordWork.makePerson(
        code, id: clock.newID(), kind: .recovery, parameters: await repository.parameters())
      return NewPaper(groups: MachineCode.recovery.groups(of: code), recovery: recovery)
    } catch {
      throw .storage(error)
    }
  }

  /// Checks that a new recovery code could take the place of the former, before anybody writes it down.
  ///
  /// - Throws: What ``replacePaper(with:confirmedBy:for:)`` throws, but for the password.
  package func checkPaper(
    confirmedBy second: Session, for session: Session
  ) async throws(RegistrarError) {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.checkPaper(confirmedBy: second)
    }
  }

  /// Puts a recovery code in the place of the former, which opens nothing in this home any more.
  ///
  /// It takes two people, and those who lead are told.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for who is no administrator, and where the second is no other member who
  ///   leads; ``RegistrarError/needsConfirmation(_:)`` without the password; ``RegistrarError/refused(_:)`` where the log
  ///   was altered, or who orders it does not hold all that the paper opens.
  package func replacePaper(
    with paper: NewPaper, confirmedBy second: Session, for session: Session
  ) async throws(RegistrarError) {
    try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.replacePaper(with: paper.recovery, confirmedBy: second)
    }
  }
}

extension Errand {
  func checkPaper(confirmedBy second: Session) throws(RegistrarError) {
    try checkTwo(second, orElse: "Only an administrator has a new recovery code printed.")
    if session.organization == Repository.first, keys.platform == nil {
      throw .refused([
        Violation(
          "The paper also opens the names of logins, whose key you do not hold. Another administrator orders it."
        )
      ])
    }
  }

  func replacePaper(with paper: MadePerson, confirmedBy second: Session) throws(RegistrarError) {
    try checkPaper(confirmedBy: second)
    try checkStrength(.prove)
    try noteOrder(Repository.replacing, with: second)
    newPaper = paper
  }
}
