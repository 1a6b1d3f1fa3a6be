import Records
import Storage

/// The whole program as a person sees it: what is open, who is signed in, what the last key did.
@MainActor
package final class AppModel {
  package internal(set) var registrar: Registrar? { didSet { forgetPlaces() } }
  package private(set) var door: SignInDoor
  package let clock: Clock
  package let keymap: Keymap
  package let commands: CommandTable
  package internal(set) var screens: [Screen] = []
  package internal(set) var session: Session? { didSet { forgetPlaces() } }
  /// Draws the screen while a key is still being worked on; whoever holds the terminal sets it.
  package var showNow: @MainActor () -> Void = {}
  package var message: Message?
  package internal(set) var size: Size
  /// How many reads have failed: what was read meanwhile may be missing something.
  var failedReads = 0
  package internal(set) var isFinished = false
  package internal(set) var exitCode: Int32 = 0
  /// The name of the theme in force and the choice of them; drawing reads the first.
  package var theme: String
  package let themes: [String]
  /// What is late, and what is due today, for the title row.
  package var urgentCount = 0
  package var dueCount = 0
  /// A neutral page hides everything until the next press of its key.
  package internal(set) var blankedAt: Instant?
  /// A key was pressed on that page that does not end it, so that it says which one does.
  package internal(set) var isAskedBack = false
  /// The name of the terminal and its house from the policy; empty without one.
  package let terminalName: String
  package let isKiosk: Bool
  /// Whether the person came over a line that leads to these screens alone.
  package var isCaptive = false
  /// Whether there is no way from these screens to the rest of the computer.
  package var isShutIn: Bool { isKiosk || isCaptive }
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
  /// The house of which the person chose to see the doses last.
  var medicineHouse: RecordID?
  package internal(set) var preferences = Preferences()
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
  var chord: Keymap.Chord = []
  var chordStarted: Instant?
  var lastKey: Instant
  var seenChange = 0
  private var wallRead: (zone: Zone, minute: Int, wall: (day: Day, time: WallTime))?
  /// The sessions that lie locked here, each for its own person alone; the last one was locked last.
  package internal(set) var locked: [LockedSession] = []
  /// The theme that the program was started with, for who has signed in with none of their own.
  let startTheme: String
  /// How much of the names in memory is read, while they are being read; nil when all of them are there.
  package internal(set) var namesRead: Double?
  /// The milliseconds that a sign-in waits for names; what is left of them is read between the keys.
  var namesAtOnce = 30.0

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

  /// Lets go of all that is open: the program ends, and a home that nothing else holds is closed.
  ///
  /// Screens and program hold each other, so that neither would go by itself.
  package func close() {
    putDown()
    jobs = nil
    screens = []
    locked = []
    registrar = nil
    door.signIn = nil
    showNow = {}
    printer = nil
    readFile = nil
    writeFile = nil
    packFolder = nil
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
