import Records

/// Whose file is due for destruction by one retention policy, and who is kept although the years are over.
package struct DestructionSchedule: Sendable, Hashable {
  /// One resident’s file.
  package struct File: Sendable, Hashable {
    package let resident: RecordID
    /// The reference, or words in its place where the session may not know of them.
    package let called: String
    /// The policy that lets it go, and the first day on which it does.
    package let policy: String
    package let since: Day
    /// What speaks against it; empty where nothing does.
    package let reasons: [String]
    /// How many records of each type are about them, by the titles of the types.
    package let counts: [String: Int]
  }

  package let due: [File]
  package let held: [File]

  /// How many records of each type go, the most first.
  package var counts: [(title: String, count: Int)] {
    var sums: [String: Int] = [:]
    for file in due { sums.merge(file.counts, uniquingKeysWith: +) }
    return sums.map { (title: $0.key, count: $0.value) }
      .sorted { $0.count == $1.count ? $0.title < $1.title : $0.count > $1.count }
  }

  /// The whole of it as sentences, the files one a line, the longest due first.
  package var words: [String] {
    if due.isEmpty, held.isEmpty { return ["Nothing is due."] }
    var words = [due.isEmpty ? "Nothing is due that nothing speaks against." : summary]
    words += due.map { file in
      let count = file.counts.values.reduce(0, +)
      return
        "Due: \(file.called), by \(file.policy), since \(file.since.words), \(count) \(count == 1 ? "record" : "records")"
    }
    return words
      + held.map { file in
        "Kept: \(file.called), due since \(file.since.words): \(file.reasons.joined(separator: "; "))"
      }
  }

  private var summary: String {
    let types = counts.map { "\($0.title.lowercasedFirst) \($0.count)" }.joined(separator: ", ")
    let files = due.count == 1 ? "The file of 1 resident is" : "The files of \(due.count) residents are"
    return "\(files) due\(types.isEmpty ? "" : ": \(types)")."
  }
}
