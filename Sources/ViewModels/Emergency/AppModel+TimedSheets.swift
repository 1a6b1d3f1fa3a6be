import Records
import Storage

/// The sheets that print themselves at the times a house set, at the terminal that prints them.
extension AppModel {
  /// The house whose sheets print here, and when.
  private struct SheetPlan {
    let house: RecordID
    let name: DisplayText
    let zone: Zone
    let times: SheetTimes
  }

  /// When the program next looks whether sheets are due; nil where it prints none.
  ///
  /// Whoever types is not made to wait for the printer.
  var sheetsLook: Instant? {
    guard sheetHouse != nil, !door.isRemote, !isLocked, open != nil, let sheetsAt else { return nil }
    return max(sheetsAt, lastKey.adding(milliseconds: 5_000))
  }

  /// Prints what is due; what did not work is tried again a minute later, what was missed is printed once.
  func printTimedSheets(at now: Instant) async {
    guard let look = sheetsLook, look <= now else { return }
    sheetsAt = now.adding(minutes: 15)
    let failures = failedReads
    guard Command.mayOpenEmergency(self).isYes, let plan = await sheetPlan(),
      let due = plan.times.last(at: now, in: plan.zone)
    else {
      if failures != failedReads { sheetsAt = now.adding(minutes: 1) }
      return
    }
    if let next = plan.times.next(after: now, in: plan.zone) {
      sheetsAt = min(next, now.adding(minutes: 15))
    }
    if sheetTurn?.house != plan.house || sheetTurn?.due != due {
      guard let turn = await turn(of: plan, due) else {
        sheetsAt = now.adding(minutes: 1)
        return
      }
      sheetTurn = turn
    }
    await printLeft(of: plan)
  }

  // MARK: When

  /// What is left of the sheets that were due at a moment: the log has those that printed before this program began.
  private func turn(of plan: SheetPlan, _ due: Instant) async -> SheetTurn? {
    guard let (registrar, session) = open, let houses = registrar.catalogue["houses"] else { return nil }
    do throws(RegistrarError) {
      let formats = try await registrar.exports(of: plan.house, in: houses, since: due, for: session)
      let done = Set(TimedSheet.allCases.filter { formats.contains($0.format) })
      let isLate = clock.now() >= due.adding(minutes: AppModel.promptly)
      return SheetTurn(house: plan.house, due: due, logged: done, printed: done, isLate: isLate)
    } catch {
      await say(error)
      return nil
    }
  }

  /// In so many minutes a sheet prints at its time.
  private static let promptly = 5

  private func sheetPlan() async -> SheetPlan? {
    guard let sheetHouse, let session else { return nil }
    let found = await rows(
      "houses", [.equals("state", .text("open"))], fields: ["name", "time_zone"], by: "name", limit: 200)
    if found.failed { return nil }
    guard let row = found.rows.first(where: { found[.name, $0] == sheetHouse }) else {
      let name = DisplayText(sheetHouse)
      message = Message(
        "This terminal prints the sheets of “\(name)”; you see no open house of that name.", .failed)
      return nil
    }
    guard let times = await sheetTimes(of: row.id) else { return nil }
    return SheetPlan(
      house: row.id, name: DisplayText(sheetHouse),
      zone: found[.timeZone, row].flatMap { Zone($0) } ?? session.zone, times: times)
  }

  /// The times of the house, else those of the organisation; nil where nobody set any.
  private func sheetTimes(of house: RecordID) async -> SheetTimes? {
    let settings = await rows(
      "settings",
      [
        .equals("key", .text(SheetTimes.key)),
        .among("environment", [.text("any"), .text("production")]),
      ], fields: ["setting_value", "house_id"], limit: 200)
    let own = settings.rows.first { settings[.houseID, $0] == house }
    let chosen = own ?? settings.rows.first { settings[.houseID, $0] == nil }
    return chosen.flatMap { settings[.settingValue, $0] }.flatMap { SheetTimes(setting: $0) }
  }

  // MARK: Printing

  private func printLeft(of plan: SheetPlan) async {
    guard let turn = sheetTurn, !turn.left.isEmpty else { return }
    let time = plan.zone.wall(at: turn.due).time
    var place: DisplayText = "paper"
    var here: [TimedSheet] = []
    for sheet in turn.left {
      switch await putOut(sheet, of: plan) {
      case .success(let reached):
        sheetTurn?.printed.insert(sheet)
        guard let reached else { continue }
        here.append(sheet)
        place = reached
      case .failure(let failure):
        sheetsAt = clock.now().adding(minutes: 1)
        // Where the session has ended meanwhile, that is what is said.
        guard open != nil else { return }
        let words = DisplayText(failure.words)
        message = Message(
          "\(sheet.title) of \(time) did not print: \(words) It is tried again in a minute.", .failed)
        return
      }
    }
    if here.isEmpty {
      message = Message("Another terminal prints the sheets of \(time).")
      return
    }
    let titles = DisplayText(here.map(\.title.text).joined(separator: ", "))
    message = Message(
      turn.isLate
        ? "Did not print at \(time), so it prints now: \(titles), to \(place). The log has it."
        : "By itself, as set for \(time): \(titles), to \(place). The log has it.")
  }

  /// Prints one sheet, and returns where it went; nil where another terminal was first.
  private func putOut(_ sheet: TimedSheet, of plan: SheetPlan) async -> Result<DisplayText?, WriteFailure> {
    // The log says of no sheet that it left by itself where none can, and leaves it to another terminal.
    if printer == nil, writeFile == nil { return .failure(AppModel.nowhere) }
    let failures = failedReads
    let lines = await sheet.lines(of: plan.house, self)
    guard failures == failedReads, let (registrar, session) = open,
      let houses = registrar.catalogue["houses"]
    else { return .failure(WriteFailure("It could not be read.")) }
    if let turn = sheetTurn, !turn.logged.contains(sheet) {
      do throws(RegistrarError) {
        let isFirst = try await registrar.recordExportOnce(
          of: houses, plan.house, format: sheet.format, by: .read, since: turn.due, for: session)
        guard isFirst else { return .success(nil) }
        sheetTurn?.logged.insert(sheet)
      } catch {
        return .failure(WriteFailure(error.words))
      }
    }
    let printed = shown(.instant(clock.now()), style: .full)
    let head: [DisplayText] = [
      "\(sheet.title.text.uppercased()): \(plan.name)",
      "\(printed)   printed by itself; signed in: \(session.name)",
    ]
    return putAway(Pages(head: head, columns: [], lines: lines), as: sheet.rawValue).map { $0 }
  }

  private static let nowhere = WriteFailure("No printer and no folder is set for this terminal.")

  /// Gives pages to the printer of this computer, or to a file where it has none; returns where they went.
  private func putAway(_ pages: Pages, as name: String) -> Result<DisplayText, WriteFailure> {
    if let printer {
      if case .failure(let failure) = printer(pages.bytes) { return .failure(failure) }
      return .success("the printer")
    }
    guard let writeFile else { return .failure(AppModel.nowhere) }
    switch writeFile(fileName(name, as: "txt"), pages.bytes) {
    case .success(let path):
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      return .success(DisplayText(folder.isEmpty ? path : "/\(folder)"))
    case .failure(let failure): return .failure(failure)
    }
  }
}
