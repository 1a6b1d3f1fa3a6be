import Records

/// Leaves passages out of a text; what stands in their place does not tell how long they were.
enum Redacting {
  /// Returns the text without the passages; those that overlap or touch are left out as one.
  ///
  /// - Returns: Nil where one of them does not stand where it stood.
  static func leavingOut(_ redactions: [Record], of text: String) -> String? {
    var letters = Array(text)
    var passages: [Passage] = []
    for redaction in redactions {
      guard let passage = passage(redaction, in: letters) else { return nil }
      passages.append(passage)
    }
    // From the end, so that the places of those before stay true.
    for passage in joined(passages).reversed() {
      letters.replaceSubrange(passage.range, with: Array(passage.mark))
    }
    return String(letters)
  }

  private static func passage(_ redaction: Record, in letters: [Character]) -> Passage? {
    guard case .integer(let from) = redaction["from_character"],
      case .integer(let to) = redaction["to_character"], 1 <= from, from <= to, to <= letters.count
    else { return nil }
    let range = from - 1..<to
    if case .bytes(let original) = redaction["original"], Array(String(letters[range]).utf8) != original {
      return nil
    }
    let code: String = redaction[FieldKey("reason_code")] ?? "other"
    let choices = redaction.type.field("reason_code")?.choices?.members ?? []
    let ground = choices.first { $0.code == code }?.label ?? Choice.label(for: code)
    return Passage(range: range, grounds: [ground.lowercased()])
  }

  /// The passages in their order, none of which meets another any more.
  private static func joined(_ passages: [Passage]) -> [Passage] {
    var joined: [Passage] = []
    for passage in passages.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if let last = joined.last, passage.range.lowerBound <= last.range.upperBound {
        joined[joined.count - 1] = last.joined(with: passage)
      } else {
        joined.append(passage)
      }
    }
    return joined
  }

  /// Characters of the text, and why they are left out.
  private struct Passage {
    let range: Range<Int>
    let grounds: [String]

    var mark: String { "[redacted: \(grounds.joined(separator: ", "))]" }

    func joined(with later: Passage) -> Passage {
      let upper = max(range.upperBound, later.range.upperBound)
      let more = later.grounds.filter { !grounds.contains($0) }
      return Passage(range: range.lowerBound..<upper, grounds: grounds + more)
    }
  }
}
