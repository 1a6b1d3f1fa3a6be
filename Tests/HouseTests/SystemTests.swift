import House
import Records
import Testing

/// Settings, lists, forms, automation and connections.
@Suite struct SystemTests {
  private var paper = PaperHouse()

  @Test(arguments: [
    ("complaint.answer", "{\"value\": 8}", nil),
    ("complaint.answer", "{\"value\": 11}", "complaint.answer must be between 1 and 10."),
    ("complaint.answer", "{\"value\": 2.5}", "complaint.answer must be between 1 and 10."),
    ("med.refusals", "{\"value\": 3}", nil),
    ("med.refusals", "{\"value\": 0}", "med.refusals must be between 1 and 10."),
    ("money.limit.mgr", "{\"value\": 50000}", nil),
    ("money.limit.mgr", "{\"value\": -1}", "money.limit.mgr must be between 0 and 100000000."),
    ("coffee.strength", "{\"value\": 8}", "Lodge has no setting of that name."),
    ("sheets.print-at", "{\"value\": [\"22:00\", \"06:00\"]}", nil),
    (
      "sheets.print-at", "{\"value\": 22}",
      "sheets.print-at holds up to 12 times, such as {\"value\": [\"22:00\", \"06:00\"]}."
    ),
  ])
  func `a setting is known and lies in its range`(key: String, value: String, refusal: String?) {
    let found = paper.words("settings") {
      $0[.key] = key
      $0[.settingValue] = value
    }
    #expect(found.first == refusal)
  }

  @Test mutating func `a house's own setting goes before the organisation's`() throws {
    let house = paper.add("houses") { $0[.jurisdiction] = "england" }
    let monday = try #require(Day("2026-06-01"))
    let complaint = paper.add("complaints") {
      $0[.houseID] = house
      $0[.receivedOn] = monday
    }
    let derivation = try #require(paper[complaint].type.field("due_on")?.derivation)
    for (owner, days) in [(nil, 3), (house, 2)] as [(RecordID?, Int)] {
      paper.add("settings") {
        $0[.key] = "complaint.acknowledge"
        $0[.settingValue] = "{\"value\": \(days)}"
        $0[.houseID] = owner
      }
      let due = derivation.value(paper[complaint], paper.book(derivation.reads(paper[complaint])))
      #expect(due == .day(monday.adding(days: days)))
    }
  }

  @Test func `only open lists take further members`() {
    #expect(
      paper.words("lookup_values") { $0[.listName] = "priority" } == ["This list cannot be changed."])
    #expect(paper.words("lookup_values") { $0[.listName] = "agency_type" }.isEmpty)
    #expect(
      paper.words("lookup_values") { $0[.code] = "Too Loud" } == ["Use small letters, digits and low lines."])
  }

  @Test(arguments: [
    ("[{name: 'a', label: 'A', kind: 'flag'}]", nil), ("{}", "Questions must be a list of questions."),
    ("[{name: 'a'}]", "Question 1 needs a name and a label."),
    ("[{name: 'a', label: 'A', kind: 'choice'}]", "a needs choices."),
    (
      "[{name: 'a', label: 'A', kind: 'flag'}, {name: 'a', label: 'A', kind: 'flag'}]",
      "a stands twice in this form."
    ),
    (
      "[{name: 'a', label: 'A', kind: 'flag', shown_when: {question: 'b', is: 'yes'}}]",
      "b is not a question of this form."
    ),
  ])
  func `a form says what is wrong with its questions`(questions: String, refusal: String?) {
    #expect(paper.words("form_templates") { $0[.fields] = questions }.first == refusal)
  }

  @Test func `a question is asked once all it hangs on is answered so`() throws {
    let form = try FormOutline(
      """
      [{name: 'falls', label: 'Falls?', kind: 'choice', choices: ['none', 'some', 'many'], section: 'Safety'},
       {name: 'aid', label: 'Aid?', kind: 'flag'},
       {name: 'plan', label: 'Plan', kind: 'note', shown_when: [
         {question: 'falls', is: ['some', 'many']}, {question: 'aid'}]}]
      """)
    let plan = form.questions[2]
    #expect(!form.isShown(plan, after: ["falls": "none", "aid": "yes"]))
    #expect(!form.isShown(plan, after: ["falls": "many"]))
    #expect(form.isShown(plan, after: ["falls": "many", "aid": "no"]))
    #expect(form.questions[0].section == "Safety")
  }

  @Test func `a score counts only questions of the form`() {
    let found = paper.words("form_templates") {
      $0[.fields] = "[{name: 'a', label: 'A', kind: 'integer'}]"
      $0[.scoring] = "{\"total\": [\"a\", \"z\"]}"
    }
    #expect(found == ["z is not a question of this form."])
  }

  @Test mutating func `a published version supersedes the one before`() throws {
    let first = paper.add("form_templates") {
      $0[.code] = "meals"
      $0[.name] = "Meals"
      $0[.purposeCode] = "survey"
      $0[.fields] = "[{name: 'a', label: 'A', kind: 'flag'}]"
    }
    #expect(paper.perform("form-template.publish", first) == nil)
    #expect(paper.perform("form-template.new-version", first) == nil)
    #expect(paper.perform("form-template.new-version", first)?.hasPrefix("A draft") == true)
    let second = try #require(paper.all("form_templates").first { $0[.versionNumber] == 2 }?.id)
    #expect(paper.perform("form-template.publish", second) == nil)
    #expect(paper[first][.state] == "superseded")
    #expect(paper[second][.state] == "published")
  }

  @Test(arguments: [
    ("incidents.created", "[{do: 'task'}]", "MGR", nil),
    ("incidents.eaten", "[{do: 'task'}]", "MGR", "There is no such event."),
    ("incidents.state:closed", "[{do: 'dance'}]", "MGR", "Steps is not in the expected form."),
    ("schedule", "[{do: 'task'}]", "AUD", "Auditor may not do this step."),
    ("schedule", "[{do: 'task'}]", "XYZ", "There is no role XYZ."),
    (
      "flags.created", "[{do: 'create', type: 'flags'}]", "MGR", "This workflow starts itself again."
    ),
  ])
  func `a workflow waits for what there is and does what it may`(
    event: String, steps: String, role: String, refusal: String?
  ) {
    let found = paper.words("workflows") {
      $0[.onEvent] = event
      $0[.steps] = steps
      $0[.runsAsRole] = role
    }
    #expect(found.first == refusal)
  }

  @Test mutating func `two workflows that start each other are refused`() {
    paper.add("workflows") {
      $0[.state] = "active"
      $0[.onEvent] = "flags.created"
      $0[.steps] = "[{do: 'task'}]"
    }
    let found = paper.words("workflows") {
      $0[.onEvent] = "action_assignments.created"
      $0[.steps] = "[{do: 'flag'}]"
      $0[.runsAsRole] = "MGR"
    }
    #expect(found == ["This workflow starts itself again."])
  }

  @Test mutating func `words in the wrong person's record open a breach`() throws {
    let resident = paper.add("residents")
    let note = paper.add("case_notes") { $0[.residentID] = resident }
    for (kind, breaches) in [("addition", 0), ("wrong_person", 1)] {
      let refusal = paper.save("amendments") {
        $0[.subjectType] = "case_notes"
        $0[.subjectID] = note
        $0[.kind] = kind
        $0[.newValue] = "It was another."
        $0[.reason] = "Mixed up."
      }
      #expect(refusal == nil)
      #expect(paper.all("breach_incidents").count == breaches)
    }
    #expect(paper.all("breach_incidents").first?[.kind] == "confidentiality")
  }

  @Test(arguments: [
    ("5 0 * * *", true), ("*/15 8-18 * * 1-5", true), ("0 9 1,15 * *", true), ("5 24 * * *", false),
    ("5 0 * *", false), ("*/0 * * * *", false), ("often", false),
  ])
  func `a job says when it runs`(schedule: String, holds: Bool) {
    #expect(paper.words("scheduled_jobs") { $0[.scheduleText] = schedule }.isEmpty == holds)
  }

  @Test mutating func `a job that is running does not run twice`() {
    let job = paper.add("scheduled_jobs")
    let first = paper.now
    let run = { (status: String, at: Instant) in
      { (record: inout Record) in
        record[.scheduledJobID] = job
        record[.status] = status
        record[.startedAt] = at
      }
    }
    #expect(paper.words("job_runs", run("running", first)).isEmpty)
    paper.add("job_runs", run("running", first))
    let later = first.adding(minutes: 1)
    #expect(
      paper.words("job_runs", run("running", later)) == [
        "The second waits or is skipped; it is never doubled."
      ])
    paper.add("job_runs", run("succeeded", first))
    #expect(paper.words("job_runs", run("running", later)).isEmpty)
  }

  @Test(arguments: [
    ("https://hooks.example.org/lodge", true), ("https://203.0.113.9:8443/x", true),
    ("http://hooks.example.org/", false), ("https://localhost/", false), ("https://10.1.2.3/", false),
    ("https://172.16.9.9/", false), ("https://192.168.1.1/", false), ("https://169.254.169.254/", false),
    ("https://127.0.0.1/", false), ("https://[::1]/", false), ("https://0x7f.0.0.1/", false),
    ("https://2130706433/", false), ("https://010.1.2.3/", false), ("https://me@example.org/", false),
    ("https://printer.local/", false), ("https:///x", false),
  ])
  func `nothing is sent inside the house or without encryption`(address: String, holds: Bool) {
    let refusals = paper.words("webhooks") { $0[.endpoint] = address }
    #expect(refusals == (holds ? [] : ["This address is not allowed."]))
  }

  @Test mutating func `who is told of residents has an agreement in force`() {
    let agreement = paper.add("baa_records") { $0[.kind] = "data_processing" }
    let refusal = { (paper: PaperHouse) in
      var webhook = Record(Catalogue.house.type("webhooks"))
      webhook[.payload] = "masked"
      webhook[.baaRecordID] = agreement
      return paper.violations(in: webhook)
    }
    #expect(refusal(paper) == ["There is no agreement in force with the receiver."])
    let signed = paper.today
    paper.records[agreement]?[.agencyID] = RecordID(high: 2, low: 2)
    paper.records[agreement]?[.servicesNote] = "Sends letters."
    #expect(
      paper.perform("processor-agreement.activate", agreement) == "Enter the day on which it was signed.")
    paper.records[agreement]?[.signedOn] = signed
    #expect(paper.perform("processor-agreement.activate", agreement) == nil)
    #expect(refusal(paper).isEmpty)
    paper.records[agreement]?[.endsOn] = signed.adding(days: -1)
    #expect(!refusal(paper).isEmpty)
  }

  @Test mutating func `an integration is switched on once it was tested and agreed`() {
    let agency = paper.add("agencies")
    let integration = paper.add("integration_configs") { $0[.agencyID] = agency }
    #expect(paper.perform("integration.test", integration) == nil)
    let refusal = "Test the connection and record the agreement first."
    #expect(paper.perform("integration.switch-on", integration) == refusal)
    let now = paper.now
    paper.records[integration]?[.lastSuccessAt] = now
    #expect(paper.perform("integration.switch-on", integration) == refusal)
    paper.add("baa_records") {
      $0[.agencyID] = agency
      $0[.state] = "active"
    }
    #expect(paper.perform("integration.switch-on", integration) == nil)
  }
}
