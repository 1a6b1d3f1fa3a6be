/// How much one dose is, as the words of a plan, a label or who gives it say it.
package enum DoseAmount {
  /// How many tablets, puffs or millilitres an amount is; nil where it is weighed, and where it is anything else than a
  /// number with at most one word for what is counted: of `1 or 2 tablets` whoever gives it says how many.
  package static func counted(_ text: String) -> String? {
    let words = words(text)
    let isPlain = words.dropFirst().allSatisfy { word in word.allSatisfy(\.isLetter) && spelled[word] == nil }
    guard words.count <= 2, isPlain, [nil, "ml"].contains(measure(text)) else { return nil }
    return number(text)
  }

  /// The words of an amount, without what it weighs in brackets and without the article of `half a tablet`.
  private static func words(_ text: String) -> [String] {
    var words = Text.folded(text).split(separator: " ").map(String.init)
    if let bracket = words.firstIndex(where: { $0.hasPrefix("(") }) {
      let weight = words[bracket...].joined(separator: " ").dropFirst()
      let isOne = weight.hasSuffix(")") && weight.split(separator: " ").count <= 2
      if isOne, weight.first?.isNumber == true, measure(String(weight)) != nil {
        words.removeSubrange(bracket...)
      }
    }
    if words.count == 3, words[0] == "half", words[1] == "a" { words.remove(at: 1) }
    return words
  }

  private static func number(_ text: String) -> String? {
    let first = text.split(separator: " ").first.map(String.init) ?? ""
    let number = spelled[Text.folded(first)] ?? first
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else {
      return nil
    }
    return number
  }

  /// Whether two amounts have the same number, and no two measures: 10 ml is never 10 mg, and 1 tab is 1 tablet.
  package static func isSame(_ typed: String, as dose: String) -> Bool {
    let bare = { (text: String) in Text.folded(text).filter { !$0.isWhitespace } }
    if bare(typed) == bare(dose) { return true }
    guard let number = number(typed), number == self.number(dose) else { return false }
    guard let one = measure(typed), let other = measure(dose) else { return true }
    return one == other
  }

  /// The measure that stands behind the number; a tablet, a puff or a sachet is none.
  private static func measure(_ text: String) -> String? {
    let words = Text.folded(text).split { !$0.isLetter }.map(String.init)
    return words.first { spelled[$0] == nil }.flatMap { measures[$0] }
  }

  private static let spelled = ["one": "1", "a": "1", "two": "2", "three": "3", "four": "4", "half": "0.5"]

  private static let measures = [
    "mg": "mg", "milligram": "mg", "milligrams": "mg", "mcg": "mcg", "ug": "mcg", "microgram": "mcg",
    "micrograms": "mcg", "g": "g", "gram": "g", "grams": "g", "ml": "ml", "millilitre": "ml",
    "millilitres": "ml", "milliliter": "ml", "milliliters": "ml", "unit": "unit", "units": "unit",
    "iu": "unit",
  ]
}
