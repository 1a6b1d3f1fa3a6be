import FoundationEssentials
import Glibc
import House
import Records
import Screens
import Storage
import Terminal
import ViewModels

/// Opens the screens on the home that was named or found, and stays until they are left.
///
/// - Returns: The exit status of the program.
@MainActor
func openScreens(
  share: Share, settings: Settings, fault: String?, policy: Policy?, environment: Environment,
  arguments: Arguments
) async -> Int32 {
  let place = HomePlace.find(policy: policy, option: arguments["home"], environment: environment)
  let screens = ScreenRun(
    share: share, settings: settings, policy: policy, environment: environment, theme: arguments["theme"],
    fault: fault, isCaptive: arguments.has("captive"))
  return await screens.run(home: place, isJSON: arguments.has("json"))
}

/// One run of the screens: what they need is found, the terminal opened, and the loop goes round.
@MainActor
struct ScreenRun {
  let share: Share
  let settings: Settings
  let policy: Policy?
  let environment: Environment
  /// The theme named on the command line.
  let theme: String?
  /// The sign-ins that a demonstration shows.
  var demonstration: [DemonstrationSignIn] = []
  var clock = Clock.system
  /// What is said first, at the sign-in of a home that was just made.
  var welcome: String?
  /// What was wrong with the person's settings.
  var fault: String?
  /// Whether the person came over a line that leads to these screens and to nothing else on the computer.
  var isCaptive = false

  /// Runs the screens on a home, or on the choice of making one.
  func run(home place: HomePlace, isJSON: Bool = false) async -> Int32 {
    let output = Output(isJSON: isJSON)
    let opening = opening(place)
    do throws(CommandError) {
      if isCaptive, opening == nil { throw CommandError(StorageError.noHome, in: place.path) }
      // What needs no record type comes first: beside it the opening reads the catalogue.
      let look = try look()
      let files = KeyFiles(share: share, policy: policy, environment: environment)
      let written = try share.orError { _ throws(ShareError) in try files.written() }
      let door = self.door
      let commands = CommandTable.lodge(with: .house)
      let keys = try share.orError { _ throws(ShareError) in try files.keymap(written, of: commands) }
      let faults = [fault].compactMap(\.self) + look.faults + keys.faults
      for fault in faults { output.note("\(fault)") }
      let terminal = try openTerminal(look.theme)
      let app = AppModel(
        registrar: nil, door: door, clock: clock, keymap: keys.map,
        commands: commands, size: terminal.size, theme: look.name, themes: look.names,
        terminalName: policy?.terminal ?? "", isKiosk: policy?.isKiosk ?? false)
      defer { app.close() }
      app.isCaptive = isCaptive
      app.idleLimit = policy?.idleMinutes
      app.emergencyContacts = (policy?.emergency ?? []).map { "\($0.label)   \($0.number)" }
      // A shared terminal and a line from elsewhere start no other program.
      if !isShutIn, let printer = Printer(policy?.print) { app.printer = { printer.send($0) } }
      app.allowsPIN = policy?.pin != false
      app.sheetHouse = policy?.sheetsOf
      app.runsJobs = true
      if !isCaptive { app.viewPicture = PictureProcess().viewer }
      if policy?.export != false, !isCaptive {
        app.writeFile = { write($0, $1) }
        app.packFolder = { name throws(PackError) in try packFolder(name) }
      }
      if !isShutIn { app.readFile = { read($0) } }
      let memory = FrameMemory()
      app.showNow = { [weak app] in if let app { terminal.show(app.frame(terminal.size, memory)) } }
      app.push(first(app, place, isHome: opening != nil))
      app.message = ScreenRun.greeting(welcome, faults)
      app.showNow()
      if let opening {
        do throws(CommandError) {
          try await attach(opening, to: app, terminal)
        } catch {
          terminal.close()
          throw error
        }
      }
      let status = await loop(app, terminal)
      terminal.close()
      if case .firstRun(let model) = app.screens.first, let choice = model.choice {
        guard choice == .home else { return await openDemonstration() }
        var next = self
        next.welcome = model.welcome
        return await next.run(home: place, isJSON: isJSON)
      }
      return status
    } catch {
      output.error(error)
      return error.status.rawValue
    }
  }

  /// Whether there is no way from these screens to the rest of the computer.
  private var isShutIn: Bool { isCaptive || policy?.isKiosk == true }

  /// Whether the person sits elsewhere: a line that leads to the screens alone need not say so itself.
  private var isRemote: Bool { isCaptive || environment["SSH_CONNECTION"] != nil }

  /// What stands in the status row when the screens open: a fault of one's own files before a welcome.
  static func greeting(_ welcome: String?, _ faults: [String]) -> Message? {
    if faults.isEmpty { return welcome.map { Message(DisplayText($0)) } }
    return Message(DisplayText(faults.joined(separator: " ")), .failed)
  }

  private func first(_ app: AppModel, _ place: HomePlace, isHome: Bool) -> Screen {
    if isHome { return .signIn(SignInModel(app)) }
    let folder = NewHomeFolder(place.path, share: share)
    return .firstRun(FirstRunModel(app, places: [place.path], maker: folder.maker))
  }

  private func openDemonstration() async -> Int32 {
    let catalogue = Catalogue.house
    do {
      let arguments = try Arguments(["demo"], commands: CommandLine.commands(catalogue))
      return await CommandLine.run(arguments, environment: environment, policy: policy, catalogue: catalogue)
    } catch {
      Output(isJSON: false).error(error)
      return error.status.rawValue
    }
  }

  // MARK: The loop

  private func loop(_ app: AppModel, _ terminal: Terminal) async -> Int32 {
    var theme = app.theme
    // Since when nobody typed; nil where memory was given back after it.
    var quietSince: ContinuousClock.Instant? = .now
    func wake() {
      let rest = quietSince.map { max(.zero, ProcessMemory.rest - $0.duration(to: .now)) }
      // Nothing says when a job has ended; what it needed is given back soon after.
      let look: Duration? = app.isWorking ? .seconds(1) : nil
      let waits = [app.wait.map { .milliseconds($0) }, rest, look]
      terminal.wake(in: waits.compactMap(\.self).min())
    }
    wake()
    while true {
      let batch = await terminal.inputs.next()
      await app.handle(batch)
      let hasChanged = batch.contains(.due) ? await app.lookForChanges() : false
      if app.isFinished { break }
      if app.theme != theme {
        if let chosen = read(theme: app.theme) {
          terminal.theme = chosen
        } else {
          app.message = Message(DisplayText(ScreenRun.unreadable(app.theme)), .failed)
        }
        theme = app.theme
      }
      serve(app, terminal)
      app.showNow()
      // What woke it while it rested, a minute or a job that found nothing, needed memory too.
      if hasChanged || quietSince == nil || app.isWorking || batch.contains(where: { $0 != .due }) {
        quietSince = .now
      } else if let since = quietSince, since.duration(to: .now) >= ProcessMemory.rest {
        await app.rest()
        ProcessMemory.giveBack()
        quietSince = nil
      }
      wake()
    }
    return terminal.exitStatus != 0 ? terminal.exitStatus : app.exitCode
  }

  /// What a model asked of the terminal itself.
  private func serve(_ app: AppModel, _ terminal: Terminal) {
    if app.wantsRedraw {
      app.wantsRedraw = false
      terminal.redraw()
    }
    if let text = app.clipboard {
      app.clipboard = nil
      if policy?.clipboard == false || !terminal.copy(text) {
        app.message = Message("Copying is switched off on this terminal.", .refused)
      }
    }
    if app.wantsSuspend {
      app.wantsSuspend = false
      if terminal.canSuspend {
        terminal.suspend()
      } else {
        app.message = Message("There is no shell to go to from here.", .refused)
      }
    }
  }

  /// Reads a file that is to be put in.
  private func read(_ typed: String) -> Result<[UInt8], ReadFailure> {
    // As a shell has it: what begins so lies in the person's own folder.
    let path = typed.hasPrefix("~/") ? "\(environment.home ?? "~")\(typed.dropFirst())" : typed
    do {
      return .success(try FileText.bytes(of: path, limit: StoredFile.limit, followsLinks: false))
    } catch {
      if case .tooLarge = error {
        return .failure(ReadFailure("\(path) is larger than 50 MB, and cannot be stored."))
      }
      return .failure(ReadFailure("\(path) \(error.words)."))
    }
  }

  /// Where exports go.
  private var exports: String { "\(environment.home ?? "/tmp")/lodge-exports" }

  /// Makes the folder of exports, which only this person can read.
  private func makeExports() throws(WriteFailure) {
    if mkdir(exports, 0o700) != 0, errno != EEXIST { throw WriteFailure("\(exports) cannot be made.") }
  }

  /// Makes the folder of a pack among the exports.
  private func packFolder(_ name: String) throws(PackError) -> PackFolder {
    do throws(WriteFailure) { try makeExports() } catch { throw .notWritten(error.words) }
    return try PackFolder(making: "\(exports)/\(name)")
  }

  /// Writes an export where only this person can read it.
  private func write(_ name: String, _ bytes: [UInt8]) -> Result<String, WriteFailure> {
    do throws(WriteFailure) { try makeExports() } catch { return .failure(error) }
    let path = "\(exports)/\(name)"
    do throws(NewFile.Failure) { try NewFile.write(bytes, to: path) } catch {
      return .failure(WriteFailure("\(error.reason)."))
    }
    return .success(path)
  }

  // MARK: What the screens need

  /// Opens the home beside the drawing of the first screen; nil where there is none.
  private func opening(_ place: HomePlace) -> Task<Result<OpenHome, CommandError>, Never>? {
    if !place.holdsHome, !FileText.exists(place.path) { return nil }
    let (share, clock) = (share, clock)
    return Task { @concurrent in
      do throws(CommandError) {
        return .success(try OpenHome(place.path, share: share, catalogue: .house, clock: clock))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Puts the opened home behind the screens; what was typed meanwhile waits in the terminal.
  private func attach(
    _ opening: Task<Result<OpenHome, CommandError>, Never>, to app: AppModel, _ terminal: Terminal
  ) async throws(CommandError) {
    let store = try await opening.value.get()
    let repository = store.registrar.repository
    let signIns = try await signIns(of: repository)
    app.opened(store.registrar, signIn: store.signIn, demonstration: signIns)
    if !signIns.isEmpty { app.showNow() }
    let watch = ChangeWatch(folder: repository.folder)
    terminal.watch(watch.descriptor) { watch.wasChanged() }
    terminal.whenStuck { Task { await repository.lockEverything() } }
  }

  /// The sign-ins of a home that was made to look round in, whichever way it is opened; none for any other.
  private func signIns(of repository: Repository) async throws(CommandError) -> [DemonstrationSignIn] {
    if !demonstration.isEmpty { return demonstration }
    do throws(StorageError) {
      guard try await repository.isDemonstration() else { return [] }
    } catch {
      throw CommandError(error, in: repository.folder)
    }
    let signIns = try Demonstration.signIns(share)
    do throws(StorageError) {
      // A home that was generated is marked as well, and has people of its own.
      let known = try await repository.demonstrated(signIns.map(\.user))
      return signIns.filter { known.contains($0.user) }
    } catch {
      throw CommandError(error, in: repository.folder)
    }
  }

  private var door: SignInDoor {
    SignInDoor(
      signIn: nil, terminal: policy?.terminal ?? "", isRemote: isRemote,
      asksForCode: isCaptive, zone: Zone.local, demonstration: demonstration)
  }

  private static func unreadable(_ theme: String) -> String {
    "The theme \(theme) cannot be read; lodge theme lint says why."
  }

  /// The theme in force and the names of those that may be chosen.
  private func look() throws(CommandError) -> (theme: Theme, name: String, names: [String], faults: [String])
  {
    var faults: [String] = []
    let shipped = [
      "terminal", "maple-dark", "maple-light", "contrast-dark", "contrast-light", "cvd-dark", "cvd-light",
      "mono",
    ]
    let names = policy?.themes.map { allowed in shipped.filter(allowed.contains) } ?? shipped
    let wanted = theme ?? settings.theme ?? (environment["NO_COLOR"] != nil ? "mono" : "terminal")
    for name in [wanted] + names {
      if let theme = read(theme: name) { return (theme, name, names, faults) }
      faults.append(ScreenRun.unreadable(name))
    }
    throw .unusable("None of the program's themes can be read.")
  }

  private func read(theme name: String) -> Theme? {
    let path = name.contains("/") ? name : "\(share.themes)/\(name).json5"
    do { return try Theme.read(FileText.text(of: path)) } catch { return nil }
  }

  private func openTerminal(_ theme: Theme) throws(CommandError) -> Terminal {
    var told = TerminalEnvironment()
    told.term = environment["TERM"] ?? ""
    told.locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
    told.hasNoColour = environment["NO_COLOR"] != nil
    told.escapeDelay = environment["ESCDELAY"].flatMap { Int($0) }
    told.isRemote = isRemote
    told.isKiosk = isShutIn
    told.wantsASCII = settings.ascii ?? false
    told.isInTmux = environment["TMUX"] != nil
    told.passesThroughTmux = settings.tmuxPassthrough ?? false
    do { return try Terminal.open(told, theme: theme) } catch {
      switch error {
      case .notATerminal:
        throw .unusable(
          "The screens need a terminal. For answers in a pipe or file, name a command: lodge help.")
      case .unknown(let name):
        throw .unusable("The terminal \(name) is not known here. Set TERM, for example to xterm.")
      case .withoutCursor(let name):
        throw .unusable("The terminal \(name) cannot place a cursor. Use the command line: lodge help.")
      }
    }
  }
}

extension Zone {
  /// The zone this computer is set to; UTC where that is not known.
  static var local: Zone {
    var path = [UInt8](repeating: 0, count: 512)
    let count = path.withUnsafeMutableBytes { room in
      room.baseAddress.map { readlink("/etc/localtime", $0, room.count) } ?? -1
    }
    guard count > 0 else { return .utc }
    let parts = String(decoding: path[..<count], as: UTF8.self).components(after: "zoneinfo/")
    return parts.flatMap { Zone(installed: $0) } ?? .utc
  }
}

extension String {
  fileprivate func components(after mark: String) -> String? {
    range(of: mark).map { String(self[$0.upperBound...]) }
  }
}
