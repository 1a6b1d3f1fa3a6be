import Glibc
import Records
import Storage

extension CommandLine {
  /// Writes the next step of the tables into a folder, or shows it.
  static func migration(_ name: String, _ call: Call) throws(CommandError) {
    guard call.arguments.operands.isEmpty else {
      throw .usage("A step leads to all record types and takes no TYPE.", help: call.arguments.command)
    }
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") })
    else {
      throw .usage("A step's name is of small letters, digits and underscores, not \(quoted(name)).")
    }
    let migrations = try migrations(call)
    let replaced = try replaced(call, migrations)
    let next: Migrations.Next?
    do throws(StorageError) {
      next = try migrations.next(named: name, to: call.catalogue, replacingLast: replaced != nil)
    } catch { throw CommandError(error) }
    guard let next else { throw .refused("The steps lead to what is declared already.") }
    if let folder = call.arguments["output"] { try write(next, in: folder, replacing: replaced) }
    report(next, call)
  }

  private static func replaced(_ call: Call, _ migrations: Migrations) throws(CommandError) -> Migration? {
    guard let number = try call.arguments.count("replace") else { return nil }
    guard let last = migrations.steps.last, last.number == number else {
      throw .refused("Only the last step can be written anew, and that is \(migrations.latest).")
    }
    return last
  }

  private static func write(
    _ next: Migrations.Next, in folder: String, replacing old: Migration?
  ) throws(CommandError) {
    let step = next.migration
    for (kind, text) in [("up", step.up), ("down", step.down), ("verify", step.verify)] {
      try replace("\(folder)/\(step.stem).\(kind).sql", with: text)
    }
    if let old, old.name != step.name {
      for kind in ["up", "down", "verify"] { unlink("\(folder)/\(old.stem).\(kind).sql") }
    }
    let digests = "\(folder)/Schema.txt"
    let others = (try text(of: digests)).split(separator: "\n").filter { !$0.hasPrefix("\(step.number) ") }
    try replace(digests, with: others.map { "\($0)\n" }.joined() + next.line)
  }

  private static func text(of path: String) throws(CommandError) -> String {
    do { return try FileText.text(of: path) } catch {
      if error == .missing { return "" }
      throw .unusable("\(path) \(error.words).")
    }
  }

  private static func replace(_ path: String, with text: String) throws(CommandError) {
    do throws(NewFile.Failure) { try NewFile.replace(path, with: text) } catch {
      throw .refused("\(path) cannot be written: \(error.reason).")
    }
  }

  private static func report(_ next: Migrations.Next, _ call: Call) {
    let step = next.migration
    if call.output.isJSON {
      call.output.json(
        .object([
          ("number", .number(step.number)), ("name", .text(step.name)), ("digest", .text(next.digest)),
          ("up", .text(step.up)), ("down", .text(step.down)), ("verify", .text(step.verify)),
        ]))
    } else if let folder = call.arguments["output"] {
      call.output.line("Step \(step.stem) is in \(folder).")
    } else {
      let parts = [("up", step.up), ("down", step.down), ("verify", step.verify)].map { kind, text in
        "-- \(step.stem).\(kind).sql\n\(text)\n"
      }
      call.output.raw(Array((parts.joined() + "-- Schema.txt\n-- \(next.line)").utf8))
    }
  }
}
