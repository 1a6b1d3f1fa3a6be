private import CNcurses
import Dispatch
import Glibc
import Screens

/// The person's terminal: keys come from it, frames go to it.
@MainActor
package final class Terminal {
  /// All that happens; an element is everything that was waiting.
  package let inputs = Inputs()
  package private(set) var size: Size
  /// What the process should end with: 0, or 128 and the signal that ended it.
  package private(set) var exitStatus: Int32 = 0
  /// The plainer description that is used because the terminal's own is not known here, or nil.
  package let standIn: String?
  /// How styles look; a new theme is shown by the next frame.
  package var theme: Theme {
    didSet {
      palette = Palette(theme, colours: palette.colours, isASCII: palette.isASCII)
      shown = nil
    }
  }
  /// What colours the terminal has.
  package var tier: Theme.Tier { palette.tier }
  /// Whether only ASCII can be shown.
  package var isASCII: Bool { palette.isASCII }
  /// Whether the terminal said that its ground is dark; nil until it has said something.
  package private(set) var isDark: Bool?

  private let tty: Int32
  private let environment: TerminalEnvironment
  private var palette: Palette
  private var keys = KeyReader()
  private var isOpen = true
  /// What stands on the terminal now; nil where nothing is certain.
  private var shown: Frame?
  /// When the terminal was asked what it can do, in nanoseconds since the machine started; nil before.
  private var asked: UInt64?
  private var hasAnswered = false
  private var canSynchronise = false
  private var isResuming = false
  private var isResizing = false
  private var room: (any DispatchSourceWrite)?
  private var watched: (any DispatchSourceProtocol)?
  private var signals: Signals?
  private let alarm: any DispatchSourceTimer
  private let output = OutputGuard()
  /// When the alarm goes off, and when it is wanted to, in nanoseconds since the machine started; nil is never.
  private var armed: UInt64?
  private var wanted: UInt64?
  private var pasteEnds: UInt64?
  private var line: [lodge_cell] = []

  /// Opens the terminal that the process was started on.
  ///
  /// - Throws: ``TerminalError`` where there is none, or none that can hold a screen.
  package static func open(
    _ environment: TerminalEnvironment, theme: Theme
  ) throws(TerminalError) -> Terminal {
    guard isatty(0) == 1, isatty(1) == 1 else { throw .notATerminal }
    let tty = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard tty >= 0 else { throw .notATerminal }
    do {
      return try Terminal(tty, environment, theme)
    } catch {
      Glibc.close(tty)
      throw error
    }
  }

  private init(_ tty: Int32, _ environment: TerminalEnvironment, _ theme: Theme) throws(TerminalError) {
    self.tty = tty
    self.environment = environment
    self.theme = theme
    let isUnicode = lodge_encoding(environment.locale)
    lodge_arm_crash(tty)
    // The library takes over what it finds unheard, and its own way to end saves nothing.
    let pending = Relay()
    signals = Signals(environment.signals) { number in
      MainActor.assumeIsolated { pending.terminal?.signalled(number) }
    }
    standIn = try Self.openScreen(tty, environment)
    alarm = DispatchSource.makeTimerSource(queue: .main)
    let isASCII = !isUnicode || environment.needsASCII
    palette = Palette(theme, colours: environment.hasNoColour ? 0 : Int(lodge_colours()), isASCII: isASCII)
    size = Self.currentSize(tty)
    pending.terminal = self
    listen()
  }

  /// Holds the terminal for handlers that are made before it.
  private final class Relay: Sendable {
    @MainActor weak var terminal: Terminal?
  }

  /// Tries the terminal's description and then plainer ones; returns the plainer one where it was needed.
  private static func openScreen(
    _ tty: Int32, _ environment: TerminalEnvironment
  ) throws(TerminalError) -> String? {
    for term in environment.candidates where !term.isEmpty {
      switch Int(lodge_open(tty, term, environment.delay, !environment.hasNoColour)) {
      case LODGE_OPEN:
        return term == environment.term ? nil : term
      case LODGE_WITHOUT_CURSOR: throw .withoutCursor(term)
      default: continue
      }
    }
    throw .unknown(environment.term)
  }

  private static func currentSize(_ tty: Int32) -> Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    lodge_size(tty, &rows, &columns)
    return Size(rows: Int(rows), columns: Int(columns))
  }

  /// Gives the terminal back as it was.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    MainLoop.keys = nil
    room?.cancel()
    watched?.cancel()
    alarm.cancel()
    awaitAnswer()
    // A terminal that takes nothing must not hold up the end.
    let status = exitStatus
    output.whenStuck { lodge_emergency(status) }
    _ = output.watching { lodge_close() }
  }

  /// Takes what the terminal still has to answer, for it would be typed to the shell.
  private func awaitAnswer() {
    guard let asked, exitStatus != 128 + SIGHUP else { return }
    while !hasAnswered {
      let left = Int64(bitPattern: asked &+ Self.answerTime &- DispatchTime.now().uptimeNanoseconds)
      var waiting = pollfd(fd: tty, events: Int16(POLLIN), revents: 0)
      guard left > 0 else { return }
      let count = poll(&waiting, 1, Int32(left / 1_000_000) + 1)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      let batch = KeyReader.waiting()
      if batch.isEmpty { return }
      _ = keys.read(batch, at: DispatchTime.now().uptimeNanoseconds)
      for answer in keys.takeAnswers() { hear(answer) }
    }
  }

  /// How long an answer is waited for; a terminal that has none is not asked again.
  private static let answerTime: UInt64 = 300_000_000

  /// Says what to do when the terminal takes nothing for two seconds and the program waits for it.
  ///
  /// It is done beside the main queue, which can do nothing then; when that goes on, `Input.stalled` comes.
  package func whenStuck(_ act: @escaping @Sendable () -> Void) { output.whenStuck(act) }
}

// MARK: Drawing

extension Terminal {
  /// Shows a frame; only what differs from the one before is sent.
  package func show(_ frame: Frame) {
    guard isOpen else { return }
    lodge_resize(Int32(frame.size.rows), Int32(frame.size.columns))
    let isSameSize = shown?.size == frame.size
    var changed = 0
    for row in 0..<frame.size.rows {
      let columns = isSameSize ? frame.changes(ofRow: row, since: shown) : 0..<frame.size.columns
      guard !columns.isEmpty else { continue }
      draw(row, columns, of: frame)
      changed += 1
    }
    if let cursor = frame.cursor {
      lodge_cursor(Int32(cursor.row), Int32(cursor.column), true)
    } else {
      lodge_cursor(Int32(max(0, frame.size.rows - 1)), 0, false)
    }
    // What was drawn stands in the library's own screen from here on, sent or not.
    shown = frame
    let isLarge = canSynchronise && changed * frame.size.columns > 512
    if isLarge { send("\u{1B}[?2026h") }
    let isSent = flush()
    if isLarge { send("\u{1B}[?2026l") }
    if !isSent { waitForRoom() }
    askOnce()
  }

  /// Hands a piece of a row to the library; it begins with no right half of a wide character.
  private func draw(_ row: Int, _ columns: Range<Int>, of frame: Frame) {
    line.removeAll(keepingCapacity: true)
    let palette = palette
    let start = row * frame.size.columns
    for cell in frame.cells[(start + columns.lowerBound)..<(start + columns.upperBound)]
    where cell.width > 0 {
      let entry = palette.entry(of: cell)
      let scalar = palette.scalar(of: cell)
      let isNarrowed = cell.width == 2 && scalar <= 0x7E
      var shown = lodge_cell()
      shown.scalar = scalar
      if !palette.isASCII, cell.hasMarks {
        let marks = frame.marks(of: cell)
        shown.marks = (marks[0], marks[1], marks[2], marks[3])
      }
      shown.pair = entry.pair
      shown.attributes = entry.attributes
      shown.width = isNarrowed ? 1 : UInt8(cell.width)
      line.append(shown)
      if isNarrowed {
        shown.scalar = 0x20
        line.append(shown)
      }
    }
    lodge_row(Int32(row), Int32(columns.lowerBound), line, Int32(line.count))
  }

  private func flush() -> Bool {
    let (isSent, wasStuck) = output.watching { lodge_flush() }
    if wasStuck { inputs.add([.stalled]) }
    return isSent
  }

  /// Draws everything again with the next frame: another program has drawn here, or the line was noisy.
  package func redraw() {
    shown = nil
    lodge_repaint()
  }

  /// A terminal that takes nothing is asked again when it does, and gets the newest frame then.
  private func waitForRoom() {
    guard room == nil else { return }
    let source = DispatchSource.makeWriteSource(fileDescriptor: tty, queue: .main)
    source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.hasRoom() } }
    source.activate()
    room = source
  }

  private func hasRoom() {
    room?.cancel()
    room = nil
    if let shown { show(shown) }
  }

  private func send(_ text: String) {
    var text = text
    let (_, wasStuck) = output.watching {
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { lodge_write($0.baseAddress, $0.count) }
      }
    }
    if wasStuck { inputs.add([.stalled]) }
  }

  /// Asks the terminal, after the first frame, what its ground is and whether it can hold back a half-drawn screen.
  private func askOnce() {
    guard asked == nil, environment.answersQuestions else { return }
    asked = DispatchTime.now().uptimeNanoseconds
    send("\u{1B}]11;?\u{1B}\\\u{1B}[?2026$p\u{1B}[c")
  }
}

// MARK: Listening

extension Terminal {
  private func listen() {
    MainLoop.keys = (tty, { [weak self] in self?.readKeys() })
    alarm.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.alarmed() } }
    alarm.schedule(deadline: .distantFuture)  // armed only when something is due
    alarm.activate()
  }

  private func readKeys() {
    guard isOpen else { return }
    let batch = KeyReader.waiting()
    if batch.isEmpty, lodge_hung_up(tty) { return hangUp() }
    let now = DispatchTime.now().uptimeNanoseconds
    inputs.add(keys.read(batch, at: now))
    for answer in keys.takeAnswers() { hear(answer) }
    pasteEnds = keys.isPasting ? now + KeyReader.patience : nil
    arm()
  }

  private func hear(_ answer: String) {
    // The last question is one that every terminal answers.
    if answer.hasPrefix("?"), answer.hasSuffix("c") { hasAnswered = true }
    if answer == "?2026;1$y" || answer == "?2026;2$y" { canSynchronise = true }
    if answer.hasPrefix("11;rgb:") {
      let channels = answer.dropFirst(7).split(separator: "/").compactMap { Int($0.prefix(2), radix: 16) }
      if channels.count == 3 { isDark = 299 * channels[0] + 587 * channels[1] + 114 * channels[2] < 128_000 }
    }
  }

  private func hangUp() {
    MainLoop.keys = nil
    if exitStatus == 0 { exitStatus = 128 + SIGHUP }
    inputs.add([.hungUp])
  }

  private func signalled(_ number: Int32) {
    guard isOpen else { return }
    switch number {
    case SIGWINCH: resizeSoon()
    case SIGTSTP:
      if canSuspend { inputs.add([.suspended]) }
    case SIGCONT:
      if isResuming { isResuming = false } else { resume() }
    default:
      if exitStatus == 0 { exitStatus = 128 + number }
      inputs.add([.hungUp])
    }
  }

  /// A window that is being drawn larger sends many sizes; the last is enough.
  private func resizeSoon() {
    guard !isResizing else { return }
    isResizing = true
    DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(20)) { [weak self] in
      MainActor.assumeIsolated { self?.resized() }
    }
  }

  /// Draws everything anew, also where the size is what it was: a window that was small for a moment has lost what
  /// stood outside.
  private func resized() {
    isResizing = false
    guard isOpen else { return }
    size = Self.currentSize(tty)
    redraw()
    inputs.add([.resized(size)])
  }
}

// MARK: Waking

extension Terminal {
  /// Brings `Input.due` also when a descriptor becomes readable and what is read there is news.
  ///
  /// The descriptor must stay open as long as the terminal; nothing is asked of it while it is silent. Without one
  /// the question is asked every second.
  package func watch(_ descriptor: Int32?, isNews: @escaping @MainActor () -> Bool) {
    let source: any DispatchSourceProtocol
    if let descriptor {
      source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    } else {
      let timer = DispatchSource.makeTimerSource(queue: .main)
      timer.schedule(deadline: .now() + .seconds(1), repeating: .seconds(1), leeway: .milliseconds(100))
      source = timer
    }
    source.setEventHandler { [weak self] in
      MainActor.assumeIsolated { if isNews() { self?.inputs.add([.due]) } }
    }
    source.activate()
    watched = source
  }

  /// Asks for `Input.due` after a while, or for nothing at all with nil.
  ///
  /// Only the latest wish counts.
  package func wake(in delay: Duration?) {
    wanted = delay.map { DispatchTime.now().uptimeNanoseconds + $0.nanoseconds }
    arm()
  }

  /// Sets the alarm for what comes first.
  ///
  /// One that goes off too early costs less than one that is set anew with every key.
  private func arm() {
    let next = [wanted, pasteEnds].compactMap { $0 }.min()
    guard let next, armed.map({ next < $0 }) ?? true else { return }
    armed = next
    let now = DispatchTime.now().uptimeNanoseconds
    let leeway = next > now ? Int((next - now) / 10) : 0
    alarm.schedule(
      deadline: DispatchTime(uptimeNanoseconds: next), leeway: .nanoseconds(min(leeway, 1_000_000_000)))
  }

  private func alarmed() {
    armed = nil
    let now = DispatchTime.now().uptimeNanoseconds
    if let moment = pasteEnds, moment <= now {
      pasteEnds = nil
      inputs.add(keys.endPaste())
    }
    if let moment = wanted, moment <= now {
      wanted = nil
      inputs.add([.due])
    }
    arm()
  }
}

extension Duration {
  /// Whole nanoseconds, none for a time that has passed.
  fileprivate var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    return UInt64(min(seconds, 1 << 32)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}

// MARK: Other programs

extension Terminal {
  /// Whether there is a shell that this program can be stopped for.
  package var canSuspend: Bool { !environment.isKiosk && getsid(0) != getpid() }

  /// Stops the process for its shell, and brings `Input.resumed` when it goes on.
  ///
  /// What is unsaved must have been saved before.
  package func suspend() {
    guard isOpen, canSuspend else { return }
    isResuming = true
    lodge_suspend()
    resume()
  }

  private func resume() {
    lodge_return()
    shown = nil
    size = Self.currentSize(tty)
    inputs.add([.resumed, .resized(size)])
  }

  /// Lends the terminal to another program for as long as a piece of work takes.
  package func lend<Result>(_ work: () -> Result) -> Result {
    lodge_leave()
    defer { resume() }
    return work()
  }

  /// Reports clicks and the wheel, which takes the selection of text away from the person.
  package func watchMouse(_ isWatched: Bool) {
    if !environment.isKiosk { lodge_mouse_mode(isWatched) }
  }

  /// Puts text on the clipboard of the person's own machine; false where it is too long or not allowed.
  package func copy(_ text: String) -> Bool {
    let isWrapped = environment.isInTmux && environment.passesThroughTmux
    guard isOpen, !environment.isKiosk, let sequence = Clipboard.sequence(for: text, isWrapped: isWrapped)
    else { return false }
    send(sequence)
    return true
  }
}
