import House
import Records
import Testing

/// Each day that a job watches, and who is told of it how long before and after.
@Suite struct WatchedDayTests {
  private static let rows = (try? Checkout.table("Reminders")) ?? []
  /// From how long after a day to how long before it is looked.
  private static let reach = -60...200

  private var paper = PaperHouse()
  private let house: RecordID
  private let property: RecordID
  private let resident: RecordID
  private let stay: RecordID
  private let staff: RecordID
  /// The members who may be told, by what they are to the record.
  private var members: [RecordID: String] = [:]

  init() {
    let (worker, own) = (paper.newID(), paper.newID())
    let place = paper.add("properties")
    let home = paper.add("houses") { $0[.propertyID] = place }
    let person = paper.add("residents")
    let employee = paper.add("staff_members") { $0[.state] = "active" }
    stay = paper.add("stays") {
      $0[.residentID] = person
      $0[.houseID] = home
      $0[.state] = "active"
    }
    paper.add("stay_staff") {
      $0[.residentID] = person
      $0[.membershipID] = worker
      $0[.kind] = "key_worker"
    }
    paper.add("memberships") {
      $0.id = own
      $0[.staffMemberID] = employee
    }
    paper.add("house_staff") {
      $0[.staffMemberID] = employee
      $0[.houseID] = home
    }
    (house, property, resident, staff) = (home, place, person, employee)
    members = [worker: "key worker", own: "own"]
  }

  /// A record of the house, its resident and their stay, with somebody else for each member that it names.
  private mutating func subject(_ type: RecordType) -> Record {
    var record = Record(type)
    record.id = type.id == "staff_members" ? staff : paper.newID()
    for field in type.stored {
      switch field.target {
      case "houses": record[field.name] = .reference(house)
      case "properties": record[field.name] = .reference(property)
      case "residents": record[field.name] = .reference(resident)
      case "stays": record[field.name] = .reference(stay)
      case "staff_members": record[field.name] = .reference(staff)
      case "memberships":
        let member = paper.newID()
        members[member] = field.name
        record[field.name] = .reference(member)
      default: break
      }
    }
    return record
  }

  private func told(by job: Job, of record: Record) -> Reminder? {
    var book = paper.book([])
    book.found = [[record]]
    book.found += paper.book(job.looksUp(book)).found
    return job.work(book).reminders.first
  }

  private func days(in cell: String) -> [Int] {
    let words = cell.split(separator: " ")
    let once = words.prefix { $0 != "every" }.compactMap { Int($0) }
    guard words.contains("every"), let again = words.last.flatMap({ Int($0) }) else { return once }
    return once + Array(stride(from: -again, through: Self.reach.lowerBound, by: -again))
  }

  private func words(for audience: Notice.Audience) -> String {
    switch audience {
    case .member(let member): members[member] ?? "a stranger"
    case .role(let role, let place):
      place == nil ? role.rawValue : place == house ? "\(role.rawValue) house" : "another house"
    }
  }

  @Test(arguments: rows)
  mutating func `a watched day is told of on its days, to whom it concerns`(row: [String]) throws {
    let job = try #require(Catalogue.house.jobs.first { $0.id == row[0] })
    let cell = row[2].split(separator: " ").map(String.init)
    let months = cell.count > 2 ? Int(cell[2]) ?? 0 : 0
    var record = subject(Catalogue.house.type(row[1]))
    let today = Zone.utc.moment(standingFor: paper.today)
    var days: [Int] = []
    var heard: Set<Notice.Audience> = []
    for ahead in Self.reach.reversed() {
      let day = paper.today.adding(days: ahead)
      record[cell[0]] = .day(day.adding(months: -months))
      guard let told = told(by: job, of: record), told.since == today else { continue }
      #expect(told.notice.dueAt == Zone.utc.moment(standingFor: day))
      days.append(ahead)
      heard.formUnion(told.notice.audience)
    }
    #expect(days == self.days(in: row[3]))
    #expect(heard.map { words(for: $0) }.sorted().joined(separator: ", ") == row[4])
  }

  @Test func `the table names each day that a job watches, once`() {
    let watched = Catalogue.house.jobs.flatMap { job in
      job.reads(paper.book([])).flatMap { query in
        query.conditions.flatMap { Self.fields(in: $0) }.map { "\(job.id) \(query.type) \($0)" }
      }
    }
    let named = Self.rows.map { row in
      let field = row[2].split(separator: " ").first ?? ""
      return "\(row[0]) \(row[1]) \(field)"
    }
    #expect(named.sorted() == watched.sorted())
  }

  /// The days of which some must be near.
  private static func fields(in condition: Condition) -> [String] {
    guard case .any(let groups) = condition else { return [] }
    return groups.compactMap { group in
      guard group.count == 2, case .isPresent(let field)? = group.first, case .below(field, _)? = group.last
      else { return nil }
      return field
    }
  }
}
