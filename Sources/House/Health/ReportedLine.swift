import Records

/// A line about a medicine whose mistake was reported: the report stays as it was, and what is said of the line
/// afterwards follows it as a note.
enum ReportedLine {
  /// What was reported of a resident's medicines.
  static func reports(of resident: RecordID?) -> Query {
    Query("incidents").where(.residentID, is: resident ?? .zero).where(.kind, is: "medication")
  }

  /// The notes on those reports that came with one of the lines.
  static func notes(
    _ words: String, about lines: [Record], of name: String, among reports: [Record], _ book: Book
  ) -> [Record] {
    reports.filter { report in lines.contains { opened(report, $0, name) } }.map { note(words, on: $0, book) }
  }

  /// A report is written with its line, at the same moment and by the same person.
  private static func opened(_ report: Record, _ line: Record, _ name: String) -> Bool {
    guard report[.state] != "void", report[.occurredAt] == line[.happenedAt],
      let written = report.stamp, let told = line.stamp,
      written.createdAt == told.createdAt, written.createdBy == told.createdBy
    else { return false }
    // What happened is still being written in a draft.
    return report[.state] == "draft" || report[.narrative]?.contains(name) == true
  }

  private static func note(_ words: String, on report: Record, _ book: Book) -> Record {
    Record(.caseNotes).changed {
      $0[.incidentID] = report.id
      $0[.residentID] = report[.residentID]
      $0[.stayID] = report[.stayID]
      $0[.authorID] = book.actor
      $0[.state] = "signed"
      $0[.kind] = "incident"
      $0[.happenedAt] = book.now
      $0[.content] = words
    }.signed(book)
  }
}

/// What a line that corrects another says of it.
private struct CorrectedDose {
  let words: String
  let medicine: String
  /// The line that is corrected, and those that it corrected before.
  let lines: [Record]

  init?(_ event: Record, _ book: Book) {
    guard book.former == nil, event[.kind] == "dose", let name = book.rows(0).first?[.name] else {
      return nil
    }
    let events = book.rows(1)
    let chain = Doses.corrected(by: event, among: events)
    guard let former = chain.first,
      former[.status] != event[.status] || former[.happenedAt] != event[.happenedAt]
    else { return nil }
    medicine = name
    lines = chain
    let moment = former[.happenedAt].map { " of \(Doses.clock($0, book))" } ?? ""
    let head = "The line about \(name)\(moment)"
    if Doses.isSaidAgain(event, after: former, among: events) {
      words = "\(head) was taken back by who wrote this note; the line before it stands again."
      return
    }
    let note = event[.note] ?? ""
    let why = note.isEmpty ? "No reason was asked for within five minutes." : "Reason: \(note)"
    if event[.status] == "entered_in_error" {
      words = "\(head) was taken back as written by mistake. \(why)"
    } else {
      let status = Doses.statuses.members.first { $0.code == event[.status] }?.label ?? "otherwise"
      words = "\(head) was corrected and now says: \(status). \(why)"
    }
  }
}

extension CorrectedDose {
  /// The draft of a report that a line was written by mistake; none where who wrote it took it back at once.
  fileprivate func draft(_ event: Record, stay: Record?, _ book: Book) -> [Record] {
    guard event[.status] == "entered_in_error", let line = lines.first, !Doses.isTakenBack(line, book) else {
      return []
    }
    return MedicineIncident.record(
      "recording", words, of: event, stay: stay, at: line[.happenedAt] ?? book.now, severity: 2, sent: false,
      book)
  }
}

extension Consequence {
  /// MED-7: what was reported stays reported, and says what became of its line; of what was not a draft is begun.
  static let reportSaysDoseWasCorrected = Consequence(
    "a report of a dose says that its line was taken back or corrected",
    reads: { event in
      event[.correctsID] == nil
        ? []
        : Doses.history(event) + [
          ReportedLine.reports(of: event[.residentID]), MedicineIncident.stay(of: event[.residentID]),
        ]
    },
    changes: { event, book in
      guard let corrected = CorrectedDose(event, book) else { return [event] }
      let notes = ReportedLine.notes(
        corrected.words, about: corrected.lines, of: corrected.medicine, among: book.rows(2), book)
      return [event] + (notes.isEmpty ? corrected.draft(event, stay: book.rows(3).first, book) : notes)
    })

  /// CDR-4: the report of a count that did not agree says how it was settled.
  static let reportSaysCountWasSettled = Consequence(
    "a report of a count says how it was settled",
    reads: { line in
      // What was said wrongly of a dose is no count: the report of the dose has its note already.
      guard line[.medicationEventID] == nil, let corrected = line[.correctsID] else { return [] }
      return [
        Query("medications").where(.equals("id", line["medication_id"])),
        Query("controlled_drug_balances").where(.equals("id", corrected.value)),
        ReportedLine.reports(of: line[.residentID]),
      ]
    },
    changes: { line, book in
      guard book.former == nil, let name = book.rows(0).first?[.name] else { return [line] }
      let words = "The count of \(name) was settled. Cause and evidence: \(line[.note] ?? "none written")"
      return [line] + ReportedLine.notes(words, about: book.rows(1), of: name, among: book.rows(2), book)
    })
}
