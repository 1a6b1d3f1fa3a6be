import Records
import Storage

extension AppModel {
  /// Whether jobs run beside the person.
  package var isWorking: Bool { jobs != nil }

  /// Begins to run what is due beside the screens, once nobody has typed for a moment.
  ///
  /// The store takes one portion of a job at a time, so that whoever presses a key waits for no more than that.
  func beginJobs(at now: Instant) {
    guard runsJobs, jobs == nil, !isLocked, let (registrar, session) = open, let jobsAt, jobsAt <= now,
      lastKey.adding(milliseconds: 5_000) <= now
    else { return }
    self.jobsAt = now.adding(minutes: 15)
    jobs = Task { [weak self] in await self?.runJobs(registrar, session) }
  }

  private func runJobs(_ registrar: Registrar, _ session: Session) async {
    await registrar.checkPages(for: session)
    do throws(RegistrarError) {
      _ = try await registrar.runJobs(for: session)
      let next = try await registrar.nextJob(for: session)
      jobsAt = next.map { max($0, clock.now().adding(minutes: 1)) }
    } catch .storage(.gaveWay) {
      // Somebody types; it goes on as soon as they pause.
      jobsAt = clock.now()
    } catch {
      // What a job itself meets is written down with its run. Here the session was locked or has ended, or others
      // hold the store: the next look finds what is still due.
      jobsAt = clock.now().adding(minutes: 15)
    }
    jobs = nil
  }
}
