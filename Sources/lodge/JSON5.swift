import FoundationEssentials
import Records

/// Why a JSON5 file gives nothing.
enum JSON5Error: Error, Hashable, Sendable {
  case file(FileError)
  /// Where and what is wrong, as one sentence.
  case malformed(String)

  /// What is wrong on a line of the file.
  init(_ line: Int, _ reason: String) { self = .malformed("line \(line): \(reason)") }
}

/// Reads the files that people edit: settings, policies, maps, lists.
enum JSON5 {
  static func decoded<Content: Decodable>(_ path: String) throws(JSON5Error) -> Content {
    try decoded(text: text(of: path))
  }

  /// The file as it stands, each value with its line.
  static func node(_ text: String) throws(JSON5Error) -> JSON5Node {
    do { return try JSON5Node(reading: text) } catch { throw JSON5Error(error.line, error.reason) }
  }

  /// The text of the file at `path`.
  static func text(of path: String) throws(JSON5Error) -> String {
    do { return try FileText.text(of: path) } catch { throw .file(error) }
  }

  static func decoded<Content: Decodable>(text: String) throws(JSON5Error) -> Content {
    // The place of a slip of the pen is known only to this reader.
    _ = try node(text)
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    do { return try decoder.decode(Content.self, from: Data(text.utf8)) } catch let error as DecodingError {
      throw .malformed(reason(of: error))
    } catch { throw .malformed("It is not in the form of JSON5.") }
  }

  private static func reason(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): "\(place(context))there is no \(key.stringValue)."
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(place(context))the value is of the wrong kind."
    case .dataCorrupted(let context):
      "\(place(context))\(context.debugDescription)"
    @unknown default: "It is not in the form of JSON5."
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "line \($0 + 1)" } ?? $0.stringValue }
    return path.isEmpty ? "At the top " : "At \(path.joined(separator: ", ")) "
  }
}
