import House
import Records

extension GeneratorLives {
  /// One incident of a resident on a day, in the state that its age suggests, with its people and perhaps an action.
  mutating func incident(
    of resident: Resident, on day: Day, today: Day, newID: () -> RecordID
  ) -> [Record] {
    let story = chance.one(of: Self.stories)
    let happened = moment(day, hour: chance.number(in: 0...22), minute: chance.number(in: 0...59))
    let state = state(days: today.number - day.number)
    let (reporter, judge, lead) = (member(.night), member(.leader), member(.manager))
    let id = newID()
    let severity = chance.one(of: [1, 1, 2, 2, 2, 3, 3, 4])
    let place = chance.one(of: story.places)
    var incident = Record(.incidents, id: id) {
      $0[.state] = state
      $0[.kind] = story.kind
      $0[.severity] = severity
      $0[.occurredAt] = happened
      $0[.narrative] = story.narrative
      $0[.immediateAction] = story.first
      $0[.residentID] = resident.id
      $0[.stayID] = resident.stay
      $0[.houseID] = resident.house
      $0[.placeKind] = place
      $0[.reportedBy] = reporter
      $0[.reportedAt] = happened.adding(minutes: 25)
      $0[.signedBy] = reporter
      $0[.signedAt] = happened.adding(minutes: 25)
    }
    if state != "submitted" {
      incident[.triagedBy] = judge
      incident[.triagedAt] = happened.adding(hours: 5)
      incident[.investigatorID] = lead
    }
    if state == "closed" {
      incident[.lessons] = story.lesson
      incident[.closureSubmittedBy] = judge
      incident[.closedBy] = lead
      incident[.closedAt] = happened.adding(hours: 96)
    }
    let person = Record(.incidentPeople, id: newID()) {
      $0[.incidentID] = id
      $0[.residentID] = resident.id
      $0[.role] = "affected"
    }
    guard state != "submitted", chance.happens(in: 40) else { return [incident, person] }
    return [incident, person] + action(of: incident, story, resident, day, today, newID)
  }

  private mutating func state(days: Int) -> String {
    switch days {
    case ..<2: chance.one(of: ["submitted", "submitted", "triaged"])
    case ..<8: chance.one(of: ["submitted", "triaged", "triaged", "under_review", "under_review", "closed"])
    case ..<56: chance.one(of: ["under_review", "closed", "closed", "closed", "closed"])
    default: "closed"
    }
  }

  private mutating func action(
    of incident: Record, _ story: Story, _ resident: Resident, _ day: Day, _ today: Day,
    _ newID: () -> RecordID
  ) -> [Record] {
    let isOver = incident[.state] == "closed"
    let state = isOver ? "approved" : chance.one(of: ["open", "open", "in_progress", "completed"])
    let done = moment(day.adding(days: 1), hour: 15)
    let due = day.adding(days: chance.number(in: 3...28))
    let (setter, reviewer) = (member(.leader), member(.manager))
    let id = newID()
    let priority = chance.one(of: ["low", "medium", "medium", "high"])
    let isDone = state == "completed" || state == "approved"
    let action = Record(.actionAssignments, id: id) {
      $0[.state] = state
      $0[.title] = story.task
      $0[.origin] = "incident"
      $0[.priority] = priority
      $0[.incidentID] = incident.id
      $0[.residentID] = resident.id
      $0[.houseID] = resident.house
      $0[.assignedTo] = resident.worker
      $0[.assignedBy] = setter
      $0[.dueOn] = due
      if isDone {
        $0[.completionNotes] = "Done as agreed."
        $0[.completedAt] = done
        $0[.completedBy] = resident.worker
      }
      if state == "approved" {
        $0[.approvedBy] = reviewer
        $0[.approvedAt] = done.adding(hours: 20)
      }
    }
    guard state == "completed" else { return [action] }
    let round = Record(.approvals, id: newID()) {
      $0[.subjectType] = "action_assignments"
      $0[.subjectID] = id
      $0[.subjectRevision] = 1
      $0[.residentID] = resident.id
      $0[.houseID] = resident.house
      $0[.kind] = "action"
      $0[.state] = "pending"
      $0[.requestedBy] = resident.worker
      $0[.requestedAt] = done
      $0[.dueAt] = done.adding(hours: 72)
    }
    return [action, round]
  }

  /// What may happen, in words.
  struct Story: Sendable {
    let kind: String
    let places: [String]
    let narrative: String
    let first: String
    let lesson: String
    let task: String
  }

  static let stories = [
    Story(
      kind: "fall", places: ["bedroom", "bathroom", "stairs"],
      narrative: "Found sitting on the floor and able to say what had happened. No pain on moving.",
      first: "Checked for injury, helped up, warm drink.", lesson: "The light in the corridor now stays on.",
      task: "Look at the floor and the light together"),
    Story(
      kind: "medication", places: ["office", "bedroom"],
      narrative: "The count in the evening was one fewer than the sheet says.",
      first: "Counted again by two, advice taken by phone.",
      lesson: "Two people count at the change of shift.",
      task: "Go through the last week of the sheet"),
    Story(
      kind: "medical", places: ["bedroom", "lounge"],
      narrative: "Felt dizzy after lunch and had to lie down. Colour came back within ten minutes.",
      first: "Laid flat, pulse taken, surgery rung.", lesson: "A drink stands ready at noon.",
      task: "Ask the surgery for an appointment"),
    Story(
      kind: "behavioural", places: ["lounge", "kitchen"],
      narrative: "Two people raised their voices over the television and both left the room.",
      first: "Talked with each apart.", lesson: "There is a list for the big screen.",
      task: "Bring it up at the house meeting"),
    Story(
      kind: "property_damage", places: ["kitchen", "corridor", "garden"],
      narrative: "A window was broken by a ball from the garden. Nobody was hurt.",
      first: "Glass swept up, board put in.", lesson: "Ball games are on the grass at the back.",
      task: "Order the pane"),
    Story(
      kind: "missing", places: ["community", "street"],
      narrative: "Not home at the time that was agreed, and rang an hour later from the station.",
      first: "Rang friends, waited up.", lesson: "The card with the night taxi number is in every room.",
      task: "Agree together how to send word"),
    Story(
      kind: "near_miss", places: ["stairs", "kitchen", "corridor"],
      narrative: "A loose step was noticed before anybody tripped over it.",
      first: "Taped off and reported.", lesson: "Steps are part of the monthly walk.",
      task: "Have the step mended"),
    Story(
      kind: "injury", places: ["kitchen", "garden"],
      narrative: "Cut a finger while cooking for the house.", first: "Cleaned and covered.",
      lesson: "The blunt knives have gone.", task: "Sharpen or replace the knives"),
  ]
}
