/// Finds what was probably meant by a mistyped word.
enum NearMiss {
  /// The known word nearest to `word`, or nil where none is near.
  static func best(for word: String, among known: [String]) -> String? {
    let limit = max(1, word.count / 3)
    let near = known.map { ($0, distance(word, $0)) }.filter { $0.1 <= limit }
    if let best = near.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) { return best.0 }
    let begun = known.filter { word.count > 1 && $0.hasPrefix(word) }
    return begun.count == 1 ? begun.first : nil
  }

  /// The letters to add, drop, change or swap with their neighbour to make one word of the other.
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    var before: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          least = min(least, before[j - 1] + 1)
        }
        row.append(least)
      }
      before = last
      last = row
    }
    return last[right.count]
  }
}
