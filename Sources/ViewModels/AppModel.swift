import Records
import Storage

/// The whole program as a person sees it: what is open, who is signed in, what the last key did.
@MainActor
package final class AppModel {
  package private(set) var registrar: Registrar? { didSet { forgetPlaces() } }
  package private(set) var door: SignInDoor
  package let clock: Clock
  package let keymap: Keymap
  package let commands: CommandTable
  package internal(set) var screens: [Screen] = []
  package private(set) var session: Session? { didSet { forgetPlaces() } }
  /// Draws the screen while a key is still being worked on; whoever holds the terminal sets it.
  package var showNow: @MainActor () -> Void = {}
  package var message: Message?
  package private(set) var size: Size
  /// How many reads have failed: what was read meanwhile may be missing something.
  var failedReads = 0
  package private(set) var isFinished = false
  package private(set) var exitCode: Int32 = 0
  /// The name of the theme in force and the choice of them; drawing reads the first.
  package var theme: String
  package let themes: [String]
  /// What is late, and what is due today, for the title row.
  package var urgentCount = 0
  package var dueCount = 0
  /// A neutral page hides everything until the next press of its key.
  package private(set) var blankedAt: Instant?
  /// A key was pressed on that page that does not end it, so that it says which one does.
  package private(set) var isAskedBack = false
  /// The name of the terminal and its house from the policy; empty without one.
  package let terminalName: String
  package let isKiosk: Bool
  /// Sessions here may have a PIN.
  package var allowsPIN = true
  package var wantsRedraw = false
  /// Text that should go to the terminal's clipboard, until it is taken.
  package var clipboard: String?
  package var wantsSuspend = false
  /// The longest that a session here may stand without a key, in minutes; nil leaves it to the role.
  package var idleLimit: Int?
  /// Makes the folder of a pack of that name where exports go; nil where exports are switched off.
  package var packFolder: (@MainActor (String) throws(PackError) -> PackFolder)?
  /// Writes a file of that name where exports go, and gives its path; nil where exports are switched off.
  package var writeFile: (@MainActor (String, [UInt8]) -> Result<String, WriteFailure>)?
  /// Reads the file at a path that was typed; nil where no files come in.
  package var readFile: (@MainActor (String) -> Result<[UInt8], ReadFailure>)?
  /// Looks through a picture, in a process that has no key.
  package var viewPicture: PictureViewer = { _, _, _ in .absent }
  /// The telephone numbers that are shown before anybody signs in, each as a line.
  package var emergencyContacts: [DisplayText] = []
  /// Sends a print to the printer of this computer; nil where no command is set for it.
  package var printer: (@MainActor ([UInt8]) -> Result<Void, WriteFailure>)?
  /// The name of the house whose sheets print here by themselves; nil where none do.
  package var sheetHouse: String?
  /// When the program looks again whether those sheets are due, and how far they are that were due last.
  var sheetsAt: Instant?
  var sheetTurn: SheetTurn?
  /// What is read now goes onto paper that lies about: restricted people are kept back, whoever is signed in.
  var isUnattended = false
  /// The program runs the jobs that are due while somebody is signed in.
  package var runsJobs = false
  /// When the program looks again whether a job is due.
  var jobsAt: Instant?
  var jobs: Task<Void, Never>?
  package internal(set) var undoable: [Receipt.Undo] = []
  package internal(set) var redoable: [Receipt.Undo] = []
  /// The person's last deed, where it is never taken back.
  var finalDeed: DisplayText?
  /// The house and bed that the person looked at last.
  var bedPlace: BedBoardModel.Last?
  package private(set) var preferences = Preferences()
  /// Who is open in an emergency, the one that ends first before the others.
  package internal(set) var emergencies: [EmergencyStanding] = []
  /// Who was just opened so, until the record is shown, and what is to be said of it.
  var emergencyOpened: RecordID?
  var emergencyWords: DisplayText = ""
  /// The parts of Today that took long to read, for the next time it is opened.
  var slowParts: SlowParts?

  private var madeDestinations: Destinations?
  private var madeTabs: [Menu.Tab]?
  /// The commands that a key makes in some scopes, while letters are typed there and while not.
  private var keyed: [[Scope]: [Bool: [(command: Command, key: String)]]] = [:]
  private var chord: Keymap.Chord = []
  private var chordStarted: Instant?
  private(set) var lastKey: Instant
  private var seenChange = 0
  private var wallRead: (zone: Zone, minute: Int, wall: (day: Day, time: WallTime))?
  /// The sessions that lie locked here, each for its own person alone; the last one was locked last.
  package private(set) var locked: [LockedSession] = []
  /// The theme that the program was started with, for who has signed in with none of their own.
  private let startTheme: String
  /// How much of the names in memory is read, while they are being read; nil when all of them are there.
  package private(set) var namesRead: Double?

  package init(
    registrar: Registrar?, door: SignInDoor, clock: Clock, keymap: Keymap, commands: CommandTable, size: Size,
    theme: String, themes: [String], terminalName: String = "", isKiosk: Bool = false
  ) {
    self.registrar = registrar
    self.door = door
    self.clock = clock
    self.keymap = keymap
    self.commands = commands
    self.size = size
    self.theme = theme
    startTheme = theme
    self.themes = themes
    self.terminalName = terminalName
    self.isKiosk = isKiosk
    lastKey = clock.now()
  }

  /// Puts the door of the home behind the screens that stand already, with the sign-ins that a demonstration shows.
  package func opened(
    _ registrar: Registrar, signIn: SignIn, demonstration: [DemonstrationSignIn] = []
  ) {
    self.registrar = registrar
    door.signIn = signIn
    door.demonstration = demonstration
  }

  package var top: Screen? { screens.last }

  /// The door and the session, for models that exist only while somebody is signed in.
  package var open: (registrar: Registrar, session: Session)? {
    guard let registrar, let session else { return nil }
    return (registrar, session)
  }

  /// Where the person may go, made anew only for another person or changed lists.
  var destinations: Destinations? {
    guard madeDestinations == nil, let (registrar, session) = open else { return madeDestinations }
    madeDestinations = Destinations(for: session.role, registrar)
    return madeDestinations
  }

  /// The tabs of the role that is signed in.
  package var tabs: [Menu.Tab] {
    guard let (registrar, session) = open else { return [] }
    if let madeTabs { return madeTabs }
    let tabs = Menu.tabs(for: session.role, registrar.matrix, registrar.catalogue)
    madeTabs = tabs
    return tabs
  }

  private func forgetPlaces() {
    madeDestinations = nil
    madeTabs = nil
  }

  /// The commands that a footer offers and a key makes in such scopes, in the order of their use.
  func keyedCommands(in scopes: [Scope], whileTyping: Bool) -> [(command: Command, key: String)] {
    if let made = keyed[scopes]?[whileTyping] { return made }
    let found = scopes.flatMap { commands.ranked(in: $0) }
    // A footer has what one does most first, whether it is done to the list or to its record.
    let here = found.filter { $0.scope != .everywhere }.sorted { ($0.rank ?? 1_000) < ($1.rank ?? 1_000) }
    let made = (here + found.filter { $0.scope == .everywhere }).compactMap { command in
      keymap.keys(of: command.id, in: scopes, whileTyping: whileTyping).first.map { (command, $0) }
    }
    keyed[scopes, default: [:]][whileTyping] = made
    return made
  }

  /// The wall time of the organisation, or UTC before sign-in.
  package var wall: (day: Day, time: WallTime) {
    let (zone, now) = (person?.zone ?? door.zone, clock.now())
    let minute = now.milliseconds.flooredDivision(by: 60_000)
    // Every cell of a list asks; within a minute of one zone the answer is the same.
    if let read = wallRead, read.minute == minute, read.zone == zone { return read.wall }
    let wall = zone.wall(at: now)
    wallRead = (zone, minute, wall)
    return wall
  }
}

// MARK: Input

extension AppModel {
  /// Answers everything that arrived in one moment; the frame is drawn once after it.
  package func handle(_ batch: [Input]) async {
    if jobs != nil, batch.contains(where: \.isTyped) { open?.registrar.repository.giveWay.ask() }
    var rest = batch[...]
    // How many equal ones the rest begins with; counted once, for there may be very many.
    var run = 0
    while let input = rest.first, !isFinished {
      if run == 0 { run = rest.prefix { $0 == input }.count }
      if run > 1, case .key(let key) = input, await pressed(key, times: run) {
        rest = rest.dropFirst(run)
        run = 0
      } else {
        await handle(input)
        rest = rest.dropFirst()
        run -= 1
      }
    }
    await top?.model.settle()
  }

  /// Takes the same key many times as one wish; false where its meaning needs them one by one.
  private func pressed(_ key: Key, times: Int) async -> Bool {
    guard blankedAt == nil, chord.isEmpty, let model = top?.model, !model.takesText,
      case .command(let id) = keymap.meaning(of: [key], in: model.scopes + [.everywhere]),
      let command = commands[id], let perform = command.performTimes, command.availability(self).isYes
    else { return false }
    lastKey = clock.now()
    message = nil
    await perform(self, times)
    return true
  }

  package func handle(_ input: Input) async {
    switch input {
    case .key(let key): await pressed(key)
    case .paste(let text):
      lastKey = clock.now()
      await top?.model.pasted(text)
    case .resized(let size): self.size = size
    case .suspended: await keepAll()
    case .resumed: await due()
    case .hungUp: await hangUp()
    case .stalled: await lock()
    case .due: await due()
    case .mouse: break
    }
  }

  private func pressed(_ key: Key) async {
    lastKey = clock.now()
    if blankedAt != nil { return await unblank(key) }
    if key == .alt {
      message = Message("Alt is not used.", .refused)
      return
    }
    guard let model = top?.model else { return }
    if chord.isEmpty, model.takesText, await model.typed(key) { return }
    let scopes = model.scopes + [.everywhere]
    let pressed = chord + [key]
    chord = []
    chordStarted = nil
    switch keymap.meaning(of: pressed, in: scopes) {
    case .command(let id): await perform(id)
    case .begins:
      chord = pressed
      chordStarted = clock.now()
    case .nothing where pressed.count > 1 && key != .escape:
      message = Message("\(pressed.map(\.description).joined(separator: " ")) means nothing here.", .refused)
    case .nothing: break
    }
  }

  /// Carries out a command by its id, or says why it is off.
  package func perform(_ id: String) async {
    guard let command = commands[id] else { return }
    switch command.availability(self) {
    case .yes:
      message = nil
      await command.perform(self)
    case .no where detail?.type.sendingStep?.id == id: await begin(actionID: id)
    case .no(let reason): message = Message(DisplayText(reason), .refused)
    case .confidential: break
    }
  }

  /// The keys that go on from the one pressed, once it has waited a moment.
  package var chordStrip: [(key: String, title: String)] {
    guard let first = chord.first, let chordStarted, clock.now() >= chordStarted.adding(milliseconds: 400)
    else { return [] }
    return keymap.continuations(of: first, in: (top?.model.scopes ?? []) + [.everywhere]).compactMap {
      key, id in
      commands[id].map { (key.description, $0.title) }
    }
  }
}

// MARK: Time

extension AppModel {
  /// The milliseconds until the program has something to do by itself; nil for never.
  package var wait: Int? {
    let now = clock.now()
    return deadlines.min().map { max(0, $0.milliseconds - now.milliseconds) }
  }

  /// The role's minutes, or fewer where the terminal's policy says so.
  private func idleMinutes(_ session: Session) -> Int {
    min(session.idleMinutes, idleLimit ?? session.idleMinutes)
  }

  private var deadlines: [Instant] {
    var moments: [Instant] = []
    let now = clock.now()
    moments.append(Instant(milliseconds: (now.milliseconds / 60_000 + 1) * 60_000))
    if let session, !isLocked { moments.append(lastKey.adding(minutes: idleMinutes(session))) }
    if let chordStarted { moments.append(chordStarted.adding(milliseconds: 400)) }
    if runsJobs, jobs == nil, session != nil, let jobsAt {
      moments.append(max(jobsAt, lastKey.adding(milliseconds: 5_000)))
    }
    if let sheetsLook { moments.append(sheetsLook) }
    if let end = emergencies.first?.expiresAt, session != nil {
      moments.append(max(end, now.adding(milliseconds: 1)))
    }
    moments += screens.compactMap(\.model.deadline)
    if namesRead != nil, !isLocked { return [now] }
    return moments.filter { $0 > now } + (screens.compactMap(\.model.deadline).filter { $0 <= now })
  }

  private func due() async {
    let now = clock.now()
    await door.signIn?.forgetStalePINs()
    if let session, !isLocked, now >= lastKey.adding(minutes: idleMinutes(session)) { return await lock() }
    for screen in screens {
      if let deadline = screen.model.deadline, deadline <= now { await screen.model.due(at: now) }
    }
    if let end = emergencies.first?.expiresAt, end <= now, session != nil {
      await emergencyEnded("Emergency access has ended: its hour is over.")
    }
    if namesRead != nil, !isLocked { await readNames(milliseconds: 4) }
    await printTimedSheets(at: now)
    beginJobs(at: now)
  }

  /// Reads names into memory for a while; when the last is there, the lists stand in their order.
  private func readNames(milliseconds: Double) async {
    guard let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      let progress = try await registrar.advanceDirectories(for: session, milliseconds: milliseconds)
      namesRead = progress < 1 ? progress : nil
      if namesRead == nil { for screen in screens { await screen.model.refresh() } }
    } catch {
      namesRead = nil
      await say(error)
    }
  }

  /// Begins to read the residents' names; in a home of usual size they are all there before the first list.
  private func beginNames() async {
    guard let (registrar, session) = open, let residents = registrar.catalogue["residents"],
      mayRead(residents)
    else {
      return
    }
    do throws(RegistrarError) {
      try await registrar.beginDirectory(of: residents, for: session)
      namesRead = try await registrar.advanceDirectories(for: session, milliseconds: 30)
      if namesRead == 1 { namesRead = nil }
    } catch {
      await say(error)
    }
  }

  /// Takes the open lists as the organisation has them.
  private func readLists() async {
    guard let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      self.registrar = registrar.offering(try await registrar.choiceLists(for: session))
    } catch {
      await say(error)
    }
  }

  /// Gives back what is only kept for speed: nobody has typed for a while.
  package func rest() async { await open?.registrar.repository.rest() }

  /// Looks whether records changed, here or in another program, and lets the open screens read them again.
  ///
  /// - Returns: Whether they did.
  @discardableResult
  package func lookForChanges() async -> Bool {
    guard let (registrar, session) = open, !isLocked else { return false }
    do throws(RegistrarError) {
      let change = try await registrar.changeSequence(for: session)
      guard change != seenChange else { return false }
      seenChange = change
      self.registrar = registrar.offering(try await registrar.choiceLists(for: session))
      if !emergencies.isEmpty { await readEmergencies() }
      // What lies below is read again when it comes to the top.
      let shown = screens.lastIndex { !$0.isOverlay } ?? 0
      for screen in screens[shown...] { await screen.model.refresh() }
      await top?.model.settle()
    } catch {
      await ended(because: error)
    }
    return true
  }
}

// MARK: Screens

extension AppModel {
  package func push(_ screen: Screen) { screens.append(screen) }

  /// Replaces everything that is open.
  package func show(_ screen: Screen) async {
    await keepAll()
    tellLeft(screens)
    screens = [screen]
  }

  /// Says what is left with some screens: marks, for what comes next is done to the chosen record alone, and a draft
  /// that whoever wrote it may think has been sent.
  private func tellLeft(_ left: [Screen]) {
    for case .detail(let detail) in left.suffix(1) {
      if let words = detail.draftWords { message = Message(words) }
    }
    let marks = left.reduce(0) { sum, screen in
      if case .list(let list) = screen { sum + list.marks.count } else { sum }
    }
    guard marks > 0 else { return }
    message = Message("The list was left, and \(marks == 1 ? "1 mark" : "\(marks) marks") with it.")
  }

  /// Closes the innermost screen; what is unsaved in it stays as a draft.
  package func back() async {
    if case .list(let list) = top, await list.clearFilter() { return }
    guard screens.count > 1 else { return await leaveOrAsk() }
    await screens.last?.model.keep()
    tellLeft([screens.removeLast()])
    await top?.model.refresh()
  }

  /// Closes the innermost screen without reading the one below again.
  package func drop() { if screens.count > 1 { screens.removeLast() } }

  private func leaveOrAsk() async {
    switch top {
    case .signIn, .firstRun, .unlock: await leave()
    case .home: push(.picker(PickerModel.leaving(self)))
    default: await perform("go.today")
    }
  }

  package func finish(_ code: Int32 = 0) {
    isFinished = true
    exitCode = code
  }

  private func keepAll() async { for screen in screens { await screen.model.keep() } }

  /// Leaves the program from a card; the sessions that lie locked here end, with their drafts kept.
  package func leave() async {
    await endLocked(.signedOut)
    finish()
  }

  private func hangUp() async {
    await keepAll()
    if let session { await door.signIn?.end(session, .hungUp) }
    await endLocked(.hungUp)
    finish()
  }

  private func endLocked(_ reason: SignIn.End) async {
    for lying in locked { await door.signIn?.end(lying.session, reason) }
    locked = []
  }

  /// Says an error where the person looks; one that ends the session leads to the sign-in.
  package func say(_ error: RegistrarError) async {
    if case .sessionEnded = error { return await ended(because: error) }
    if case .storage(.foreignRow) = error { return await ended(because: error) }
    message = Message(DisplayText(error.words), .failed)
  }

  private func ended(because error: RegistrarError) async {
    for screen in screens { screen.model.forget() }
    putDown()
    screens = [.signIn(SignInModel(self))]
    message = Message(DisplayText(error.words), .failed)
  }
}

// MARK: Session

extension AppModel {
  /// A card over a locked session is shown; then nobody's session is open.
  package var isLocked: Bool {
    if case .unlock = screens.first { true } else { false }
  }

  /// Whose session is open, or whose locked one the card is for.
  package var person: Session? {
    if case .unlock(let card) = screens.first { card.session } else { session }
  }

  /// Opens the first screen for somebody who has just signed in.
  package func began(_ session: Session) async {
    self.session = session
    jobsAt = clock.now().adding(milliseconds: 10_000)
    lastKey = clock.now()
    sheetsAt = clock.now()
    message = nil
    undoable = []
    redoable = []
    finalDeed = nil
    seenChange = 0
    await readLists()
    preferences = Preferences()
    await preferences.load(self)
    if let theme = preferences.theme, themes.contains(theme) { self.theme = theme }
    await beginNames()
    await readEmergencies()
    let home = HomeModel(self)
    screens = [.home(home)]
    await home.refresh()
  }

  /// Locks: drafts are kept, opened values dropped, and the keys of the session wiped.
  package func lock() async {
    guard let session, let registrar, !isLocked else { return }
    await keepAll()
    for screen in screens { screen.model.forget() }
    await door.signIn?.lock(session)
    locked.append(
      LockedSession(
        session: session, at: clock.now(), screens: screens, counts: (urgentCount, dueCount), theme: theme,
        registrar: registrar, preferences: preferences, slowParts: slowParts))
    putDown()
    await face(session)
    await makeRoom()
    wantsRedraw = true
  }

  /// Nobody's session is open any more; what one person left behind must not meet the next one.
  private func putDown() {
    jobs?.cancel()
    session = nil
    undoable = []
    redoable = []
    finalDeed = nil
    bedPlace = nil
    slowParts = nil
    namesRead = nil
    emergencies = []
    urgentCount = 0
    dueCount = 0
    message = nil
    chord = []
    chordStarted = nil
  }

  /// Ends the session that lies longest where there are more than a terminal holds.
  private func makeRoom() async {
    guard locked.count > LockedSession.limit else { return }
    let oldest = locked.removeFirst()
    await door.signIn?.end(oldest.session, .replaced)
    message = Message(
      "\(oldest.session.shortName) is signed out here to make room. What was typed is kept as a draft.")
  }

  /// Shows the card over a session that lies locked here.
  package func face(_ session: Session) async {
    guard self.session == nil, let lying = locked.first(where: { $0.session.id == session.id }) else {
      return
    }
    let pin = await door.signIn?.pin(of: session)
    screens = [.unlock(UnlockModel(self, session: session, lockedAt: lying.at, pin: pin))]
  }

  /// Shows the card of the session that was locked last.
  package func faceLast() async { if let last = locked.last { await face(last.session) } }

  /// Shows the sign-in for somebody else; every locked session stays as it is.
  package func someoneElse() {
    theme = startTheme
    message = nil
    screens = [.signIn(SignInModel(self))]
    wantsRedraw = true
  }

  /// Goes on where the lock of this session came, as the person that it belongs to.
  package func unlocked(_ session: Session) async {
    guard self.session == nil, let index = locked.firstIndex(where: { $0.session.id == session.id }) else {
      return
    }
    let lying = locked.remove(at: index)
    registrar = lying.registrar
    preferences = lying.preferences
    slowParts = lying.slowParts
    theme = lying.theme
    self.session = lying.session
    screens = lying.screens
    (urgentCount, dueCount) = lying.counts
    message = nil
    seenChange = 0
    lastKey = clock.now()
    sheetsAt = clock.now()
    await beginNames()
    await readEmergencies()
    for screen in screens { await screen.model.refresh() }
  }

  /// Drops a locked session that cannot be unlocked any more; its text is kept as drafts.
  package func dropLocked(_ session: Session, because error: RegistrarError) {
    forgetLocked(session)
    someoneElse()
    message = Message(DisplayText(error.words), .failed)
  }

  package func forgetLocked(_ session: Session) { locked.removeAll { $0.session.id == session.id } }

  /// Ends the session and shows the sign-in.
  package func signOut() async {
    await keepAll()
    for screen in screens { screen.model.forget() }
    if let session { await door.signIn?.end(session) }
    putDown()
    someoneElse()
  }

  package func blank() {
    blankedAt = clock.now()
    isAskedBack = false
    wantsRedraw = true
  }

  private func unblank(_ key: Key) async {
    guard let blankedAt, key == .function(2) || key == .character("z") else {
      isAskedBack = true
      return
    }
    self.blankedAt = nil
    if clock.now() > blankedAt.adding(milliseconds: 60_000) { await lock() }
  }
}

extension Instant {
  package func adding(milliseconds: Int) -> Instant {
    Instant(milliseconds: self.milliseconds + milliseconds)
  }
}
