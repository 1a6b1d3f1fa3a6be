/// Reads the names of a house's rooms from one line: `R01-R19 except R13, Flat A`.
package enum RoomNames {
  /// The names in their order, or nil where a range runs backwards, has no numbers or is longer than 500.
  package static func read(_ text: String) -> [String]? {
    let parts = text.replacing(" except ", with: "!").split(separator: "!", omittingEmptySubsequences: false)
    guard parts.count <= 2, let all = list(parts[0]) else { return nil }
    guard parts.count == 2 else { return unique(all) }
    guard let without = list(parts[1]) else { return nil }
    return unique(all.filter { !without.contains($0) })
  }

  private static func list(_ text: some StringProtocol) -> [String]? {
    var names: [String] = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let word = part.trimmingBlanks
      if word.isEmpty { continue }
      guard let range = range(word) else { return nil }
      names += range
    }
    return names
  }

  private static func range(_ word: String) -> [String]? {
    let ends = word.split(separator: "-", omittingEmptySubsequences: false).map(\.trimmingBlanks)
    guard ends.count == 2 else { return [word] }
    let (first, last) = (parts(ends[0]), parts(ends[1]))
    guard let from = Int(first.digits), let to = Int(last.digits),
      last.letters.isEmpty || last.letters == first.letters,
      to >= from, to - from < 500
    else { return nil }
    return (from...to).map { number in
      let digits = String(number)
      let zeros = String(repeating: "0", count: max(0, first.digits.count - digits.count))
      return first.letters + zeros + digits
    }
  }

  private static func parts(_ word: String) -> (letters: String, digits: String) {
    let digits = String(word.reversed().prefix { ("0"..."9").contains($0) }.reversed())
    return (String(word.dropLast(digits.count)), digits)
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    let rest = drop { $0 == " " }
    return String(rest.prefix(rest.count - rest.reversed().prefix { $0 == " " }.count))
  }

  fileprivate func replacing(_ word: String, with mark: String) -> String {
    var result = ""
    var rest = self[...]
    while let first = rest.first {
      if rest.hasPrefix(word) {
        result += mark
        rest = rest.dropFirst(word.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
