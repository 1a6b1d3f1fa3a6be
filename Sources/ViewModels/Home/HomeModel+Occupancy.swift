import Records
import Storage

/// Occupancy: how the beds stand, each number a way to those it counts.
extension HomeModel {
  func occupancy() async -> HomePanel {
    let reader = CensusReader(app)
    let answer = await reader.answer()
    let census = answer.census
    var panel = HomePanel(.occupancy, "Occupancy")
    panel.picture = .occupancy(census)
    panel.empty = "There are no beds yet."
    guard census.beds > 0 else { return panel }
    let percent = census.percent.map { "\($0)%" } ?? ""
    panel.lines = [
      HomePanel.Line(
        "", lead: "In residence", tail: DisplayText(percent),
        cells: [
          inResidence(answer, reader),
          .list("\(census.beds)", "beds", CensusReader.standing, words: "not retired"),
        ])
    ]
    let beds = answer.beds
    if census[.missing] > 0 {
      var missing = line("Missing", census[.missing], beds?[.missing], words: "missing now")
      missing.urgency = .overdue
      panel.lines.append(missing)
    }
    panel.lines.append(
      closure("In hospital", census[.hospital], "hold_hospital", beds?[.hospital], words: "in hospital"))
    panel.lines.append(closure("On leave", census[.leave], "hold_pass", beds?[.leave], words: "on leave"))
    var void = line("Void", census[.void], beds?[.void], words: "void now")
    if census.notReady > 0 { void.urgency = .overdue }
    panel.lines.append(void)
    panel.lines.append(line("Reserved", census[.reserved], beds?[.reserved], words: "reserved now"))
    if census[.closed] > 0 {
      panel.lines.append(line("Closed", census[.closed], beds?[.closed], words: "closed now"))
    }
    return panel
  }

  /// The people in residence; where somebody is among them whom the reader may not know, the beds in use.
  private func inResidence(_ answer: CensusReader.Answer, _ reader: CensusReader) -> HomePanel.Cell {
    let count: DisplayText = "\(answer.census.inUse)"
    switch answer.veiled {
    case nil: return .list(count, "bed_assignments", reader.live, words: "in residence now")
    case .beds(let ids):
      return .list(count, "beds", [.among("id", ids.map { .reference($0) })], words: "in use now")
    case .many: return HomePanel.Cell(count, words: "the bed board") { await $0.openBeds() }
    }
  }

  private func closure(
    _ lead: DisplayText, _ count: Int, _ kind: String, _ beds: [CensusReader.Bed]?, words: String
  ) -> HomePanel.Line {
    // The holds of the beds that were counted: others lie on beds that nobody has.
    let counted: [Condition] = beds.map { [.among("bed_id", $0.map { .reference($0.facts.id) })] } ?? []
    return HomePanel.Line(
      names(beds), lead: lead,
      cells: [
        .list(
          "\(count)", "bed_closures", [CensusReader.open, .equals("kind", .text(kind))] + counted,
          words: words)
      ])
  }

  /// Beds that no condition describes are listed by who they are; of very many, the board shows them.
  private func line(
    _ lead: DisplayText, _ count: Int, _ beds: [CensusReader.Bed]?, words: String
  ) -> HomePanel.Line {
    let cell: HomePanel.Cell
    if let beds {
      let ids = beds.map { Value.reference($0.facts.id) }
      cell = .list("\(count)", "beds", [.among("id", ids)], words: words)
    } else {
      cell = HomePanel.Cell("\(count)", words: "the bed board") { await $0.openBeds() }
    }
    return HomePanel.Line(names(beds), lead: lead, cells: [cell])
  }

  /// The first few, with since when: `R07 Davies S (3 d), R09 Ivy M`.
  private func names(_ beds: [CensusReader.Bed]?) -> DisplayText {
    guard let beds, !beds.isEmpty else { return "" }
    let today = app.wall.day
    let first = beds.prefix(2).map { bed -> String in
      let who = bed.who.isEmpty ? "" : " \(Board.shortName(bed.who))"
      let since = bed.since.map { " (\(Relative.since($0, today: today)))" } ?? ""
      let ready = bed.facts.isReady || !bed.who.isEmpty || !bed.facts.closures.isEmpty ? "" : ", not ready"
      let house = bed.house.isEmpty ? "" : "\(bed.house) "
      return "\(house)\(bed.room)\(who)\(since)\(ready)"
    }
    let more = beds.count > 2 ? ", \(beds.count - 2) more" : ""
    return DisplayText(first.joined(separator: ", ") + more)
  }
}
