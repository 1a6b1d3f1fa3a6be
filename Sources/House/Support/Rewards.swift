import Records

extension RecordType {
  /// What points can be exchanged for.
  package static let rewards = RecordType(
    "rewards", "Rewards", one: "reward", area: "Support", resource: "configuration",
    fields: [
      .text(.name, "Name", [.required, .listed, .searchable, .unique]),
      .choice(
        .kind, "Kind",
        ["voucher", "activity", "privilege", "certificate", "item", "phase_credit=Credit towards a phase"],
        [.required, .listed]),
      .integer(.points, "Points", [.required, .listed], in: 0...1_000_000),
      .money(.costAmount, "Cost"),
      .integer(.stockCount, "In stock").help("Empty where there are always enough."),
      .note(.description, "Description"),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    namedBy: ["name"],
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "name")
}
