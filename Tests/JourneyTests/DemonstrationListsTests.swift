import House
import Records
import Storage
import Testing
import ViewModels

@testable import lodge

/// The menus of the people of the first organisation, opened one list after the other.
@Suite struct DemonstrationListsTests {
  /// What the demonstration holds nothing of, and why.
  private static let unmade = [
    "account_lockouts": "written when somebody guesses a password",
    "amendments": "written where something signed was wrong",
    "api_tokens": "made for another program, which a demonstration has none of",
    "backups": "written by a backup",
    "break_glass_events": "made by a door that nobody has had to open",
    "document_shares": "given to somebody outside, which nobody has done",
    "form_contributions": "written by forms that several people fill in",
    "grievances": "written where nobody is signed in",
    "integration_logs": "written by a connection at work",
    "patient_notices": "needs a version",
    "redactions": "made of a passage of a pack of files",
    "report_runs": "each sees what they took out themselves",
    "role_permissions": "stand in the permission file",
    "signatures": "made of the digest of what is signed",
    "webhook_deliveries": "written by a hook at work",
  ]

  /// Types of no house, which those who are limited to houses therefore see nothing of.
  private static let ofNoHouse: Set<String> = [
    "ledger_accounts", "ledger_transactions", "properties", "reconciliations", "roles", "training_courses",
    "training_records",
  ]

  /// Lists of one's own in which somebody has nothing, for others write these records.
  private static let withoutOwn: Set<String> = [
    "adm-tallow safeguarding_concerns", "aud-tallow notifications", "fin-tallow house_staff",
    "fin-tallow injuries", "fin-tallow training_courses", "key-tallow dunning_configs",
    "key-tallow house_staff", "key-tallow kpi_snapshots", "key-tallow training_courses",
    "ngt-tallow approvals", "ngt-tallow house_staff",
    "ngt-tallow training_courses", "sup-tallow house_staff",
  ]

  @Test(arguments: [
    ("adm-tallow", Role.administrator), ("mgr-tallow", .manager), ("sup-tallow", .leader),
    ("sgl-tallow", .safeguarding), ("key-tallow", .worker), ("ngt-tallow", .night),
    ("fin-tallow", .finance), ("aud-tallow", .auditor),
  ])
  func `no list of a menu is empty`(user: String, role: Role) async throws {
    let home = try await DemonstrationHome.shared.value
    let matrix = home.open.registrar.matrix
    let empty = try await home.signedIn(user, role) { session in
      var empty: [String] = []
      for entry in Menu.entries(for: role, matrix, .house) where !Self.isExcepted(entry.type, user) {
        let type = try #require(Catalogue.house[entry.type])
        let isLimited = matrix.scope(of: .read, for: role, on: type.resource) == .house
        if isLimited, Self.ofNoHouse.contains(entry.type) { continue }
        if try await home.records(entry.type, session).isEmpty { empty.append(entry.type) }
      }
      return empty
    }
    #expect(empty == [])
  }

  private static func isExcepted(_ type: String, _ user: String) -> Bool {
    unmade[type] != nil || withoutOwn.contains("\(user) \(type)")
  }

  @Test func `what the demonstration holds nothing of is a type of the house`() {
    let named = Set(Self.unmade.keys).union(Self.ofNoHouse)
    #expect(named.filter { Catalogue.house[$0] == nil } == [])
  }
}
