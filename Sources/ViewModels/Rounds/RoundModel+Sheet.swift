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
    report.takeOut = { [weak self] in
      await self?.app.takeOut(pages, as: "round sheet", of: "rounds", by: .create)
    }
    app.push(.report(report))
    app.message = Message("x writes it to a file.")
  }

  private func pages(_ night: NightRounds, from begin: Instant, _ house: House) -> Pages {
    let day = app.shown(.day(night.day), style: .full)
    let printed = app.shown(.instant(app.clock.now()), style: .full)
    let head: [DisplayText] = [
      "\(app.session?.organizationName ?? "")   \(house.name): rounds of the night of \(day)",
      "Made \(printed) by \(app.session?.name ?? "")",
      "A asleep, breathing seen   P present, doing what   O out   V leave   H hospital",
      "N not found, what was done   D asked us not to come in   Time: when each was seen",
    ]
    var lines: [DisplayText] = []
    for (window, people) in sheet.planned(from: begin) where !people.isEmpty {
      let span = "\(time(window.lowerBound)) to \(time(window.lowerBound.adding(minutes: night.hours.grace)))"
      let by = sheet.round(in: window).map { "\($0.by), \($0.standing.word)" } ?? "____________________"
      lines.append("ROUND OF \(span)    by \(by)    left for ____________________")
      lines += people.map { person in
        let who: DisplayText = "  \(person.room.filled(to: 7))\(person.name.filled(to: 24))"
        return who + told(sheet.line(of: person, in: window))
      }
      let gone = sheet.linesOfOthers(in: window)
      if gone > 0 { lines.append("  and \(gone) of who has left the house since") }
      lines.append("")
    }
    return Pages(head: head, columns: [], lines: lines)
  }

  /// What was recorded of somebody, or room to write it with a pen.
  private func told(_ line: RoundSheet.Line?) -> DisplayText {
    guard let line else { return "A P O V H N D  ___:___  __________________" }
    let marks = RoundStatus.allCases.map { $0 == line.status ? $0.letter : "·" }.joined(separator: " ")
    let later = line.isEnteredLater ? " (typed later)" : ""
    return "\(marks)  \(time(line.at))    \(line.words)\(later)"
  }
}

extension RoundStatus {
  /// The letter that stands for it on paper, and the key on the screen.
  fileprivate var letter: String {
    switch self {
    case .asleep: "A"
    case .present: "P"
    case .out: "O"
    case .leave: "V"
    case .hospital: "H"
    case .notFound: "N"
    case .declined: "D"
    }
  }
}

extension RoundSheet {
  /// How many lines a window has of people who live here no more.
  fileprivate func linesOfOthers(in window: Range<Instant>) -> Int {
    let here = Set(people.map(\.stay))
    return round(in: window).map { lines[$0.id, default: [:]].keys.count { !here.contains($0) } } ?? 0
  }

  /// The rounds of the night from a moment on with those who are to be seen in each, if each before it is made, and
  /// those who were.
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
        line(of: $0, in: window) != nil
          || night.isDue(every: $0.every, since: last[$0.stay], asked: asked[$0.stay], in: window)
      }
      for person in due { last[person.stay] = window.lowerBound }
      return (window, due)
    }
  }
}
