/// Why the screens cannot be opened on this terminal.
package enum TerminalError: Error, Hashable {
  /// Input or output is not a terminal.
  case notATerminal
  /// Neither the terminal's own description nor a plainer one is known here.
  case unknown(String)
  /// It cannot place the cursor, so it has lines but no screen.
  case withoutCursor(String)
}
