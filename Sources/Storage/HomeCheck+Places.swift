import Records
import Sealing

/// What the home is held against that does not lie in its file: its disk, what was kept beside it, the clock, and what
/// the system granted.
extension HomeCheck {
  /// The clocks of two computers may differ by so many minutes.
  static let clockTolerance = 5

  /// Says where the home lies on no disk of this computer.
  mutating func checkDisk(_ disk: HomeDisk) {
    switch disk {
    case .local: add("disk", [])
    case .network(let name):
      add("disk", ["the home lies on a network disk (\(name)), where two programs that write damage it"])
    case .program(let name):
      add(
        Finding(
          name: "disk", isGood: true,
          details: ["a program keeps these files (\(name)): ext4 and xfs are safe, this may not be"],
          unchecked: "", isWarning: true))
    }
  }

  /// Says what the system did not grant to the program when it closed itself against onlookers.
  package mutating func note(_ guards: ProcessGuards) {
    var lacking: [String] = []
    if !guards.locksMemory {
      lacking.append("keys may reach the swap: no memory could be locked; raise the limit of locked memory")
    }
    if !guards.leavesNoCore { lacking.append("a crash may leave a core file with what was in memory") }
    if !guards.isUndumpable { lacking.append("other programs of the same user may read this one's memory") }
    add(
      Finding(
        name: "process", isGood: true, details: lacking, unchecked: "", isWarning: !lacking.isEmpty))
  }

  /// Holds the logs against how they ended when the home was last written.
  mutating func checkEntries(in database: SQLiteDatabase, of folder: String) throws(StorageError) {
    guard let kept = KeptHeads(folder: folder) else { return add("entries", []) }
    // A log that does not even read is a fault of its own.
    let lost = (try? kept.losses(in: database)) ?? []
    add(
      "entries",
      lost.map { log in
        let day = Zone.utc.day(at: log.keptAt)
        return log.missing > 0
          ? "organisation \(log.organization): the log has \(log.missing) entries fewer than on \(day)"
          : "organisation \(log.organization): other entries stand in the log than on \(day)"
      })
  }

  /// Says where the clock of the computer is behind what was written last.
  mutating func checkClock(in database: SQLiteDatabase, at now: Instant) throws(StorageError) {
    let isDemonstration = try database.value("SELECT is_demonstration FROM home").integer == 1
    var last: Instant?
    for number in isDemonstration ? [] : logs.map(\.organization) {
      // A log that does not even read is a fault of its own.
      guard let at = try? AuditChain.latest(of: number, in: database) else { continue }
      last = max(last ?? at, at)
    }
    guard let last, last > now.adding(minutes: Self.clockTolerance) else { return add("clock", []) }
    let shown = Shown(zone: .utc, currency: "", today: Day(number: 0))
    add(
      Finding(
        name: "clock", isGood: true,
        details: [
          "this computer's clock says \(shown.moment(now, .iso)), and the last entry was written \(shown.moment(last, .iso))"
        ], unchecked: "", isWarning: true))
  }
}
