import Glibc

/// The memory that the running program holds.
enum ProcessMemory {
  /// Gives back the pages of program text that only the start and the sign-in needed.
  ///
  /// Text is never written to, so that what is needed again comes back from the system's cache of the file.
  static func giveBackStart() {
    // Without /proc nothing is given back, and nothing else is lost.
    guard let maps = try? FileText.text(of: "/proc/self/maps") else { return }
    for line in maps.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      guard words.count == 6, words[1] == "r-xp", words[5].hasPrefix("/") else { continue }
      let ends = words[0].split(separator: "-").compactMap { UInt(String($0), radix: 16) }
      guard ends.count == 2, let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else { continue }
      madvise(start, Int(ends[1] - ends[0]), MADV_DONTNEED)
    }
  }
}
