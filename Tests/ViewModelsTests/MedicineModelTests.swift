import House
import Records
import Storage
import TestHomes
import TestTraits
import Testing
import ViewModels

@MainActor
@Suite(.homes) struct MedicineModelTests {
  private let place: MedicineHouse
  private let home: Home
  private let zone: Zone

  init() async throws {
    place = try await MedicineHouse()
    home = place.home
    zone = place.night.zone
  }

  private func opened(_ session: Session? = nil) async throws -> (AppModel, MedicineModel) {
    let app = try await home.app(for: session ?? place.night)
    await app.press("g", "v")
    await app.top?.model.settle()
    return (app, try #require(app.medicines))
  }

  private func type(_ text: String, _ app: AppModel) async {
    for key in text { await app.press(key == " " ? "space" : String(key)) }
    await app.press("enter")
  }

  private func go(to name: String, _ app: AppModel, _ round: MedicineModel) async throws {
    await app.press("home")
    for _ in 0..<20 where round.medicine?.name != name { await app.press("down") }
    try #require(round.medicine?.name == name)
  }

  private func events() async throws -> [Record] {
    try await home.registrar.records(Query("medication_events"), for: place.manager)
      .filter { $0[.kind] == "dose" }
  }

  private func incidents() async throws -> [Record] {
    try await home.registrar.records(Query("incidents"), for: place.manager)
  }

  private func names(_ round: MedicineModel) -> [String] {
    round.doses.compactMap { round.sheet.medicines[$0.medicine]?.name }
  }

  private func wall(_ moment: Instant?) -> String? { moment.map { zone.wall(at: $0).time.description } }

  @Test func `doses stand in the order of the rooms, each person's together, with how they stand`()
    async throws
  {
    let (_, round) = try await opened()
    #expect(
      names(round) == [
        "Levothyroxine", "Metformin", "Amoxicillin", "Morphine", "Sertraline", "Apixaban", "Ramipril",
      ])
    #expect(round.doses.map(round.standing) == [.late, .due, .due, .due, .due, .due, .due])
    #expect(round.crumb.text == "Medicines › Maple House 07:00")
    #expect(round.sheet.people.map(\.allergies) == [[], ["Latex", "Penicillin"], [], nil, []])
  }

  @Test func `one key a dose is saved at once with the clock of the house, and goes on to the next`()
    async throws
  {
    let (app, round) = try await opened()
    await app.press("t", "t")
    #expect(round.medicine?.name == "Amoxicillin")
    let events = try await events()
    #expect(events.map { $0[.status] } == ["given", "given"])
    #expect(events.allSatisfy { $0[.happenedAt] == home.time.now && $0[.givenBy] == place.night.membership })
    #expect(Set(events.compactMap { wall($0[.dueAt]) }) == ["07:00", "08:00"])
    #expect(events.allSatisfy { $0[.quantity] == "1" && $0[.against] == nil })
  }

  @Test func `the round opens in the house with late doses, then in the one that was chosen last`()
    async throws
  {
    var maple = try await home.registrar.record(
      home.maple, of: home.registrar.catalogue.type("houses"), for: home.administrator)
    maple[.name] = "Zinnia House"
    try await home.save(maple)
    let (app, round) = try await opened(
      try await home.session(.leader, named: "C. Osei", houses: [home.maple, home.oak]))
    #expect(round.houses.map(\.name.text) == ["Oak House", "Zinnia House"])
    #expect(round.house?.id == home.maple)
    await app.press("H")
    await type("Oak", app)
    #expect(round.house?.id == home.oak)
    #expect(
      round.status.text == "Nothing is due at set times here. H opens another house, w the when-needed.")
    await app.press("esc", "g", "v")
    await app.top?.model.settle()
    #expect(app.medicines?.house?.id == home.oak)
  }

  @Test func `whoever opens the round goes on with it where it stands`() async throws {
    let (app, _) = try await opened()
    await app.press("t", "t", "esc")
    #expect(
      app.message?.text.text == "5 doses left: R2, R3, R4, R5. Whoever comes goes on with them.")
    let (_, round) = try await opened(place.worker)
    #expect(round.medicine?.name == "Amoxicillin")
  }

  @Test(arguments: [
    ("r", "refused", "refused"), ("h", "held", "other"), ("n", "not_available", "other"),
  ])
  func `a dose that was not taken asks for a word on its row`(
    key: String, status: String, ground: String
  )
    async throws
  {
    let (app, round) = try await opened()
    await app.press(key, "enter")
    #expect(app.message?.text.text == "A word or two, then Enter.")
    await type("feels sick", app)
    let event = try #require(try await events().first)
    #expect(event[.status] == status)
    #expect(event[.reasonCode] == ground)
    #expect(event[.note] == "feels sick")
    #expect(round.medicine?.name == "Metformin")
  }

  @Test(arguments: [("a", "away"), ("s", "asleep")])
  func `away and asleep are one key`(key: String, status: String) async throws {
    let (app, _) = try await opened()
    await app.press(key)
    #expect(try await events().map { $0[.status] } == [status])
  }

  @Test func `what is kept by the resident is asked about, not given`() async throws {
    let (app, round) = try await opened()
    try await go(to: "Sertraline", app, round)
    await app.press("t")
    #expect(app.message?.text.text.hasPrefix("It is kept and taken without us: ask") == true)
    await app.press("o")
    #expect(try await events().map { $0[.status] } == ["observed_self"])
  }

  @Test func `the key for taken writes what the plan says of the help`() async throws {
    let (app, round) = try await opened()
    try await go(to: "Ramipril", app, round)
    await app.press("t")
    #expect(try await events().map { $0[.status] } == ["observed_self"])
  }

  @Test func `a stated time is kept as the time of the dose, and shown as entered later`() async throws {
    let (app, round) = try await opened()
    await app.press("enter")
    await type("0705", app)
    #expect(round.status.text == "Given at 07:05: press the key of what became of it.")
    let dose = try #require(round.dose)
    await app.press("t")
    let line = try #require(round.sheet.line(of: dose))
    #expect(wall(line.at) == "07:05")
    #expect(line.isEnteredLater)
    await app.press("enter")
    await type("0930", app)
    #expect(app.message?.text.text == "09:30 is still to come.")
  }

  @Test func `a dose whose time is over asks when it was given, or is missed with its reason`() async throws {
    home.time.pass(minutes: 6 * 60)
    let (app, round) = try await opened(try await home.session(.worker, houses: [home.maple]))
    await app.press("shift-tab")
    #expect(round.doses.map(round.standing).allSatisfy { $0 == .missed })
    await app.press("t")
    #expect(round.status.text.hasPrefix("At what time was that?"))
    await type("0710", app)
    #expect(try await events().compactMap { wall($0[.happenedAt]) } == ["07:10"])
    await app.press("m")
    await type("nobody came", app)
    #expect(try await events().count == 2)
    let drafts = try await incidents().filter { $0[.state] == "draft" }
    #expect(drafts.map { $0[.medicationError] } == ["omission"])
  }

  @Test func `a dose whose time is over and that was refused is asked why first, and then when`() async throws
  {
    home.time.pass(minutes: 6 * 60)
    let (app, round) = try await opened(try await home.session(.worker, houses: [home.maple]))
    await app.press("shift-tab")
    try #require(round.dose.map(round.standing) == .missed)
    await app.press("r")
    #expect(round.status.text.contains("refused; why"))
    await type("felt sick", app)
    #expect(round.status.text.contains("refused; at what time was that (for example 0804)"))
    await type("later", app)
    #expect(app.message?.text.text == "Type a time such as 0804.")
    #expect(round.line?.text == "later")
    for _ in "later" { await app.press("backspace") }
    await type("0715", app)
    let event = try #require(try await events().first)
    #expect(event[.status] == "refused" && event[.note] == "felt sick")
    #expect(wall(event[.happenedAt]) == "07:15")
  }

  @Test func `u takes the last key back by a line of its own, and the dose is open again`() async throws {
    let (app, round) = try await opened()
    let dose = try #require(round.dose)
    await app.press("t", "u")
    #expect(
      app.message?.text.text
        == "Taken back: Levothyroxine 50 mcg, Pérez, Bea, 07:00. The first line stays to be read.")
    #expect(round.dose == dose)
    #expect(round.standing(dose) == .late)
    await app.press("t")
    let events = try await events()
    #expect(events.count == 3)
    #expect(events.count { $0[.correctsID] != nil } == 2)
    #expect(round.sheet.line(of: dose)?.status == .given)
    home.time.pass(minutes: 6)
    await app.press("u")
    #expect(app.message?.text.text.hasPrefix("That was more than five minutes ago.") == true)
  }

  @Test func `another key corrects a line with its reason, and the first line stays`() async throws {
    let (app, round) = try await opened()
    let dose = try #require(round.dose)
    await app.press("t", "up", "r")
    #expect(round.status.text.contains("why it is changed"))
    await type("spat it out", app)
    #expect(round.sheet.line(of: dose)?.status == .refused)
    #expect(round.sheet.line(of: dose)?.former == .given)
    #expect(try await events().count == 2)
  }

  // MARK: Taking back

  @Test
  func `u after the answer whether it helped leaves the dose as it was given, with its giver and its words`()
    async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Amoxicillin", app, round)
    await app.press("w", "enter")
    await type("headache", app)
    home.time.pass(minutes: 61)
    let (later, second) = try await opened(place.worker)
    try await go(to: "Amoxicillin", later, second)
    await later.press("w", "down", "enter")
    await type("yes", later)
    let medicine = try #require(place.medicines["Paracetamol"]?.id)
    var line = try #require(try await standing(of: medicine))
    #expect(line[.effect] == "yes")
    #expect(line[.givenBy] == place.night.membership)
    #expect(line[.note] == "headache")
    #expect(line[.quantity] == "2")
    await later.press("u")
    line = try #require(try await standing(of: medicine))
    #expect(line[.status] == "given")
    #expect(line[.effect] == nil)
    #expect(line[.givenBy] == place.night.membership)
    #expect(line[.note] == "headache")
    let shown = try #require(second.sheet.medicines[medicine])
    #expect(second.sheet.against(shown, nil, at: home.time.now)?.code == "too_soon")
  }

  @Test func `u after a correction by mistake leaves the dose given, and opens no second incident`()
    async throws
  {
    let (app, round) = try await opened()
    await app.press("tab")
    let dose = try #require(round.dose)
    await app.press("b")
    await type("handed out before looking", app)
    await app.press("home", "r")
    await type("slip of the finger", app)
    #expect(round.sheet.line(of: dose)?.status == .refused)
    await app.press("u")
    #expect(app.message?.text.text.hasSuffix("It stands as taken again.") == true)
    let line = try #require(round.sheet.line(of: dose))
    #expect(line.status == .given)
    #expect(line.against == "early")
    await app.press("t")
    #expect(app.message?.text.text.hasPrefix("Given at 08:12") == true)
    #expect(try await incidents().count == 1)
    #expect(try await events().count == 3)
  }

  @Test func `u after a second dose takes that one back, and the first stays given`() async throws {
    let (app, round) = try await opened()
    let dose = try #require(round.dose)
    await app.press("t", "up", "b")
    await type("two of us gave it", app)
    await app.press("u")
    #expect(round.sheet.line(of: dose)?.status == .given)
    #expect(try await events().count { $0[.dueAt] != nil } == 1)
    await app.press("home", "t")
    #expect(app.message?.text.text.hasPrefix("Given at 08:12") == true)
    #expect(try await events().count == 3)
  }

  /// The one line of a medicine that no other takes the place of.
  private func standing(of medicine: RecordID) async throws -> Record? {
    let events = try await events().filter { $0[.medicationID] == medicine }
    let corrected = Set(events.compactMap { $0[.correctsID] })
    let standing = events.filter { event in event.id.map { !corrected.contains($0) } == true }
    #expect(standing.count == 1)
    return standing.first
  }

  // MARK: The cursor

  @Test(arguments: [false, true])
  func `rows that go away above the cursor leave it at its dose`(byAnother: Bool) async throws {
    let (app, round) = try await openedAfterAnotherRound()
    try #require(names(round).first == "Levothyroxine")
    try await go(to: "Lansoprazole", app, round)
    let dose = try #require(round.dose)
    if byAnother {
      let (other, second) = try await opened(try await home.session(.night, houses: [home.maple]))
      try await go(to: "Levothyroxine", other, second)
      await other.press("t")
      await app.lookForChanges()
    } else {
      home.time.pass(minutes: 18)
    }
    #expect(!names(round).contains("Levothyroxine"))
    #expect(round.dose == dose)
    await app.press("s")
    #expect(round.sheet.line(of: dose)?.status == .asleep)
    #expect(try await events().count { $0[.status] == "asleep" } == 1)
  }

  @Test func `a dose whose row would go away stays while the cursor is on it, and its time is its own`()
    async throws
  {
    let (app, round) = try await openedAfterAnotherRound()
    try await go(to: "Levothyroxine", app, round)
    let dose = try #require(round.dose)
    await app.press("enter")
    home.time.pass(minutes: 18)
    await type("0715", app)
    #expect(round.dose == dose)
    await app.press("t")
    #expect(wall(round.sheet.line(of: dose)?.at) == "07:15")
    #expect(try await events().count == 1)
    #expect(round.medicine?.name == "Lansoprazole")
  }

  /// The round of half past ten at twelve past eleven, with all that is late from the ones before it.
  private func openedAfterAnotherRound() async throws -> (AppModel, MedicineModel) {
    let (writer, _) = try await opened()
    await write(["Lansoprazole", "15 mg", "1 capsule", "1030", "n"], for: "Moss", writer)
    home.time.pass(minutes: 3 * 60)
    return try await opened(try await home.session(.worker, houses: [home.maple]))
  }

  // MARK: Guards

  @Test func `MED-9: an unconfirmed dose is given from the label, marked, and the leaders are told`()
    async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Apixaban", app, round)
    let dose = try #require(round.dose)
    await app.press("t")
    #expect(round.status.text.contains("Read the label and type the dose from it"))
    await type("2 tablets", app)
    #expect(app.message?.text.text.hasPrefix("That is not the dose that was written down.") == true)
    await app.press("ctrl-u")
    await type("one tablet", app)
    #expect(round.sheet.line(of: dose)?.against == "unconfirmed")
    #expect(try await events().first?[.note] == "Label: one tablet")
    let told = try await home.registrar.records(Query("notifications"), for: place.manager)
    #expect(told.contains { $0["kind"] == .text("medication") })
    #expect(try await incidents().isEmpty)
  }

  @Test func `who takes an unconfirmed dose after refusing it is given it from the label too`() async throws {
    let (app, round) = try await opened()
    try await go(to: "Apixaban", app, round)
    let dose = try #require(round.dose)
    await app.press("r")
    await type("not now", app)
    try await go(to: "Apixaban", app, round)
    await app.press("t")
    #expect(round.status.text.contains("Read the label and type the dose from it"))
    await type("1 tablet", app)
    #expect(round.status.text.contains("why it is changed"))
    await type("asked again", app)
    #expect(round.sheet.line(of: dose)?.status == .given)
    #expect(round.sheet.line(of: dose)?.former == .refused)
  }

  /// What is to stop a dose, and the incident where it was given all the same.
  enum Stop: String, CaseIterable {
    case allergy, tooSoon = "too_soon", maximum, early, duplicate

    var error: String {
      switch self {
      case .allergy: "wrong_medicine"
      case .maximum: "wrong_dose"
      case .tooSoon, .early: "wrong_time"
      case .duplicate: "duplicate"
      }
    }

    var words: String {
      switch self {
      case .allergy: "STOP: Moss, Bea is recorded as allergic to Penicillin."
      case .tooSoon: "Next possible at 12:12 (minimum 4 h)."
      case .maximum: "Maximum for 24 h reached. Next possible at 00:12."
      case .early: "Due at 07:00: it may be given from 06:00."
      case .duplicate: "Given at 08:12 by N. Tran."
      }
    }
  }

  @Test(arguments: Stop.allCases)
  func `what must not be given is stopped, and what has been given is written down with its incident`(
    stop: Stop
  ) async throws {
    let (app, round) = try await opened()
    let before = try await lead(to: stop, app, round)
    if [.tooSoon, .maximum].contains(stop) {
      #expect(round.status.text.contains(stop.words), "\(round.status)")
    } else {
      await app.press("t")
      #expect(app.message?.text.text.hasPrefix(stop.words) == true, "\(app.message?.text.text ?? "")")
      #expect(try await events().count == before)
      await app.press("b")
    }
    #expect(try await incidents().isEmpty)
    if stop == .allergy { await type("nobody", app) }
    await type("handed out before looking", app)
    let events = try await events()
    #expect(events.count == before + 1)
    let event = try #require(events.first { $0[.against] != nil })
    #expect(event[.against] == stop.rawValue)
    #expect(event[.note] == "handed out before looking")
    let incident = try #require(try await incidents().first)
    #expect(incident[.state] == "submitted")
    #expect(incident[.medicationError] == stop.error)
  }

  /// Brings the cursor to a dose that is stopped so, and returns how many lines were written for it.
  private func lead(to stop: Stop, _ app: AppModel, _ round: MedicineModel) async throws -> Int {
    switch stop {
    case .allergy: try await go(to: "Amoxicillin", app, round)
    case .early:
      await app.press("tab")
      try #require(round.round.map { wall($0.due) } == "07:00")
    case .duplicate: await app.press("t", "up")
    case .tooSoon, .maximum:
      let taken = try await takeWhenNeeded(stop == .maximum ? [-3, -8] : [0])
      await app.press("f5")
      try await go(to: "Amoxicillin", app, round)
      await app.press("w", "enter")
      return taken
    }
    return try await events().count
  }

  /// Writes when-needed doses of some hours ago.
  private func takeWhenNeeded(_ hours: [Int]) async throws -> Int {
    let medicine = try #require(place.medicines["Paracetamol"])
    for hour in hours.sorted() {
      var event = Record(home.registrar.catalogue.type("medication_events"))
      event[.medicationID] = medicine.id
      event[.residentID] = medicine[.residentID]
      event[.kind] = "dose"
      event[.status] = "given"
      event[.happenedAt] = home.time.now.adding(hours: hour)
      event[.givenBy] = place.worker.membership
      event[.quantity] = "2"
      _ = try await home.registrar.save([event], command: home.time.newID(), for: place.worker)
    }
    return hours.count
  }

  @Test func `a dose that was held and then turns out to be given is written down with its incident`()
    async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Amoxicillin", app, round)
    let dose = try #require(round.dose)
    await app.press("h")
    await type("prescriber rung", app)
    try await go(to: "Amoxicillin", app, round)
    await app.press("t")
    #expect(app.message?.text.text.hasPrefix("STOP:") == true)
    await app.press("b")
    await type("nobody", app)
    await type("the day worker had given it", app)
    #expect(round.sheet.line(of: dose)?.status == .given)
    #expect(round.sheet.line(of: dose)?.former == .held)
    #expect(try await incidents().map { $0[.medicationError] } == ["wrong_medicine"])
    // And once more, against the allergy too: it stands beside the first.
    try await go(to: "Amoxicillin", app, round)
    await app.press("b")
    await type("nobody", app)
    await type("and I gave it", app)
    let events = try await events()
    #expect(events.count { $0[.status] == "given" } == 2)
    #expect(events.count { $0[.dueAt] == nil } == 1)
    #expect(try await incidents().count == 2)
    #expect(round.sheet.line(of: dose)?.status == .given)
  }

  // MARK: On somebody's word

  @Test(arguments: [true, false])
  func `MED-3: without current competence a dose waits for who authorises it, or is reported`(
    isAuthorised: Bool
  ) async throws {
    var course = Record(home.registrar.catalogue.type("training_courses"))
    course[.code] = "MED-1"
    course[.name] = "Safe handling of medicines"
    course[.kind] = "role_specific"
    course[.topic] = "medication"
    course[.isActive] = true
    _ = try await home.registrar.save([course], command: home.time.newID(), for: home.administrator)
    let (app, round) = try await opened()
    await app.press("t")
    #expect(round.status.text.hasPrefix("Who gives it has no current competence in medicines."))
    #expect(try await events().isEmpty)
    await type(isAuthorised ? "b osei on call" : "nobody", app)
    await type("read the label together", app)
    let event = try #require(try await events().first)
    #expect(event[.against] == "competence")
    #expect(event[.reasonCode] == (isAuthorised ? "on_word" : nil))
    let word = isAuthorised ? "Authorised by b osei on call. " : ""
    #expect(event[.note] == word + "read the label together")
    #expect(try await incidents().isEmpty == isAuthorised)
    let words = app.message?.text.text ?? ""
    let said = "Written down: no current competence, authorised by b osei on call."
    #expect(isAuthorised ? words == said : words.contains("its incident is sent"))
  }

  @Test func `MED-4: going on against an allergy takes the manager, the prescriber and why`() async throws {
    let (app, round) = try await opened()
    try await go(to: "Amoxicillin", app, round)
    await app.press("b")
    #expect(round.status.text.contains("Which manager says to go on?"))
    await type("r mensah", app)
    #expect(round.status.text.contains("which prescriber"))
    await type("dr khan", app)
    await type("had it for years", app)
    let event = try #require(try await events().first)
    #expect(event[.against] == "allergy")
    #expect(event[.note] == "Authorised by r mensah and dr khan. had it for years")
    #expect(try await incidents().map { $0[.state] } == ["submitted"])
  }

  @Test func `MED-4: a manager without a prescriber authorises nothing, and is named`() async throws {
    let (app, round) = try await opened()
    try await go(to: "Amoxicillin", app, round)
    await app.press("b")
    await type("r mensah", app)
    await type("nobody answered", app)
    await type("handed out before looking", app)
    let event = try #require(try await events().first)
    #expect(event[.reasonCode] == nil)
    #expect(event[.note] == "r mensah said to go on; no prescriber did. handed out before looking")
  }

  // MARK: When needed

  @Test func `a when-needed dose says what for, and an hour later it is asked whether it helped`()
    async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Amoxicillin", app, round)
    await app.press("w", "enter")
    #expect(round.status.text.contains("what for"))
    await type("headache", app)
    let event = try #require(try await events().first)
    #expect(event[.dueAt] == nil)
    #expect(event[.note] == "headache")
    #expect(round.sheet.unanswered(at: home.time.now).isEmpty)
    home.time.pass(minutes: 61)
    let (later, second) = try await opened(place.worker)
    #expect(second.sheet.unanswered(at: home.time.now).count == 1)
    try await go(to: "Amoxicillin", later, second)
    await later.press("w", "down", "enter")
    #expect(second.status.text.contains("did it help"))
    await type("yes", later)
    #expect(second.sheet.unanswered(at: home.time.now).isEmpty)
    #expect(try await events().compactMap { $0[.effect] } == ["yes"])
    #expect(try await incidents().isEmpty)
  }

  @Test func `w reaches also who has no dose in the round, after whoever is at the cursor`() async throws {
    let (app, round) = try await opened()
    try await go(to: "Ramipril", app, round)
    await app.press("w")
    guard case .picker(let picker) = app.top else {
      Issue.record("No picker: \(app.message?.text.text ?? "")")
      return
    }
    #expect(picker.all.map(\.title.text) == ["R2 Moss, Bea: Paracetamol 500 mg, 2 tablets"])
    #expect(
      app.message?.text.text
        == "Fox, Bea has no when-needed medicine written down. Give none: ring the prescriber, and have it written down first. Those of others are listed."
    )
    let atCursor = round.person?.resident
    await app.press("enter")
    #expect(round.takesText && round.person?.name == "Moss, Bea" && round.person?.resident != atCursor)
    #expect(round.medicine?.name == "Paracetamol")
    await type("headache", app)
    #expect(
      app.message?.text.text.hasPrefix("Moss, Bea: Paracetamol, ") == true,
      "\(app.message?.text.text ?? "none")")
    #expect(round.person?.resident == atCursor)
  }

  /// When the doses of a medicine that are read are due, on the wall of the house.
  private func dues(of medicine: Record, _ round: MedicineModel) -> [String] {
    round.sheet.doses.filter { $0.medicine == medicine.id }.map {
      "\(zone.day(at: $0.due)) \(zone.wall(at: $0.due).time)"
    }
  }

  @Test func `w says that nobody has a when-needed medicine, and what to do`() async throws {
    let paracetamol = try #require(place.medicines["Paracetamol"])
    try await home.perform(
      "medication.pause", on: paracetamol, ["reason": .text("The prescriber rang.")], as: place.manager)
    let (app, _) = try await opened()
    await app.press("w")
    #expect(
      app.message?.text.text
        == "Nobody here has a when-needed medicine written down. Give none: ring the prescriber, and have it written down first."
    )
  }

  @Test func `a pause takes away what is due after it, and leaves what was due before to be written`()
    async throws
  {
    let medicine = try #require(place.medicines["Levothyroxine"])
    let today = zone.day(at: home.time.now)
    let why = ["reason": Value.text("The prescriber rang.")]
    try await home.perform("medication.pause", on: medicine, why, as: place.manager)
    let (_, round) = try await opened()
    #expect(dues(of: medicine, round) == ["\(today) 07:00"])
    #expect(round.dose.map(round.standing) == .late)
    home.time.pass(minutes: 24 * 60)
    let manager = try await home.session(.manager, named: "E. Quist", houses: [home.maple])
    try await home.perform("medication.resume", on: medicine, why, as: manager)
    let (_, later) = try await opened(
      try await home.session(.night, named: "P. Lund", houses: [home.maple]))
    #expect(
      dues(of: medicine, later) == ["\(today) 07:00", "\(today.adding(days: 2)) 07:00"])
  }

  @Test(arguments: ["enter", "r"])
  func `the question about a dose ends when a pause takes its row away`(key: String) async throws {
    let (app, round) = try await opened()
    await write(["Lansoprazole", "15 mg", "1 capsule", "0815", "n"], for: "Moss", app)
    await round.turn(by: 1)
    try await go(to: "Lansoprazole", app, round)
    await app.press(key)
    #expect(round.line != nil)
    let medicine = try #require(
      try await home.registrar.records(Query("medications"), for: place.manager)
        .first { $0[.name] == "Lansoprazole" })
    let why = ["reason": Value.text("The prescriber rang.")]
    try await home.perform("medication.pause", on: medicine, why, as: place.manager)
    await round.refresh()
    #expect(round.line == nil && !round.takesText)
    #expect(round.sheet.paused.contains { $0.medicine == medicine.id })
  }

  @Test func `what is paused is counted with its round, which does not ask for it`() async throws {
    let medicine = try #require(place.medicines["Metformin"])
    let why = ["reason": Value.text("The prescriber rang.")]
    try await home.perform("medication.pause", on: medicine, why, as: place.manager)
    home.time.pass(minutes: 24 * 60)
    let (_, round) = try await opened(
      try await home.session(.night, named: "P. Lund", houses: [home.maple]))
    let shown = try #require(round.round)
    let id = try #require(medicine.id)
    #expect(round.sheet.paused(in: shown).map(\.medicine) == [id])
    #expect(!names(round).contains("Metformin"))
  }

  @Test func `the question that pauses a medicine says whose it is`() async throws {
    let (app, _) = try await opened(place.manager)
    let medicine = try #require(place.medicines["Metformin"])
    await app.begin(try #require(medicine.type.action("medication.pause")), on: [medicine])
    guard case .ask(let ask) = app.top else {
      Issue.record("No question.")
      return
    }
    #expect(ask.whose?.text.contains("Pérez") == true)
  }

  @Test func `a pause that was taken back at once takes no dose away`() async throws {
    let medicine = try #require(place.medicines["Levothyroxine"])
    let why = ["reason": Value.text("Pressed by mistake.")]
    home.time.pass(minutes: 22 * 60 + 30)
    let today = zone.day(at: home.time.now)
    let manager = try await home.session(.manager, named: "E. Quist", houses: [home.maple])
    try await home.perform("medication.pause", on: medicine, why, as: manager)
    home.time.pass(minutes: 20)
    try await home.perform("medication.resume", on: medicine, why, as: manager)
    let (_, round) = try await opened(
      try await home.session(.night, named: "P. Lund", houses: [home.maple]))
    #expect(dues(of: medicine, round).contains("\(today) 07:00"))
  }

  @Test func `an allergy that another terminal writes is seen at the next look`() async throws {
    let (app, round) = try await opened()
    try await recordAllergy(to: "Ramipril")
    await app.lookForChanges()
    try await go(to: "Ramipril", app, round)
    await app.press("t")
    #expect(app.message?.text.text.hasPrefix("STOP:") == true)
    #expect(try await events().isEmpty)
  }

  @Test func `what has come up since a dose was refused is not passed over when it is taken after all`()
    async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Ramipril", app, round)
    await app.press("r")
    await type("not hungry", app)
    try await go(to: "Ramipril", app, round)
    await app.press("t")
    try #require(round.takesText)
    try await recordAllergy(to: "Ramipril")
    await type("asked again", app)
    #expect(app.message?.text.text.contains("allergic") == true, "\(app.message?.text.text ?? "")")
    #expect(try await events().map { $0[.status] } == ["refused"])
  }

  private func recordAllergy(to name: String) async throws {
    var condition = Record(home.registrar.catalogue.type("health_conditions"))
    condition[.residentID] = place.medicines[name]?[.residentID]
    condition[.kind] = "allergy"
    condition[.name] = name
    _ = try await home.registrar.save(
      [condition], command: home.time.newID(), warningsAccepted: true, for: place.manager)
  }

  // MARK: Controlled drugs

  @Test func `a controlled dose asks who stands beside, who is asked to sign; the register has its line`()
    async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Morphine", app, round)
    await app.press("t")
    guard case .picker(let picker) = app.top else {
      Issue.record("No picker: \(app.message?.text.text ?? "")")
      return
    }
    #expect(picker.all.allSatisfy { !$0.title.text.contains("single signature") })
    #expect(try await events().isEmpty)
    await type("Hale", app)
    let event = try #require(try await events().first)
    #expect(event[.witnessID] == place.worker.membership)
    let lines = try await home.registrar.records(
      Query("controlled_drug_balances"), for: place.manager)
    #expect(lines.contains { $0[.kind] == "given" && $0[.balanceAfter] == 27_000 })
    let asked = try await home.registrar.records(Query("approvals"), for: place.manager)
    #expect(asked.contains { $0[.state] == "pending" && $0["kind"] == .text("custom") })
    await app.press("u")
    #expect(app.message?.text.text == "The register has a line of this dose. Count the drug instead.")
  }

  @Test func `who works in other houses alone is not offered as the second person of a dose`() async throws {
    _ = try await home.session(.worker, named: "O. Farr", houses: [home.oak])
    let (app, round) = try await opened()
    try await go(to: "Morphine", app, round)
    await app.press("t")
    guard case .picker(let picker) = app.top else {
      Issue.record("No picker: \(app.message?.text.text ?? "")")
      return
    }
    #expect(picker.all.contains { $0.title.text.contains("Hale") })
    #expect(!picker.all.contains { $0.title.text.contains("Farr") })
  }

  @Test func `a controlled dose that was not saved is not announced, and what was typed stands`() async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Morphine", app, round)
    let dose = try #require(round.dose)
    await app.press("t", "esc")
    #expect(round.status.text.hasPrefix("Morphine, taken, not saved") == true)
    #expect(try await events().isEmpty)
    await app.press("enter")
    // Meanwhile somebody else writes the same dose.
    let (other, second) = try await opened(place.worker)
    try await go(to: "Morphine", other, second)
    await other.press("r")
    await type("feels sick", other)
    await type("Hale", app)
    #expect(app.message?.kind == .failed)
    #expect(app.message?.text.text.contains("is asked to sign") == false)
    #expect(round.takesText)
    #expect(round.sheet.line(of: dose)?.status == .refused)
    #expect(try await events().count == 1)
  }

  @Test func `a controlled dose against a guard says first what must be done`() async throws {
    let (app, round) = try await opened()
    await app.press("tab")
    try await go(to: "Morphine", app, round)
    await app.press("b")
    await type("handed out before looking", app)
    await type("Hale", app)
    let words = app.message?.text.text ?? ""
    #expect(words.contains("its incident is sent. Ring on-call"))
    #expect(words.hasSuffix("is asked to sign it second, with their own password."))
  }

  @Test func `a controlled dose that was given alone is written down where the house wants two`() async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Morphine", app, round)
    await app.press("t")
    await type("nobody else", app)
    #expect(try await events().isEmpty)
    #expect(round.status.text.contains("Not given yet? Esc, and ring on-call. Given already?"))
    await type("nobody on till seven", app)
    let event = try #require(try await events().first)
    #expect(event[.witnessID] == nil)
    #expect(event[.against] == "alone")
    #expect(try await incidents().map { $0[.state] } == ["submitted"])
    #expect(app.message?.text.text.contains("one person signed; no second; its incident") == true)
  }

  @Test func `alone at night, where the house allows it, one signs and the drug waits for the next count`()
    async throws
  {
    var house = try await home.registrar.record(
      home.maple, of: home.registrar.catalogue.type("houses"), for: home.administrator)
    house[.allowsSingleSignature] = true
    house[.roundFromTime] = WallTime("22:00")
    house[.roundToTime] = WallTime("09:00")
    house[.roundIntervalMinutes] = 120
    try await home.save(house)
    let (app, round) = try await opened()
    try await go(to: "Morphine", app, round)
    await app.press("t")
    await type("nobody else", app)
    let event = try #require(try await events().first)
    #expect(event[.witnessID] == nil)
    let lines = try await home.registrar.records(Query("controlled_drug_balances"), for: place.manager)
    #expect(lines.contains { $0[.kind] == "given" && $0[.secondBy] == nil })
    let told = try await home.registrar.records(Query("notifications"), for: place.manager)
    #expect(told.contains { $0[.title]?.contains("one signature") == true })
  }

  @Test
  func `the balance stands by the dose, a count says what was found, and a difference opens its incident`()
    async throws
  {
    let (app, round) = try await opened()
    try await go(to: "Morphine", app, round)
    #expect(round.registerWords?.text.contains("Balance 28.") == true)
    await app.press("c")
    guard case .ask(let ask) = app.top else {
      Issue.record("Nothing is asked: \(app.message?.text.text ?? "")")
      return
    }
    #expect(ask.action.id == "medication.count")
    #expect(ask.evidence.isEmpty)
    let morphine = try #require(place.medicines["Morphine"])
    try await home.perform(
      "medication.count", on: morphine,
      [
        "quantity": .text("27"), "second_quantity": .text("27"),
        "second_by": .reference(place.worker.membership),
      ], as: place.night)
    #expect(try await incidents().map { $0[.medicationError] } == ["stock_discrepancy"])
    await app.press("esc", "f5")
    let words = try #require(app.medicines?.registerWords?.text)
    #expect(words.contains("Balance 27. The last line waits for "))
    #expect(!words.contains("its second person"))
    try await go(to: "Ramipril", app, round)
    await app.press("c")
    #expect(app.message?.text.text == "Ramipril is not kept in the register.")
  }

  // MARK: From the label

  /// Types a label of a medicine for a person.
  private func write(_ lines: [String], for name: String, _ app: AppModel) async {
    await app.press("L")
    await type(name, app)
    for line in lines { await type(line, app) }
  }

  @Test func `MED-9: a night worker writes a medicine from its label, gives it, and the leaders are told`()
    async throws
  {
    let (app, round) = try await opened()
    await write(["Warfarin", "3 mg", "1 tablet", "0800 2000", "n"], for: "Fox", app)
    #expect(app.message?.text.text.hasPrefix("Warfarin is written down, not confirmed") == true)
    try await go(to: "Warfarin", app, round)
    let made = try #require(round.medicine?.id)
    #expect(round.medicine?.isConfirmed == false)
    await app.press("t")
    await type("1 tablet", app)
    let event = try #require(try await events().first)
    #expect(event[.against] == "unconfirmed")
    #expect(try await incidents().isEmpty)
    let told = try await home.registrar.records(Query("notifications"), for: place.manager)
    #expect(told.contains { $0[.title]?.contains("nobody has confirmed") == true })
    #expect(told.contains { $0[.title]?.contains("waits for a second person") == true })
    let asked = try await home.registrar.records(Query("approvals"), for: place.manager)
    #expect(asked.contains { $0[.subjectID] == made && $0[.state] == "pending" })
  }

  @Test func `a label is stopped by a recorded allergy, and by one that is told when nobody had asked`()
    async throws
  {
    let (app, round) = try await opened()
    await write(["Ampicillin"], for: "Moss", app)
    #expect(
      app.message?.text.text.hasPrefix("STOP: Moss, Bea is allergic to Penicillin. Do not give it") == true)
    await app.press("esc")
    await write(["Ibuprofen", "200 mg", "1 tablet", "0800", "n", "NSAIDs"], for: "Ali", app)
    #expect(app.message?.text.text.contains("is allergic to NSAIDs. Do not give it") == true)
    await app.press("ctrl-u")
    await type("none known", app)
    try await go(to: "Ibuprofen", app, round)
    let medicines = try await home.registrar.records(Query("medications"), for: place.manager)
    let made = try #require(medicines.first { $0[.name] == "Ibuprofen" })
    #expect(made[.instructions] == "Asked about allergies: none known.")
    #expect(made[.times] == ["08:00"])
  }

  @Test(arguments: [("n", "near_miss", 2), ("y", "wrong_medicine", 4)])
  func `what came for somebody who must not have it is reported from its label`(
    given: String, error: String, severity: Int
  ) async throws {
    let (app, round) = try await opened()
    await write(["Ampicillin"], for: "Moss", app)
    await app.press("enter")
    #expect(round.status.text.contains("Was it given (y or n)"))
    await type(given, app)
    await type("rang 111 at 0815", app)
    #expect(app.message?.text.text.hasPrefix("It is reported, and no medicine is written down.") == true)
    let report = try #require(try await incidents().first)
    #expect(report[.state] == "submitted" && report[.medicationError] == error)
    #expect(report[.severity] == severity)
    let medicines = try await home.registrar.records(Query("medications"), for: place.manager)
    #expect(!medicines.contains { $0[.name] == "Ampicillin" })
    #expect(!round.takesText)
  }

  // MARK: Around it

  @Test func `who may not record a dose is told who can`() async throws {
    let (app, _) = try await opened(place.manager)
    await app.press("t")
    #expect(app.message?.text.text.hasPrefix("You cannot") == true)
    #expect(try await events().isEmpty)
  }

  @Test func `Today says what is due and late, and leads to it`() async throws {
    let app = try await home.app(for: place.night)
    await app.top?.model.settle()
    guard case .home(let today) = app.top else {
      Issue.record("Today is not open.")
      return
    }
    await today.refresh()
    let lines = today.panels.flatMap(\.lines).map(\.text.text)
    #expect(lines.contains("1 dose of medicine late, the first of 07:00"), "\(lines)")
    #expect(lines.contains("Medicine round of 07:00, 6 doses due"), "\(lines)")
  }

  @Test func `the sheet lists the doses that are left of the day, with allergies and room for two names`()
    async throws
  {
    let (app, _) = try await opened()
    await app.press("t", "S")
    guard case .report(let report) = app.top else {
      Issue.record("No sheet.")
      return
    }
    let text = report.lines.map(\.text.text)
    #expect(!text.contains { $0.contains("Levothyroxine") })
    #expect(text.contains { $0.contains("R2  Moss, Bea   ALLERGY Latex, Penicillin") })
    #expect(text.contains { $0.contains("08:00 Morphine, 10 mg, 1 tablet, two sign") })
    #expect(text.filter { $0.count > 76 } == [])
  }

  @Test func `no sheet is printed where every dose has its line, and it is said why`() async throws {
    let (app, round) = try await opened()
    for _ in round.doses {
      await app.press("r")
      await type("feels sick", app)
    }
    #expect(round.left.isEmpty)
    await app.press("S")
    if case .report = app.top { Issue.record("An empty sheet.") }
    #expect(app.message?.text.text.hasPrefix("No sheet: every dose of ") == true)
    #expect(app.message?.text.text.hasSuffix("from 07:00 on has its line.") == true)
  }
}
