import Glibc

/// Two people press keys at random on one home, and one of them is killed again and again.
///
/// In the end the log must be whole.
struct Soak {
  let minutes: Double
  private static let keys = [
    "\u{1B}OB", "\u{1B}OA", "\u{1B}[6~", "\u{1B}[5~", "\u{1B}[H", "\r", "\u{1B}", "\t", "1", "2", "3", "4",
    "5", "6",
    "a", "e", "s", "c", "/", "n", "]", "h", ":", " ", ".", "?", "u", "\u{13}", "y", "Ada", "\u{12}", "\u{0C}",
  ]

  func run() throws {
    let place = try Workplace()
    let subject = try place.subject(of: 1_000)
    var chance = SystemRandomNumberGenerator()
    var people = [try place.open(subject), try place.open(subject, columns: 80, rows: 24)]
    let start = milliseconds()
    var (pressed, killed, restarted) = (0, 0, 0)
    var nextKill = start + 3_000
    while milliseconds() - start < minutes * 60_000 {
      for index in people.indices {
        let key = Soak.keys.randomElement(using: &chance) ?? "\r"
        _ = people[index].answer(to: key, quiet: 5, patience: 60)
        people[index].forget()
        pressed += 1
        // Somebody who left, or signed out, comes back.
        if kill(people[index].process, 0) != 0 || hasEnded(people[index].process) {
          people[index] = try place.open(subject)
          restarted += 1
        }
      }
      if milliseconds() > nextKill {
        kill(people[0].process, SIGKILL)
        people[0] = try place.open(subject)
        killed += 1
        nextKill = milliseconds() + 3_000
      }
    }
    let memory = people.map { $0.memory("VmRSS") }.max() ?? 0
    people = []
    try place.run(["audit", "verify", "--home", subject.home])
    print(
      "\(pressed) keys, \(killed) kills, \(restarted) ended by themselves, \(memory.rounded()) MB; the log is whole."
    )
  }

  /// Whether a child has ended and waits to be buried.
  private func hasEnded(_ process: pid_t) -> Bool {
    text(of: "/proc/\(process)/stat").split(separator: ")").last?.hasPrefix(" Z") ?? true
  }
}
