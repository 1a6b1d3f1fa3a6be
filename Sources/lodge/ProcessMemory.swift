import Glibc

/// The memory that the running program holds.
enum ProcessMemory {
  /// How long nobody types before memory is given back.
  static let rest = Duration.seconds(1)

  /// Gives back the pages of program text that were read since the last time.
  ///
  /// Text is never written to, so that what is needed again comes back from the system's cache of the file: a
  /// terminal that stands on its list all night holds little more than its records.
  static func giveBack() {
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
