import Foundation

/// The built program, run as a person runs it, with files where its terminal would be.
struct Program {
  /// What one run gave.
  struct Run {
    let status: Int32
    let out: String
    let err: String

    /// Standard output as JSON.
    var json: Any? { try? JSONSerialization.jsonObject(with: Data(out.utf8)) }
    /// The error on standard error as JSON.
    var error: [String: Any]? {
      let object = try? JSONSerialization.jsonObject(with: Data(err.utf8))
      return (object as? [String: Any])?["error"] as? [String: Any]
    }
  }

  /// Beside the program that runs the tests.
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("lodge")

  var environment: [String: String] = ["LANG": "C.UTF-8", "TERM": "dumb", "HOME": "/nonexistent"]
  var program = Program.path

  func run(_ words: String...) throws -> Run { try run(words) }

  /// The output goes to `device` where one is named, and is then not read.
  func run(_ words: [String], input: String = "", device: String? = nil) throws -> Run {
    try withScratchFolder { folder in
      let process = Process()
      process.executableURL = program
      process.arguments = words
      process.environment = environment
      try Data(input.utf8).write(to: folder.appendingPathComponent("in"))
      process.standardInput = try FileHandle(forReadingFrom: folder.appendingPathComponent("in"))
      process.standardOutput = try writing(folder.appendingPathComponent("out"))
      if let device { process.standardOutput = FileHandle(forWritingAtPath: device) }
      process.standardError = try writing(folder.appendingPathComponent("err"))
      try process.run()
      process.waitUntilExit()
      let signal: Int32 = process.terminationReason == .exit ? 0 : 128
      return Run(
        status: signal + process.terminationStatus,
        out: try String(contentsOf: folder.appendingPathComponent("out"), encoding: .utf8),
        err: try String(contentsOf: folder.appendingPathComponent("err"), encoding: .utf8))
    }
  }

  private func writing(_ file: URL) throws -> FileHandle {
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }
}

/// Lends a folder that is removed afterwards with all that is in it.
func withScratchFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  // Short, so that a path in it is whole on a screen of 80 columns.
  let name = String(UUID().uuidString.prefix(8))
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
  try FileManager.default.createDirectory(
    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
