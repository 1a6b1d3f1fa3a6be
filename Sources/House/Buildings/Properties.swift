import Records

extension RecordType {
  /// A building or site that the organisation owns or rents.
  package static let properties = RecordType(
    "properties", "Properties", one: "property", area: "Buildings", resource: "estate",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable, .unique]),
      .choice(.state, "State", ["planned", "open", "closed"], [.required, .listed, .indexed, .filledIn])
        .starting("planned"),
      .reference(.addressID, "Address", to: "addresses"),
      .choice(
        .tenure, "Tenure", ["owned", "leased", "managed", "licensed", "borrowed"], [.required, .listed]
      ).starting("owned"),
      .reference(.landlordAgencyID, "Landlord", to: "agencies"),
      .day(.leaseEndsOn, "Lease ends", [.indexed]).future(),
      .text(.localAuthority, "Council", [.listed]),
      .text(.uprn, "UPRN"),
      .integer(.builtYear, "Year built", in: 1000...2200),
      .integer(.storeys, "Storeys", in: 1...100),
      .choice(.epcRating, "Energy rating", ["a=A", "b=B", "c=C", "d=D", "e=E", "f=F", "g=G", "none"]),
      .text(.hmoLicenceNumber, "HMO licence number"),
      .text(.councilTaxBand, "Council tax band"),
      .note(.emergencyPlan, "Emergency plan"),
      .text(.keyHolder, "Key holder"),
      .reference(.costCenterID, "Cost centre", to: "cost_centers"),
      .day(.openedOn, "Opened on").past(),
      .day(.closedOn, "Closed on").past(),
      .integer(.capacityCount, "Beds in use", [.listed]).derived(reads: Capacity.ofProperty, Capacity.inUse),
    ],
    workflow: .property,
    namedBy: ["name"],
    house: .property("id"),
    filter: UsualFilter("not closed", [.differs("state", .text("closed"))]),
    order: "name")
}
