import Records

extension TemplateFields {
  /// The first place of these texts that no field may fill; nil where every one is filled.
  static func unknown(in texts: [String], _ map: String?) -> String? {
    let fields = map.flatMap { TemplateFields($0) }
    if let map, fields == nil { return map }
    let places = texts.flatMap { TextTemplate($0).places }
    return places.first { place in fields?.sources[place].flatMap { $0.declared } == nil }
      ?? fields?.sources.keys.sorted().first { fields?.sources[$0]?.declared == nil }
  }
}

extension TemplateFields.Source {
  /// The declared field, where a template may use it: nothing of the platform, no bytes, no data for programs.
  fileprivate var declared: (type: RecordType, field: Field)? {
    guard let type = Catalogue.house[type], !type.isPlatform, !type.tags.contains(.internalOnly),
      let field = type.field(field)
    else { return nil }
    return switch field.kind {
    case .bytes, .json, .anyReference: nil
    default: (type, field)
    }
  }

  /// Whether it says something of somebody's health or of a Part 2 programme.
  fileprivate var isHealthOrPart2: Bool {
    guard let (type, field) = declared else { return false }
    return field.isSealed && [type.resource, field.resource].contains { $0.map(guarded.contains) ?? false }
  }
}

/// The rows of the permission matrix that govern health and Part 2 records.
private let guarded: Set<String> = [
  "resident_health", "resident_sud", "assessments", "medications", "medication_events", "controlled_drugs",
  "drug_screens",
]

extension Rule {
  static let variablesAreKnown = Rule("every variable of a message is a known field") { template, _ in
    let texts = [template[.subject], template[.body]].compactMap { $0 }
    guard let name = TemplateFields.unknown(in: texts, template[.variables]) else { return nil }
    return Violation("\(name) is not a known field.", field: "variables")
  }

  static let variablesMayBeSent = Rule("no sealed health or Part 2 field goes by e-mail or text message") {
    template, _ in
    guard ["email", "sms"].contains(template[.channel]),
      let fields = template[.variables].flatMap({ TemplateFields($0) }),
      fields.sources.values.contains(where: \.isHealthOrPart2)
    else { return nil }
    let channel = template[.channel] == "sms" ? "text message" : "e-mail"
    return Violation("This field may not be sent by \(channel).", field: "variables")
  }

  static let placeholdersAreKnown = Rule("every place of a document template is filled by a known field") {
    template, _ in
    guard let name = TemplateFields.unknown(in: [template[.body] ?? ""], template[.fields]) else {
      return nil
    }
    return Violation("\(name) is not a field this template may use.", field: "fields")
  }
}
