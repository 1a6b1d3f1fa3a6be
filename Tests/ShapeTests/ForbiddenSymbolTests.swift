import Testing

@Suite struct ForbiddenSymbolTests {
  /// A symbol and the only files in which it may stand; a folder ends in `/`.
  struct Rule: Sendable, CustomStringConvertible {
    let symbol: String
    let places: [String]
    let reason: String
    var description: String { symbol }

    init(_ symbol: String, in places: String..., because reason: String) {
      self.symbol = symbol
      self.places = places
      self.reason = reason
    }

    func allows(_ path: String) -> Bool {
      places.contains { $0 == path || $0.hasSuffix("/") && path.hasPrefix($0) }
    }
  }

  static let rules =
    [
      Rule("getenv", in: "lodge/Environment.swift", because: "the environment is read once"),
      Rule("environ", because: "the environment is read once"),
      Rule("ProcessInfo", because: "the environment is read once"),
      Rule("print(", because: "only the writer of display text writes"),
      Rule("debugPrint(", because: "only the writer of display text writes"),
      Rule("dump(", because: "only the writer of display text writes"),
      Rule("NSLog", because: "only the writer of display text writes"),
      Rule(
        "STDOUT_FILENO", in: "lodge/Output.swift", "Terminal/", "lodge-picture/Program.swift",
        because: "two places write to the terminal, and one answers through a socket"),
      Rule(
        "STDERR_FILENO", in: "lodge/Output.swift", "Terminal/", because: "two places write to the terminal"),
      Rule("posix_spawn*", in: "lodge/PictureProcess.swift", because: "children start in one place"),
      Rule("Process(", because: "children start in one place"),
      Rule("system(", because: "nothing goes through a shell"),
      Rule("popen", because: "nothing goes through a shell"),
      Rule("execv*", because: "children start in one place"),
      Rule("execl*", because: "children start in one place"),
      Rule("fork(", because: "children start in one place"),
      Rule("dlopen", because: "no code is loaded later"),
      Rule("sqlite3_prepare*", in: "Storage/SQLiteDatabase.swift", because: "one function prepares"),
      Rule("sqlite3_exec", because: "one function prepares"),
      Rule("sqlite3_get_table", because: "one function prepares"),
      Rule("sqlite3_expanded_sql", because: "SQL with values is never written anywhere"),
      Rule("sqlite3_trace*", because: "SQL with values is never written anywhere"),
      Rule("sqlite3_load_extension", in: "Storage/Maintenance/", because: "no code is loaded later"),
      Rule("sqlite3_blob_open", in: "Storage/Maintenance/", because: "it walks round the row check"),
      Rule("sqlite3_backup_*", in: "Storage/Maintenance/", because: "it walks round the row check"),
      Rule("sqlite3_serialize", in: "Storage/Maintenance/", because: "it walks round the row check"),
      Rule("sqlite3_deserialize", in: "Storage/Maintenance/", because: "it walks round the row check"),
      Rule("INSERT OR REPLACE", because: "it walks round triggers"),
      Rule("INSERT OR IGNORE", because: "it hides a refusal"),
      Rule("@unchecked", because: "the compiler checks what crosses"),
      Rule("nonisolated(unsafe)", because: "the compiler checks what crosses"),
      Rule("Task.detached", because: "one task is the loop"),
      Rule("try!", because: "an error has words"),
      Rule("Timer(", because: "nothing polls"),
      Rule("usleep", in: "Storage/FileLock.swift", because: "nothing polls but who waits for the lock"),
      Rule("Swift.print", because: "only the writer of display text writes"),
    ]
    + ["func", "var", "let", "struct", "enum", "final", "actor", "init", "extension", "static"].map {
      Rule("public \($0)", because: "nothing outside links against the program")
    }

  @Test(arguments: rules)
  func `stands nowhere it may not`(rule: Rule) {
    for file in SourceFile.all where !rule.allows(file.path) {
      #expect(file.lines(with: rule.symbol).isEmpty, "\(file.path): \(rule.symbol): \(rule.reason).")
    }
  }

  @Test func `one line of the program prepares SQL`() {
    let places = SourceFile.all.flatMap { file in file.lines(with: "sqlite3_prepare*").map { _ in file.path }
    }
    #expect(places.count <= 1)
  }

  @Test func `only the terminal knows ncurses`() {
    let files = SourceFile.all.filter { $0.imports.contains { $0.module == "CNcurses" } }
    #expect(files.allSatisfy { $0.module == "Terminal" })
  }

  @Test func `what reads pictures is where no key is`() {
    let files = SourceFile.all.filter {
      !Set(["CPNG", "CTurboJPEG"]).isDisjoint(with: $0.imports.map(\.module))
    }
    #expect(files.count == 2)
    #expect(files.allSatisfy { $0.module == "lodge-picture" })
  }

  @Test(arguments: SourceFile.all.filter { $0.path.hasSuffix(".swift") })
  func `catches no error without a word`(file: SourceFile) {
    for line in file.lines(with: "catch") {
      #expect(!line.hasSuffix("catch {}") && !line.hasSuffix("catch { }"), "\(file.path): \(line)")
    }
  }

  @Test(arguments: ["let a = getenv(name)", "Glibc.getenv(name)", "x.print(y)", "reprint(y)", "print(y)"])
  func `the search finds whole words`(line: String) {
    let file = SourceFile(path: "x.swift", lines: [line])
    #expect(file.lines(with: "getenv").isEmpty == !line.contains("getenv"))
    #expect(file.lines(with: "print(").isEmpty == (line != "print(y)"))
  }
}
