import Glibc
import House
import Records
import Sealing
import Terminal

/// The program: the command line where a command was named, else the screens.
@main
struct Lodge {
  static let version = "0.1.0"
  /// What the system granted when the program closed itself against onlookers.
  static let guards = hardenProcess()

  static func main() {
    // A crash must not print memory, which may hold a name or a note.
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
    _ = guards
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
      let left = try captured(environment, arguments)
      guard arguments.command == nil, !arguments.has("help"), !arguments.has("version") else {
        return await CommandLine.run(
          arguments, environment: left, policy: policy, catalogue: .house)
      }
      let share = try share(policy, left)
      let (settings, fault) = policy?.isKiosk == true ? (Settings(), nil) : Settings.read(in: left)
      return await openScreens(
        share: share, settings: settings, fault: fault, policy: policy, environment: left,
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

  /// The environment as it is, or what `--captive` leaves of it.
  private static func captured(
    _ environment: Environment, _ arguments: Arguments
  ) throws(CommandError) -> Environment {
    guard arguments.has("captive") else { return environment }
    guard arguments.command == nil, !arguments.has("help"), !arguments.has("version") else {
      throw .usage("--captive opens the screens and nothing else: leave the rest out.")
    }
    let left = try environment.captive()
    left.impose()
    return left
  }

  private static func policy() throws(CommandError) -> Policy? {
    do { return try Policy.read() } catch { throw CommandError(error) }
  }

  private static func share(_ policy: Policy?, _ environment: Environment) throws(CommandError) -> Share {
    do { return try Share.find(policy: policy, environment: environment) } catch { throw CommandError(error) }
  }
}
