import Records
import Storage

/// Reads the requests of a queue with what is needed of their subjects: one look at each type, never one a row.
@MainActor
struct ApprovalReader {
  private let app: AppModel
  private let session: Session

  static let limit = 200

  init(_ app: AppModel, _ session: Session) {
    self.app = app
    self.session = session
  }

  /// How many requests a queue holds: those that can be seen, where they are few.
  func count(of queue: ApprovalsModel.Queue, in registrar: Registrar) async -> Int? {
    let total = await app.count("approvals", conditions(of: queue, in: registrar))
    guard let total, (1..<ApprovalReader.limit).contains(total) else { return total }
    return await requests(of: queue, in: registrar).count
  }

  /// How many requests a queue holds of which so many were read.
  func total(of queue: ApprovalsModel.Queue, found: Int, in registrar: Registrar) async -> Int? {
    found < ApprovalReader.limit / 2
      ? found : await app.count("approvals", conditions(of: queue, in: registrar))
  }

  private func conditions(of queue: ApprovalsModel.Queue, in registrar: Registrar) -> [Condition] {
    queue.conditions(session, in: registrar, now: app.clock.now())
  }

  func requests(of queue: ApprovalsModel.Queue, in registrar: Registrar) async -> [ApprovalRequest] {
    let rows = await app.rows(
      "approvals", conditions(of: queue, in: registrar),
      fields: [
        "kind", "subject_type", "subject_id", "resident_id", "house_id", "requested_by", "requested_at",
        "due_at", "decided_by", "state", "is_self_approved",
      ], by: "requested_at", limit: ApprovalReader.limit)
    var byType: [String: Set<RecordID>] = [:]
    for row in rows.rows {
      if let type = rows[.subjectType, row], let id = rows[.subjectID, row] {
        byType[type, default: []].insert(id)
      }
    }
    var subjects: [RecordID: Subject] = [:]
    for (type, ids) in byType.sorted(by: { $0.key < $1.key }) {
      subjects.merge(await read(type, ids)) { first, _ in first }
    }
    let again = queue == .sentBack ? await askedAgain(rows) : [:]
    return rows.rows.compactMap { row in
      guard let asked = rows[.requestedAt, row], let id = rows[.subjectID, row], subjects[id] != nil else {
        return nil
      }
      return asked < again[id] ?? asked ? nil : request(rows, row, subjects)
    }
  }

  /// When each record was last asked about: what was sent back and is asked again waits with nobody for its correction.
  private func askedAgain(_ rows: Rows) async -> [RecordID: Instant] {
    let subjects = Set(rows.rows.compactMap { rows[.subjectID, $0] })
    let since = rows.rows.compactMap { rows[.requestedAt, $0] }.min() ?? app.clock.now()
    let later = await app.rows(
      "approvals",
      [
        .among("subject_id", subjects.sorted().map(Value.reference)),
        .atLeast("requested_at", .instant(since)),
      ], fields: ["subject_id", "requested_at"], by: "requested_at", limit: 4 * ApprovalReader.limit)
    return Dictionary(
      later.rows.compactMap { row in
        later[.subjectID, row].flatMap { id in later[.requestedAt, row].map { (id, $0) } }
      }, uniquingKeysWith: max)
  }

  // MARK: Subjects

  private struct Subject {
    let reference: String
    let due: Day?
    let priority: String
    let doneBy: RecordID?
    let doneByName: String
    let setByName: String
  }

  /// The fields that tell of a subject, as far as its type has them; the first of each that it has is meant.
  private static let facts: [(name: String, of: [String])] = [
    ("reference", ["reference"]), ("due", ["due_on", "review_on", "starts_on"]),
    ("priority", ["priority", "risk_level", "severity"]),
    ("doneBy", ["completed_by", "closure_submitted_by"]),
    ("setBy", ["assigned_by", "reported_by", "author_id"]),
  ]

  private func read(_ typeID: String, _ ids: Set<RecordID>) async -> [RecordID: Subject] {
    guard let type = app.registrar?.catalogue[typeID] else { return [:] }
    // What has no reference of its own, such as a member, does not begin with what is asked for.
    let hasReference = type.index(of: "reference") != nil
    let chosen = Dictionary(
      ApprovalReader.facts.compactMap { fact in
        fact.of.first { type.index(of: $0) != nil && ($0 != "starts_on" || hasReference) }.map {
          (fact.name, $0)
        }
      }, uniquingKeysWith: { first, _ in first })
    let fields = Array(Set(chosen.values)).sorted()
    let rows = await app.rows(
      typeID, [.among("id", ids.sorted().map(Value.reference))], fields: fields, limit: ApprovalReader.limit)
    var subjects: [RecordID: Subject] = [:]
    for row in rows.rows {
      func value(_ fact: String) -> Value { chosen[fact].map { rows.value($0, row) } ?? .empty }
      func name(_ fact: String) -> String { RecordID(value(fact)).flatMap { rows.names[$0] } ?? "" }
      let priority = chosen["priority"].flatMap { type.field($0) }.map {
        app.shown(value("priority"), of: $0)
      }
      subjects[row.id] = Subject(
        reference: String(value("reference")) ?? "", due: Day(value("due")), priority: priority ?? "",
        doneBy: RecordID(value("doneBy")), doneByName: name("doneBy"), setByName: name("setBy"))
    }
    return subjects
  }

  // MARK: Rows

  private func request(_ rows: Rows, _ row: ListRow, _ subjects: [RecordID: Subject]) -> ApprovalRequest? {
    guard let type = rows[.subjectType, row], let id = rows[.subjectID, row] else { return nil }
    let subject = subjects[id]
    let kind = rows[.kind, row] ?? ""
    var request = ApprovalRequest(
      id: row.id, kind: kind, subjectType: type, subject: id,
      requestedAt: rows[.requestedAt, row] ?? app.clock.now())
    request.reference = DisplayText(app.short(subject?.reference ?? ""))
    let name = rows.names[id] ?? ""
    let words =
      app.registrar?.catalogue["approvals"]?.field("kind").map { app.shown(.text(kind), of: $0) } ?? kind
    let isNamed = !name.isEmpty && name != subject?.reference
    let isReferred = subject?.reference.isEmpty == false
    request.what = DisplayText(isNamed ? isReferred ? name : "\(words): \(name)" : words)
    let resident = rows.name(.residentID, row).map(Board.shortName)
    request.about = DisplayText(resident ?? rows.name(.houseID, row) ?? "")
    let asked = rows.name(.requestedBy, row) ?? ""
    request.setBy = DisplayText(HomeModel.spoken(subject?.setByName ?? "")).or(
      DisplayText(HomeModel.spoken(asked)))
    request.doneBy = DisplayText(HomeModel.spoken(subject?.doneByName ?? "")).or(
      DisplayText(HomeModel.spoken(asked)))
    request.due = subject?.due ?? rows[.dueAt, row].map { session.zone.day(at: $0) }
    request.priority = DisplayText(subject?.priority ?? "")
    request.isUrgent = ["high", "urgent", "critical", "4", "5"].contains(
      (subject?.priority ?? "").lowercased())
    request.isOwn =
      rows[.requestedBy, row] == session.membership || subject?.doneBy == session.membership
    if let by = rows.name(.decidedBy, row) {
      let isSelf = rows[.isSelfApproved, row] == true
      request.decision = "by \(HomeModel.spoken(by))\(isSelf ? ", self-approved" : "")"
    }
    return request
  }
}
