import Records
import Screens

extension CommandLine {
  static let themeLint = CommandSpec(
    "theme lint", [.rest("FILE")], "what a person could not read, or not tell apart, in a theme",
    details: "Every problem is named with its line."
  ) { call throws(CommandError) in
    var (lines, files): ([DisplayText], [JSON]) = ([], [])
    var count = 0
    for path in call.arguments.operands {
      let text: String
      do throws(FileError) { text = try FileText.text(of: path) } catch {
        throw .refused("\(path) \(error.words).")
      }
      let problems = ThemeLint.problems(in: text)
      count += problems.count
      lines += problems.map { "\(path):\($0.line): \($0.reason)" }
      files.append(
        .object([
          ("file", .text(path)),
          (
            "problems",
            .array(problems.map { .object([("line", .number($0.line)), ("reason", .text($0.reason))]) })
          ),
        ]))
    }
    if call.output.isJSON { call.output.json(.array(files)) } else { call.output.lines(lines) }
    if count > 0 { throw .refused("\(count) problem\(count == 1 ? "" : "s") found.") }
  }
}
