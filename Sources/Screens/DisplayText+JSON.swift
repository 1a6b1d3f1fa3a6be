import Records

extension DisplayText {
  /// What a small object says in words, such as `actions overdue: ACT-0009; hazards open: 1`, without what is nothing.
  static func words(ofJSON text: String) -> String {
    guard let node = try? JSON5Node(reading: text), let members = node.members else { return text }
    let parts = members.compactMap { member -> String? in
      let name = member.key.replacing("_", with: " ")
      if let list = member.value.list {
        let words = list.compactMap(\.text)
        return words.isEmpty ? nil : "\(name): \(words.joined(separator: ", "))"
      }
      if let number = member.value.number { return number == 0 ? nil : "\(name): \(Int(number))" }
      return member.value.text.map { "\(name): \($0)" }
    }
    return parts.isEmpty ? "nothing to tell" : parts.joined(separator: "; ")
  }
}
