import Records

extension RuleByHand {
  /// Rules about residents, their health, and who works with them.
  static let ofPeople = [
    RuleByHand(
      "incidents: what happens to somebody names them when it is sent",
      says: "Who was involved is still empty. Name them first, or send it so where nobody is known."
    ) { paper in
      let fall = paper.add("incidents") { $0[.kind] = "fall" }
      return paper.changed(fall) { $0[.state] = "submitted" }
    },
    RuleByHand(
      "access_grants: some roles are never named on a confidential record",
      says: "This role cannot be named on a confidential record."
    ) { paper in
      let member = paper.holder(of: "AUD")
      return paper.new("access_grants") { $0[.membershipID] = member }
    },
    RuleByHand(
      "access_grants: whoever is excluded from a record is not named on it",
      says: "S. Guard is excluded from this record."
    ) { paper in
      let member = paper.add("memberships") { $0[.shortName] = "S. Guard" }
      let concern = paper.add("safeguarding_concerns") { $0[.aboutMemberID] = member }
      return paper.new("access_grants") {
        $0[.subjectType] = "safeguarding_concerns"
        $0[.subjectID] = concern
        $0[.membershipID] = member
      }
    },
    RuleByHand(
      "role_assignments: the platform role stands alone",
      says: "The platform administrator cannot hold a role that sees residents."
    ) { paper in
      let member = paper.holder(of: "MGR")
      let role = paper.add("roles") { $0[.code] = "SYS" }
      return paper.new("role_assignments") {
        $0[.membershipID] = member
        $0[.roleID] = role
      }
    },
    RuleByHand(
      "role_assignments: a far-reaching role has a second person's word",
      says:
        "A second person must confirm this role: another administrator or a safeguarding lead. “Give a role” on the member asks for it."
    ) { paper in
      paper.actor = paper.holder(of: "ADM")
      let role = paper.records.values.first { $0[.code] == "ADM" }?.id
      let other = paper.add("memberships")
      paper.add("role_assignments") {
        $0[.membershipID] = other
        $0[.roleID] = role
      }
      let member = paper.add("memberships")
      return paper.new("role_assignments") {
        $0[.membershipID] = member
        $0[.roleID] = role
      }
    },
    RuleByHand(
      "role_assignments: a far-reaching role is given with a reason",
      says: "Say why this role is given. It will be shown with the record."
    ) { paper in
      let role = paper.add("roles") { $0[.code] = "FIN" }
      return paper.new("role_assignments") { $0[.roleID] = role }
    },
    RuleByHand(
      "role_assignments: a granted role is one of the nine",
      says: "What a role may do stands in the permissions, for nine roles only. Give one of those."
    ) { paper in
      let role = paper.add("roles") { $0[.code] = "GARDENER" }
      return paper.new("role_assignments") { $0[.roleID] = role }
    },
    RuleByHand(
      "role_assignments: a role without a house reaches all of them",
      says: "No house is named: this role will reach all houses."
    ) { paper in
      for _ in 0..<2 { paper.add("houses") }
      let role = paper.add("roles") { $0[.code] = "MGR" }
      return paper.new("role_assignments") { $0[.roleID] = role }
    },
    RuleByHand(
      "staff_members: checks and contract are kept by somebody else",
      says: "DBS checked on of your own file is for somebody else to write."
    ) { paper in
      let person = paper.add("staff_members")
      paper.actor = paper.add("memberships") { $0[.staffMemberID] = person }
      let today = paper.today
      return paper.changed(person) { $0[.dbsCheckedOn] = today }
    },
    RuleByHand(
      "conversation_members: who is in a conversation adds others to it",
      says: "Only who is in a conversation adds somebody to it."
    ) { paper in
      let (member, other) = (paper.add("memberships"), paper.add("memberships"))
      paper.actor = other
      let conversation = paper.add("conversations")
      paper.actor = member
      paper.add("conversation_members") {
        $0[.conversationID] = conversation
        $0[.membershipID] = other
      }
      return paper.new("conversation_members") {
        $0[.conversationID] = conversation
        $0[.membershipID] = member
      }
    },
    RuleByHand(
      "communication_logs: who must not be contacted is not contacted",
      says: "Rod Marsh must not be contacted."
    ) { paper in
      let contact = paper.add("resident_contacts") {
        $0[.name] = "Rod Marsh"
        $0[.mustNotContact] = true
      }
      return paper.new("communication_logs") {
        $0[.direction] = "outbound"
        $0[.contactID] = contact
      }
    },
    RuleByHand(
      "amendments: a record is corrected by its author or who leads",
      says: "Only the author, a manager or the safeguarding lead may correct this."
    ) { paper in
      paper.actor = paper.add("memberships")
      let note = paper.add("case_notes")
      paper.actor = paper.add("memberships")
      paper.role = .leader
      return paper.new("amendments") {
        $0[.subjectType] = "case_notes"
        $0[.subjectID] = note
        $0[.kind] = "correction"
      }
    },
    RuleByHand(
      "amendments: an amendment is to a record itself",
      says: "Amend the record itself that this is part of or speaks of."
    ) { paper in
      let version = paper.add("document_versions")
      return paper.new("amendments") {
        $0[.subjectType] = "document_versions"
        $0[.subjectID] = version
      }
    },
    RuleByHand(
      "amendments: only signed words are said to be about the wrong person",
      says:
        "Only signed words can be said to be about the wrong person. Correct or remove this record itself."
    ) { paper in
      let condition = paper.add("health_conditions")
      return paper.new("amendments") {
        $0[.subjectType] = "health_conditions"
        $0[.subjectID] = condition
        $0[.kind] = "wrong_person"
      }
    },
    RuleByHand(
      "amendments: an amendment is about whom its record is about",
      says: "That record is about somebody else."
    ) { paper in
      let (resident, other) = (paper.add("residents"), paper.add("residents"))
      let note = paper.add("case_notes") { $0[.residentID] = resident }
      return paper.new("amendments") {
        $0[.subjectType] = "case_notes"
        $0[.subjectID] = note
        $0[.residentID] = other
      }
    },
    RuleByHand(
      "medication_events: stock of a controlled drug moves in the register",
      says:
        "A controlled drug is received, returned, wasted and destroyed in its register: open the medicine and do it there."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      paper.records[medicine]?[.isControlled] = true
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "stock_waste"
        $0[.quantity] = "3"
      }
    },
    RuleByHand(
      "medication_events: what is recorded is of the time of the resident",
      says: "They were born on 3 Mar 1991. Look at the day."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      paper.records[resident]?[.bornOn] = Day("1991-03-03")
      let long = paper.now.adding(hours: -24 * 366 * 36)
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.happenedAt] = long
      }
    },
    RuleByHand(
      "controlled_drug_balances: what is recorded is of the time of the resident",
      says: "They came here on 20 Nov 2026, and this is of 18 Nov 2026. Look at the day."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      let today = paper.today
      paper.add("stays") {
        $0[.residentID] = resident
        $0[.startsOn] = today
      }
      let before = paper.now.adding(hours: -48)
      return paper.new("controlled_drug_balances") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.happenedAt] = before
      }
    },
    RuleByHand(
      "medication_events: a controlled dose that was destroyed says how",
      says: "Say in the note how it was destroyed, and why."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      paper.records[medicine]?[.isControlled] = true
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "destroyed"
      }
    },
    RuleByHand(
      "medication_events: who gives a medicine and stands beside may sign for it",
      says: "J. Pell cannot sign for medicines in their role. Name somebody who can."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      let auditor = paper.member("J. Pell", as: "AUD")
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.witnessID] = auditor
      }
    },
    RuleByHand(
      "controlled_drug_balances: who is named on a line of the register may sign it",
      says: "L. Ferrante had left by then. Name who was there."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      let worker = paper.member("L. Ferrante", as: "KEY")
      let yesterday = paper.today.adding(days: -1)
      paper.records[worker]?[.endsOn] = yesterday
      return paper.new("controlled_drug_balances") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.secondBy] = worker
      }
    },
    RuleByHand(
      "medication_events: a dose falls within the days of its medicine",
      says:
        "It begins on 20 Nov 2026, and this dose is of another day. Look at the day, or ask the prescriber."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      let yesterday = paper.now.adding(hours: -24)
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
        $0[.happenedAt] = yesterday
      }
    },
    RuleByHand(
      "medication_events: a dose is of no paused medicine",
      says: "It is paused. Give none before the prescriber says to go on."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      paper.records[medicine]?[.state] = "paused"
      let now = paper.now
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
        $0[.happenedAt] = now
      }
    },
    RuleByHand(
      "medication_events: a dose is due at a time of its medicine",
      says: "That is no time of its plan. Look at the sheet; leave “Due” empty for a dose beside the plan."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      paper.records[medicine]?[.schedule] = "times"
      paper.records[medicine]?[.times] = ["08:00"]
      let now = paper.now
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
        $0[.dueAt] = now
        $0[.happenedAt] = now
      }
    },
    RuleByHand(
      "medication_events: a dose of a controlled drug is counted",
      says: "Say how much, as counted: 1, or 2.5. It leaves the register."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      paper.records[medicine]?[.isControlled] = true
      paper.records[medicine]?[.dose] = "10 mg"
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
      }
    },
    RuleByHand(
      "medication_events: a dose of a controlled drug is in stock",
      says:
        "The register holds 2, and 5 are to leave it. Look at the number; if it is right, count the drug at once, for this dose gets no line."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      paper.records[medicine]?[.isControlled] = true
      paper.add("controlled_drug_balances") {
        $0[.medicationID] = medicine
        $0[.pageNumber] = 1
        $0[.lineNumber] = 1
        $0[.balanceAfter] = 2_000
      }
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
        $0[.quantity] = "5"
      }
    },
    RuleByHand(
      "medication_events: a controlled drug has a second person",
      says: "A controlled drug needs a second person."
    ) { paper in
      let (resident, medicine) = paper.taking("Morphine")
      paper.records[medicine]?[.isControlled] = true
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
      }
    },
    RuleByHand(
      "bed_assignments: residents who are kept apart do not come under one roof unseen",
      says:
        "Someone with a bed in this house is kept apart from this resident. Ask the team leader before you go on."
    ) { paper in
      let (resident, house) = paper.keptApart()
      return paper.new("bed_assignments") {
        $0[.residentID] = resident
        $0[.houseID] = house
      }
    },
    RuleByHand(
      "event_participants: residents who are kept apart do not meet at an event unseen",
      says: "Someone who takes part is kept apart from this resident. Ask the team leader before you go on."
    ) { paper in
      let (one, other) = (paper.add("residents"), paper.add("residents"))
      paper.add("resident_links") {
        $0[.residentID] = other
        $0[.otherResidentID] = one
        $0[.kind] = "keep_apart"
      }
      let event = paper.add("calendar_events")
      paper.add("event_participants") {
        $0[.calendarEventID] = event
        $0[.residentID] = other
      }
      return paper.new("event_participants") {
        $0[.calendarEventID] = event
        $0[.residentID] = one
      }
    },
    RuleByHand(
      "flags: a resident has at most five live flags",
      says: "Five flags are live already; more would not be read. Remove one first."
    ) { paper in
      let resident = paper.add("residents")
      for _ in 0..<5 { paper.add("flags") { $0[.residentID] = resident } }
      return paper.new("flags") { $0[.residentID] = resident }
    },
    RuleByHand(
      "health_conditions: an allergy meets no medicine that is taken",
      says: "They are taking Amoxicillin. Stop it, or ask the prescriber at once."
    ) { paper in
      let resident = paper.taking("Amoxicillin").resident
      return paper.new("health_conditions") {
        $0[.residentID] = resident
        $0[.kind] = "allergy"
        $0[.name] = "Penicillin"
      }
    },
    RuleByHand(
      "medications: a medicine meets no active allergy",
      says: "Ann Aldous is recorded as allergic to Penicillin. A manager must confirm."
    ) { paper in
      let resident = paper.allergic(to: "Penicillin")
      return paper.new("medications") {
        $0[.residentID] = resident
        $0[.name] = "Amoxicillin"
      }
    },
    RuleByHand(
      "medication_events: a dose meets no active allergy",
      says: "Ann Aldous is recorded as allergic to Penicillin. Stop, and ask the prescriber."
    ) { paper in
      let resident = paper.allergic(to: "Penicillin")
      let medicine = paper.taking("Amoxicillin", by: resident).medicine
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
      }
    },
    RuleByHand(
      "medication_events: a dose is given with current competence",
      says: "Who gives it has no current competence in medicines. On-call may authorise it, by name."
    ) { paper in
      let (resident, medicine) = paper.taking("Paracetamol")
      paper.add("training_courses") {
        $0[.topic] = "medication"
        $0[.isActive] = true
      }
      let now = paper.now
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
        $0[.happenedAt] = now
      }
    },
    RuleByHand(
      "medication_events: a dose on somebody's word says whose",
      says: "Say in the note whose word it was, and what they said."
    ) { paper in
      let (resident, medicine) = paper.taking("Paracetamol")
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
        $0[.reasonCode] = "on_word"
      }
    },
    RuleByHand(
      "medication_events: opioid substitution that was missed for days is held",
      says: "4 days missed. Tolerance may be lost: ring the prescriber before giving any."
    ) { paper in
      let (resident, medicine) = paper.taking("Methadone")
      let (now, start) = (paper.now, paper.today.adding(days: -4))
      paper.records[medicine]?[.isMat] = true
      paper.records[medicine]?[.schedule] = "times"
      paper.records[medicine]?[.times] = ["08:00"]
      paper.records[medicine]?[.startsOn] = start
      paper.records[medicine]?.stamp?.createdAt = now.adding(hours: -24 * 9)
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.medicationID] = medicine
        $0[.kind] = "dose"
        $0[.status] = "given"
        $0[.happenedAt] = now
      }
    },
    RuleByHand(
      "medication_events: a when-needed dose keeps its gap and its most",
      says: "The last dose was 07:25. Wait until 11:25, or call the prescriber."
    ) { paper in
      let (resident, medicine) = paper.taking("Paracetamol")
      paper.records[medicine]?[.schedule] = "when_needed"
      paper.records[medicine]?[.prnGapMinutes] = 240
      let now = paper.now
      let dose = { (moment: Instant) -> (inout Record) -> Void in
        {
          $0[.residentID] = resident
          $0[.medicationID] = medicine
          $0[.kind] = "dose"
          $0[.status] = "given"
          $0[.happenedAt] = moment
        }
      }
      paper.add("medication_events", dose(now.adding(hours: -1)))
      return paper.new("medication_events", dose(now))
    },
    RuleByHand(
      "medication_events: a line that corrects another has its reason",
      says: "A reason is needed. It will be shown with the record."
    ) { paper in
      let (resident, medicine) = paper.taking("Paracetamol")
      let dose = { (status: String) -> (inout Record) -> Void in
        {
          $0[.residentID] = resident
          $0[.medicationID] = medicine
          $0[.kind] = "dose"
          $0[.status] = status
        }
      }
      let line = paper.add("medication_events", dose("given"))
      return paper.new("medication_events") {
        dose("entered_in_error")(&$0)
        $0[.correctsID] = line
      }
    },
    RuleByHand(
      "medication_events: a line corrects one about the same medicine of the same resident",
      says: "That line is about another resident."
    ) { paper in
      let (other, theirs) = paper.taking("Morphine")
      let line = paper.add("medication_events") {
        $0[.residentID] = other
        $0[.medicationID] = theirs
      }
      let resident = paper.add("residents")
      return paper.new("medication_events") {
        $0[.residentID] = resident
        $0[.correctsID] = line
      }
    },
    RuleByHand(
      "stay_staff: a stay has one key worker at a time",
      says: "Somebody is key worker already. End that first."
    ) { paper in
      let stay = paper.add("stays")
      let keyWorker: (inout Record) -> Void = {
        $0[.stayID] = stay
        $0[.kind] = "key_worker"
      }
      paper.add("stay_staff", keyWorker)
      return paper.new("stay_staff", keyWorker)
    },
    RuleByHand(
      "shift_staff: nobody is on a shift who is suspended, has left or lacks a check",
      says: "Tam Rill cannot be put on a shift: suspended."
    ) { paper in
      let now = paper.now
      let person = paper.add("staff_members") {
        $0[.givenName] = "Tam"
        $0[.familyName] = "Rill"
        $0[.state] = "suspended"
      }
      let shift = paper.add("shifts") { $0[.startsAt] = now }
      return paper.new("shift_staff") {
        $0[.shiftID] = shift
        $0[.staffMemberID] = person
      }
    },
    RuleByHand(
      "shift_staff: nobody is on two shifts at once", says: "This person is on another shift then."
    ) { paper in
      let now = paper.now
      let person = paper.add("staff_members")
      let shifts = [0, 4].map { offset in
        paper.add("shifts") {
          $0[.startsAt] = now.adding(hours: offset)
          $0[.endsAt] = now.adding(hours: offset + 8)
        }
      }
      paper.add("shift_staff") {
        $0[.shiftID] = shifts[0]
        $0[.staffMemberID] = person
      }
      return paper.new("shift_staff") {
        $0[.shiftID] = shifts[1]
        $0[.staffMemberID] = person
      }
    },
    RuleByHand(
      "safeguarding_concerns: who is said to have caused it does not lead",
      says: "This person cannot lead this concern."
    ) { paper in
      let person = paper.add("staff_members")
      let member = paper.add("memberships") { $0[.staffMemberID] = person }
      let incident = paper.add("incidents")
      paper.add("incident_people") {
        $0[.incidentID] = incident
        $0[.role] = "alleged_source"
        $0[.staffMemberID] = person
      }
      return paper.new("safeguarding_concerns") {
        $0[.incidentID] = incident
        $0[.leadBy] = member
      }
    },
    RuleByHand(
      "incident_people: who is said to have caused it does not change that",
      says: "You are named here, so somebody else changes it."
    ) { paper in
      let person = paper.add("staff_members")
      paper.actor = paper.add("memberships") { $0[.staffMemberID] = person }
      let incident = paper.add("incidents")
      let line = paper.add("incident_people") {
        $0[.incidentID] = incident
        $0[.role] = "alleged_source"
        $0[.staffMemberID] = person
      }
      return paper.changed(line) { $0[.role] = "witness" }
    },
    RuleByHand(
      "memberships: nobody changes which staff member they are themselves",
      says: "This is about you, so somebody else changes it."
    ) { paper in
      let (person, other) = (paper.add("staff_members"), paper.add("staff_members"))
      let member = paper.add("memberships") { $0[.staffMemberID] = person }
      paper.actor = member
      return paper.changed(member) { $0[.staffMemberID] = other }
    },
    RuleByHand(
      "agencies: an agency with open referrals stays in use", says: "One referral to this agency is open."
    ) { paper in
      let agency = paper.add("agencies")
      paper.add("referrals") {
        $0[.agencyID] = agency
        $0[.state] = "sent"
      }
      return paper.changed(agency) { $0[.isActive] = false }
    },
    RuleByHand(
      "data_access_requests: nothing is erased that must be kept",
      says: "Cannot erase yet: they live here or will, until they have left."
    ) { paper in
      let resident = paper.add("residents")
      paper.add("retention_policies") {
        $0[.name] = "Resident files"
        $0[.recordClass] = "resident_file"
        $0[.keepYears] = 0
        $0[.startsFrom] = "created"
      }
      paper.add("stays") {
        $0[.residentID] = resident
        $0[.state] = "active"
      }
      return paper.new("data_access_requests") {
        $0[.residentID] = resident
        $0[.kind] = "erasure"
        $0[.state] = "ready"
      }
    },
  ]
}

extension PaperHouse {
  fileprivate mutating func holder(of code: String) -> RecordID {
    let role = add("roles") { $0[.code] = code }
    let member = add("memberships")
    add("role_assignments") {
      $0[.membershipID] = member
      $0[.roleID] = role
    }
    return member
  }

  /// Somebody who is kept apart from another who has a bed in a house.
  fileprivate mutating func keptApart() -> (resident: RecordID, house: RecordID) {
    let (resident, other, house) = (add("residents"), add("residents"), add("houses"))
    add("resident_links") {
      $0[.residentID] = resident
      $0[.otherResidentID] = other
      $0[.kind] = "keep_apart"
    }
    add("bed_assignments") {
      $0[.residentID] = other
      $0[.houseID] = house
    }
    return (resident, house)
  }

  fileprivate mutating func taking(
    _ name: String, by resident: RecordID? = nil
  ) -> (resident: RecordID, medicine: RecordID) {
    let resident = resident ?? add("residents")
    let medicine = add("medications") {
      $0[.residentID] = resident
      $0[.name] = name
      $0[.state] = "active"
    }
    return (resident, medicine)
  }

  /// A member who holds one role.
  mutating func member(_ name: String, as code: String) -> RecordID {
    let member = add("memberships") { $0[.shortName] = name }
    let role = add("roles") { $0[.code] = code }
    add("role_assignments") {
      $0[.membershipID] = member
      $0[.roleID] = role
    }
    return member
  }

  fileprivate mutating func allergic(to name: String) -> RecordID {
    let resident = add("residents") {
      $0[.givenName] = "Ann"
      $0[.familyName] = "Aldous"
    }
    add("health_conditions") {
      $0[.residentID] = resident
      $0[.kind] = "allergy"
      $0[.name] = name
    }
    return resident
  }
}
