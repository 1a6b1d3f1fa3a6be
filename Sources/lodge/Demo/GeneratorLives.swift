import House
import Records

/// Makes the records of one resident's time in a house, and of what happened in it.
struct GeneratorLives: Sendable {
  /// The members who do things, by role.
  let members: [Role: [RecordID]]
  let names: GeneratorNames
  let zone: Zone
  var chance: GeneratorChance

  /// Somebody who lives in a house now.
  struct Resident: Sendable {
    let id: RecordID
    let stay: RecordID
    let house: RecordID
    let worker: RecordID
    let since: Day
  }

  /// Somebody who has left, with the stay from `first` to `last`.
  mutating func former(
    in house: RecordID, first: Day, last: Day, newID: () -> RecordID
  ) -> (records: [Record], resident: Resident) {
    let resident = Resident(
      id: newID(), stay: newID(), house: house, worker: member(.worker), since: first)
    return (
      [
        person(resident, state: "former", until: last),
        stay(resident, state: "ended", until: last),
      ], resident
    )
  }

  /// Somebody who has come to stay, with bed and key worker.
  mutating func current(
    in bed: GeneratorEstate.Bed, since day: Day, newID: () -> RecordID
  ) -> (records: [Record], resident: Resident) {
    let resident = Resident(
      id: newID(), stay: newID(), house: bed.house, worker: member(.worker), since: day)
    let assignment = Record(.bedAssignments, id: newID()) {
      $0[.stayID] = resident.stay
      $0[.residentID] = resident.id
      $0[.bedID] = bed.id
      $0[.houseID] = bed.house
      $0[.cohort] = "any"
      $0[.startsAt] = moment(day, hour: 11)
    }
    let worker = Record(.stayStaff, id: newID()) {
      $0[.stayID] = resident.stay
      $0[.residentID] = resident.id
      $0[.membershipID] = resident.worker
      $0[.startsOn] = day
    }
    return (
      [person(resident, state: "current", until: day), stay(resident, state: "active", until: nil)]
        + [assignment, worker], resident
    )
  }

  private mutating func person(_ resident: Resident, state: String, until day: Day) -> Record {
    let name = names.name(&chance)
    let age = chance.number(in: 18 * 365...79 * 365)
    let phone = chance.happens(in: 70) ? "07700 \(900_000 + chance.number(in: 0...999))" : nil
    return Record(.residents, id: resident.id) {
      $0[.state] = state
      $0[.givenName] = name.given
      $0[.familyName] = name.family
      $0[.bornOn] = resident.since.adding(days: -age)
      $0[.sex] = name.isWoman ? "female" : "male"
      $0[.mobilePhone] = phone
    }
  }

  private mutating func stay(_ resident: Resident, state: String, until last: Day?) -> Record {
    let basis = chance.one(of: ["licence", "licence", "tenancy", "excluded_licence", "care_act_s18"])
    let funding = chance.one(of: [
      "housing_benefit", "housing_benefit", "universal_credit", "local_authority",
    ])
    let support = chance.one(of: ["low", "medium", "medium", "high"])
    return Record(.stays, id: resident.stay) {
      $0[.state] = state
      $0[.residentID] = resident.id
      $0[.houseID] = resident.house
      $0[.startsOn] = resident.since
      $0[.endsOn] = last
      $0[.legalBasis] = basis
      $0[.fundingSource] = funding
      $0[.supportLevel] = support
    }
  }

  mutating func member(_ role: Role) -> RecordID {
    guard let people = members[role], !people.isEmpty else {
      preconditionFailure("A generated home has people of every role.")
    }
    return chance.one(of: people)
  }

  func moment(_ day: Day, hour: Int, minute: Int = 0) -> Instant {
    guard let time = WallTime(hour: hour, minute: minute) else {
      preconditionFailure("An hour lies between 0 and 23.")
    }
    return zone.instant(on: day, at: time)
  }
}
