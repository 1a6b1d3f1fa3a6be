@testable import House
import Records
import Testing

@Suite struct RuleTests {
  private var paper = PaperHouse()

  @Test(arguments: [
    ("1986-03-12", true), ("2026-11-20", true), ("2026-11-21", false), ("1906-11-21", true),
    ("1905-11-20", false),
  ])
  func `a birth lies in the last 120 years`(born: String, holds: Bool) {
    #expect(paper.words("residents") { $0[.bornOn] = Day(born) }.isEmpty == holds)
  }

  @Test(arguments: [
    ("943 476 5919", true), ("9434765919", true), ("943 476 5918", false), ("12345", false), ("", true),
  ])
  func `an NHS number adds up`(number: String, holds: Bool) {
    #expect(paper.words("residents") { $0[.nhsNumber] = number }.isEmpty == holds)
  }

  @Test(arguments: [
    ("a@b.org", true), ("a.b@c.d.uk", true), ("a@b", false), ("a b@c.org", false), ("@c.org", false),
    ("", true),
  ])
  func `an e-mail address has its shape`(text: String, holds: Bool) {
    #expect(paper.words("residents") { $0[.email] = text }.isEmpty == holds)
  }

  @Test(arguments: [
    ("GB", "SW1A 1AA", true), ("GB", "M1 1AE", true), ("GB", "12345", false), ("US", "85004", true),
    ("US", "85004-1234", true), ("US", "8500", false), ("IE", "anything", true),
  ])
  func `a postcode has the shape of its country`(country: String, code: String, holds: Bool) {
    let found = paper.words("addresses") {
      $0[.country] = country
      $0[.postcode] = code
    }
    #expect(found.isEmpty == holds)
  }

  @Test(arguments: [("low", 12), ("high", 6)])
  func `a flag is reviewed within its months`(level: String, months: Int) {
    for (days, holds) in [(0, true), (1, false)] {
      let found = paper.words("flags") {
        $0[.level] = level
        $0[.reviewOn] = paper.today.adding(months: months).adding(days: days)
      }
      #expect(found.isEmpty == holds)
    }
  }

  @Test mutating func `a sixth live flag is refused`() {
    let resident = paper.add("residents")
    for _ in 0..<5 { paper.add("flags") { $0[.residentID] = resident } }
    #expect(paper.words("flags") { $0[.residentID] = resident }.first?.hasPrefix("Five flags") == true)
  }

  @Test mutating func `SOD-11: nobody grants a role to themselves`() {
    let member = paper.add("memberships")
    paper.actor = member
    #expect(
      paper.words("role_assignments") { $0[.membershipID] = member } == [
        "You cannot grant a role to yourself."
      ])
  }

  @Test mutating func `SOD-13: the platform's role stands alone`() {
    let (system, manager) = (
      paper.add("roles") { $0[.code] = "SYS" }, paper.add("roles") { $0[.code] = "MGR" }
    )
    let member = paper.add("memberships")
    paper.add("role_assignments") {
      $0[.membershipID] = member
      $0[.roleID] = manager
    }
    let found = paper.words("role_assignments") {
      $0[.membershipID] = member
      $0[.roleID] = system
    }
    #expect(found == ["The platform administrator cannot hold a role that sees residents."])
  }

  @Test(arguments: ["ADM", "SGL", "MGR"])
  mutating func `SOD-11: a far-reaching role waits for a second person where there is one`(code: String) {
    let role = paper.add("roles") { $0[.code] = code }
    let members = (0..<3).map { _ in paper.add("memberships") }
    let give: (inout Record) -> Void = {
      $0[.membershipID] = members[1]
      $0[.roleID] = role
      $0[.reason] = "Covers for a colleague."
    }
    paper.actor = members[0]
    #expect(paper.words("role_assignments", give).isEmpty)
    paper.add("role_assignments") {
      $0[.membershipID] = members[2]
      $0[.roleID] = role
    }
    let isRefused =
      paper.words("role_assignments", give).first?.hasPrefix("A second person must confirm") == true
    #expect(isRefused == (code != "MGR"))
  }

  @Test mutating func `SOD-24: the last administrator is not ended`() {
    let role = paper.add("roles") {
      $0[.code] = "ADM"
      $0[.name] = "Administrator"
    }
    let members = (0..<2).map { _ in paper.add("memberships") { $0[.state] = "active" } }
    let today = paper.today
    for member in members {
      paper.add("role_assignments") {
        $0[.membershipID] = member
        $0[.roleID] = role
        $0[.startsOn] = today
      }
    }
    paper.actor = members[0]
    let ending: [String: Value] = ["end_note": .text("Moved away.")]
    #expect(paper.perform("membership.end", members[1], ending) == nil)
    paper.actor = members[1]
    #expect(paper.perform("membership.end", members[0], ending) == "Grant another administrator first.")
  }

  @Test mutating func `a shift is no longer than 26 hours, and nobody is on two at once`() {
    let start = paper.now
    func shift(_ hours: Int) -> [String] {
      paper.words("shifts") {
        $0[.startsAt] = start
        $0[.endsAt] = start.adding(hours: hours)
      }
    }
    #expect(shift(26).isEmpty)
    #expect(shift(27) == ["A shift cannot be longer than 26 hours."])
    #expect(shift(-2) == ["The shift ends before it begins. Give the day it ends on too."])
    let staff = paper.add("staff_members")
    let shifts = [0, 4].map { offset in
      paper.add("shifts") {
        $0[.startsAt] = start.adding(hours: offset)
        $0[.endsAt] = start.adding(hours: offset + 8)
      }
    }
    paper.add("shift_staff") {
      $0[.shiftID] = shifts[0]
      $0[.staffMemberID] = staff
    }
    let found = paper.words("shift_staff") {
      $0[.shiftID] = shifts[1]
      $0[.staffMemberID] = staff
    }
    #expect(found == ["This person is on another shift then."])
  }

  @Test func `a series, an announcement and a note say what is missing`() {
    #expect(paper.words("calendar_events") { $0[.recurrence] = "weekly" } == ["Give the series an end."])
    #expect(
      paper.words("announcements") { $0[.audience] = "house_staff" } == [
        "Choose the house whose staff it is for."
      ])
    #expect(
      paper.words("case_notes") { _ in } == [
        "Nothing is written yet. Write the note, or leave with Esc.",
        "Choose the resident whom the note is about.",
      ])
    #expect(paper.words("incident_people") { _ in } == ["Choose a person or write a name."])
  }

  @Test func `who must not be contacted is no emergency contact`() {
    let found = paper.words("resident_contacts") {
      $0[.mustNotContact] = true
      $0[.isEmergency] = true
    }
    #expect(found == ["A person who must not be contacted cannot be an emergency contact."])
  }

  @Test func `an amendment changes something`() {
    let found = paper.words("amendments") {
      $0[.oldValue] = "left"
      $0[.newValue] = "left"
    }
    #expect(found == ["Nothing is changed: the new text equals the old."])
  }

  @Test(arguments: [("2026-01-01", nil, false), ("2025-01-01", "2025-12-31", true), (nil, nil, false)])
  func `an owner has one current address at a time`(start: String?, end: String?, holds: Bool) {
    var paper = paper
    let owner = paper.add("properties")
    paper.add("addresses") {
      $0[.subjectType] = "properties"
      $0[.subjectID] = owner
      $0[.startsOn] = Day("2026-01-01")
    }
    let address = Record(.addresses).changed {
      $0[.subjectType] = "properties"
      $0[.subjectID] = owner
      $0[.startsOn] = start.flatMap { Day($0) }
      $0[.endsOn] = end.flatMap { Day($0) }
    }
    let found = paper.violations(in: address)
    #expect(found == (holds ? [] : ["There is already a current address from 2026-01-01."]))
  }

  @Test(arguments: [("2009-11-01", true), ("2008-11-01", false), ("2012-11-01", false)])
  func `a house for 16 and 17 takes and keeps nobody else`(born: String, holds: Bool) {
    var paper = paper
    let resident = paper.add("residents") { $0[.bornOn] = Day(born) }
    let house = paper.add("houses") { $0[.serves] = "young_people_16_17" }
    let today = paper.today
    let words = holds ? [] : ["This house is registered for 16–17 only."]
    let stay = Record(.stays).changed {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.startsOn] = today
    }
    #expect(paper.violations(in: stay) == words)
    paper.add("stays") {
      $0[.residentID] = resident
      $0[.houseID] = house
      $0[.state] = "active"
    }
    #expect(paper.violations(in: paper[house]) == words)
  }
}
