import House
import Records
import Storage
import Testing
import ViewModels

@testable import lodge

/// The menus of the people of the first organisation, opened one list after the other.
@Suite(.waiting) struct DemonstrationListsTests {
  /// What the demonstration holds nothing of: nobody in it does what makes the first, and the empty list says what.
  private static let unmade: Set<String> = [
    "account_lockouts", "api_tokens", "backups", "form_contributions", "grievances", "integration_logs",
    "role_permissions", "webhook_deliveries",
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
    unmade.contains(type) || withoutOwn.contains("\(user) \(type)")
  }

  @Test func `what the demonstration holds nothing of is a type of the house`() {
    let named = Self.unmade.union(Self.ofNoHouse)
    #expect(named.filter { Catalogue.house[$0] == nil } == [])
    for type in Self.unmade.compactMap({ Catalogue.house[$0] }) {
      #expect(
        !type.comesAbout.isEmpty || !type.purpose.isEmpty, "\(type.id) does not say how the first comes")
    }
  }
}
