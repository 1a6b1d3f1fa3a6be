import Records

extension Registrar {
  /// The one way in which a resident's records leave the house as a whole: carries out the action that says so, with the
  /// disclosure it writes and the entry of the log, and gathers the pack in the same transaction.
  ///
  /// - Returns: What was done, and the pack, which is in no file yet.
  /// - Throws: ``RegistrarError``; nothing was disclosed then.
  package func disclose(
    by action: Action, on record: Record, answers: [String: Value], command: RecordID, for session: Session
  ) async throws(RegistrarError) -> (receipt: Receipt, pack: DisclosurePack) {
    try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      let receipt = try errand.perform(
        action, on: record, answers: answers, command: command, warningsAccepted: true)
      let subject = try errand.subject(record)
      let book = try errand.book(action.reads(subject), former: subject)
      guard var pack = try errand.pack(of: action, on: subject, book) else { throw .notFound }
      pack.withdrawal = action.discloses?.unmade(receipt.records)
      return (receipt, pack)
    }
  }

  /// Writes into the accounting that a pack was not written, so that nothing was given out; its first entry stays.
  ///
  /// - Returns: What to say of the accounting.
  package func withdraw(_ pack: DisclosurePack, for session: Session) async -> String {
    guard let entry = pack.withdrawal else { return pack.wordsUnmade }
    do throws(RegistrarError) {
      _ = try await save([entry], command: clock.newID(), warningsAccepted: true, for: session)
      return pack.wordsWithdrawn
    } catch {
      // Then whoever wrote it is asked to note it.
      return pack.wordsUnmade
    }
  }
}
