import Foundation
import Storage

/// What every home of a test begins with, made once a run: reading the steps and taking them is most of the time.
package enum Blank {
  /// The steps of the tables as they are shipped.
  package static let migrations = Result { try Migrations(folder: Home.root + "/Data/Migrations") }

  private static let folder =
    FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/lodge-blank-"
    + UUID().uuidString

  private static let made = Result {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    atexit { try? FileManager.default.removeItem(atPath: Blank.folder) }
    try Migrator(folder: folder, migrations: try migrations.get(), makingFile: true).migrate()
    return folder + "/lodge.db"
  }

  /// A file with every table and nothing in it.
  package static func file() throws -> String { try made.get() }
}
