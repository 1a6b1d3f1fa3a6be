import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// Attempts of another organisation's people on what is ours, on every way that there is.
///
/// A leak is the mark in an answer, an error or a message, or a count of ours; a foreign write is another row of ours
/// than before. The same attempt by our own member is the control: what brings nothing to anybody shows nothing.
@Suite(.homes, .serialized) struct AttackTests {
  @Test(arguments: Attack.all)
  func `F2, F4, F6: what is ours is read, counted, inferred and changed by nobody of another organisation`(
    attack: Attack
  ) async throws {
    let ground = try await Ground.first.value.copy()
    let deed = try await attack.prepared(ground)
    let before = try ground.rows()
    let theirs = await Attack.End(deed, by: ground.stranger(attack.role))
    #expect(theirs.isWhat(attack.comes), "\(theirs)")
    #expect(!theirs.leaks, "\(theirs)")
    let left = Ground.changed(before, try ground.rows())
    #expect(left.isEmpty, "\(left)")
    let ours = await Attack.End(deed, by: ground.member(attack.role))
    switch ours {
    case .answered(.done):
      let done = Ground.changed(before, try ground.rows())
      #expect(!done.isEmpty, "The control did nothing.")
    case .answered: #expect(ours.leaks, "The control brought nothing: \(ours)")
    case .threw(let error): Issue.record("The control was refused: \(error)")
    }
  }

  @Test func `there are a hundred of them, on every way, and each is named once`() {
    #expect(Attack.all.count >= 100, "\(Attack.all.count)")
    #expect(Set(Attack.all.map(\.way)).count == Attack.Way.allCases.count)
    #expect(Set(Attack.all.map(\.testDescription)).count == Attack.all.count)
  }
}

extension AttackTests {
  @Test func `F6: what is not theirs takes a stranger as long to ask for as what is not there`() async throws
  {
    let ground = try await Ground.first.value.copy()
    let type = try ground.record("residents").type
    let (ours, nobody) = (try ground.id("residents"), ground.home.time.newID())
    let clock = ContinuousClock()
    var times: [[Duration]] = [[], []]
    for _ in 0..<200 {
      for (index, id) in [ours, nobody].enumerated() {
        let begun = clock.now
        await #expect(throws: RegistrarError.notFound) {
          try await ground.door.record(id, of: type, for: ground.stranger(.manager))
        }
        times[index].append(clock.now - begun)
      }
    }
    let middle = times.map { $0.sorted()[$0.count / 2] }
    // Far apart enough for a busy computer, and far too close to tell one from the other over a line.
    #expect(middle[0] < middle[1] * 2 && middle[1] < middle[0] * 2, "\(middle)")
  }
}

extension AttackTests {
  @Test func `a session that was found to stand stands for its own organisation alone`() async throws {
    let home = try await Home.fixture()
    let far = try await home.session(.administrator, organization: 2)
    var (here, there) = (0, 1)
    // At the same number nothing but the organisation tells one standing from the other.
    for _ in 0..<500 {
      here = try await home.registrar.changeSequence(for: home.administrator)
      there = try await home.registrar.changeSequence(for: far)
      if here == there { break }
      try await home.save(
        Attack.agency("Clinic \(here) \(there)"), as: here < there ? home.administrator : far)
    }
    #expect(here == there)
    _ = try await home.registrar.count("agencies", where: [], for: far)
    await #expect(throws: RegistrarError.sessionEnded) {
      try await home.registrar.count("agencies", where: [], for: far.made(out: 1))
    }
  }

  @Test func `a session serves in its own role alone`() async throws {
    let home = try await Home.fixture()
    let worker = try await home.session(.worker, houses: [home.maple])
    for role in Role.allCases where role != .worker {
      // The door has just served it.
      _ = try await home.registrar.count("agencies", where: [], for: worker)
      await #expect(throws: RegistrarError.sessionEnded, "\(role)") {
        try await home.registrar.count("agencies", where: [], for: worker.made(out: 1, as: role))
      }
    }
  }
}

extension Attack {
  /// The whole suite.
  static let all: [Attack] = {
    let ways: [[Attack]] = [
      byIdentity, byTicket, byPlatformIdentity, byReference, bySaving, byQuery, byWindow, byCount, byDoing,
      bySigning, byHandle, byText, byName, byCommandLine, byStatement, bySmuggling,
    ]
    return ways.flatMap(\.self)
  }()
}
