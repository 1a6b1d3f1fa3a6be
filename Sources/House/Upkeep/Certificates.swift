import Records

extension RecordType {
  /// A dated proof of safety or licence, with the day on which it runs out.
  package static let certificates = RecordType(
    "certificates", "Certificates", one: "certificate", area: "Upkeep", resource: "certificates",
    fields: [
      .choice(.kind, "Kind", .open(name: "certificate_kind"), [.required, .listed, .indexed]).page("What"),
      .reference(.propertyID, "Property", to: "properties", [.listed]),
      .reference(.houseID, "House", to: "houses"),
      .reference(.assetID, "Equipment", to: "assets"),
      .text(.certificateNumber, "Certificate number", [.listed]),
      .day(.issuedOn, "Issued on", [.required, .listed]).past(),
      .day(.expiresOn, "Expires", [.listed, .indexed]).future(),
      .integer(.intervalMonths, "Every, months", in: 1...240)
        .help("Where it is left empty the kind decides: gas 12, electrical 60, legionella 24."),
      .text(.issuer, "Issued by", [.listed]).page("Who and how"),
      .reference(.contractorID, "Contractor", to: "contractors"),
      .choice(.result, "Result", ["satisfactory", "unsatisfactory", "advisory"], [.listed]),
      .day(.remedyDueOn, "Put right by", [.indexed]).future(),
      .reference(.documentID, "Document", to: "documents"),
      .day(.givenToResidentsOn, "Given to residents on").past(),
      .reference(.replacesID, "Replaces", to: "certificates", [.filledIn]),
      .choice(
        .validity, "Standing", ["in_force", "expiring=Expires within 60 days", "expired", "replaced"],
        [.listed]
      ).derived(from: ["expires_on"], reads: Validity.later, Validity.value),
    ],
    rules: [.certificateHasSubject, .certificateEnds, .electricalRemedy],
    actions: [.renewCertificate],
    namedBy: ["kind"],
    house: .either([.field("house_id"), .property("property_id"), .through("asset_id", type: "assets")]),
    owners: ["created_by"],
    order: "expires_on",
    indexes: [["house_id", "expires_on"], ["property_id", "expires_on"]],
    leading: ["kind", "validity", "expires_on", "property_id"])
}
