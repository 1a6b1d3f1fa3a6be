import Records

/// A sheet for the moment when there is no time to look for anything.
package enum EmergencySheet: String, CaseIterable, Sendable {
  case fire, missing, hospital
  case onCall = "on-call"

  package var title: DisplayText {
    switch self {
    case .fire: "Fire roll"
    case .missing: "Missing sheet"
    case .hospital: "Hospital sheet"
    case .onCall: "On-call numbers"
    }
  }

  package var purpose: DisplayText {
    switch self {
    case .fire: "who is in, where, and who needs help to leave"
    case .missing: "for the police: who, why we are afraid, whom to ask"
    case .hospital: "for the ambulance: allergies, medicines, wishes"
    case .onCall: "whom to ring, in which order"
    }
  }

  /// What people say for one that is wanted from any screen; none for one about a person, which is chosen on the
  /// page of the sheets.
  var otherNames: [String] {
    switch self {
    case .fire: ["print the fire roll", "fire list", "roll call", "who is in the house"]
    case .onCall: ["who is on call", "on call", "whom to ring", "out of hours"]
    case .missing, .hospital: []
    }
  }

  /// Why somebody is told: with the purpose, the ground and the exception of the disclosure that is written.
  var disclosure: (purpose: String, exception: String, to: String)? {
    switch self {
    case .missing: ("safeguarding", "vital_interest", "Police")
    case .hospital: ("medical_emergency", "medical_emergency", "Ambulance and hospital")
    case .fire, .onCall: nil
    }
  }

  /// Whether it says whose house it is.
  ///
  /// One that goes to the fire brigade or the police does not: the name alone may say what people live there for.
  var namesOrganization: Bool { self == .hospital || self == .onCall }

  /// What a sheet carries that tells of treatment which 42 CFR Part 2 protects (2.32, the short statement).
  static let notice: DisplayText =
    "42 CFR part 2 prohibits unauthorized use or disclosure of these records."

  /// What the sheet of a person has on it.
  ///
  /// One that goes out of the house to look for somebody says nothing of what they are treated for where that is
  /// protected (42 CFR Part 2).
  func parts(about resident: RecordID, isProtected: Bool) -> [Part] {
    let own: [Condition] = [.equals("resident_id", .reference(resident))]
    let person = Part(
      "Who", "residents", [.equals("id", .reference(resident))],
      ["given_name", "family_name", "preferred_name", "born_on", "age", "sex", "pronouns"],
      always: ["born_on"])
    let flags = Part(
      "Danger", "flags", own + [.equals("state", .text("active"))], ["kind", "level", "message", "detail"],
      leavingOut: self == .missing && isProtected ? .text("substance") : nil)
    let contacts = Part(
      "Whom to ask", "resident_contacts",
      own + [.equals("kind", .text("personal")), .differs("must_not_contact", .flag(true))],
      ["name", "relationship", "phone", "other_phone", "may_be_told", "legal_authority", "is_next_of_kin"])
    let professionals = Part(
      "Doctor and others", "resident_contacts", own + [.equals("kind", .text("professional"))],
      ["name", "relationship", "organization_name", "phone"])
    let medicines = Part(
      "Medicines", "medications", own + [.equals("state", .text("active"))],
      ["name", "strength", "dose", "instructions", "is_time_critical"], lastDoses: true)
    switch self {
    case .missing:
      let looks = Part(
        "What they look like", "residents", [.equals("id", .reference(resident))],
        [
          "description", "mobile_phone", "first_language", "communication_needs", "last_seen_at",
          "last_seen_how",
        ],
        always: ["description", "last_seen_at"])
      let episode = Part(
        "This time", "missing_episodes",
        own + [.among("state", MissingLadder.searching.map(Value.text))],
        [
          "reference", "noticed_at", "last_seen_at", "circumstances", "clothing", "companions",
          "likely_places", "vulnerabilities", "police_reference",
        ])
      return [person, looks, episode, flags] + (isProtected ? [] : [medicines]) + [contacts]
    case .hospital:
      let talk = Part(
        "How to talk with them", "residents", [.equals("id", .reference(resident))],
        ["first_language", "interpreter_needed", "communication_needs", "what_helps"])
      let wishes = Part(
        "Wishes", "residents", [.equals("id", .reference(resident))],
        ["dnacpr_in_place", "advance_wishes", "mental_capacity_concern", "nhs_number"],
        always: ["dnacpr_in_place"])
      let conditions = Part(
        "Allergies and conditions", "health_conditions", own + [.equals("state", .text("active"))],
        ["kind", "name", "severity_level", "reaction"])
      let profile = Part(
        "Care", "health_profiles", own,
        [
          "mobility", "swallowing_risk", "sensory_needs", "personal_care", "diet_note",
          "mental_health_summary", "substance_summary", "naloxone_held", "pharmacy",
        ])
      return [person, conditions, medicines, wishes, flags, talk, profile, contacts, professionals]
    case .fire, .onCall: return []
    }
  }

  /// One part of a sheet: which records, and what of them.
  struct Part: Sendable {
    let title: DisplayText
    let type: String
    let conditions: [Condition]
    let fields: [String]
    /// Said even where nothing is recorded, which is not the same as no.
    let always: Set<String>
    /// Each with when it was last taken.
    let lastDoses: Bool
    /// The rows whose first field holds this are left out, as are those that do not show it.
    let leavingOut: Value?

    init(
      _ title: DisplayText, _ type: String, _ conditions: [Condition], _ fields: [String],
      always: Set<String> = [], lastDoses: Bool = false, leavingOut: Value? = nil
    ) {
      self.title = title
      self.type = type
      self.conditions = conditions
      self.fields = fields
      self.always = always
      self.lastDoses = lastDoses
      self.leavingOut = leavingOut
    }

    /// One record, a line for each of its fields; else a line for each record.
    var isOne: Bool { ["residents", "health_profiles", "missing_episodes"].contains(type) }
  }
}
