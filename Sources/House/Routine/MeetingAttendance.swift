import Records

extension RecordType {
  /// Who came to which meeting, and what shows it.
  package static let meetingAttendance = RecordType(
    "meeting_attendance", "Attendance", one: "attendance", area: "Routine", resource: "house_programme",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed]),
      .reference(.stayID, "Stay", to: "stays", [.required]).following(.residentID, .currentStayID),
      .reference(.meetingID, "Meeting", to: "meetings", [.listed]).part().help(
        "Empty for a meeting outside."),
      .reference(.meetingTypeID, "Meeting type", to: "meeting_types", [.required, .listed]).following(
        .meetingID, .meetingTypeID),
      .instant(.attendedAt, "Attended at", [.required, .listed, .indexed]).past().starting(with: .now),
      .choice(
        .status, "Status", ["present", "late", "left_early", "absent", "excused"], [.required, .listed]
      ).starting("present"),
      .integer(.minutes, "Minutes", [.listed], in: 0...10_080),
      .text(.proofNote, "What shows it", [.sealed]),
      .reference(.verifiedBy, "Verified by", to: "memberships", [.listed, .filledIn]),
      .instant(.verifiedAt, "Verified at", [.filledIn]),
    ],
    rules: [.attendedInThePast],
    actions: [.verifyAttendance],
    uniques: [
      Unique(
        ["meeting_id", "resident_id"], when: [.isPresent("meeting_id")],
        "They are down for that meeting already.")
    ],
    house: .through("stay_id", type: "stays"),
    owners: ["created_by"],
    order: "-attended_at",
    indexes: [["stay_id", "attended_at"], ["resident_id", "attended_at"]],
    foundBy: ["resident_id"])
}

extension Rule {
  static let attendedInThePast = Rule("a meeting was attended") { attendance, book in
    guard let moment = attendance[.attendedAt], moment > book.now else { return nil }
    return Violation("It has not happened yet.", field: "attended_at")
  }
}

extension Action {
  /// SOD-16: not by who wrote it down.
  static let verifyAttendance = Action(
    "attendance.verify", "Verify", right: .approve, isReversible: true,
    reads: { attendance in
      [
        Query("meeting_types").where(.equals("id", (attendance[.meetingTypeID] ?? .zero).value))
          .only("proof")
      ]
    },
    whyNot: { attendance, book in
      if attendance[.verifiedAt] != nil { return Reason("It is verified already.") }
      if ["absent", "excused"].contains(attendance[.status] ?? "") { return Reason("They were not there.") }
      if let author = attendance.stamp?.updatedBy, author == book.actor { return .ownWork("recorded") }
      return lacksProof(attendance, book.rows(0).first?[.proof])
    },
    changes: { attendance, book in
      [
        attendance.changed {
          $0[.verifiedBy] = book.actor
          $0[.verifiedAt] = book.now
        }
      ]
    })

  /// A kind of meeting that asks for a signature or a photo is verified once it says where that is.
  private static func lacksProof(_ attendance: Record, _ proof: String?) -> Reason? {
    guard let proof, ["signature", "photo"].contains(proof), (attendance[.proofNote] ?? "").isEmpty
    else { return nil }
    return Reason("This kind of meeting asks for a \(proof). Write under “What shows it” where that is.")
  }
}
