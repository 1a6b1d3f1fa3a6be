import Records

/// A JSON5 file of settings: each is read with what it may be, and what is wrong is said with its line.
struct SettingsFile {
  private let members: [JSON5Node.Member]

  /// - Throws: ``JSON5Error/malformed(_:)`` for what is no JSON5, and for a setting that is none of `names`.
  init(_ text: String, of names: [String]) throws(JSON5Error) {
    let node = try JSON5.node(text)
    guard let members = node.members else {
      throw JSON5Error(node.line, "Settings stand between { and }.")
    }
    if let unknown = members.first(where: { !names.contains($0.key) }) {
      let meant = NearMiss.best(for: unknown.key, among: names)
      throw JSON5Error(
        unknown.line,
        "There is no setting \(quoted(unknown.key)).\(meant.map { " Did you mean \($0)?" } ?? "")")
    }
    self.members = members
  }

  private func member(_ name: String) -> JSON5Node.Member? {
    members.first { member in
      guard member.key == name else { return false }
      if case .nothing = member.value.content { return false }
      return true
    }
  }

  /// The value of a setting, as `read` takes it; nil where it is not set.
  private func value<Value>(
    _ name: String, _ what: String, _ read: (JSON5Node) -> Value?
  ) throws(JSON5Error) -> Value? {
    guard let member = member(name) else { return nil }
    guard let value = read(member.value) else { throw JSON5Error(member.line, "\(name) must be \(what).") }
    return value
  }

  func flag(_ name: String) throws(JSON5Error) -> Bool? { try value(name, "true or false", \.flag) }

  func text(_ name: String) throws(JSON5Error) -> String? { try value(name, "text between quotes", \.text) }

  /// A text of which a part must hold as well, said as `what`.
  func text(_ name: String, _ what: String, where isFit: (String) -> Bool) throws(JSON5Error) -> String? {
    try value(name, what) { node in node.text.flatMap { isFit($0) ? $0 : nil } }
  }

  func number(_ name: String, in range: ClosedRange<Int>) throws(JSON5Error) -> Int? {
    try value(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { node in
      node.number.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func texts(_ name: String) throws(JSON5Error) -> [String]? {
    try value(name, "a list of texts, such as [\"mono\"]") { node in
      node.list.flatMap { list in
        let texts = list.compactMap(\.text)
        return texts.count == list.count ? texts : nil
      }
    }
  }

  /// A list of objects, each of which gives these texts and nothing else.
  func objects(_ name: String, giving keys: [String]) throws(JSON5Error) -> [[String: String]]? {
    guard let member = member(name) else { return nil }
    let form = "{ \(keys.map { "\($0): \"…\"" }.joined(separator: ", ")) }"
    guard let list = member.value.list else {
      throw JSON5Error(member.line, "\(name) must be a list of \(form).")
    }
    var objects: [[String: String]] = []
    for node in list {
      let pairs = (node.members ?? []).compactMap { pair in pair.value.text.map { (pair.key, $0) } }
      guard pairs.map(\.0).sorted() == keys.sorted(), pairs.count == node.members?.count else {
        throw JSON5Error(node.line, "Each of \(name) must be \(form).")
      }
      objects.append(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }
    return objects
  }
}
