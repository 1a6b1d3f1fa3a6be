import Dispatch
import Synchronization
import Testing

@testable import Terminal

/// What happens beside a terminal that takes nothing.
@Suite struct OutputGuardTests {
  @Test func `writing that is held up is noticed once while it lasts`() {
    let count = Mutex(0)
    let noticed = DispatchSemaphore(value: 0)
    let guarded = OutputGuard(milliseconds: 20)
    guarded.whenStuck {
      count.withLock { $0 += 1 }
      noticed.signal()
    }
    let (_, wasStuck) = guarded.watching { noticed.wait() }
    #expect(wasStuck)
    #expect(count.withLock { $0 } == 1)
  }

  @Test func `writing that goes through is nobody's alarm, and a later hold-up is noticed`() {
    let noticed = DispatchSemaphore(value: 0)
    let guarded = OutputGuard(milliseconds: 200)
    guarded.whenStuck { noticed.signal() }
    for _ in 0..<50 {
      let (answer, wasStuck) = guarded.watching { 7 }
      #expect(answer == 7)
      #expect(!wasStuck)
    }
    #expect(guarded.watching { noticed.wait() }.wasStuck)
  }

  @Test func `what is copied goes through tmux only with each escape doubled`() {
    #expect(Clipboard.sequence(for: "Ada", isWrapped: false) == "\u{1B}]52;c;QWRh\u{07}")
    #expect(
      Clipboard.sequence(for: "Ada", isWrapped: true)
        == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;QWRh\u{07}\u{1B}\\")
    #expect(Clipboard.sequence(for: String(repeating: "a", count: 60_000), isWrapped: false) == nil)
  }
}
