import Records
import Sealing
import TestTraits
import Testing

@testable import Storage

/// Keys are given to the public key that the log knows, and to another only by somebody who answers for it.
@Suite(.homes) struct KeysAnewTests {
  private let place: RotationHome
  private let member: RecordID
  private static let password = "seven herons on the weir"

  init() async throws {
    place = try await RotationHome()
    member = try #require(try await place.member("J. Park").id)
  }

  /// The member gets new keys by another organisation: what they held here opens nothing any more.
  private func recoverElsewhere() async throws {
    let user = try await place.home.repository.user(of: member, in: 1)
    let made = try await PasswordWork.makePerson(
      .of(Self.password), id: user, parameters: .lowest)
    try await place.home.repository.recoverElsewhere(made, at: place.home.time.clock.now())
  }

  private func giveAnew(to name: String) async throws {
    let record = try await place.member(name)
    try await place.home.signIn.confirm(place.first, .of(TestHome.password), isProof: true)
    _ = try await place.registrar.perform(
      try #require(record.type.action("membership.give-keys")), on: record,
      answers: ["reason": .text("Was let in again by the other house.")],
      command: place.home.time.clock.newID(), for: place.first)
  }

  @Test func `a role seals no key to a public key that the log does not know`() async throws {
    try await recoverElsewhere()
    let before = try place.grants(of: "J. Park")
    let failure = await #expect(throws: RegistrarError.self) {
      try await place.assign(.leader, to: member)
    }
    guard case .refused(let violations) = failure else {
      Issue.record("It was not refused.")
      return
    }
    #expect(violations.first?.words.hasPrefix("The audit log knows another key of this person") == true)
    #expect(try place.grants(of: "J. Park") == before)
  }

  @Test func `who came back by another organisation is given the keys anew, and keeps them`() async throws {
    try await place.add("sreyes", "S. Reyes", .worker)
    try await recoverElsewhere()
    await #expect(throws: SignInError.keysAltered) { try await place.home.begin("jpark", Self.password) }
    try await giveAnew(to: "J. Park")
    #expect(
      try place.home.rows("SELECT count(*) FROM audit_log WHERE event = 'keys.made' AND risk = 'critical'")
        == [[.integer(1)]])
    try await place.leave("S. Reyes")
    let session = try await place.home.begin("jpark", Self.password)
    #expect(try await place.registrar.records(Query("houses"), for: session).isEmpty)
    try await place.assign(.leader, to: member)
    #expect(try await place.isIntact())
  }

  @Test func `who has the keys is given none anew, and only an administrator gives them`() async throws {
    await #expect(
      throws: RegistrarError.refused([Violation("This member has the keys. Nothing is to be given.")])
    ) { try await giveAnew(to: "J. Park") }
    try await recoverElsewhere()
    let lead = try await place.home.begin("mlindqvist")
    try await place.home.signIn.confirm(lead, .of(TestHome.password), isProof: true)
    let record = try await place.member("J. Park")
    let action = try #require(record.type.action("membership.give-keys"))
    await #expect(throws: RegistrarError.self) {
      try await place.registrar.perform(
        action, on: record,
        answers: ["reason": .text("Asked to.")], command: place.home.time.clock.newID(), for: lead)
    }
  }

  @Test func `whose last day is past is given no keys, anew or with a role`() async throws {
    try await addOver()
    let member = try #require(try await place.member("S. Reyes").id)
    await #expect(
      throws: RegistrarError.refused([
        Violation("The last day of this membership is past. Move it on first.")
      ])
    ) { try await giveAnew(to: "S. Reyes") }
    // Whether or not the role is taken, no key goes with it.
    _ = try? await place.assign(.leader, to: member)
    #expect(try place.grants(of: "S. Reyes") == [[.text("membership or invitation over"), .integer(0)]])
  }

  @Test func `who let the invitation run out is given no key with a role`() async throws {
    _ = try await place.home.signIn.invite(
      NewPerson(displayName: "Kim Otero", shortName: "K. Otero", loginName: "kotero", role: .worker),
      by: place.first)
    place.home.time.pass(minutes: 73 * 60)
    let session = try await place.home.begin()
    try await place.home.repository.writing(for: session, by: place.registrar) {
      (errand) throws(RegistrarError) in errand.renewsKeys = true
    }
    let member = try #require(try await place.member("K. Otero").id)
    _ = try? await place.assign(.leader, to: member)
    #expect(try place.grants(of: "K. Otero") == [[.text("membership or invitation over"), .integer(0)]])
  }

  /// A member whose last day is past when keys are renewed.
  private func addOver() async throws {
    try await place.add("sreyes", "S. Reyes", .worker)
    try endLongAgo("S. Reyes")
    try await place.leave()
    #expect(try place.grants(of: "S. Reyes") == [[.text("membership or invitation over"), .integer(0)]])
  }

  private func endLongAgo(_ name: String) throws {
    try place.home.tamper(
      "UPDATE memberships SET starts_on = '2020-01-01', ends_on = '2020-02-01' WHERE short_name = '\(name)'"
    )
  }

  private func moveLastDayOn(of name: String) async throws {
    var record = try await place.member(name)
    record["ends_on"] = .empty
    let wish = record
    _ = try await place.registrar.save(
      [wish], command: place.home.time.clock.newID(), warningsAccepted: true, for: place.first)
  }

  @Test func `whose last day is moved on has the keys again`() async throws {
    try await addOver()
    try await moveLastDayOn(of: "S. Reyes")
    _ = try await place.home.begin("sreyes")
  }

  @Test func `whose last day is moved on has the keys again however often they were renewed since`()
    async throws
  {
    try await place.add("kotero", "K. Otero", .worker)
    try await place.add("bnakata", "B. Nakata", .worker)
    try await addOver()
    try await place.leave("K. Otero")
    try await place.leave("B. Nakata")
    #expect(try place.version() == 4)
    try await moveLastDayOn(of: "S. Reyes")
    _ = try await place.home.begin("sreyes")
    #expect(try await place.isIntact())
  }

  @Test func `where the log does not know the key of whose last day is moved on, people are told`()
    async throws
  {
    try await addOver()
    try place.home.tamper(
      "UPDATE users SET public_key = randomblob(32) WHERE id = (SELECT user_id FROM memberships WHERE short_name = 'S. Reyes')"
    )
    try await moveLastDayOn(of: "S. Reyes")
    #expect(try place.grants(of: "S. Reyes") == [[.text("membership or invitation over"), .integer(0)]])
    let told = try await place.registrar.records(Query("notifications"), for: place.first)
    #expect(told.contains { $0["title"] == .text(Repository.unknownKey) })
  }
}

extension Repository {
  fileprivate func recoverElsewhere(_ made: MadePerson, at now: Instant) throws {
    let ended = try writing { (database) throws(StorageError) in
      try renew(made, [:], at: now, in: database)
    }
    for session in ended { forget(session) }
  }
}
