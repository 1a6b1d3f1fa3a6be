import Records

/// How a shift is handed over (2.11): written, counted, accepted by another.
package enum Handover {
  /// Days after the shift in which its handover can be written.
  static let writeDays = 2

  /// Whether the days in which the handover of a shift can be written are over.
  static func isTooLate(for shift: Record?, _ book: Book) -> Bool {
    shift?[.endsAt].map { $0.adding(hours: 24 * writeDays) < book.now } ?? false
  }

  /// The members on the shifts that took over who have not marked the handover as read.
  ///
  /// Whoever did not arrive is left out.
  package static func unread(by present: [Record], members: [Record], reads: [Record]) -> [Record] {
    let staff = Set(present.filter { $0[.arrivedAt] != nil }.compactMap { $0[.staffMemberID] })
    let readers = Set(reads.compactMap { $0[.membershipID] })
    return members.filter { member in
      guard let id = member.id, let person = member[.staffMemberID] else { return false }
      return staff.contains(person) && !readers.contains(id)
    }
  }

  /// What the program counts for the house when it is handed over.
  static func counts(of handover: Record) -> [Query] {
    guard let house = handover[.houseID] else { return [] }
    let open = ["submitted", "triaged", "under_review", "reopened"]
    return [
      Query("incidents").where(.houseID, is: house).where(.state, among: open).only("reference"),
      Query("action_assignments").where(.houseID, is: house)
        .where(.state, among: ["open", "in_progress", "returned"]).only("reference", "due_on"),
      Query("tasks").where(.houseID, is: house).where(.state, is: "open").only("due_at"),
      Query("sign_outs").where(.houseID, is: house).where(.state, is: "out").only("state"),
      Query("maintenance_requests").where(.houseID, is: house)
        .where(.equals("is_hazard", .flag(true))).only("state"),
    ]
  }
}

extension Rule {
  static let anotherAccepts = Rule("who accepts a handover is not who handed it over") { handover, _ in
    guard let incoming = handover[.incomingBy], incoming == handover[.outgoingBy] else { return nil }
    return Violation("Another person must accept the handover.", field: "incoming_by")
  }

  static let handoverWrittenInTime = Rule("a handover is written within two days") { handover in
    handover[.fromShiftID].map { [Query("shifts").where(.equals("id", $0.value))] } ?? []
  } check: { handover, book in
    let isWritten = handover.type.signs.contains { book.sets($0, in: handover) }
    guard isWritten, Handover.isTooLate(for: book.rows(0).first, book) else { return nil }
    return Violation("A handover can be changed for two days only.")
  }

  static let lineSaysSomething = Rule("a handover line says something") { line, _ in
    guard (line[.content] ?? "").isEmpty else { return nil }
    return Violation("Write what happened, or leave the person out.", field: "content")
  }

  /// R14, and what was accepted stands as it was told.
  static let lineWrittenInTime = Rule("a line is added before the handover is accepted, within two days") {
    line in
    guard let handover = line[.handoverID] else { return [] }
    let query = Query("handovers").where(.equals("id", handover.value))
    return [query, query.following(.fromShiftID, to: "shifts")]
  } check: { line, book in
    if book.rows(0).first?[.state] == "accepted" {
      return Violation("This handover is accepted. Add an amendment to it.", field: "handover_id")
    }
    guard Handover.isTooLate(for: book.rows(1).first, book) else { return nil }
    return Violation(
      "This day is closed: only the last \(Handover.writeDays) days can be written. Add a late entry with a reason.",
      field: "handover_id")
  }

  static let readAfterHandedOver = Rule("a handover is read after it is handed over") { read in
    read[.handoverID].map { [Query("handovers").where(.equals("id", $0.value))] } ?? []
  } check: { _, book in
    guard book.rows(0).first?[.state] == "draft" else { return nil }
    return Violation("This handover is still being written.", field: "handover_id")
  }
}

extension Workflow {
  static let handover = Workflow(
    states: ["draft", "handed_over", "returned", "accepted"], start: "draft",
    editable: ["draft", "returned"],
    [.handOver, .acceptHandover, .returnHandover])
}

extension Action {
  private static let asked: [Field] = [
    .text(.headline, "Headline", [.required]).startingFromRecord(),
    .choice(.controlledDrugsOk, "Controlled drugs agree", ["yes", "no", "not_held=None held"], [.required])
      .startingFromRecord(),
    .money(.cashAmount, "Cash in the house", [.required]).startingFromRecord(),
    .flag(.keysOk, "All keys there", [.required]).startingFromRecord(),
    .flag(.phoneOk, "Phone there and charged", [.required]).startingFromRecord(),
    .note(.instructions, "Instructions").startingFromRecord(),
  ]

  private static func whyNotOutgoing(_ handover: Record, _ book: Book) -> Reason? {
    handover[.outgoingBy] == book.actor
      ? nil : Reason("Who wrote this handover hands it over.")
  }

  /// HND-2: what the program counts is frozen with what was written.
  static let handOver = Action(
    "handover.hand-over", "Hand over", right: .sign, from: ["draft", "returned"], to: "handed_over",
    asks: asked, strength: .confirm, settles: ["assignment"], reads: Handover.counts,
    whyNot: { handover, book in
      handover[.state] == "returned" && handover[.incomingBy] == book.actor
        ? Reason("You sent it back: another person signs it out again.", namesOthers: true) : nil
    },
    changes: { handover, book in
      let told = handover.answered(
        book, "headline", "controlled_drugs_ok", "cash_amount", "keys_ok", "phone_ok", "instructions")
      return [
        told.changed {
          $0[.outgoingBy] = book.actor ?? $0[.outgoingBy]
          $0[.handedOverAt] = book.now
          $0[.incomingBy] = nil
          $0[.autoSummary] = summary(book)
        }
      ]
    },
    notices: { handover, _ in
      [
        Notice(
          "assignment", "waits to be accepted",
          to: [.role(.leader, house: handover[.houseID]), .role(.night, house: handover[.houseID])],
          needsAction: true)
      ]
    })

  /// Counts and references only, in a fixed order.
  private static func summary(_ book: Book) -> String {
    let incidents = book.rows(0).compactMap { $0[.reference] }.sorted().map { "\"\($0)\"" }
    let late = book.rows(1).filter { $0[.dueOn].map { $0 < book.today } ?? false }
    let due = late.compactMap { $0[.reference] }.sorted().map { "\"\($0)\"" }
    let tasks = book.rows(2).count { $0[.dueAt].map { $0 <= book.now } ?? false }
    let hazards = book.rows(4).count { !["verified", "rejected"].contains($0[.state] ?? "") }
    return """
      {"actions_overdue":[\(due.joined(separator: ","))],"hazards_open":\(hazards),\
      "incidents_open":[\(incidents.joined(separator: ","))],"out":\(book.rows(3).count),"tasks_due":\(tasks)}
      """
  }

  /// HND-3 and SOD-06.
  static let acceptHandover = Action(
    "handover.accept", "Accept", right: .sign, from: ["handed_over"], to: "accepted", strength: .confirm,
    settles: ["assignment"],
    whyNot: { handover, book in
      handover[.outgoingBy] == book.actor
        ? Reason("Another person must accept the handover.", namesOthers: true) : nil
    },
    changes: { handover, book in
      [
        handover.changed {
          $0[.incomingBy] = book.actor
          $0[.acceptedAt] = book.now
        }
      ]
    },
    notices: { handover, _ in
      handover[.outgoingBy].map { [Notice("system", "is accepted", to: [.member($0)])] } ?? []
    })

  /// HND-4: the signature falls away, because what it covered is to be changed.
  static let returnHandover = Action(
    "handover.return", "Send back", right: .sign, from: ["handed_over"], to: "returned",
    asks: [
      .note(.reason, "What is missing or does not agree", [.required]),
      .flag("count_differs", "A count does not agree").help("Yes drafts an incident for the count."),
    ], settles: ["assignment"],
    whyNot: { handover, book in
      handover[.outgoingBy] == book.actor
        ? Reason("Another person must look at the handover.", namesOthers: true) : nil
    },
    changes: { handover, book in
      let returned = handover.changed {
        $0[.handedOverAt] = nil
        $0[.incomingBy] = book.actor
        $0[.signedAt] = nil
        $0[.signedBy] = nil
        $0[.digest] = nil
      }
      return book.answers["count_differs"] == .flag(true)
        ? [returned, countIncident(handover, book)] : [returned]
    },
    notices: { handover, _ in
      guard let member = handover[.outgoingBy] else { return [] }
      return [
        Notice("assignment", "was sent back", to: [.member(member)], priority: "high", needsAction: true)
      ]
    })

  private static func countIncident(_ handover: Record, _ book: Book) -> Record {
    Record(.incidents).changed {
      $0[.houseID] = handover[.houseID]
      $0[.kind] = "other"
      $0[.occurredAt] = book.now
      $0[.narrative] = book[.reason]
    }
  }

  /// HND-6: nobody came; whoever is on call hears of it and the handover waits.
  static let nobodyToHandTo = Action(
    "handover.nobody", "Nobody to hand to", right: .sign, from: ["handed_over"], asks: [.why],
    reads: { OnCall.reads(for: $0) },
    whyNot: whyNotOutgoing,
    changes: { _, _ in [] },
    notices: { handover, book in
      let house = handover[.houseID]
      return [
        Notice(
          "system", "found nobody to hand to",
          to: OnCall.audience(for: house, book, from: 0) + [.role(.manager, house: house)],
          priority: "urgent", needsAction: true)
      ]
    })
}
