import Records
import Storage

/// The columns of a file, each with the field that it fills.
struct ImportColumns: Sendable {
  /// By the place of the column in a row.
  let fields: [Field?]
  let headings: [String]
  /// The headings that fill nothing.
  var ignored: [String] { zip(headings, fields).filter { $0.1 == nil }.map(\.0) }

  /// Fits the headings to a type, by name or label, or by the map that came with the file.
  ///
  /// - Throws: A ``CommandError`` that names every heading and every missing field at once.
  init(
    _ headings: [String], line: Int, type: RecordType, map: [String: String]?, given: Set<String>
  ) throws(CommandError) {
    self.headings = headings
    var places: [CommandError.Place] = []
    var fields: [Field?] = []
    var filled = given
    for (index, heading) in headings.enumerated() {
      let column = ImportColumns.meant(heading, type, map)
      switch column {
      case .field(let field):
        if !filled.insert(field.name).inserted {
          let reason = "\(field.label) is filled twice."
          places.append(.init(line: line, column: index + 1, heading: heading, reason: reason))
        }
        fields.append(field)
      case .nothing: fields.append(nil)
      case .unknown(let reason):
        places.append(.init(line: line, column: index + 1, heading: heading, reason: reason))
        fields.append(nil)
      }
    }
    for heading in (map ?? [:]).keys.sorted() where !headings.contains(heading) {
      let reason = "The map names a column \(quoted(heading)), which the file does not have."
      places.append(.init(line: line, column: nil, heading: nil, reason: reason))
    }
    for field in type.fields where field.isNeeded(in: type) && !filled.contains(field.name) {
      let reason =
        "There is no column for \(field.label) (\(field.name)), which every \(type.singular) needs."
      places.append(.init(line: line, column: nil, heading: nil, reason: reason))
    }
    self.fields = fields
    guard places.isEmpty else {
      var error = CommandError.refused(
        "The columns of the file do not fit \(type.id). Nothing was imported.",
        hint: "Say what they mean with --map FILE.json5: { \"their heading\": \"field\" }."
          + (map == nil ? ImportColumns.suggestedMap(headings, type, filled) : ""))
      error.places = places
      throw error
    }
  }

  private enum Meaning { case field(Field), nothing, unknown(String) }

  private static func meant(_ heading: String, _ type: RecordType, _ map: [String: String]?) -> Meaning {
    if let name = map?[heading] {
      guard !name.isEmpty else { return .nothing }
      guard let field = type.field(name) else {
        let meant = NearMiss.best(for: name, among: type.fields.map(\.name))
        return .unknown(
          "\(type.title) have no field \(quoted(name)).\(meant.map { " Did you mean \($0)?" } ?? "")")
      }
      return field.isImported(in: type) ? .field(field) : .unknown("\(field.label) is filled in by Lodge.")
    }
    let folded = Text.folded(heading).trimmingBlanks
    let field = type.field(folded) ?? type.fields.first { Text.folded($0.label) == folded }
    if let field { return field.isImported(in: type) ? .field(field) : .nothing }
    if map != nil || ["id", "revision", ""].contains(folded) { return .nothing }
    let near = ForeignHeadings.field(heading, of: type) ?? near(folded, type)
    let meant = near.map { " Did you mean \($0.label) (\($0.name))?" } ?? ""
    return .unknown("\(type.title) have no field \(quoted(heading)).\(meant)")
  }

  /// Whether a heading names what follows from other records, such as the room of a resident from the stay and its bed.
  static func isWorkedOut(_ heading: String, of type: RecordType) -> Bool {
    let folded = Text.folded(heading).trimmingBlanks
    let field = type.field(folded) ?? type.fields.first { Text.folded($0.label) == folded }
    return field?.isDerived == true
  }

  /// The field whose name or label is spelled nearly so.
  private static func near(_ folded: String, _ type: RecordType) -> Field? {
    if let name = NearMiss.best(for: folded, among: type.fields.map(\.name)) { return type.field(name) }
    let label = NearMiss.best(for: folded, among: type.fields.map { Text.folded($0.label) })
    return label.flatMap { label in type.fields.first { Text.folded($0.label) == label } }
  }

  /// A map for the headings that are not understood, as far as it can be guessed, ready to be copied.
  private static func suggestedMap(_ headings: [String], _ type: RecordType, _ filled: Set<String>) -> String
  {
    let pairs = headings.compactMap { heading -> String? in
      guard case .unknown = meant(heading, type, nil) else { return nil }
      let folded = Text.folded(heading).trimmingBlanks
      let field = ForeignHeadings.field(heading, of: type) ?? near(folded, type)
      let name = field.flatMap { filled.contains($0.name) ? nil : $0.name } ?? ""
      return "\"\(heading.filter { $0 != "\"" })\": \"\(name)\""
    }
    return pairs.isEmpty
      ? "" : " For this file: { \(pairs.joined(separator: ", ")) }; \"\" leaves a column out."
  }
}

extension Field {
  /// What the program fills in itself comes from no file, but for the number and the state of a record.
  fileprivate func isImported(in type: RecordType) -> Bool {
    if isDerived || isBytes { return false }
    return !traits.contains(.filledIn) || name == "reference" || name == type.workflow?.field
  }

  fileprivate func isNeeded(in type: RecordType) -> Bool {
    isRequired && isImported(in: type) && !traits.contains(.filledIn) && initial.isEmpty
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
