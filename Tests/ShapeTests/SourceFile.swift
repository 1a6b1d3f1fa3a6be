import Foundation

/// One file under `Sources`, with its comments taken out.
struct SourceFile: CustomStringConvertible {
  /// `Storage/SQL.swift`, from the folder of the sources.
  let path: String
  /// Each line of code, without what stands after `//`.
  let lines: [String]

  var module: String { String(path.prefix { $0 != "/" }) }
  var description: String { path }

  /// The modules that it imports, and whether each only for itself.
  var imports: [(module: String, isPrivate: Bool)] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place <= 2, words.count > place + 1 else {
        return nil
      }
      guard words[..<place].allSatisfy({ $0 == "private" || $0.hasPrefix("@") || $0 == "package" }) else {
        return nil
      }
      return (String(words[place + 1].prefix { $0 != "." }), words[..<place].contains("private"))
    }
  }

  /// The lines that hold the symbol as a word of its own, or as the beginning of one where it ends in `*`.
  ///
  /// A symbol with a parenthesis is a function, not a method of that name.
  func lines(with symbol: String) -> [String] {
    let isPrefix = symbol.hasSuffix("*")
    let symbol = isPrefix ? String(symbol.dropLast()) : symbol
    return lines.filter { line in
      var rest = line[...]
      while let found = rest.range(of: symbol) {
        let before = found.lowerBound == line.startIndex ? " " : line[line.index(before: found.lowerBound)]
        let after = found.upperBound == line.endIndex ? " " : line[found.upperBound]
        let isMethod = before == "." && symbol.hasSuffix("(")
        let begins = !before.isPart && !isMethod || symbol.first?.isPart == false
        if begins, isPrefix || !after.isPart || symbol.last?.isPart == false { return true }
        rest = rest[found.upperBound...]
      }
      return false
    }
  }

  /// Every Swift file and C header of the program.
  static let all: [SourceFile] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".swift") || $0.hasSuffix(".h") }.sorted().map { path in
      let file = root.appendingPathComponent(path)
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return SourceFile(path: path, lines: text.components(separatedBy: "\n").map(code))
    }
  }()

  private static func code(_ line: String) -> String {
    if let comment = line.range(of: "// ") ?? line.range(of: "///") {
      return String(line[..<comment.lowerBound])
    }
    return line
  }
}

extension Character {
  fileprivate var isPart: Bool { isLetter || isNumber || self == "_" }
}
