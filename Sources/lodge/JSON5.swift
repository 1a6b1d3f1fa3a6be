import FoundationEssentials

/// Why a JSON5 file gives nothing.
enum JSON5Error: Error, Hashable, Sendable {
  case file(FileError)
  /// Where and what is wrong, as one sentence.
  case malformed(String)
}

/// Reads the files that people edit: settings, policies, maps, lists.
enum JSON5 {
  static func decoded<Content: Decodable>(_ path: String) throws(JSON5Error) -> Content {
    let text: String
    do { text = try FileText.text(of: path) } catch { throw .file(error) }
    return try decoded(text: text)
  }

  static func decoded<Content: Decodable>(text: String) throws(JSON5Error) -> Content {
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
      context.codingPath.isEmpty ? syntax(context) : "\(place(context))\(context.debugDescription)"
    @unknown default: "It is not in the form of JSON5."
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "line \($0 + 1)" } ?? $0.stringValue }
    return path.isEmpty ? "At the top " : "At \(path.joined(separator: ", ")) "
  }

  /// The decoder's own words, which name line and column.
  private static func syntax(_ context: DecodingError.Context) -> String {
    guard let inner = context.underlyingError as? CocoaError else { return context.debugDescription }
    return inner.userInfo["NSDebugDescription"] as? String ?? context.debugDescription
  }
}
