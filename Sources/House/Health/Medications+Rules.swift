import Records

extension Rule {
  static let medicineEndsAfterStart = Rule("a medicine ends after it begins") { medicine, _ in
    guard let start = medicine[.startsOn], let end = medicine[.endsOn], end < start else { return nil }
    return Violation("The last day is before the first.", field: "ends_on")
  }

  static let covertHasAuthority = Rule("medicine given hidden rests on a recorded decision") { medicine, _ in
    guard medicine[.support] == "covert", medicine[.covertAuthorityDocumentID] == nil else { return nil }
    return Violation("Covert medicine needs the recorded decision.", field: "covert_authority_document_id")
  }

  static let whenNeededIsBounded = Rule("a when-needed medicine has its reason, most and gap") {
    medicine, _ in
    guard medicine[.schedule] == "when_needed" else { return nil }
    let isBounded =
      !(medicine[.prnReason] ?? "").isEmpty && medicine[.prnMaximumDaily] != nil
      && medicine[.prnGapMinutes] != nil
    if isBounded { return nil }
    return Violation("Say what it is for, the most in a day and the gap.", field: "prn_reason")
  }

  static let timesAreTimes = Rule("set times are times of day") { medicine, _ in
    let times = medicine[.times] ?? []
    if medicine[.schedule] == "times", times.isEmpty {
      return Violation("Give at least one time, such as 08:00.", field: "times")
    }
    guard let wrong = times.first(where: { WallTime($0) == nil }) else { return nil }
    return Violation("\(wrong) is not a time. Write 08:00.", field: "times")
  }

  /// A new dose is a new row, so that what was given can be read beside what stood then.
  static let newDoseIsNewMedicine = Rule(
    "what a second person checked stands",
    reads: { medicine in
      guard let id = medicine.id else { return [] }
      return [
        Register.lines(of: id),
        Query("medication_events").where(.medicationID, is: id).where(.kind, is: "dose").only("status"),
      ]
    }
  ) { medicine, book in
    guard let former = book.former else { return nil }
    // A form writes no where nothing stood, and who may not read a field sends it back hidden.
    let said = { (value: Value) -> Value in value == .flag(false) ? .empty : value }
    let isChanged = { (name: String) in
      medicine[name] != .hidden && said(former[name]) != said(medicine[name])
    }
    if former[.checkedBy] == nil {
      // What two people signed, and the marks of doses, stand as of when they were written.
      let isInUse = !book.rows(0).isEmpty || book.rows(1).contains(where: Doses.uses)
      guard isChanged("is_controlled"), isInUse else { return nil }
      return Violation(
        "It was given or registered as it stands. Stop it and add it as a new medicine.",
        field: "is_controlled")
    }
    // What is stopped gets its last day, with why.
    let ends = medicine[.state] == "stopped" ? [] : ["ends_on"]
    let fixed =
      [
        "name", "form", "strength", "route", "dose", "schedule", "times", "weekdays", "interval_hours",
        "prn_maximum_daily", "prn_gap_minutes", "starts_on", "support", "is_mat", "is_controlled",
      ] + ends
    guard let changed = fixed.first(where: isChanged) else { return nil }
    return Violation(
      "This was checked as it stands. Stop it and add the new dose as a new medicine.", field: changed)
  }
}

extension Consequence {
  /// MED-1: a new medicine waits for a second person, and is asked about as it stands now; what was sent back is asked
  /// about again once it is changed, what was written down as paused once it goes on, and nothing is asked any more
  /// about what is stopped.
  static let medicineIsCheckedBySecond = Consequence(
    "a new medicine is checked by a second person",
    reads: { medicine in
      [MedicineIncident.stay(of: medicine[.residentID])]
        + ApprovalRound.waiting(on: medicine, "medication_change")
        + ApprovalRound.sentBack(on: medicine, "medication_change")
    },
    changes: { medicine, book in
      if ["stopped", "entered_in_error"].contains(medicine[.state]) {
        return [medicine] + ApprovalRound.answered(book.rows(1), "withdrawn", book)
      }
      guard medicine[.checkedBy] == nil, medicine[.state] == "active" else { return [medicine] }
      if book.rows(1).isEmpty {
        let goesOn = book.former?[.state] == "paused"
        guard book.former == nil || goesOn || !book.rows(2).isEmpty else { return [medicine] }
        let asked = ApprovalRound.asked("medication_change", about: medicine, book, dueIn: 24)
        // Who leads the house sees the question by it.
        return [medicine, asked.changed { $0[.houseID] = book.rows(0).first?[.houseID] }]
      }
      return [medicine]
        + book.rows(1).map { round in
          round.changed {
            $0[.subjectRevision] = medicine.revision + 1
            $0[.requestedBy] = book.actor
          }
        }
    })

  /// Nothing is given to somebody who has left.
  static let medicinesStopWithStay = Consequence(
    "medicines stop with the stay",
    reads: { stay in
      [
        Query("medications").where(.stayID, is: stay.id ?? .zero).where(.state, among: ["active", "paused"])
      ]
    },
    changes: { stay, book in
      guard stay[.state] == "ended", book.former?[.state] == "active" else { return [stay] }
      return [stay]
        + book.rows(0).map { medicine in
          medicine.changed {
            $0[.state] = "stopped"
            $0[.stopReason] = "The stay has ended."
            $0[.endsOn] = max(stay[.endsOn] ?? book.today, $0[.startsOn] ?? book.today)
          }
        }
    })
}

extension Announcing {
  static let readsOfStay: @Sendable (Record) -> [Query] = { record in
    [Query("stays").where(.equals("id", record["stay_id"]))]
  }

  static let medicineMade: @Sendable (Record, Book) -> [Notice] = { medicine, book in
    // What is paused is not asked about before it goes on.
    if medicine[.state] == "paused" { return [] }
    let house = book.rows(0).first?[.houseID]
    return [
      Notice(
        "approval", "waits for a second person",
        to: Notice.Audience.leads(of: house),
        needsAction: true, dueAt: book.now.adding(hours: 24))
    ]
  }
}
