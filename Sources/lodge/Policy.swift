import Glibc

/// What whoever runs this computer decided for everybody on it; it wins over every setting.
struct Policy: Sendable, Hashable {
  /// Minutes without a key before the screen locks.
  var idleMinutes: Int?
  /// A shared terminal: no editor, no shell, no settings of one's own.
  var kiosk: Bool?
  /// Whether records may leave the program; nil where the role alone decides.
  var export: Bool?
  var clipboard: Bool?
  /// Whether sessions may have a PIN; nil where they may.
  var pin: Bool?
  /// The themes that may be chosen; nil for all.
  var themes: [String]?
  var home: String?
  var share: String?
  /// The name of this terminal on the sign-in screen.
  var terminal: String?
  /// The name of the house on the sign-in screen.
  var house: String?
  /// The command that prints what it reads, such as `/usr/bin/lpr -P kitchen`; a shared terminal starts none.
  var print: String?
  /// The name of the house whose sheets for an emergency print here by themselves; nil where none do.
  var sheetsOf: String?
  /// The telephone numbers that are shown before anybody signs in.
  var emergency: [Number]?

  struct Number: Sendable, Hashable {
    let label: String
    let number: String
  }

  var isKiosk: Bool { kiosk ?? false }

  static let path = "/etc/lodge/policy.json5"

  /// Why nothing is written out where a policy says so, and what to do instead.
  static let noExport =
    "The policy of this computer (\(path)) lets nothing be written out. Do it at another computer; who looks after this one can allow it."
}

/// Why a policy that is there cannot be followed; the program does not start without it.
enum PolicyError: Error, Hashable, Sendable {
  case notRootOwned(path: String)
  case writableByOthers(path: String)
  case unreadable(path: String)
  case malformed(path: String, reason: String)
}

extension Policy {
  /// Reads the policy of this computer; nil where there is none.
  static func read(_ path: String = path, owner: uid_t = 0) throws(PolicyError) -> Policy? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw .unreadable(path: path) }
      return nil
    }
    guard status.st_uid == owner, status.st_mode & S_IFMT == S_IFREG else {
      throw .notRootOwned(path: path)
    }
    guard status.st_mode & 0o022 == 0 else { throw .writableByOthers(path: path) }
    do throws(JSON5Error) { return try Policy(SettingsFile(JSON5.text(of: path), of: names)) } catch {
      guard case .malformed(let reason) = error else { throw .unreadable(path: path) }
      throw .malformed(path: path, reason: reason)
    }
  }

  /// The settings that a file may name: one that nobody knows must not be taken for a rule that holds.
  private static let names = [
    "idleMinutes", "kiosk", "export", "clipboard", "pin", "themes", "home", "share", "terminal", "house",
    "emergency", "print", "sheetsOf",
  ]

  private init(_ file: SettingsFile) throws(JSON5Error) {
    idleMinutes = try file.number("idleMinutes", in: 1...480)
    kiosk = try file.flag("kiosk")
    export = try file.flag("export")
    clipboard = try file.flag("clipboard")
    pin = try file.flag("pin")
    themes = try file.texts("themes")
    home = try file.text("home")
    share = try file.text("share")
    terminal = try file.text("terminal")
    house = try file.text("house")
    print = try file.text("print", "a program by its whole path, such as \"/usr/bin/lpr -P office\"") {
      Printer($0) != nil
    }
    sheetsOf = try file.text("sheetsOf")
    emergency = try file.objects("emergency", giving: ["label", "number"])?.map {
      Number(label: $0["label"] ?? "", number: $0["number"] ?? "")
    }
  }
}
