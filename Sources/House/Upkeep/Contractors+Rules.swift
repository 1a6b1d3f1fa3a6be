import Records

/// The bodies with which a contractor is registered: `[{body, number, expires_on}]`.
enum Registrations {
  /// The trades that the law keeps to who is registered, in words.
  static let guarded = ["heating_gas": "gas work", "electrical": "electrical work"]

  /// What the names of the bodies of a guarded trade have in common, in lower case.
  private static let bodies = [
    "heating_gas": ["gas"], "electrical": ["electric", "niceic", "napit", "elecsa", "stroma"],
  ]

  /// Whether one of them serves the trade on that day; one without a day of expiry does not.
  static func isValid(_ text: String, for trade: String, on day: Day) -> Bool {
    entries(of: text).contains { entry in
      let body = entry["body"]?.text?.lowercased() ?? ""
      let last = entry["expires_on"]?.text.flatMap { Day($0) }
      return (bodies[trade] ?? []).contains { body.contains($0) } && (last.map { $0 >= day } ?? false)
    }
  }

  /// Whether each entry names its body and, where it has one, a day of expiry.
  static func haveShape(_ text: String) -> Bool {
    guard let node = try? JSON5Node(reading: text), let list = node.list else { return false }
    return list.allSatisfy { entry in
      guard let body = entry["body"]?.text, !body.isEmpty else { return false }
      return entry["expires_on"].map { $0.text.flatMap { Day($0) } != nil } ?? true
    }
  }

  private static func entries(of text: String) -> [JSON5Node] {
    (try? JSON5Node(reading: text))?.list ?? []
  }
}

extension Rule {
  static let registrationsHaveShape = Rule("registrations name their body and day of expiry") {
    contractor, _ in
    guard let text = contractor[.registrations], !Registrations.haveShape(text) else { return nil }
    return Violation("Registrations is not in the expected form.", field: "registrations")
  }
}

/// How well a contractor works, read from the repairs.
enum Performance {
  static let jobs: @Sendable (Record) -> [Query] = { contractor in
    guard let id = contractor.id else { return [] }
    return [
      Query("maintenance_requests").where(.contractorID, is: id)
        .where(.state, among: ["resolved", "verified"])
    ]
  }

  /// The repairs and what was done with them.
  static let jobsWithLog: @Sendable (Record) -> [Query] = { contractor in
    let jobs = jobs(contractor)
    return jobs
      + jobs.map { $0.following(.id, to: "audit_log", matching: .subjectID).only("event", "subject_id") }
  }

  static func done(_ book: Book) -> [Record] { book.rows(0) }

  static func onTime(_ book: Book) -> Value {
    let dated = done(book).filter { $0[.targetOn] != nil && $0[.resolvedAt] != nil }
    return percent(
      dated.count { job in
        guard let target = job[.targetOn], let moment = job[.resolvedAt] else { return false }
        return book.zone.day(at: moment) <= target
      }, of: dated.count)
  }

  static func firstTime(_ book: Book) -> Value {
    let again = Set(book.rows(1).filter { $0[.event] == "repair.reopen" }.compactMap { $0[.subjectID] })
    return percent(
      done(book).count { !($0.id.map(again.contains) ?? false) }, of: done(book).count)
  }

  static func spent(_ book: Book) -> Value {
    Money(minorUnits: done(book).compactMap { $0[.costAmount]?.minorUnits }.reduce(0, +)).value
  }

  private static func percent(_ part: Int, of whole: Int) -> Value {
    whole == 0 ? .empty : .integer((part * 100 + whole / 2) / whole)
  }
}
