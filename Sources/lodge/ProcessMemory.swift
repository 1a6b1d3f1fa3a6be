private import CProcess
import Glibc

/// The memory that the running program holds.
enum ProcessMemory {
  /// How long nobody types before memory is given back.
  static let rest = Duration.seconds(1)

  /// Gives back what is free, and the pages of the program's files that were read since the last time.
  ///
  /// Those are never written to, so that what is needed again comes back from the system's cache of the file: a
  /// terminal that stands on its list all night holds little more than its records.
  static func giveBack() { lodge_give_back_memory(UInt(getpagesize())) }
}
