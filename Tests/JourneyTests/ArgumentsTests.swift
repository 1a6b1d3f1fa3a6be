import Testing

@testable import lodge

@Suite struct ArgumentsTests {
  let commands = [
    CommandSpec("list", [.one("TYPE")], options: [OptionSpec("limit", "N", "")], takesFields: true, "") {
      _ in
    },
    CommandSpec("audit verify", [], "") { _ in },
    CommandSpec("action approve", [.optional("REFERENCE")], takesFields: true, "") { _ in },
    CommandSpec("find", [.rest("WORDS")], "") { _ in },
  ]

  private func read(_ words: String) throws(CommandError) -> Arguments {
    try Arguments(words.split(separator: " ").map(String.init), commands: commands)
  }

  private func refusal(_ words: String) -> CommandError? {
    do {
      _ = try read(words)
      return nil
    } catch { return error }
  }

  @Test func `no command means the screens`() throws {
    let arguments = try read("--home /srv/home")
    #expect(arguments.command == nil)
    #expect(arguments["home"] == "/srv/home")
  }

  @Test func `options stand before and after the command and its words`() throws {
    let arguments = try read("--json list residents --limit=5 --home x")
    #expect(arguments.command?.name == "list")
    #expect(arguments.operands == ["residents"])
    #expect(arguments.has("json"))
    #expect(arguments["limit"] == "5")
    #expect(arguments["home"] == "x")
  }

  @Test func `fields keep their order and may be negative`() throws {
    let arguments = try read("list charges --amount -5.00 --kind late_fee")
    #expect(arguments.fields.map(\.name) == ["amount", "kind"])
    #expect(arguments.fields.map(\.value) == ["-5.00", "late_fee"])
  }

  @Test(arguments: ["list charges --field limit=a=b", "list charges --field=limit=a=b"])
  func `a field that is called like an option is named apart`(words: String) throws {
    let arguments = try read(words)
    #expect(arguments.fields == [.init(name: "limit", value: "a=b")])
    #expect(!arguments.has("limit"))
    #expect(refusal("list charges --field limit")?.status == .usage)
  }

  @Test func `what follows two hyphens alone is no option`() throws {
    #expect(try read("find -- --json").operands == ["--json"])
  }

  @Test func `a command of two words needs both`() throws {
    #expect(try read("action approve ACT-2026-1174").operands == ["ACT-2026-1174"])
    #expect(refusal("audit")?.words == "“audit” needs another word: audit verify.")
  }

  @Test(arguments: [
    ("lsit residents", "There is no command “lsit”.", "Did you mean lodge list? See lodge --help."),
    (
      "action aprove", "There is no command “action aprove”.",
      "Did you mean lodge action approve? See lodge --help."
    ),
    ("list", "lodge list needs TYPE.", "See lodge help list."),
    ("audit verify now", "lodge audit verify takes no “now”.", "See lodge help audit verify."),
    (
      "audit verify --jsno", "lodge audit verify has no option “--jsno”.",
      "Did you mean --json? See lodge help audit verify."
    ),
    ("list residents --limit", "--limit needs a value after it.", "See lodge --help."),
    (
      "list residents --limit --json", "--limit needs a value after it, and “--json” is an option.",
      "See lodge --help."
    ),
    ("list residents --json=yes", "--json takes no value.", "See lodge --help."),
    ("list -x", "“-x” is no option; options begin with two hyphens.", "See lodge --help."),
  ])
  func `a mistake is named and what was meant is offered`(words: String, message: String, hint: String) {
    let error = refusal(words)
    #expect(error?.status == .usage)
    #expect(error?.words == message)
    #expect(error?.hint == hint)
  }

  @Test func `a number that is none is refused`() throws {
    let arguments = try read("list residents --limit none")
    #expect(throws: CommandError.self) { _ = try arguments.count("limit") }
    #expect(try read("list residents --limit 12").count("limit") == 12)
  }

  @Test(arguments: [("list", "lsit", 1), ("list", "list", 0), ("", "abc", 3), ("residents", "resident", 1)])
  func `distance counts letters`(left: String, right: String, letters: Int) {
    #expect(NearMiss.distance(left, right) == letters)
    #expect(NearMiss.distance(right, left) == letters)
  }
}
