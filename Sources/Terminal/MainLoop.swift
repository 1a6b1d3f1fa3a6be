private import CNcurses

/// The main thread's loop: it waits for the terminal and for work of the main queue at once.
///
/// So a key wakes one thread, and that one answers it. The queue's own library waits in a second thread and works in a
/// third.
package enum MainLoop {
  /// Where keys arrive, and what reads them; nil while there is no terminal.
  @MainActor
  static var keys: (descriptor: Int32, read: @MainActor () -> Void)?

  /// Goes round until the process ends; called once, on the main thread.
  package static func run() -> Never {
    while true {
      let found = MainActor.assumeIsolated { Int(lodge_wait(keys?.descriptor ?? -1)) }
      if found & LODGE_TYPED != 0 { MainActor.assumeIsolated { keys?.read() } }
      if found & LODGE_WORK != 0 { lodge_work() }
    }
  }
}
