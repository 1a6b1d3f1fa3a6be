/// What fills the places of a template: `{place: table.field}`.
package struct TemplateFields: Sendable {
  package struct Source: Hashable, Sendable {
    package let type: String
    package let field: String
  }

  package let sources: [String: Source]

  /// Reads the text of the field, or returns nil where it is no object of names.
  package init?(_ text: String) {
    guard let members = (try? JSON5Node(reading: text))?.members else { return nil }
    var sources: [String: Source] = [:]
    for member in members {
      let parts = member.value.text?.split(separator: ".", omittingEmptySubsequences: false) ?? []
      guard parts.count == 2 else { return nil }
      sources[member.key] = Source(type: String(parts[0]), field: String(parts[1]))
    }
    self.sources = sources
  }

  /// Fills a template with what these records hold, one of each type.
  ///
  /// - Parameters:
  ///   - text: The template.
  ///   - records: By the names of their types.
  ///   - shown: Writes a value as people read it; what the reader may not see is never handed in.
  /// - Returns: The text, and the places for which there was nothing.
  package func filled(
    _ text: String, from records: [String: Record], shown: (Field, Value) -> String
  ) -> (text: String, missing: [String]) {
    var values: [String: String] = [:]
    for (place, source) in sources {
      guard let record = records[source.type], let field = record.type.field(source.field) else { continue }
      let value = record[source.field]
      if !value.isEmpty, !value.isUnknown { values[place] = shown(field, value) }
    }
    return TextTemplate(text).filled(with: values)
  }
}

/// What a reference to a template is for: which text of the template goes where, and what fills its places.
package struct TemplateUse: Sendable, Hashable {
  /// The fields of the template by the fields, or the question for a file, that they are written into.
  package let texts: [String: String]
  /// The field of the template that says what fills each place, for ``TemplateFields``.
  package let map: String
}
