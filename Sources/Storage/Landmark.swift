import Records

/// The few tables and resources that permission itself reads, by name.
enum Landmark {
  static let organizations = "organizations"
  static let plans = "subscription_plans"
  static let users = "users"
  static let memberships = "memberships"
  static let roles = "roles"
  static let roleAssignments = "role_assignments"
  static let sessions = "user_sessions"
  static let houses = "houses"
  static let residents = "residents"
  static let stays = "stays"
  static let bedAssignments = "bed_assignments"
  static let stayStaff = "stay_staff"
  static let shifts = "shifts"
  static let shiftStaff = "shift_staff"
  static let accessGrants = "access_grants"
  /// The concerns about safeguarding, and the resource that governs them.
  static let concerns = "safeguarding_concerns"
  /// The field of a concern that names who works there and is said to have caused it.
  static let aboutMember = "about_member_id"
  static let incidentPeople = "incident_people"
  static let staffMembers = "staff_members"
  static let notices = "notifications"
  static let noticePreferences = "notification_preferences"
  static let jobs = "scheduled_jobs"
  static let jobRuns = "job_runs"
  static let lookupValues = "lookup_values"
  static let reportRuns = "report_runs"
  static let drafts = "form_drafts"
  static let approvals = "approvals"
  static let auditLog = "audit_log"
  static let tokens = "api_tokens"
  static let keyGrants = "key_grants"
  /// Rows that the store writes on its own way, of which the log keeps the events and not the values.
  static let keptByStore: Set<String> = [
    auditLog, sessions, keyGrants, backups, jobRuns, reportRuns, "form_contributions", "custom_values",
  ]
  /// Where a job notes how far it is, which is no deed of anybody.
  static let movedByClock: Set<String> = ["next_run_at", "last_run_at", "last_status"]
  /// The number of an entry of the log.
  static let entryNumber = "sequence_number"
  static let documents = "documents"
  static let documentVersions = "document_versions"
  static let documentShares = "document_shares"
  static let files = "files"
  static let backups = "backups"
  static let emergencies = "break_glass_events"
  /// Governs who may open somebody in an emergency.
  static let emergencyRight = "break_glass"
  /// What is written down of somebody who is open in an emergency: what has happened, and that they are missed.
  static let ofEmergencies: Set<String> = ["incidents", "incident_people", "missing_episodes"]

  /// What an entry of the log says of the record it speaks of: values and reasons, which have that record's own readers.
  static func speaksOfOthers(_ log: RecordType) -> Set<Int> {
    Set(["changes", "reason"].compactMap { log.index(of: $0) })
  }

  /// Governs an organisation's own row of the register.
  static let ownOrganization = "configuration"
  static let restrictedPersons = "restricted_persons"
  /// The field of a resident that hides them.
  static let restriction = "is_restricted"
  /// Governs what is added to a record and who signs it.
  static let amendments = "amendments"
  /// The kind of an amendment to what was written about somebody else.
  static let wrongPerson = "wrong_person"
  /// A person's own things: nobody else's, whoever made them.
  static let personal = "personal"

  /// Resources in which a resident's key worker is nobody special: only authors and named members count.
  static let withoutCaseload: Set<String> = [
    "case_notes_confidential", "case_notes_private", "documents_confidential", "safeguarding_concerns",
    "messages", "personal",
  ]

  /// Resources whose records decide who may do what.
  static let access: Set<String> = ["users", "organisation_keys", "sessions", "organisation_register"]

  /// Resources whose records a member may be named on by a grant of access.
  static let withNamedAccess: Set<String> = [
    "case_notes_confidential", "documents", "documents_confidential", "safeguarding_concerns",
    "restricted_persons",
  ]

  /// The record that a row is part of, whose rights govern it: a version is as confidential as its document.
  struct Whole {
    let field: String
    let type: String
    /// What of the other record the field is compared with.
    let matching: String
  }

  static func whole(of type: RecordType) -> Whole? { wholes[type.id] }

  private static let wholes: [String: Whole] = [
    documentVersions: Whole(field: "document_id", type: documents, matching: "id"),
    documentShares: Whole(field: "document_version_id", type: documentVersions, matching: "id"),
    files: Whole(field: "id", type: documentVersions, matching: "file_id"),
  ]

  /// Resources whose records must not be known to exist by who may not read them.
  static let confidential: Set<String> = [
    "case_notes_confidential", "case_notes_private", "documents_confidential", "safeguarding_concerns",
    "restricted_persons", "grievances_anonymous",
  ]

  /// Why nobody adds a record of the type, whoever they are; nil where some do.
  static func whyNotAdded(_ type: RecordType) -> String? {
    if type.id == emergencies {
      return "It begins with “Emergency access to a person” among the commands, and asks for your password."
    }
    if ["roles", "role_permissions"].contains(type.id) {
      return
        "Lodge has nine roles, and what each may do stands in the permission file. Give somebody one of them; what they are called here is their job title."
    }
    return type.tags.contains(.internalOnly) ? "Lodge itself writes every \(type.singular)." : nil
  }

  /// Types whose records are about nobody: whoever writes a record may point to one, seen or not.
  static let aboutNobody: Set<String> = ["dunning_configs", "training_courses"]

  /// Rows without a resident of their own that tell where somebody is: the holds on the bed that a resident has.
  struct Trace {
    let field: String
    let kinds: [String]
  }

  /// The rows of a type that are hidden with the resident who has the bed now.
  static func trace(in type: RecordType) -> Trace? {
    type.id == "bed_closures" ? Trace(field: "bed_id", kinds: ["hold_hospital", "hold_pass"]) : nil
  }

  /// A resource that governs a row in place of its type's, because of what one field holds.
  struct Stricter {
    let resource: String
    let field: String
    let value: SQLValue
  }

  /// The strictest first.
  static func stricter(than type: RecordType) -> [Stricter] {
    (stricter[type.resource] ?? []).filter { type.index(of: $0.field) != nil }
  }

  private static let stricter: [String: [Stricter]] = [
    "case_notes_team": [
      Stricter(resource: "case_notes_private", field: "visibility", value: .text("private")),
      Stricter(resource: "case_notes_confidential", field: "is_confidential", value: .integer(1)),
    ],
    "documents": [
      Stricter(resource: "documents_confidential", field: "is_confidential", value: .integer(1))
    ],
  ]
}
