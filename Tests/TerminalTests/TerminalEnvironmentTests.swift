import Testing

@testable import Terminal

@Suite struct TerminalEnvironmentTests {
  @Test(arguments: [
    ("xterm-kitty", ["xterm-kitty", "xterm-256color", "xterm", "vt100"]),
    ("foot", ["foot", "xterm-256color", "xterm", "vt100"]), ("nonsense", ["nonsense", "vt100"]),
  ])
  func `a terminal that is not known is treated as a plainer one`(term: String, candidates: [String]) {
    var environment = TerminalEnvironment()
    environment.term = term
    #expect(environment.candidates == candidates)
  }

  @Test func `Escape waits longer over a line and as long as the person says`() {
    var environment = TerminalEnvironment()
    #expect(environment.delay == 25)
    environment.isRemote = true
    #expect(environment.delay == 100)
    environment.escapeDelay = 40
    #expect(environment.delay == 40)
    environment.escapeDelay = -1
    #expect(environment.delay == 100)
  }

  @Test(arguments: [
    ("ja_JP.UTF-8", true), ("zh_CN.UTF-8", true), ("ko", true), ("en_GB.ISO-8859-1", true),
    ("en_GB.UTF-8", false),
    ("C.utf8", false), ("cy_GB.UTF-8@welsh", false), ("C", false), ("", false),
  ])
  func `signs are drawn in ASCII where they may be wide or missing`(locale: String, isPlain: Bool) {
    var environment = TerminalEnvironment()
    environment.locale = locale
    #expect(environment.needsASCII == isPlain)
  }
}
