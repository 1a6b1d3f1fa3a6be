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
    ///
    /// Empty of who is kept, and in the deed itself, where nobody reads them.
    package let counts: [String: Int]
  }

  package let due: [File]
  package let held: [File]
  /// Those on the approved list of whom nothing is due any more, as they are called.
  package let left: [String]

  /// What stands in place of the reference of who is out of the session’s sight.
  static let unknown = "a resident whom you may not know of"

  /// How many records of each type go, the most first.
  package var counts: [(title: String, count: Int)] {
    var sums: [String: Int] = [:]
    for file in due { sums.merge(file.counts, uniquingKeysWith: +) }
    return sums.map { (title: $0.key, count: $0.value) }
      .sorted { $0.count == $1.count ? $0.title < $1.title : $0.count > $1.count }
  }

  /// The whole of it as sentences, the files one a line, the longest due first.
  package var words: [String] {
    if due.isEmpty, held.isEmpty, left.isEmpty { return ["Nothing is due."] }
    var words = [due.isEmpty ? "Nothing is due that nothing speaks against." : summary]
    words += due.map { file in
      let count = file.counts.values.reduce(0, +)
      return
        "Due: \(file.called), by \(file.policy), since \(file.since.words), \(count) \(count == 1 ? "record" : "records")"
    }
    words += held.map { file in
      "Kept: \(file.called), due since \(file.since.words): \(file.reasons.joined(separator: "; "))"
    }
    return words + left.map { "Left: \($0), on the list and no longer due" }
  }

  private var summary: String {
    let types = counts.map { "\($0.title.lowercasedFirst) \($0.count)" }.joined(separator: ", ")
    let files = due.count == 1 ? "The file of 1 resident is" : "The files of \(due.count) residents are"
    return "\(files) due\(types.isEmpty ? "" : ": \(types)")."
  }
}
