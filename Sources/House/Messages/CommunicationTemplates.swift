import Records

extension RecordType {
  /// The text of an e-mail, a text message or a letter, with places to fill.
  package static let communicationTemplates = RecordType(
    "communication_templates", "Message templates", one: "message template", area: "Messages",
    resource: "configuration",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique]).page("What for"),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .choice(
        .channel, "How", ["email=E-mail", "sms=Text message", "letter", "in_app=In the program"],
        [.required, .listed]),
      .choice(
        .purposeCode, "For",
        [
          "reminder", "arrears", "appointment", "complaint", "welcome", "notice", "consent", "survey",
          "renewal", "other",
        ], [.required, .listed]),
      .choice(.language, "Language", .open(name: "language"), [.required]).starting("english"),
      .integer(.versionNumber, "Version", in: 1...10_000).starting(1),
      .flag(.isActive, "In use", [.listed]).starting(true),
      .text(.subject, "Subject").page("Text"),
      .note(.body, "Text", [.required]).help("Places to fill stand in braces: Dear {name}."),
      .json(.variables, "Variables").help(
        "What fills each place, such as {\"name\": \"residents.preferred_name\"}."),
    ],
    rules: [.variablesAreKnown, .variablesMayBeSent],
    namedBy: ["name"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name")
}
