private import CProcess
import Glibc

/// Shuts this process in before it reads a byte of what somebody sent.
///
/// It can then open no file and no connection, start nothing that needs one, write no file and leave no core; it
/// ends when it takes too much memory or time, also where nobody waits for it any more.
///
/// - Returns: Whether the system granted all of it.
func confine() -> Bool {
  // A crash must not print memory, which holds somebody's picture.
  for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
  closefrom(3)
  alarm(10)
  let limits: [(resource: Int32, most: UInt)] = [
    // The bytes of a file of 50 MB, one byte for each point, and what a JPEG that comes in steps keeps of them.
    (lodge_limit_memory, 640 << 20),
    (lodge_limit_seconds, 5),
    (lodge_limit_written, 0),
    (lodge_limit_files, 0),
  ]
  return lodge_no_more_rights() == 1 && lodge_undumpable() == 1 && lodge_no_core() == 1
    && limits.allSatisfy { lodge_limit($0.resource, $0.most) == 1 }
}
