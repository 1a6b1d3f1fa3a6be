import House
import Records
import Storage
import TestHomes

/// What the permission file says of one record and one member, worked out from its letters and without the gate.
struct Reach {
  let sheet: PermissionSheet
  let session: Session
  /// The houses that the member works in.
  let house: RecordID?
  /// The resident whose key worker the member is.
  let resident: RecordID?
  /// What the scene made, whole.
  let made: [String: Record]

  /// Whether the member may; nil where it depends on what the scene does not tell.
  func may(_ right: Right, _ record: Record) -> Bool? {
    let type = record.type
    if type.isPlatform != (session.role == .platform) { return platform(right, record) }
    if let whole = whole(of: type) { return may(right, whole) }
    var answers = [granted(right, over: record, by: resource(of: record))]
    if right == .read, let directory = type.directory {
      answers.append(granted(right, over: record, by: directory))
    }
    if right == .update, isOwnDraft(record) {
      answers.append(granted(.create, over: record, by: resource(of: record)))
    }
    return Reach.any(answers)
  }

  /// Whether the member may read the history of a record that they see.
  func mayReadHistory(_ record: Record) -> Bool? { granted(.read, over: record, by: "audit_log") }

  private static func any(_ answers: [Bool?]) -> Bool? {
    if answers.contains(true) { return true }
    return answers.contains { $0 == nil } ? nil : false
  }

  private func granted(_ right: Right, over record: Record, by resource: String) -> Bool? {
    let isShared = record.type.house == .shared && session.houses != nil && right != .read && right != .export
    return Reach.any(
      sheet.scopes(of: right, for: session.role, on: resource).map { scope in
        switch scope {
        case .org: true
        case .house where isShared: isOwn(record, resource, right)
        case .house: Reach.any([lies(record, by: record.type.house), isOwn(record, resource, right)])
        case .own: isOwn(record, resource, right)
        }
      })
  }

  private func isOwn(_ record: Record, _ resource: String, _ right: Right) -> Bool? {
    let type = record.type
    if right != .read, type.tags.contains(.givesReach) { return false }
    for name in type.owners {
      let target = type.field(name)?.target
      let person =
        target == "users"
        ? session.user : target == "staff_members" ? session.staffMember : session.membership
      let owner = name == "created_by" ? record.stamp?.createdBy?.value ?? .empty : record[name]
      if let person, owner == person.value { return true }
    }
    let isOfCaseload =
      resident != nil && type.residentField.map { reference($0, of: record) == resident } ?? false
    if isOfCaseload, !Reach.withoutCaseload.contains(resource) { return true }
    // The manager of its house is named on a concern when it is raised.
    if resource == "safeguarding_concerns", session.role == .manager { return nil }
    return type.circle == nil ? false : nil
  }

  /// Resources in which a key worker is nobody special.
  private static let withoutCaseload: Set<String> = [
    "case_notes_confidential", "case_notes_private", "documents_confidential", "safeguarding_concerns",
    "messages",
    "personal",
  ]

  private func isOwnDraft(_ record: Record) -> Bool {
    guard let workflow = record.type.workflow, workflow.start == "draft", workflow.editable.contains("draft")
    else { return false }
    return record[workflow.field] == .text("draft") && record.stamp?.createdBy == session.membership
  }

  private func reference(_ name: String, of record: Record) -> RecordID? {
    if name == "id" { return record.id }
    return if case .reference(let id) = record[name] { id } else { nil }
  }

  /// Whether a record lies in the member's house.
  private func lies(_ record: Record, by path: RecordType.HousePath) -> Bool? {
    guard let house else { return true }
    switch path {
    case .none: return false
    case .itself: return record.id == house
    case .field(let name): return reference(name, of: record) == house
    case .fieldOrEvery(let name): return record[name].isEmpty || reference(name, of: record) == house
    case .every, .shared: return true
    case .resident(let name):
      guard let id = reference(name, of: record) else { return false }
      return id == made["residents"]?.id ? resident != nil : nil
    case .through(let name, let other):
      guard let id = reference(name, of: record) else { return false }
      guard let next = made.values.first(where: { $0.type.id == other && $0.id == id }) else { return nil }
      return lies(next, by: next.type.house)
    case .property(let name):
      guard let id = reference(name, of: record) else { return false }
      // Both houses stand on the one that the home has.
      return id == made["properties"]?.id ? true : nil
    case .either(let paths): return Reach.any(paths.map { lies(record, by: $0) })
    case .listed: return nil
    }
  }

  /// The row of the file that governs a record, by what it holds.
  private func resource(of record: Record) -> String {
    switch record.type.resource {
    case "case_notes_team" where record[.visibility] == "private": "case_notes_private"
    case "case_notes_team" where record[.isConfidential] == true: "case_notes_confidential"
    case "documents" where record[.isConfidential] == true: "documents_confidential"
    default: record.type.resource
    }
  }

  /// The record of which those of a type are a part.
  private func whole(of type: RecordType) -> Record? {
    ["document_versions", "document_shares", "files"].contains(type.id) ? made["documents"] : nil
  }

  /// What somebody of the home sees of the platform, and the platform of a home.
  private func platform(_ right: Right, _ record: Record) -> Bool? {
    let scope = { (resource: String) in sheet.scope(of: right, for: session.role, on: resource) }
    switch record.type.id {
    case _ where session.role == .platform: return false
    case "organizations": return scope("configuration") == .org && record[.number] == session.organization
    case "users":
      guard let widest = scope(record.type.resource) else { return false }
      return widest == .own ? record.id == session.user : nil
    default: return false
    }
  }
}
