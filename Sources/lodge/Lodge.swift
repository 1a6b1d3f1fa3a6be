import Glibc
import House
import Records
import Sealing
import Terminal

/// The program: the command line where a command was named, else the screens.
@main
struct Lodge {
  static let version = "0.1.0"

  static func main() {
    // A crash must not print memory, which may hold a name or a note.
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
    hardenProcess()
    let environment = Environment.taken()
    Task { exit(await run(Array(Swift.CommandLine.arguments.dropFirst()), environment)) }
    MainLoop.run()
  }

  private static func run(_ words: [String], _ environment: Environment) async -> Int32 {
    do {
      try checkText(words)
      let arguments = try Arguments(words, commands: CommandLine.commands(.house))
      let policy = try policy()
      try checkPlace(arguments, policy)
      guard arguments.command == nil, !arguments.has("help"), !arguments.has("version") else {
        return await CommandLine.run(
          arguments, environment: environment, policy: policy, catalogue: .house)
      }
      let share = try share(policy, environment)
      let (settings, fault) = policy?.isKiosk == true ? (Settings(), nil) : Settings.read(in: environment)
      return await openScreens(
        share: share, settings: settings, fault: fault, policy: policy, environment: environment,
        arguments: arguments)
    } catch {
      Output(isJSON: words.contains("--json")).error(error)
      return error.status.rawValue
    }
  }

  /// Refuses what is no UTF-8: it has been replaced already, and would be kept so.
  private static func checkText(_ words: [String]) throws(CommandError) {
    guard let word = words.first(where: { $0.contains("\u{FFFD}") }) else { return }
    throw .usage("\(quoted(word)) is not UTF-8 text. Nothing was done.")
  }

  /// Refuses a home that is named where the policy of the computer names it for everybody.
  static func checkPlace(_ arguments: Arguments, _ policy: Policy?) throws(CommandError) {
    guard policy != nil, let named = arguments["home"] else { return }
    throw .refused(
      "--home \(named) cannot be used here: where there is a \(Policy.path), it alone says which home is opened.",
      hint: "Leave --home out. Nothing was done.")
  }

  private static func policy() throws(CommandError) -> Policy? {
    do { return try Policy.read() } catch { throw CommandError(error) }
  }

  private static func share(_ policy: Policy?, _ environment: Environment) throws(CommandError) -> Share {
    do { return try Share.find(policy: policy, environment: environment) } catch { throw CommandError(error) }
  }
}
