import Foundation
import Testing

/// A copy of the demonstration at the end of its day, in which a night is played through.
///
/// Its day is always the same Friday, and its screens begin at the time that is asked for, from which the clock goes on
/// as every clock does. So a screen of it is the same whenever the test runs, but for the minutes it takes.
struct NightHome {
  let home: String
  let passwordFile: String

  static func lend(_ body: (NightHome) throws -> Void) async throws {
    let untouched = try await DemonstrationHome.shared.value.untouched
    try withScratchFolder { scratch in
      let home = scratch.appendingPathComponent("home").path
      try FileManager.default.copyItem(atPath: untouched, toPath: home)
      let password = scratch.appendingPathComponent("password").path
      try Program.write(Demonstration.password + "\n", to: password)
      try body(NightHome(home: home, passwordFile: password))
    }
  }

  /// Where the night worker's files are written.
  private var folder: String { URL(fileURLWithPath: home).deletingLastPathComponent().path }

  /// The pages that were written to be printed.
  func pages() throws -> [String] {
    let exports = folder + "/lodge-exports"
    guard FileManager.default.fileExists(atPath: exports) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: exports)
  }

  /// Somebody at the command line, afterwards.
  func member(_ user: String) -> Member {
    Member(program: Program(), home: home, user: user, password: passwordFile)
  }

  /// The terminal of the house at a time of the night or of the morning after it, with somebody signed in.
  func terminal(_ user: String, at time: String, isMorning: Bool = false) throws -> TerminalSession {
    let day = isMorning ? DemonstrationHome.seed.adding(days: 1) : DemonstrationHome.seed
    let words = ["demo", "--home", home, "--today", "\(day)", "--time", time]
    let screen = try TerminalSession(words, columns: 80, rows: 25, environment: ["HOME": folder])
    try screen.signIn(user)
    return screen
  }
}
