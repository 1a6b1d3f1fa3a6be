import Records

/// What is done by the clock.
///
/// Without keys nothing can be written to the log, and nothing is changed without the log: so jobs run where somebody
/// is signed in, with that session's keys and in nobody's name. What they read is read for the whole organisation and
/// shown to nobody; what is told of a run is counts.
extension Registrar {
  /// How the jobs stand, for who may see it.
  package func jobs(for session: Session) async throws(RegistrarError) -> [JobStanding] {
    if let type = catalogue[Landmark.jobs] {
      if case .no(let words) = await availability(of: .read, on: type, for: session) {
        throw .notAllowed(words)
      }
    }
    return try await standings(for: session)
  }

  /// The moment at which the next job is due; nil where there is none.
  package func nextJob(for session: Session) async throws(RegistrarError) -> Instant? {
    if session.organization == 0 { return nil }
    let now = clock.now()
    return try await standings(for: session).filter { $0.state == "active" }
      .map { $0.nextRunAt ?? now }.min()
  }

  /// Runs the jobs that are due, or those of these codes whether they are due or not, one after the other.
  ///
  /// A job that fails is written down and stops no other. Several programs may try at once: each portion of a job is
  /// one transaction that looks first at what is there.
  ///
  /// - Throws: ``RegistrarError/notAllowed(_:)`` for a token that only reads,
  ///   ``RegistrarError/sessionEnded`` where the session ends or is locked meanwhile, what keeps the store from
  ///   being written at all, and ``StorageError/gaveWay`` where somebody pressed a key: what is done stays done.
  package func runJobs(
    _ codes: Set<String>? = nil, for session: Session
  ) async throws(RegistrarError) -> [JobRun] {
    if session.organization == 0 { return [] }
    // A run is written down, and a job that fails is put off: neither is reading.
    if session.token?.canWrite == false { throw .notAllowed(TokenInUse.onlyReads) }
    let standings = try await standings(for: session)
    let now = clock.now()
    let chosen = Set(standings.filter { codes?.contains($0.job) ?? $0.isDue(at: now) }.map(\.job))
    if chosen.isEmpty { return [] }
    try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.declareJobs()
    }
    var runs: [JobRun] = []
    for job in catalogue.jobs where chosen.contains(job.id) {
      if Task.isCancelled { return runs }
      let run = try await self.run(job, isForced: codes != nil, for: session)
      if run.end != .skipped { runs.append(run) }
    }
    return runs
  }

  private func standings(for session: Session) async throws(RegistrarError) -> [JobStanding] {
    try await repository.reading(for: session, by: self) { (errand) throws(RegistrarError) in
      try errand.jobStandings()
    }
  }

  private func run(
    _ job: Job, isForced: Bool, for session: Session
  ) async throws(RegistrarError) -> JobRun {
    var run = JobRun(job: job.id, title: job.title, startedAt: clock.now())
    do throws(RegistrarError) {
      // A job that always finds more to do than before is at fault.
      var turn: JobTurn?
      for _ in 0..<100_000 where run.end == .going {
        let before = (run, turn)
        (run, turn) = try await repository.writing(for: session, by: self) {
          (errand) throws(RegistrarError) in
          try errand.advance(before.0, before.1, of: job, isForced: isForced)
        }
        await Task.yield()
      }
      if run.end != .going { return run }
      run.end = .failed("endless")
    } catch {
      switch error {
      case .sessionEnded, .storage(.busy), .storage(.migratedMeanwhile), .storage(.replacedMeanwhile),
        .storage(.readOnly), .storage(.gaveWay), .storage(.keysRenewed):
        throw error
      default: run.end = .failed(error.code)
      }
    }
    let failed = run
    do throws(RegistrarError) {
      try await repository.writing(for: session, by: self) { (errand) throws(RegistrarError) in
        try errand.fail(failed, of: job)
      }
    } catch {
      // Where the job's own row is what is damaged the answer alone tells of it; the other jobs go on.
      guard error == .storage(.damaged) else { throw error }
    }
    return run
  }
}
