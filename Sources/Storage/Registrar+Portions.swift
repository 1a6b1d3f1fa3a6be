import Records

extension Registrar {
  /// Goes through the rows of the session's organisation a portion at a time, each in a transaction of its own: the store
  /// goes on answering between one and the next.
  ///
  /// - Parameters:
  ///   - report: What is known before the first portion.
  ///   - start: Where the first portion begins.
  ///   - session: Whose organisation.
  ///   - look: Looks at the portion after a place; answers with what is known now, and where it ended, nil for the last.
  /// - Returns: What is known after the last portion.
  /// - Throws: What `look` throws, and ``RegistrarError/sessionEnded``.
  func inPortions<Report: Sendable, Place: Sendable>(
    _ report: Report, after start: Place, for session: Session,
    _ look: @Sendable (Errand, Place, Report) throws(RegistrarError) -> (Report, Place?)
  ) async throws(RegistrarError) -> Report {
    var report = report
    var place: Place? = start
    while let start = place {
      let former = report
      (report, place) = try await repository.reading(for: session, by: self) {
        (errand) throws(RegistrarError) in
        try look(errand, start, former)
      }
      await Task.yield()
    }
    return report
  }
}
