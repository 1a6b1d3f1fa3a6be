import Records

extension RecordType {
  /// One course done by one person, with certificate, cost and renewal.
  package static let trainingRecords = RecordType(
    "training_records", "Training", one: "training record", area: "Staff", resource: "staff_training",
    fields: [
      .reference(.staffMemberID, "Staff member", to: "staff_members", [.required, .listed]),
      .reference(.trainingCourseID, "Course", to: "training_courses", [.required, .listed]),
      .choice(
        .state, "State", ["booked", "completed", "failed=Not passed", "missed", "cancelled"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("booked"),
      .day(.bookedOn, "Booked for"),
      .day(.completedOn, "Completed on", [.listed, .indexed, .filledIn]).past(),
      .day(.expiresOn, "Expires", [.listed, .indexed, .filledIn]).future(),
      .text(.provider, "Provider", [.listed]),
      .money(.costAmount, "Cost"),
      .integer(.score, "Score"),
      .integer(.hoursCount, "Hours", in: 0...2000),
      .text(.certificateNumber, "Certificate number"),
      .reference(.certificateDocumentID, "Certificate", to: "documents"),
      .reference(.verifiedBy, "Verified by", to: "memberships", [.filledIn]),
    ],
    rules: [.completedHasDate],
    workflow: .training,
    actions: [.verifyTraining],
    uniques: [
      Unique(
        ["staff_member_id", "training_course_id", "completed_on"],
        "This course is already written down for that person and day.")
    ],
    namedBy: ["training_course_id"],
    house: .listed(of: "staff_member_id", in: "house_staff", by: "staff_member_id"),
    owners: ["created_by"],
    order: "-completed_on",
    weighs: [
      "staff_member_id", "training_course_id", "completed_on", "expires_on", "certificate_document_id",
    ],
    indexes: [["staff_member_id", "completed_on"], ["training_course_id", "expires_on"]],
    foundBy: ["staff_member_id", "training_course_id"],
    consequences: [.trainingExpires])
}
