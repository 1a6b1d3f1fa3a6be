import Glibc
import Records

extension CommandLine {
  static let backupUnit = CommandSpec(
    "backup unit", [.one("DIR")],
    options: [OptionSpec("at", "HH:MM", "when, each day; usually 02:30")],
    "a service and a timer of systemd that make a backup each night",
    details: """
      Prints two files with their names; nothing is installed. Put them into /etc/systemd/system, then: \
      systemctl enable --now lodge-backup.timer. A night that the computer slept through is made up for.
      """
  ) { call throws(CommandError) in
    let time = call.arguments["at"] ?? "02:30"
    let parts = time.split(separator: ":").compactMap { Int($0) }
    guard time.count == 5, parts.count == 2, 0..<24 ~= parts[0], 0..<60 ~= parts[1] else {
      throw .usage("--at takes a time such as 02:30, not \(quoted(time)).")
    }
    let unit = BackupUnit(
      program: ownPath, home: try plain(call.place.path), folder: try plain(call.arguments.operands[0]),
      user: ownName, time: time)
    if call.output.isJSON {
      return call.output.json(
        .object([("service", .text(unit.service)), ("timer", .text(unit.timer))]))
    }
    call.output.raw(Array((unit.service + "\n" + unit.timer).utf8))
  }

  /// A whole path that a unit file takes as it is.
  private static func plain(_ path: String) throws(CommandError) -> String {
    let whole = path.hasPrefix("/")
    let isPlain = path.utf8.allSatisfy { 0x21...0x7E ~= $0 && !"\"'\\%$;".utf8.contains($0) }
    guard whole, isPlain else {
      throw .usage("\(quoted(path)) must be a whole path from / without blanks, quotes, %, $ and ;.")
    }
    return path
  }

  private static var ownPath: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &path, path.count)
    return count > 0
      ? String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : "lodge"
  }

  private static var ownName: String {
    getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "lodge"
  }
}

/// The two unit files of a nightly backup.
struct BackupUnit: Sendable, Hashable {
  let program: String
  let home: String
  let folder: String
  let user: String
  let time: String

  var service: String {
    """
    # /etc/systemd/system/lodge-backup.service
    [Unit]
    Description=Backup of the records of \(home)
    RequiresMountsFor=\(home)

    [Service]
    Type=oneshot
    User=\(user)
    UMask=0077
    ExecStart=\(program) backup make \(folder) --home \(home)
    ExecStart=\(program) backup keep \(folder) --home \(home)
    ReadWritePaths=\(home) \(folder)
    ProtectSystem=strict
    PrivateNetwork=yes
    PrivateTmp=yes
    NoNewPrivileges=yes
    LimitCORE=0
    Nice=10

    """
  }

  var timer: String {
    """
    # /etc/systemd/system/lodge-backup.timer
    [Unit]
    Description=Backup of the records of \(home), each night

    [Timer]
    OnCalendar=*-*-* \(time):00
    Persistent=true

    [Install]
    WantedBy=timers.target

    """
  }
}
