import House
import Records

/// What is written day by day: notes, rounds, medicines.
extension GeneratorLives {
  /// So many signed notes about somebody, spread over the days of their stay.
  mutating func notes(
    _ count: Int, about resident: Resident, until last: Day, newID: () -> RecordID
  ) -> [Record] {
    guard resident.since <= last else { return [] }
    return (0..<count).map { _ in
      let day = last.adding(days: -chance.number(in: 0...(last.number - resident.since.number)))
      let happened = moment(day, hour: chance.number(in: 9...20), minute: chance.number(in: 0...59))
      let words = chance.one(of: Self.remarks)
      return Record(.caseNotes, id: newID()) {
        $0[.state] = "signed"
        $0[.residentID] = resident.id
        $0[.stayID] = resident.stay
        $0[.authorID] = resident.worker
        $0[.visibility] = "team"
        $0[.kind] = words.kind
        $0[.happenedAt] = happened
        $0[.content] = words.text
        $0[.signedBy] = resident.worker
        $0[.signedAt] = happened.adding(minutes: 30)
      }
    }
  }

  /// The round of one night through the houses of those who live there.
  mutating func round(
    of residents: [Resident], on night: Day, newID: () -> RecordID
  ) -> [Record] {
    let houses = Dictionary(grouping: residents.filter { $0.since < night }, by: \.house)
    return houses.keys.sorted().flatMap { house in
      let (round, worker) = (newID(), member(.night))
      let begun = moment(night, hour: 2, minute: chance.number(in: 0...20))
      let whole = Record(.rounds, id: round) {
        $0[.houseID] = house
        $0[.kind] = "night"
        $0[.state] = "done"
        $0[.startedAt] = begun
        $0[.windowFromAt] = moment(night, hour: 2, minute: 0)
        $0[.windowUntilAt] = moment(night, hour: 3, minute: 0)
        $0[.finishedAt] = begun.adding(minutes: 25)
        $0[.checkedBy] = worker
      }
      return [whole]
        + (houses[house] ?? []).enumerated().map { place, resident in
          let status = chance.one(of: Self.seen)
          return Record(.roundChecks, id: newID()) {
            $0[.roundID] = round
            $0[.stayID] = resident.stay
            $0[.residentID] = resident.id
            $0[.status] = status
            $0[.checkedAt] = begun.adding(minutes: place / 2)
          }
        }
    }
  }

  /// A medicine of somebody, and what was given of it in the mornings of so many days until the last.
  mutating func medicine(
    of resident: Resident, days: Int, until last: Day, newID: () -> RecordID
  ) -> (medicine: Record, doses: [Record]) {
    let (id, told) = (newID(), chance.one(of: Self.medicines))
    let first = max(resident.since, last.adding(days: -120))
    let checker = member(.leader)
    let medicine = Record(.medications, id: id) {
      $0[.state] = "active"
      $0[.residentID] = resident.id
      $0[.stayID] = resident.stay
      $0[.name] = told.name
      $0[.form] = "tablet"
      $0[.strength] = told.strength
      $0[.route] = "oral"
      $0[.dose] = "1 tablet"
      $0[.schedule] = "times"
      $0["times"] = .list(["08:00"])
      $0[.support] = "observe"
      $0[.startsOn] = first
      $0[.checkedBy] = checker
    }
    let doses = (0..<days).map { last.adding(days: -$0) }.filter { $0 >= first }.map { day in
      let due = moment(day, hour: 8)
      let (status, minutes) = (chance.one(of: Self.taken), chance.number(in: 0...45))
      let giver = member(.worker)
      return Record(.medicationEvents, id: newID()) {
        $0[.medicationID] = id
        $0[.residentID] = resident.id
        $0[.kind] = "dose"
        $0[.status] = status
        $0[.dueAt] = due
        $0[.happenedAt] = due.adding(minutes: minutes)
        $0[.quantity] = status == "refused" ? nil : "1"
        $0[.givenBy] = giver
      }
    }
    return (medicine, doses)
  }

  private struct Remark {
    let kind: String
    let text: String
  }

  private static let seen = ["asleep_seen", "asleep_seen", "asleep_seen", "present", "signed_out"]
  private static let taken = ["given", "given", "given", "given", "given", "observed_self", "refused"]
  private static let medicines = [
    (name: "Metformin", strength: "500 mg"), (name: "Sertraline", strength: "50 mg"),
    (name: "Amlodipine", strength: "5 mg"), (name: "Omeprazole", strength: "20 mg"),
  ]
  private static let remarks = [
    Remark(kind: "progress", text: "Went to the job centre alone and came back with a date for a talk."),
    Remark(kind: "positive", text: "Cooked for the whole landing and washed up afterwards."),
    Remark(kind: "general", text: "Quiet day. Stayed in with a book and came down for supper."),
    Remark(kind: "contact", text: "Rang a sister in the afternoon; they laughed a good deal."),
    Remark(kind: "concern", text: "Did not want to get up. Asked twice, had tea together at noon."),
    Remark(kind: "family", text: "A brother visited for an hour. Both would like it to be more often."),
    Remark(kind: "progress", text: "The rent for the month is paid, with nothing owed."),
    Remark(kind: "health", text: "Back from the surgery with a new date; nothing else to do until then."),
  ]
}
