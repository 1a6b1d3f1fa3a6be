import Records

/// Which training stands, and for how long.
package enum Training {
  /// The last day on which a course done on `day` holds; nil where it holds for good.
  package static func expiry(of course: Record, doneOn day: Day) -> Day? {
    course[.validMonths].map { day.adding(months: $0) }
  }

  /// Whether one of the records shows that the course was done and holds on `day`.
  package static func holds(_ course: Record, in records: [Record], on day: Day) -> Bool {
    records.contains { record in
      record[.trainingCourseID] == course.id && record[.state] == "completed"
        && (record[.expiresOn].map { $0 >= day } ?? true)
    }
  }

  /// The required courses in date, in percent of the required ones; nil where none is required.
  package static func compliance(
    of records: [Record], with courses: [Record], roles: [String], on day: Day
  )
    -> Int?
  {
    let required = courses.filter { course in
      guard course[.isActive] != false, course[.kind] != "optional" else { return false }
      let named = course[.roles] ?? []
      return named.isEmpty ? course[.kind] == "mandatory" : named.contains(where: roles.contains)
    }
    if required.isEmpty { return nil }
    return 100 * required.count { holds($0, in: records, on: day) } / required.count
  }

  /// The records of a staff member, every course, the grants of their roles and every role.
  static let reads: @Sendable (Record) -> [Query] = { member in
    guard let id = member.id else { return [] }
    return [
      Query("training_records").where(.staffMemberID, is: id).where(.state, is: "completed"),
      Query("training_courses").where(.isActive, is: true),
      Query("memberships").where(.staffMemberID, is: id).following(
        .id, to: "role_assignments", matching: .membershipID),
      Query("roles"),
    ]
  }

  static let percent: @Sendable (Record, Book) -> Value = { _, book in
    let live = book.rows(2).filter { grant in
      (grant[.startsOn].map { $0 <= book.today } ?? true) && (grant[.endsOn].map { $0 >= book.today } ?? true)
    }
    let held = Set(live.compactMap { $0[.roleID] })
    let codes = book.rows(3).filter { $0.id.map(held.contains) == true }.compactMap { $0[.code] }
    return compliance(of: book.rows(0), with: book.rows(1), roles: codes, on: book.today)?.value ?? .empty
  }
}

extension Consequence {
  static let trainingExpires = Consequence("a completed course expires when its months are over") { record in
    record[.trainingCourseID].map { [Query("training_courses").where(.equals("id", $0.value))] } ?? []
  } changes: { record, book in
    guard let day = record[.completedOn], let course = book.rows(0).first else { return [record] }
    return [record.changed { $0[.expiresOn] = Training.expiry(of: course, doneOn: day) }]
  }
}

extension Rule {
  static let rolesAreKnown = Rule("a course is required of roles that exist") { course, _ in
    guard let unknown = course[.roles]?.first(where: { Role(rawValue: $0) == nil }) else { return nil }
    return Violation("\(unknown) is no code of a role. Write codes such as KEY or NGT.", field: "roles")
  }

  static let completedHasDate = Rule("a completed course has its date") { record, book in
    guard record[.state] == "completed" else { return nil }
    guard let day = record[.completedOn] else {
      return Violation("Enter the date it was completed.", field: "completed_on")
    }
    return day > book.today ? Violation("That day has not come yet.", field: "completed_on") : nil
  }
}

extension Workflow {
  static let training = Workflow(
    states: ["booked", "completed", "failed", "missed", "cancelled"], start: "booked",
    editable: ["booked", "completed"],
    [
      Action(
        "training.complete", "Completed", right: .update, from: ["booked"], to: "completed",
        asks: [
          .day(.completedOn, "Completed on", [.required]).past().starting(with: .today),
          .text(.provider, "Provider", [.required]).startingFromRecord(),
          .text(.certificateNumber, "Certificate number").startingFromRecord(),
          .reference(.certificateDocumentID, "Certificate", to: "documents").startingFromRecord(),
          .integer(.score, "Score"),
        ],
        whyNot: { _, book in
          guard book.isAnswered else { return nil }
          if let day = book[.completedOn], day > book.today { return Reason("That day has not come yet.") }
          let isProved = book[.certificateNumber] != nil || book[.certificateDocumentID] != nil
          return isProved ? nil : Reason("Give the certificate, or its number.")
        },
        changes: { record, book in
          [
            record.answered(
              book, "completed_on", "provider", "certificate_number", "certificate_document_id", "score")
          ]
        }),
      Action(
        "training.not-passed", "Not passed", right: .update, from: ["booked"], to: "failed",
        asks: [.integer(.score, "Score")],
        changes: { record, book in [record.answered(book, "score")] }),
      Action("training.missed", "Did not come", right: .update, from: ["booked"], to: "missed"),
      Action(
        "training.cancel", "Cancel", right: .update, from: ["booked"], to: "cancelled", asks: [.why]),
    ])
}

extension Action {
  /// The evidence was seen by somebody other than the person and who wrote it down.
  static let verifyTraining = Action(
    "training.verify", "Verify", right: .approve, from: ["completed"],
    reads: { record in
      record[.staffMemberID].map { [Query("memberships").where(.staffMemberID, is: $0)] } ?? []
    },
    whyNot: { record, book in
      if record[.verifiedBy] != nil { return Reason("It is verified already.") }
      if book.rows(0).contains(where: { $0.id == book.actor }) { return .ownWork("did") }
      return record.stamp?.createdBy == book.actor ? .ownWork("wrote") : nil
    },
    changes: { record, book in [record.changed { $0[.verifiedBy] = book.actor }] })
}
