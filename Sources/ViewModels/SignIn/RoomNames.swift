/// Reads the names of a house's rooms from one line: `14` for 1 to 14, or `R01-R19 except R13, Flat A`.
package enum RoomNames {
  /// How the line is written, for who is asked for it.
  package static let hint =
    "14 makes rooms 1 to 14. Or a range: 101-114 except 113. Or names: Blue, Garden, 3."

  /// The names in their order, or nil where a range runs backwards, has no numbers or is longer than 500.
  ///
  /// One number alone says how many rooms there are; among others it is the name of one.
  package static func read(_ text: String) -> [String]? {
    let parts = text.replacing(" except ", with: "!").split(separator: "!", omittingEmptySubsequences: false)
    guard parts.count <= 2, let all = list(counted(parts[0].trimmingBlanks)) else { return nil }
    guard parts.count == 2 else { return unique(all) }
    guard let without = list(parts[1]), strangers(without, all).isEmpty else { return nil }
    // What has no number is no exception from a range, but one room more.
    let further = without.filter { !all.contains($0) && isName($0) }
    return unique(all.filter { !without.contains($0) } + further)
  }

  /// Numbers behind `except` that are not among the rooms before it: probably mistyped.
  private static func strangers(_ without: [String], _ all: [String]) -> [String] {
    without.filter { !all.contains($0) && !isName($0) }
  }

  private static func isName(_ word: String) -> Bool { !word.contains { ("0"..."9").contains($0) } }

  /// Why a line does not read, as a sentence.
  private static func fault(_ text: String) -> String {
    let parts = text.replacing(" except ", with: "!").split(separator: "!", omittingEmptySubsequences: false)
    guard parts.count == 2, let all = list(counted(parts[0].trimmingBlanks)), let without = list(parts[1]),
      let stranger = strangers(without, all).first
    else { return "This does not read as rooms yet." }
    return "\(stranger) is not among the rooms before “except”."
  }

  /// What the names will be, before they are made, as a sentence.
  package static func words(_ text: String) -> String {
    guard let names = read(text) else { return fault(text) }
    switch names.count {
    case 0: return "No rooms yet; they can be added later."
    case 1: return "1 room: \(names[0]). It gets one bed."
    case 2...5: return "\(names.count) rooms: \(names.joined(separator: ", ")). Each gets one bed."
    default:
      let first = names.prefix(3).joined(separator: ", ")
      return "\(names.count) rooms: \(first) … \(names[names.count - 1]). Each gets one bed."
    }
  }

  /// `1-14` for a line that is the one number 14; a number that begins with 0 is a name.
  private static func counted(_ word: String) -> String {
    let isNumber = !word.isEmpty && word.allSatisfy { ("0"..."9").contains($0) }
    return isNumber && !word.hasPrefix("0") ? "1-\(word)" : word
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
