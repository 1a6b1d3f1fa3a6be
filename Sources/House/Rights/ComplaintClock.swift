import Records

/// Until when a complaint waits for its next answer.
///
/// The Housing Ombudsman’s Complaint Handling Code (2024), 6.2, 6.3, 6.11 and 6.14: acknowledged in five working days,
/// answered ten working days after that, at stage 2 acknowledged in five and answered twenty working days after that.
enum ComplaintClock {
  /// The states in which a complaint is not over.
  static let open = [
    "received", "acknowledged", "stage1", "s1_answered", "stage2", "final", "not_accepted", "service_request",
  ]

  /// What the clocks rest on, for ``Days``.
  static func reads(_ complaint: Record) -> [Query] {
    Jurisdiction.reads(complaint) + [Setting.reads(complaint)]
  }

  /// The calendar of the complaint's house and how many days the home gives itself.
  struct Days {
    let calendar: WorkingDays
    let acknowledge: Int
    let answer: Int
    let secondAnswer: Int

    init(_ complaint: Record, _ book: Book) {
      let (settings, house) = (book.rows(1), complaint[.houseID])
      calendar = Jurisdiction.days(book)
      acknowledge = Setting.complaintAcknowledge.value(of: settings, house: house)
      answer = Setting.complaintAnswer.value(of: settings, house: house)
      secondAnswer = Setting.complaintSecondAnswer.value(of: settings, house: house)
    }

    /// The day by which the stage ends without an extension.
    func first(_ complaint: Record) -> Day? {
      switch complaint[.state] {
      case "received": complaint[.receivedOn].map { calendar.day(acknowledge, after: $0) }
      case "acknowledged", "stage1": complaint[.acknowledgedOn].map { calendar.day(answer, after: $0) }
      // No day is kept on which stage 2 was acknowledged: the answer counts from the last on which it may be.
      case "stage2":
        complaint[.stage2AskedOn].map {
          calendar.day(secondAnswer, after: calendar.day(acknowledge, after: $0))
        }
      default: nil
      }
    }

    /// The longest extension: as many working days again as the answer had.
    func limit(_ complaint: Record) -> Day? {
      guard let first = first(complaint), complaint[.state] != "received" else { return nil }
      return calendar.day(complaint[.state] == "stage2" ? secondAnswer : answer, after: first)
    }
  }

  static func due(_ complaint: Record, _ book: Book) -> Day? {
    guard let first = Days(complaint, book).first(complaint) else { return nil }
    if complaint[.state] == "received" { return first }
    return max(first, complaint[.extendedUntilOn] ?? first)
  }

  /// What a notice that asks for the answer is due at.
  static func dueAt(_ complaint: Record, _ book: Book) -> Instant? {
    due(complaint, book).map { DutyLimit.day($0).dueAt(in: book.zone) }
  }
}

extension Rule {
  static let secondStageHasAnotherHandler = Rule("stage 2 has a different handler") { complaint, _ in
    guard let second = complaint[.stage2HandlerID], second == complaint[.handlerID] else { return nil }
    return Violation("Stage 2 needs a different person.", field: "stage2_handler_id")
  }

  static let extensionGivesOmbudsman = Rule("an extension gives the ombudsman’s details") { complaint, _ in
    guard complaint[.extendedUntilOn] != nil, complaint[.ombudsmanTold] != true else { return nil }
    return Violation("Give the ombudsman's details with any extension.", field: "ombudsman_told")
  }

  static let extensionIsNoLongerThanTheStage = Rule("an extension is no longer than the stage") {
    ComplaintClock.reads($0)
  } check: { complaint, book in
    guard let day = complaint[.extendedUntilOn], book.sets("extended_until_on", in: complaint),
      let limit = ComplaintClock.Days(complaint, book).limit(complaint), day > limit
    else { return nil }
    return Violation(
      "The limit is \(limit). A longer time needs the complainant's agreement.", field: "extended_until_on")
  }

  /// SOD-09.
  static let complainedAboutDoesNotHandle = Rule("whoever is complained about does not handle it") {
    complaint, _ in
    guard let about = complaint[.aboutMemberID] else { return nil }
    let field =
      about == complaint[.handlerID]
      ? "handler_id" : about == complaint[.stage2HandlerID] ? "stage2_handler_id" : nil
    guard let field else { return nil }
    return Violation("This person cannot handle this complaint.", field: field)
  }
}
