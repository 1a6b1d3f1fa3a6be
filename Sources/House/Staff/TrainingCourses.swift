import Records

extension RecordType {
  /// A course, who must do it and how long it lasts.
  package static let trainingCourses = RecordType(
    "training_courses", "Courses", one: "course", area: "Staff", resource: "staff_training",
    fields: [
      .text(.code, "Code", [.required, .listed, .unique]),
      .text(.name, "Name", [.required, .listed, .searchable]),
      .choice(
        .kind, "Kind",
        ["mandatory", "role_specific=For a role", "professional", "induction", "refresher", "optional"],
        [.required, .listed]
      ).starting("mandatory"),
      .list(.roles, "Required of").help("Codes of roles, such as KEY and NGT; empty for everybody."),
      .integer(.validMonths, "Valid for, months", [.listed], in: 1...600).help(
        "Empty where it holds for good."),
      .integer(.graceDays, "Days of grace", in: 0...366).starting(30),
      .choice(
        .topic, "Topic",
        [
          "safeguarding", "first_aid", "fire", "medication", "moving_handling=Moving and handling",
          "food=Food hygiene", "infection=Infection control", "data_protection", "mental_health", "restraint",
          "equality", "health_and_safety", "substance=Substance use", "missing=Missing people",
          "exploitation", "other",
        ], [.required, .listed]),
      .flag(.isActive, "In use", [.listed]).starting(true),
    ],
    rules: [.rolesAreKnown],
    namedBy: ["name"],
    house: .shared,
    owners: ["created_by"],
    filter: UsualFilter("in use", [.equals("is_active", .flag(true))]),
    order: "code",
    tellingApart: ["code"])
}
