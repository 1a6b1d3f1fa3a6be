import Records

/// Where everybody is, on paper.
extension EmergencyReader {
  /// Since when somebody is out and when they are expected back.
  ///
  /// Not where they go: a clinic, a court or a refuge says too much on paper that lies about.
  private struct Absence {
    let since: Instant?
    let back: Instant?
  }

  /// Everybody who lives in a house, by room: in, or out with since when and when they are expected.
  func whereabouts(of house: RecordID) async -> [DisplayText] {
    let people = await RoundReader(app, house).people()
    if people.isEmpty { return ["  Nobody is recorded as living here."] }
    let away = people.filter { $0.away != nil || $0.isMissing }
    let absences = await absences(of: away.map(\.resident))
    var lines: [DisplayText] = []
    for person in people {
      let word: DisplayText = person.isMissing ? "MISSING" : person.away?.word ?? "in"
      lines.append(line(person, word))
      guard let absence = absences[person.resident] else { continue }
      let words = words(absence)
      lines += words.folded(to: Pages.width - 14).map { "              " + $0 }
    }
    return lines + [
      "", "As written down. Who is kept back by name is not on it; the fire roll has the room.",
    ]
  }

  private func words(_ absence: Absence) -> DisplayText {
    var words: [String] = []
    if let since = absence.since { words.append("since " + app.shown(.instant(since), style: .short)) }
    if let back = absence.back { words.append("back by " + app.shown(.instant(back), style: .short)) }
    return DisplayText(words.joined(separator: "; "))
  }

  private func absences(of residents: [RecordID]) async -> [RecordID: Absence] {
    if residents.isEmpty { return [:] }
    let conditions: [Condition] = [
      .among("resident_id", residents.map(Value.reference)), .equals("state", .text("out")),
    ]
    var found: [RecordID: Absence] = [:]
    let signs = await app.rows(
      "sign_outs", conditions, fields: ["resident_id", "out_at", "expected_return_at"],
      limit: residents.count)
    for row in signs.rows {
      guard let resident = signs[.residentID, row] else { continue }
      found[resident] = Absence(since: signs[.outAt, row], back: signs[.expectedReturnAt, row])
    }
    let passes = await app.rows(
      "passes", conditions, fields: ["resident_id", "left_at", "returns_at"],
      limit: residents.count)
    for row in passes.rows {
      guard let resident = passes[.residentID, row] else { continue }
      found[resident] = Absence(since: passes[.leftAt, row], back: passes[.returnsAt, row])
    }
    return found
  }
}
