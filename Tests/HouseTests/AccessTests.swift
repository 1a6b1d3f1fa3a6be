@testable import House
import Records
import Testing

@Suite struct AccessTests {
  private var paper = PaperHouse()
  private let member: RecordID
  private let lead: RecordID

  init() {
    member = paper.add("memberships")
    lead = paper.add("memberships")
    paper.actor = member
  }

  private mutating func role(_ code: String, isSystem: Bool = true, basedOn base: RecordID? = nil) -> RecordID
  {
    paper.add("roles") {
      $0[.code] = code
      $0[.isSystem] = isSystem
      $0[.basedOnID] = base
    }
  }

  private mutating func emergency(
    _ reason: String = "Found on the floor of the hall, not breathing well."
  )
    -> RecordID
  {
    let (member, now) = (member, paper.now)
    let resident = paper.add("residents")
    return paper.add("break_glass_events") {
      $0[.membershipID] = member
      $0[.residentID] = resident
      $0[.reason] = reason
      $0[.startedAt] = now
      $0[.expiresAt] = now.adding(minutes: 60)
    }
  }

  @Test func `the roles that read what Part 2 covers are those of the permission matrix`() throws {
    let matrix = try PermissionMatrix(csv: Checkout.text("Data/Permissions.csv"))
    #expect(Set(matrix.roles(with: .read, on: "resident_sud")) == Part2.readers)
  }

  @Test mutating func `a token opens no Part 2 records, not by the role its own is based on either`() {
    let (finance, worker) = (role("FIN"), role("KEY"))
    let own = role("OWN", isSystem: false, basedOn: worker)
    let cases = [(finance, true), (worker, false), (own, false)]
    for (role, holds) in cases { #expect(paper.words("api_tokens") { $0[.roleID] = role }.isEmpty == holds) }
  }

  @Test mutating func `a role of an organisation's own is not given, for the permissions know nine`() {
    let own = role("OWN", isSystem: false)
    let found = paper.words("role_assignments") { $0[.roleID] = own }
    #expect(
      found.contains("What a role may do stands in the permissions, for nine roles only. Give one of those."))
  }

  @Test(arguments: [("SUP", true), ("NGT", true), ("SGL", false), ("FIN", false)])
  mutating func `a role for houses that names none says that it reaches all`(code: String, isWarned: Bool) {
    let given = role(code)
    let house = paper.add("houses") { $0[.name] = "Maple House" }
    let words = "No house is named: this role will reach all houses."
    #expect(!paper.words("role_assignments") { $0[.roleID] = given }.contains(words))
    paper.add("houses") { $0[.name] = "Oak House" }
    #expect(paper.words("role_assignments") { $0[.roleID] = given }.contains(words) == isWarned)
    let placed = paper.words("role_assignments") {
      $0[.roleID] = given
      $0[.houseID] = house
    }
    #expect(!placed.contains(words))
  }

  @Test mutating func `nobody writes their own checks and contract`() throws {
    let staff = paper.add("staff_members")
    let member = paper.add("memberships") { $0[.staffMemberID] = staff }
    let other = paper.add("memberships")
    var (before, after) = (paper[staff], paper[staff])
    after[.dbsNumber] = "001234567890"
    for (actor, isRefused) in [(member, true), (other, false)] {
      paper.actor = actor
      let words = "DBS number of your own file is for somebody else to write."
      #expect(paper.violations(in: after, before: before).contains(words) == isRefused)
    }
    paper.actor = member
    before[.phone] = "07700 900671"
    #expect(paper.violations(in: before, before: paper[staff]).isEmpty)
  }

  @Test(arguments: [(0, true), (365, true), (366, false), (-1, false)])
  func `a token ends within a year`(days: Int, holds: Bool) {
    let found = paper.words("api_tokens") { $0[.expiresOn] = paper.today.adding(days: days) }
    #expect(found.isEmpty == holds)
  }

  @Test mutating func `a right is given only by who holds it, and to no built-in role`() {
    let (own, built) = (role("OWN", isSystem: false), role("ADM"))
    paper.role = .administrator
    func line(_ role: RecordID) -> [String] {
      paper.words("role_permissions") {
        $0[.roleID] = role
        $0[.resource] = "stays"
        $0[.action] = "read"
      }
    }
    #expect(line(own) == ["You cannot give a right you do not hold."])
    paper.add("role_permissions") {
      $0[.roleID] = built
      $0[.resource] = "stays"
      $0[.action] = "read"
    }
    #expect(line(own).isEmpty)
    #expect(line(built).contains("A system role cannot be changed. Copy it first."))
  }

  @Test(arguments: [(Role.administrator, true), (.manager, false), (.worker, true)])
  func `a role is given by an administrator, or by who holds it`(role: Role, holds: Bool) {
    var paper = paper
    paper.role = role
    let given = paper.add("roles") { $0[.code] = "KEY" }
    let grant = Record(.roleAssignments).changed { $0[.roleID] = given }
    #expect(paper.violations(in: grant).isEmpty == holds)
  }

  @Test(arguments: [(2, false), (3, false), (1, true), (9, false)])
  func `an organisation is not under itself, nor under one below it`(above: Int, holds: Bool) {
    var paper = paper
    for (number, parent) in [(1, nil as Int?), (2, 1), (3, 2)] {
      paper.add("organizations") {
        $0[.number] = number
        $0[.parentNumber] = parent
      }
    }
    let second = Record(.organizations).changed {
      $0[.number] = 2
      $0[.parentNumber] = above
    }
    #expect(paper.violations(in: second).isEmpty == holds)
  }

  @Test(arguments: [("AUD", false), ("FIN", false), ("SYS", false), ("KEY", true)])
  func `auditors, finance and the platform are never named on a record`(code: String, holds: Bool) {
    var paper = paper
    let (member, role) = (member, paper.add("roles") { $0[.code] = code })
    paper.add("role_assignments") {
      $0[.membershipID] = member
      $0[.roleID] = role
    }
    let grant = Record(.accessGrants).changed { $0[.membershipID] = member }
    #expect(paper.violations(in: grant).isEmpty == holds)
  }

  @Test(arguments: [
    ("                    x", false), ("Twenty letters are so", false), ("It is an emergency here.", true),
  ])
  func `emergency access says why in twenty characters, blanks not counted`(reason: String, holds: Bool) {
    var paper = paper
    let event = paper.add("break_glass_events") { $0[.reason] = reason }
    #expect(paper.violations(in: paper[event]).isEmpty == holds)
  }

  @Test mutating func `emergency access lasts an hour at most`() {
    let event = emergency()
    #expect(paper.violations(in: paper[event]).isEmpty)
    let later = paper.now.adding(minutes: 61)
    paper.records[event]?[.expiresAt] = later
    #expect(paper.violations(in: paper[event]) == ["Emergency access lasts 60 minutes at most."])
  }

  @Test mutating func `SOD-10: emergency access is ended by who took it and reviewed by somebody else`() {
    let event = emergency()
    let review: [String: Value] = ["outcome": .text("justified"), "review_note": .text("Rightly so.")]
    #expect(
      paper.perform("break-glass.review", event, review) == "Someone else must review your emergency access.")
    paper.actor = lead
    #expect(paper.perform("break-glass.end", event) == "Only who opened this person can end it.")
    #expect(paper.perform("break-glass.review", event, review) == nil)
    #expect(paper[event][.reviewedBy] == lead)
    #expect(paper[event][.endedAt] == paper.now)
  }

  @Test mutating func `the tokens of a member end with the membership, and nobody else's`() {
    let (member, lead) = (member, lead)
    paper.records[lead]?[.state] = "active"
    let token = paper.add("api_tokens") { $0[.membershipID] = lead }
    let other = paper.add("api_tokens") { $0[.membershipID] = member }
    #expect(paper.perform("membership.end", lead, ["end_note": .text("Has left.")]) == nil)
    #expect(paper[token][.state] == "revoked" && paper[token][.revokedBy] == member)
    #expect(paper[other][.state] == "active")
  }

  @Test mutating func `who leaves nothing behind is not warned of`() {
    let lead = lead
    paper.records[lead]?[.state] = "active"
    let ended = paper.changed(lead) { $0[.state] = "ended" }
    #expect(paper.violations(in: ended, before: paper[lead]) == [])
    paper.add("action_assignments") { $0[.assignedTo] = lead }
    #expect(
      paper.violations(in: ended, before: paper[lead]) == [
        "1 action is still theirs. Somebody else must take over."
      ])
  }

  @Test mutating func `a token that is withdrawn says by whom`() {
    let token = paper.add("api_tokens")
    #expect(paper.perform("token.revoke", token, ["reason": .text("No longer used.")]) == nil)
    #expect(paper[token][.state] == "revoked")
    #expect(paper[token][.revokedBy] == member)
  }
}
