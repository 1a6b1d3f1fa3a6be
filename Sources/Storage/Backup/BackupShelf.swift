import FoundationEssentials
import Glibc
import Records

/// The backups that lie in a folder.
package struct BackupShelf: Sendable {
  /// The newest first.
  package let backups: [BackupFile]
  package let keys: BackupFile?
  /// Files that are named as backups and are none, or not whole.
  package let unreadable: [String]

  /// - Throws: ``BackupError/noFolder(_:)``.
  package init(_ folder: String) throws(BackupError) {
    guard HomeFiles.isFolder(folder), let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { throw .noFolder(folder) }
    var (backups, unreadable): ([BackupFile], [String]) = ([], [])
    var keys: BackupFile?
    for name in names.sorted() where name.hasSuffix(".lbk") {
      let path = "\(folder)/\(name)"
      guard let file = try? BackupFile(path) else {
        unreadable.append(path)
        continue
      }
      if file.header.kind == .keys { keys = file } else { backups.append(file) }
    }
    (self.backups, self.unreadable) = (backups.sorted { $0.header.madeAt > $1.header.madeAt }, unreadable)
    self.keys = keys
  }
}

/// How many backups are kept: all of some days, then one a week, then one a month.
package struct BackupRetention: Sendable, Hashable {
  package let days: Int
  package let weeks: Int
  package let months: Int

  package init(days: Int, weeks: Int, months: Int) {
    (self.days, self.weeks, self.months) = (days, weeks, months)
  }

  package static let usual = BackupRetention(days: 7, weeks: 8, months: 12)

  /// Those that are kept no longer; the newest of each home stays whatever was asked.
  package func expired(_ backups: [BackupFile], at now: Instant) -> [BackupFile] {
    Dictionary(grouping: backups) { $0.header.home }.values.flatMap { old($0, at: now) }
      .sorted { $0.header.madeAt < $1.header.madeAt }
  }

  private func old(_ backups: [BackupFile], at now: Instant) -> [BackupFile] {
    let today = Zone.utc.day(at: now)
    var taken: Set<String> = []
    var isNewest = true
    return backups.sorted { $0.header.madeAt > $1.header.madeAt }.filter { backup in
      defer { isNewest = false }
      let day = Zone.utc.day(at: backup.header.moment)
      let age = today.number - day.number
      if isNewest || age < days { return false }
      // Weeks begin with the day that the count of days began with; months are those of the calendar.
      if age < days + 7 * weeks, taken.insert("w\(day.number / 7)").inserted { return false }
      if day >= today.adding(months: -months), taken.insert("m\(day.description.prefix(7))").inserted {
        return false
      }
      return true
    }
  }
}

extension BackupFile {
  /// Where the file with its keys should lie.
  package var keysPath: String { "\(HomeFiles.folder(of: path))/\(BackupPlan.keysName)" }

  /// The file with the keys: this one, or the one beside; nil where there is none.
  package func keysBeside() throws(BackupError) -> BackupFile? {
    if header.kind == .keys { return self }
    guard HomeFiles.exists(keysPath) else { return nil }
    let keys = try BackupFile(keysPath)
    guard keys.header.kind == .keys, keys.header.home == header.home else { throw .foreignKeyFile(keysPath) }
    return keys
  }

  /// The digest that the file ends with, by which the home knows it.
  package func digest() throws(BackupError) -> [UInt8] {
    let file = try MediumFile(reading: path)
    file.go(to: size - BackupLayout.digest)
    return try file.read(BackupLayout.digest)
  }

  /// Takes the file off its medium.
  package func remove() throws(BackupError) {
    guard unlink(path) == 0 else { throw MediumFile.fault(path) }
    HomeFiles.settle(HomeFiles.folder(of: path))
  }
}
