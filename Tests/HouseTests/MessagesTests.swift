import House
import Records
import Testing

@Suite struct MessagesTests {
  private var paper = PaperHouse()
  private let author: RecordID
  private let other: RecordID

  init() {
    author = paper.add("memberships") { $0[.shortName] = "Z. Quill" }
    other = paper.add("memberships") { $0[.shortName] = "N. Bright" }
    paper.actor = author
  }

  // MARK: The contact log

  @Test(arguments: [
    ("nothing", "outbound", "Ivo may be told what they told us themselves only.", false),
    ("emergency_only", "outbound", "Ivo may be told what matters in an emergency only.", true),
    ("wellbeing", "outbound", "Ivo may be told how the resident is only.", true),
    ("all_agreed", "outbound", nil, false), ("nothing", "inbound", nil, false),
  ])
  mutating func `a contact is told no more than was agreed`(
    limit: String, direction: String, refusal: String?, isWarning: Bool
  ) throws {
    let contact = paper.add("resident_contacts") {
      $0[.name] = "Ivo"
      $0[.mayBeTold] = limit
    }
    var entry = Record(Catalogue.house.type("communication_logs"))
    entry[.contactID] = contact
    entry[.direction] = direction
    let rule = try #require(entry.type.rules.first)
    let found = rule.check(entry, paper.book(rule.reads(entry)))
    #expect(found?.words == refusal)
    #expect(found?.isWarning ?? false == isWarning)
  }

  @Test mutating func `who must not be contacted is not, and a follow-up has its day`() {
    let contact = paper.add("resident_contacts") {
      $0[.name] = "Ivo"
      $0[.mayBeTold] = "all_agreed"
      $0[.mustNotContact] = true
    }
    let found = paper.words("communication_logs") {
      $0[.contactID] = contact
      $0[.direction] = "outbound"
      $0[.needsFollowUp] = true
    }
    #expect(found == ["Ivo must not be contacted.", "Give the day of the follow-up."])
  }

  @Test mutating func `a contact is followed up once, or becomes an action`() {
    let (author, today) = (author, paper.today)
    let entry = paper.add("communication_logs") {
      $0[.needsFollowUp] = true
      $0[.followUpOn] = today
    }
    let task: [String: Value] = [
      "title": .text("Ring back"), "assigned_to": author.value, "due_on": today.value,
      "priority": .text("low"),
    ]
    #expect(paper.perform("contact_entry.assign-action", entry, task) == nil)
    #expect(paper.all("action_assignments").map { $0[.origin] } == ["other"])
    #expect(paper.perform("contact_entry.follow-up", entry, ["outcome_note": .text("Rang.")]) == nil)
    #expect(paper[entry][.followedUpBy] == author)
    #expect(paper.refusal("contact_entry.follow-up", entry) == "It was followed up already.")
  }

  @Test(arguments: [("sms", "text message"), ("email", "e-mail"), ("letter", nil)])
  func `a Part 2 field goes neither by e-mail nor by text message`(channel: String, words: String?) {
    let found = paper.words("communication_templates") {
      $0[.channel] = channel
      $0[.variables] = "{\"x\": \"stays.sobriety_on\"}"
    }
    #expect(found == [words].compactMap { $0.map { "This field may not be sent by \($0)." } })
  }

  // MARK: Notices

  @Test(arguments: ["safeguarding", "missing", "security", "reminder"])
  func `notices of safeguarding, missing people and security are not turned off`(kind: String) {
    let found = paper.words("notification_preferences") {
      $0[.kind] = kind
      $0[.inApp] = false
    }
    #expect(found == (kind == "reminder" ? [] : ["These notices cannot be turned off."]))
  }

  @Test(arguments: [
    ("reminder", "low", false, "12:00", NoticePreference.Answer.drop),
    ("reminder", "high", false, "12:00", .tell), ("reminder", "low", true, "12:00", .tell),
    ("reminder", "high", false, "23:30", .hold), ("reminder", "urgent", false, "23:30", .tell),
    ("missing", "low", false, "12:00", .tell), ("reminder", "high", true, "05:59", .hold),
    ("reminder", "high", true, "06:00", .tell),
  ])
  func `a preference silences information and never duty, and quiet hours hold all but the urgent`(
    kind: String, priority: String, needsAction: Bool, time: String, expected: NoticePreference.Answer
  ) throws {
    var preference = Record(Catalogue.house.type("notification_preferences"))
    preference[.minimumPriority] = "high"
    preference[.quietFromTime] = WallTime("22:00")
    preference[.quietToTime] = WallTime("06:00")
    let now = try #require(WallTime(time))
    #expect(
      NoticePreference.answer(to: kind, priority: priority, needsAction: needsAction, preference, at: now)
        == expected)
    #expect(
      NoticePreference.answer(to: kind, priority: priority, needsAction: needsAction, nil, at: now) == .tell)
  }

  // MARK: Conversations

  @Test mutating func `who is in a conversation writes to the others, and who has left does not`() {
    let (author, other) = (author, other)
    let conversation = paper.add("conversations") { $0[.kind] = "group" }
    #expect(paper.perform("conversation.add", conversation, ["membership_id": other.value]) == nil)
    #expect(
      paper.perform("conversation.add", conversation, ["membership_id": other.value])
        == "They are in it already.")
    #expect(paper.all("conversation_members").compactMap { $0[.role] }.sorted() == ["member", "owner"])
    paper.actor = other
    #expect(paper.perform("conversation.write", conversation, ["content": .text("Hello.")]) == nil)
    #expect(paper.notices.last?.audience.contains(.member(author)) == true)
    #expect(paper.perform("conversation.leave", conversation) == nil)
    #expect(
      paper.perform("conversation.write", conversation, ["content": .text("And?")])
        == "You have left this conversation.")
    let direct = paper.words("messages") {
      $0[.conversationID] = conversation
      $0[.authorID] = other
    }
    #expect(direct == ["You have left this conversation."])
    paper.actor = author
    #expect(paper.perform("conversation.add", conversation, ["membership_id": other.value]) == nil)
    #expect(paper.all("conversation_members").count == 2)
  }

  @Test mutating func `a message is withdrawn by its author within ten minutes, and stays`() {
    let (author, other) = (author, other)
    let conversation = paper.add("conversations")
    let message = paper.add("messages") {
      $0[.conversationID] = conversation
      $0[.authorID] = author
      $0[.content] = "Oops."
    }
    paper.actor = other
    #expect(paper.refusal("message.withdraw", message) == "Only who wrote this can withdraw it.")
    paper.actor = author
    paper.now = paper.now.adding(minutes: 11)
    #expect(paper.refusal("message.withdraw", message)?.hasPrefix("A message can be withdrawn") == true)
    paper.now = paper.now.adding(minutes: -1)
    #expect(paper.perform("message.withdraw", message) == nil)
    #expect(paper[message][.content] == "Oops.")
    #expect(paper.refusal("message.withdraw", message) == "It is withdrawn already.")
  }

  @Test mutating func `an announcement says on its page who wrote it`() throws {
    let announcement = paper.add("announcements") { $0[.title] = "Fire drill on Friday" }
    let writer = try #require(paper[announcement].type.field("author_id")?.derivation)
    #expect(writer.value(paper[announcement], paper.book([])) == author.value)
  }

  @Test mutating func `reading an announcement is said once, and settles one's own notice alone`() {
    let (author, other) = (author, other)
    let announcement = paper.add("announcements") { $0[.state] = "published" }
    let notices = [author, other].map { member in
      paper.add("notifications") {
        $0[.membershipID] = member
        $0[.kind] = "announcement"
        $0[.subjectID] = announcement
      }
    }
    #expect(paper[announcement].type.allActions.first?.id == "announcement.acknowledge")
    #expect(paper.perform("announcement.acknowledge", announcement) == nil)
    #expect(paper.refusal("announcement.acknowledge", announcement) == "You have read this already.")
    #expect(notices.map { paper[$0][.state] } == ["done", "unread"])
    #expect(paper.all("announcement_reads").map { $0[.acknowledgedAt] } == [paper.now])
  }

  // MARK: The calendar

  private func event(_ fill: (inout Record) -> Void) -> Record {
    var event = Record(Catalogue.house.type("calendar_events"))
    event[.startsAt] = Instant(milliseconds: 1_795_168_800_000)  // Fri 20 Nov 2026 10:00 UTC
    event[.minutes] = 30
    fill(&event)
    return event
  }

  @Test(arguments: [
    ("weekly", nil, nil, ["Give the series an end."]), ("weekly", nil, "2027-06-01", []),
    ("daily", nil, "2040-01-01", ["Give the series an end."]),
    ("custom", "FREQ=WEEKLY;COUNT=10", nil, []), ("custom", "FREQ=WEEKLY", nil, ["Give the series an end."]),
    ("none", nil, nil, []),
  ])
  func `a series has an end and at most a thousand days`(
    code: String, rule: String?, last: String?, refusal: [String]
  ) {
    let event = event {
      $0[.recurrence] = code
      $0[.rule] = rule
      $0[.endsOn] = last.flatMap { Day($0) }
    }
    #expect(paper.violations(in: event) == refusal)
  }

  @Test func `a rule that is not understood says how one is written`() {
    let event = event {
      $0[.recurrence] = "custom"
      $0[.rule] = "every second Tuesday"
    }
    #expect(paper.violations(in: event).first?.hasPrefix("Write the rule such as FREQ=") == true)
  }

  @Test func `events once and again stand in order, in the wall time of the house`() throws {
    let zone = try #require(Zone("Europe/London"))
    let start = try #require(Day("2026-10-24"))
    let weekly = event {
      $0[.startsAt] = zone.instant(on: start, at: WallTime("09:00") ?? .noonOfTests)
      $0[.recurrence] = "daily"
      $0[.endsOn] = start.adding(days: 3)
      $0[.excludedDates] = ["2026-10-26"]
    }
    let once = event { $0[.startsAt] = zone.instant(on: start, at: WallTime("08:00") ?? .noonOfTests) }
    let cancelled = event {
      $0[.state] = "cancelled"
      $0[.startsAt] = once[.startsAt]
    }
    let found = Occurrences.of([weekly, cancelled, once], from: start, to: start.adding(days: 9), in: zone)
    #expect(
      found.map { "\($0.day) \(zone.wall(at: $0.startsAt).time)" }
        == ["2026-10-24 08:00", "2026-10-24 09:00", "2026-10-25 09:00", "2026-10-27 09:00"])
    // The clocks go back between the first two days, so that 25 hours lie between them.
    #expect(found[2].startsAt == found[1].startsAt.adding(hours: 25))
    #expect(found.allSatisfy { $0.endsAt == $0.startsAt.adding(minutes: 30) })
  }

  private mutating func series() -> RecordID {
    let start = event { _ in }[.startsAt]
    return paper.add("calendar_events") {
      $0[.title] = "Team meeting"
      $0[.startsAt] = start
      $0[.recurrence] = "custom"
      $0[.rule] = "FREQ=WEEKLY;COUNT=4"
    }
  }

  private func days() -> [String] {
    Occurrences.of(
      paper.all("calendar_events"), from: paper.today, to: paper.today.adding(days: 60), in: .utc
    ).map { "\($0.day.description.suffix(5)) \(Zone.utc.wall(at: $0.startsAt).time)" }
  }

  @Test mutating func `one of a series is left out or changed, and the others stay`() throws {
    let series = series()
    #expect(days() == ["11-20 10:00", "11-27 10:00", "12-04 10:00", "12-11 10:00"])
    let (why, third) = (Value.text("Holiday."), try #require(Day("2026-12-04")))
    let wrong: [String: Value] = ["occurs_on": third.adding(days: 1).value, "reason": why]
    #expect(paper.perform("event.skip", series, wrong) == "It does not take place on 5 Dec 2026.")
    #expect(paper.perform("event.skip", series, ["occurs_on": third.value, "reason": why]) == nil)
    let moved = Zone.utc.instant(on: third.adding(days: 8), at: try #require(WallTime("14:00")))
    let answers: [String: Value] = ["occurs_on": third.adding(days: 7).value, "starts_at": moved.value]
    #expect(paper.perform("event.change-one", series, answers) == nil)
    #expect(days() == ["11-20 10:00", "11-27 10:00", "12-12 14:00"])
    #expect(paper.all("calendar_events").compactMap { $0[.seriesID] } == [series])
  }

  @Test mutating func `a series changes from a day on and keeps its end`() throws {
    let series = series()
    let third = try #require(Day("2026-12-04"))
    let moved = Zone.utc.instant(on: third, at: try #require(WallTime("15:00")))
    let first: [String: Value] = ["occurs_on": paper.today.value, "starts_at": moved.value]
    #expect(
      paper.perform("event.change-from", series, first) == "It begins on that day. Change the event itself.")
    let answers: [String: Value] = ["occurs_on": third.value, "starts_at": moved.value]
    #expect(paper.perform("event.change-from", series, answers) == nil)
    #expect(days() == ["11-20 10:00", "11-27 10:00", "12-04 15:00", "12-11 15:00"])
  }

  @Test(arguments: [(0, true), (29, true), (30, false), (-30, false)])
  mutating func `who takes part in something else then is warned of`(minutes: Int, clashes: Bool) throws {
    let (author, now) = (author, paper.now)
    let events = [0, minutes].map { offset in
      paper.add("calendar_events") {
        $0[.startsAt] = now.adding(minutes: offset)
        $0[.minutes] = 30
      }
    }
    paper.add("event_participants") {
      $0[.calendarEventID] = events[0]
      $0[.membershipID] = author
    }
    let found = paper.words("event_participants") {
      $0[.calendarEventID] = events[1]
      $0[.membershipID] = author
    }
    #expect(found == (clashes ? ["They take part in something else then."] : []))
    #expect(
      paper.words("event_participants") { $0[.calendarEventID] = events[0] } == ["Choose who takes part."])
  }
}

extension WallTime {
  fileprivate static let noonOfTests: WallTime =
    WallTime("12:00") ?? { preconditionFailure("Noon is a time.") }()
}
