import Foundation
import Glibc

/// The built program and the generated homes that it is measured on.
struct Workplace {
  let program: String
  let folder: String

  /// A home of so many residents, made where there is none yet, and who may open it.
  struct Subject {
    let home: String
    let residents: Int
    let user: String
    let password: String
  }

  private struct SignIn: Decodable {
    let user: String
    let role: String
    let password: String
  }

  init() throws(Failure) {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    program = "\(root)/.build/release/lodge"
    folder = "\(root)/.build/bench"
    guard access(program, X_OK) == 0 else { throw Failure("Build the program first: make build.") }
    mkdir(folder, 0o700)
  }

  /// The home of so many residents; one that an older program made, with other tables, is made anew.
  func subject(of residents: Int) throws(Failure) -> Subject {
    let home = "\(folder)/\(residents)"
    let answer = "\(home).json"
    let tables = "\(home).sql"
    try run(["schema", "--sql"], to: "\(tables).now")
    defer { unlink("\(tables).now") }
    if access(answer, R_OK) != 0 || access(tables, R_OK) != 0
      || text(of: tables) != text(of: "\(tables).now")
    {
      for path in [home, answer, tables] where access(path, F_OK) == 0 { try remove(path) }
      try run(
        ["generate", "--home", home, "--residents", "\(residents)", "--seed", "7", "--json"], to: answer)
      guard rename("\(tables).now", tables) == 0 else { throw Failure("\(tables) cannot be written.") }
    }
    let people = (try? JSONDecoder().decode([SignIn].self, from: Data(text(of: answer).utf8))) ?? []
    guard let lead = people.first(where: { $0.role == "SGL" }) else {
      throw Failure("\(answer) names nobody who sees every resident.")
    }
    return Subject(home: home, residents: residents, user: lead.user, password: lead.password)
  }

  private func remove(_ path: String) throws(Failure) {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw Failure("\(path) cannot be removed.")
    }
  }

  /// Runs a command of the program to its end.
  func run(_ words: [String], to file: String = "/dev/null") throws(Failure) {
    let process = try spawn(
      [program] + words, environment: ["LANG=C.UTF-8", "HOME=/nonexistent"], output: file)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      unlink(file)
      throw Failure("lodge \(words.joined(separator: " ")) ended with \((status >> 8) & 0xFF).")
    }
  }

  /// The program at its sign-in screen, the password typed and not sent.
  func ready(_ subject: Subject, columns: Int = 120, rows: Int = 40) throws(Failure) -> PseudoTerminal {
    let terminal = try PseudoTerminal([program, "--home", subject.home], columns: columns, rows: rows)
    try terminal.see("Login name")
    terminal.send(subject.user + "\t" + subject.password)
    _ = terminal.answer(to: "", patience: 200)
    terminal.forget()
    return terminal
  }

  /// The program, signed in.
  func open(_ subject: Subject, columns: Int = 120, rows: Int = 40) throws(Failure) -> PseudoTerminal {
    let terminal = try ready(subject, columns: columns, rows: rows)
    terminal.send("\r")
    try terminal.see("[1 Today]")
    return terminal
  }
}
