import Records
import Storage

/// What the terms of a typed filter mean, and how one may go on.
extension AppModel {
  /// The conditions of typed terms; one that means nothing lets no record through, so that nobody is misled.
  func conditions(of filter: TypedFilter, on type: RecordType) async -> [Condition] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      return try await FilterTerms(registrar, session).conditions(of: filter, on: type)
    } catch {
      await say(error)
      return [.among("id", [])]
    }
  }

  private func suggestions(_ words: String, of type: String, limit: Int) async -> [Suggestion] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      return try await registrar.find(words, in: [type], limit: limit, for: session)
    } catch {
      await say(error)
      return []
    }
  }

  // MARK: What a piece may go on as

  /// What the last piece of a typed filter may be completed to, the whole piece each.
  func completions(of text: String, on type: RecordType) async -> [String] {
    guard let last = TypedFilter.tokens(text).last, text.last?.isWhitespace != true || last.contains("\"")
    else {
      return []
    }
    let parts = last.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let begun = parts[0].lowercased()
    guard parts.count == 2 else {
      return TypedFilter.keys(of: type).filter { $0.hasPrefix(begun) }.prefix(6).map { $0 + ":" }
    }
    let value = parts[1].filter { $0 != "\"" }
    return await values(value, of: begun, on: type).map { "\(begun):\($0)" }
  }

  private func values(_ value: String, of key: String, on type: RecordType) async -> [String] {
    guard let field = TypedFilter.field(key, of: type) else {
      return key == "house" && type.hasHouse ? await names(value, of: "houses") : []
    }
    switch field.kind {
    case .choice(let choices):
      return members(of: choices).filter { $0.begins(with: value) }.prefix(6).map(\.code)
    case .flag: return ["yes", "no"].filter { $0.hasPrefix(value.lowercased()) }
    case .reference(let target): return value.isEmpty ? [] : await names(value, of: target)
    case .day, .instant: return value.isEmpty ? ["t", "<t", "<t+7", ">t-7"] : []
    default: return []
    }
  }

  private func names(_ value: String, of type: String) async -> [String] {
    await suggestions(value, of: type, limit: 5).map { suggestion in
      let title = suggestion.title.filter { $0 != "," }
      return title.contains(where: \.isWhitespace) ? "\"\(title)\"" : title
    }
  }
}
