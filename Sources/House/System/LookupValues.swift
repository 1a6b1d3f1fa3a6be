import Records

extension RecordType {
  /// An organisation’s own member of an open list, or its own word for one that is shipped.
  package static let lookupValues = RecordType(
    "lookup_values", "List values", one: "list value", area: "System", resource: "configuration",
    fields: [
      .text(.listName, "List", [.required, .listed, .indexed]).help("Such as exit_reason."),
      .text(.code, "Code", [.required, .listed, .fixed]).help(
        "Small letters, digits and low lines. The code of a member that is shipped gives it another word."),
      .text(.label, "Label", [.required, .listed, .searchable]),
      .choice(.language, "Language", .open(name: "language"), [.required]).starting("english"),
      .integer(.position, "Position").starting(0),
      .text(.mapsToCode, "Counts as").help("The shipped member that statutory returns use for it."),
      .day(.startsOn, "From"),
      .day(.endsOn, "To"),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.periodOfDays, .listIsOpen, .codeHasItsShape],
    uniques: [Unique(["list_name", "code", "language"], "The list has that code already.")],
    namedBy: ["label"],
    order: "list_name",
    indexes: [["list_name", "position"]],
    leading: ["list_name", "label", "code", "is_active"])
}

extension Rule {
  static let listIsOpen = Rule("only open lists take further members") { value, _ in
    guard let name = value[.listName], !Catalogue.house.openLists.contains(name) else { return nil }
    return Violation("This list cannot be changed.", field: "list_name")
  }

  static let codeHasItsShape = Rule("a code is small letters, digits and low lines") { value, _ in
    guard let code = value[.code], !code.isEmpty else { return nil }
    let isShaped = code.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
    return isShaped ? nil : Violation("Use small letters, digits and low lines.", field: "code")
  }
}
