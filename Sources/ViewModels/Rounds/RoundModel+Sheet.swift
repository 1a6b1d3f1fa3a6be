import Records
import Storage

/// The sheet that is carried through the house.
extension RoundModel {
  /// Shows the rounds that are left of the night as a print to fill in with a pen.
  package func showSheet() {
    guard let house, let slot, let night = sheet.night else {
      app.message = Message("This house makes no rounds.", .refused)
      return
    }
    let pages = pages(night, from: slot.window.lowerBound, house)
    let report = ReportModel(app, "Round sheet", pages.shown.map { ReportModel.Line($0) })
    report.takeOut = { [weak self] in await self?.takeOut(pages) }
    app.push(.report(report))
    app.message = Message("x writes it to a file.")
  }

  private func pages(_ night: NightRounds, from begin: Instant, _ house: House) -> Pages {
    let day = app.shown(.day(night.day), style: .full)
    let printed = app.shown(.instant(app.clock.now()), style: .full)
    let head: [DisplayText] = [
      "\(app.session?.organizationName ?? "")   \(house.name): rounds of the night of \(day)",
      "Printed \(printed) by \(app.session?.name ?? "")",
      "A asleep, breathing seen   P present, doing what   O out   V leave   H hospital",
      "N not found, what was done   D asked us not to come in   Time: when each was seen",
    ]
    var lines: [DisplayText] = []
    for (window, people) in sheet.planned(from: begin) where !people.isEmpty {
      let span = "\(time(window.lowerBound)) to \(time(window.lowerBound.adding(minutes: night.hours.grace)))"
      lines.append("ROUND OF \(span)    by ____________________    left for ____________________")
      lines += people.map { person in
        "  \(person.room.filled(to: 7))\(person.name.filled(to: 24))A P O V H N D  ___:___  __________________"
      }
      lines.append("")
    }
    return Pages(head: head, columns: [], lines: lines)
  }

  /// Writes the sheet to a file; the log says that it left the program.
  private func takeOut(_ pages: Pages) async {
    guard let writeFile = app.writeFile, let (registrar, session) = app.open,
      let type = registrar.catalogue["rounds"]
    else {
      app.message = Message("Switched off on this terminal.", .refused)
      return
    }
    do throws(RegistrarError) {
      try await registrar.recordExport(of: type, ids: [], format: "round sheet", by: .create, for: session)
    } catch {
      return await app.say(error)
    }
    let stamp = "\(app.wall.day)-\(app.wall.time)".filter { $0 != ":" }
    switch writeFile("round-sheet-\(stamp).txt", pages.bytes) {
    case .success(let path): app.message = Message("Written to \(path), and to the audit log.")
    case .failure(let failure): app.message = Message("It was not written: \(failure.words)", .failed)
    }
  }
}

extension RoundSheet {
  /// The rounds of the night from a moment on with those who are to be seen in each, if each before it is made.
  package func planned(from begin: Instant) -> [(window: Range<Instant>, people: [Person])] {
    guard let night else { return [] }
    var (last, asked): ([RecordID: Instant], [RecordID: Instant]) = ([:], [:])
    for round in rounds {
      guard let from = round.window?.lowerBound, from < begin else { continue }
      for (stay, line) in lines[round.id, default: [:]] {
        asked[stay] = max(asked[stay] ?? from, from)
        if line.status.isSeen { last[stay] = max(last[stay] ?? from, from) }
      }
    }
    return night.windows.filter { $0.lowerBound >= begin }.map { window in
      let due = people.filter {
        night.isDue(every: $0.every, since: last[$0.stay], asked: asked[$0.stay], in: window)
      }
      for person in due { last[person.stay] = window.lowerBound }
      return (window, due)
    }
  }
}
