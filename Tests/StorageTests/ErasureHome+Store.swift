import House
import Records
import TestHomes

@testable import Storage

/// What lies under the door of such a home.
extension ErasureHome {
  func database() throws -> SQLiteDatabase {
    try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
  }

  /// What the doctor finds in sealed values.
  func sealedFaults() throws -> [String] {
    let check = try HomeCheck(
      folder: home.folder, migrations: TestHome.migrations(), catalogue: .house, lists: try Home.lists())
    return check.findings.filter { $0.name == "sealed" && !$0.isGood }.flatMap(\.details)
  }
}
