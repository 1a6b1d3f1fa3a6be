import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing

/// Until when a document is kept.
@Suite(.homes) struct DocumentKeepingTests {
  private func policy(_ home: Home, years: Int, from start: String) async throws -> RecordID {
    var policy = Record(.retentionPolicies)
    policy[.name] = "\(years) years"
    policy[.recordClass] = "property"
    policy[.jurisdiction] = "england"
    policy[.keepYears] = years
    policy[.startsFrom] = start
    let lead = try await home.session(.safeguarding)
    return try #require(try await home.save(policy, as: lead).id)
  }

  private func document(_ home: Home, _ policy: RecordID, until: Day? = nil) async throws -> Record {
    var document = Record(.documents)
    document[.title] = "Fire plan"
    document[.kind] = "plan"
    document[.subjectType] = "houses"
    document[.subjectID] = home.maple
    document[.houseID] = home.maple
    document[.documentOn] = Day("2026-03-01")
    document[.retentionPolicyID] = policy
    document[.keepUntilOn] = until
    return try await home.save(document)
  }

  @Test func `its policy says until when, and what somebody gave is only lengthened`() async throws {
    let home = try await Home.fixture()
    let policy = try await policy(home, years: 6, from: "created")
    #expect(try await document(home, policy)[.keepUntilOn] == Day("2032-03-01"))
    #expect(try await document(home, policy, until: Day("2040-01-01"))[.keepUntilOn] == Day("2040-01-01"))
    var short = try await document(home, policy, until: Day("2027-01-01"))
    #expect(short[.keepUntilOn] == Day("2032-03-01"))
    short[.documentOn] = Day("2026-05-01")
    #expect(try await home.save(short)[.keepUntilOn] == Day("2032-05-01"))
  }

  @Test func `a count that has not begun gives no day`() async throws {
    let home = try await Home.fixture()
    let policy = try await policy(home, years: 6, from: "superseded")
    #expect(try await document(home, policy)[.keepUntilOn] == nil)
  }
}
