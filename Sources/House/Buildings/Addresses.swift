import Records

extension RecordType {
  /// An address of a property, a resident, an agency or anything else.
  package static let addresses = RecordType(
    "addresses", "Addresses", one: "address", area: "Buildings", resource: "estate",
    fields: [
      .text(.subjectType, "Type of record", [.typeName, .required]),
      .anyReference(.subjectID, "Record", [.required]),
      .reference(.residentID, "Resident", to: "residents"),
      .choice(
        .kind, "Kind", ["current", "previous", "forwarding", "postal", "site", "confidential"],
        [.required, .listed]
      ).starting("current"),
      .text(.line1, "Address line 1", [.required, .listed, .sealed]).inside(where: .isRefuge),
      .text(.line2, "Address line 2", [.sealed]).inside(where: .isRefuge),
      .text(.town, "Town", [.listed, .sealed]).inside(where: .isRefuge),
      .text(.county, "County", [.sealed]).inside(where: .isRefuge),
      .text(.postcode, "Postcode", [.listed, .sealed, .searchable]).inside(where: .isRefuge),
      .choice(.country, "Country", .country).starting("GB"),
      .day(.startsOn, "From"),
      .day(.endsOn, "To"),
      .flag(.isRefuge, "Refuge").starting(false).help(
        "The address is then read here alone: no list, print or file has it."),
    ],
    rules: [.periodOfDays, .postcodeShape, .oneCurrentAddress],
    tags: .goesWithResident,
    namedBy: ["line1", "town"],
    house: .resident("resident_id"),
    order: "starts_on",
    indexes: [["subject_type", "subject_id"]])
}
