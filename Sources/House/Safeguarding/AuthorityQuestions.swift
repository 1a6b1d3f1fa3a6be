import Records

/// One question of triage: whether this body must be told of that event, and how soon.
///
/// A yes makes the notice with its clock (INC-4); a death, and what is critical, waits for an answer from the
/// sending on.
struct AuthorityQuestion: Sendable {
  /// Whose houses are asked.
  let pack: AuthorityPack
  /// The body that is told; where `isHouses`, only if the house names no regulator of its own.
  let body: String
  let isHouses: Bool
  /// A member of the list `notification_event`.
  let event: String
  let words: String
  /// To whom, and on what ground.
  let help: String
  /// The hours within which it is told; 0 is without delay.
  let hours: Int
  /// What an incident must be for it to be asked, any of them.
  let occasions: [AuthorityOccasion]

  init(
    _ pack: AuthorityPack, _ body: String, _ event: String, _ words: String, help: String, within hours: Int,
    isHouses: Bool = false, on occasions: [AuthorityOccasion]
  ) {
    self.pack = pack
    self.body = body
    self.isHouses = isHouses
    self.event = event
    self.words = words
    self.help = help
    self.hours = hours
    self.occasions = occasions
  }

  /// The name under which triage asks it.
  var name: String { "notice_\(pack.rawValue)_\(body)_\(event)" }
  var key: FieldKey<String> { FieldKey(name) }

  /// The body that is told from this house.
  func told(from house: Record?) -> String { isHouses ? house?[.regulator] ?? body : body }

  /// Whether the incident is one of which the body may have to be told; a death is asked about as a death.
  func fits(_ incident: Record) -> Bool {
    if incident[.kind] == "death", ["serious_injury", "other_serious"].contains(event) { return false }
    return occasions.contains { $0.holds(of: incident) }
  }

  /// Whether it waits for an answer from the sending on: of a death, and of what is critical.
  func isAtOnce(_ incident: Record) -> Bool {
    switch event {
    case "death": incident[.kind] == "death"
    case "serious_injury", "other_serious": incident[.severity] == 5
    default: false
    }
  }
}

/// What an incident is that makes a question arise.
enum AuthorityOccasion: Sendable, Hashable {
  case kind(String)
  /// This severe, or worse.
  case severity(Int)
  case fact(FieldKey<Bool>)
  /// The police came.
  case police

  static func kinds(_ kinds: String...) -> [AuthorityOccasion] { kinds.map(AuthorityOccasion.kind) }

  func holds(of incident: Record) -> Bool {
    switch self {
    case .kind(let kind): incident[.kind] == kind
    case .severity(let severity): (incident[.severity] ?? 1) >= severity
    case .fact(let key): incident[key] == true
    case .police: incident[.emergencyServices]?.contains("police") == true
    }
  }
}

/// The houses that a part of the table holds for.
enum AuthorityPack: String, Sendable, Hashable {
  /// Registered with the Care Quality Commission.
  case cqc
  /// Accommodation that Ofsted inspects.
  case ofsted
  /// Any other house outside the United States, whoever inspects it.
  case otherwiseInspected = "other"
  case unitedKingdom = "uk"
  case unitedStates = "us"

  func holds(in house: Record?) -> Bool {
    let nation = house?[.jurisdiction] ?? ""
    return switch self {
    case .cqc: house?[.regulator] == "cqc"
    case .ofsted: house?[.regulator] == "ofsted"
    case .otherwiseInspected:
      nation != "united_states" && !["cqc", "ofsted"].contains(house?[.regulator] ?? "")
    case .unitedKingdom: ["england", "wales", "scotland", "northern_ireland"].contains(nation)
    case .unitedStates: nation == "united_states"
    }
  }
}

/// What triage asks of an incident, and what comes of the answers.
enum AuthorityTriage {
  static let answers: Choices = [
    "yes", "no", "not_known=Not known yet", "not_applicable=Does not apply",
  ]

  /// Every question by its name, as it is asked.
  static let choices = Choices.closed(
    name: nil, AuthorityQuestion.all.map { Choice($0.name, $0.words) })

  /// The house of an incident, as far as it decides who is told.
  static func house(of incident: Record) -> Query {
    Query("houses").where(.equals("id", (incident[.houseID] ?? .zero).value)).only(
      "regulator", "jurisdiction")
  }

  /// The questions that the incident raises in its house, in the order of the table.
  static func questions(of incident: Record, in house: Record?) -> [AuthorityQuestion] {
    AuthorityQuestion.all.filter { $0.pack.holds(in: house) && $0.fits(incident) }
  }

  /// What triage asks, each where the incident raises it, and at last why not.
  static let asks: [Field] = AuthorityQuestion.all.map(asked) + [reason]

  private static let reason = Field.note(.notRequiredReason, "Why an authority need not be told")
    .asked(where: { incident, _ in incident[.noticeQuestions]?.isEmpty == false })

  private static func asked(_ question: AuthorityQuestion) -> Field {
    let name = question.name
    return .choice(question.key, question.words, answers, [.required]).help(question.help)
      .asked(where: { incident, _ in incident[.noticeQuestions]?.contains(name) == true })
  }

  /// Why the answers do not do yet: one is open, or a no about a serious incident gives no reason.
  static func whyNot(_ incident: Record, house: Record?, before: [Record], _ book: Book) -> Reason? {
    let asked = questions(of: incident, in: house)
    if let open = asked.first(where: { (book[$0.key] ?? "").isEmpty }) {
      return Reason("Answer first: \(open.words)")
    }
    let isSerious = (book[.severity] ?? incident[.severity] ?? 1) >= 4
    let refused = asked.filter { book[$0.key] == "no" && (isSerious || $0.waiting(in: before, house) != nil) }
    if refused.isEmpty || !(book[.notRequiredReason] ?? "").isEmpty { return nil }
    return Reason("Say why an authority need not be told.")
  }

  /// The notices that the answers make, and those that waited for an answer and have one now.
  ///
  /// What triage itself finds raises questions that nobody was asked: they wait for an answer from then on.
  static func notices(
    of incident: Record, triaged: Record, house: Record?, before: [Record], _ book: Book
  ) -> [Record] {
    let asked = questions(of: incident, in: house)
    return asked.compactMap { $0.notice(of: triaged, house: house, before: before, book) }
      + opened(by: triaged, house: house, before: before, besides: asked, book)
  }

  /// The notices that wait for an answer once an incident is corrected: what it did not raise before, and what
  /// it raised as less than critical.
  static func notices(
    of incident: Record, corrected: Record, house: Record?, before: [Record], _ book: Book
  ) -> [Record] {
    let known = questions(of: incident, in: house).filter {
      $0.isAtOnce(incident) || !$0.isAtOnce(corrected)
    }
    return opened(by: corrected, house: house, before: before, besides: known, book)
  }

  private static func opened(
    by incident: Record, house: Record?, before: [Record], besides known: [AuthorityQuestion], _ book: Book
  ) -> [Record] {
    let names = Set(known.map(\.name))
    return questions(of: incident, in: house).filter { !names.contains($0.name) }
      .compactMap { $0.pending(of: incident, house: house, before: before, book) }
  }

  /// The triage note with what need not be told under it, so that it can be read that it was asked.
  static func note(_ note: String?, of incident: Record, house: Record?, _ book: Book) -> String? {
    let lines = questions(of: incident, in: house).compactMap { question -> String? in
      switch book[question.key] ?? "" {
      case "no": "\(question.words) No."
      case "not_applicable": "\(question.words) Does not apply."
      default: nil
      }
    }
    let said: [String?] = [note, book[.notRequiredReason]]
    let all = said.compactMap(\.self).filter { !$0.isEmpty } + lines
    return all.isEmpty ? nil : all.joined(separator: "\n")
  }
}

extension AuthorityQuestion {
  /// The notice about the event to that body, whatever became of it; rather one that nobody waived.
  fileprivate func former(in before: [Record], _ house: Record?) -> Record? {
    let all = before.filter { $0[.regulator] == told(from: house) && $0[.eventKind] == event }
    return all.first { $0[.state] != "not_required" } ?? all.first
  }

  /// The notice that waits to be decided: a new one, or one that was waived; nil where one stands.
  fileprivate func pending(
    of incident: Record, house: Record?, before: [Record], _ book: Book
  ) -> Record? {
    guard let known = former(in: before, house) else {
      return AuthorityDuty.duty(
        to: told(from: house), because: event, of: incident, state: "to_decide", book)
    }
    return reopened(known, book)
  }

  /// A waived notice, to be decided again; nil for any other.
  ///
  /// Its clock runs from now, and its note keeps why it was waived.
  private func reopened(_ duty: Record, _ book: Book) -> Record? {
    guard duty[.state] == "not_required" else { return nil }
    let reason = duty[.notRequiredReason].map { "Before, not needed: \($0)" }
    return duty.changed {
      $0[.state] = "to_decide"
      $0[.content] = [duty[.content], reason].compactMap(\.self).joined(separator: "\n")
      $0[.notRequiredReason] = nil
      $0[.decidedBy] = nil
      $0[.dueAt] = book.now.adding(hours: hours)
    }
  }

  /// The notice that waits for the answer.
  fileprivate func waiting(in before: [Record], _ house: Record?) -> Record? {
    former(in: before, house).flatMap { $0[.state] == "to_decide" ? $0 : nil }
  }

  /// What the answer makes of it; nil where nothing is to be written.
  func notice(
    of incident: Record, house: Record?, before: [Record], _ book: Book
  ) -> Record? {
    switch book[key] ?? "" {
    case "yes":
      let due = waiting(in: before, house) ?? pending(of: incident, house: house, before: before, book)
      return due?.changed {
        $0[.state] = "due"
        $0[.decidedBy] = book.actor
      }
    case "not_known": return pending(of: incident, house: house, before: before, book)
    default:
      return waiting(in: before, house)?.changed {
        $0[.state] = "not_required"
        $0[.notRequiredReason] = book[.notRequiredReason] ?? "It does not apply."
        $0[.decidedBy] = book.actor
      }
    }
  }
}
