import Records
import Storage

/// The sheet that is carried with the trolley.
extension MedicineModel {
  /// Shows the doses that are left, from the shown round to the end of its day, as a print to fill in with a pen.
  package func showSheet() {
    guard let house, let round else {
      app.message = Message("Nothing is due at set times in this house.", .refused)
      return
    }
    let pages = pages(from: round, house)
    guard !pages.lines.isEmpty else {
      let day = app.shown(.day(sheet.zone.day(at: round.due)))
      app.message = Message(
        "No sheet: every dose of \(day) from \(time(round.due)) on has its line.", .refused)
      return
    }
    let report = ReportModel(app, "Medicine sheet", pages.shown.map { ReportModel.Line($0) })
    report.takeOut = { [weak self] in
      await self?.app.takeOut(pages, as: "medicine sheet", of: "medication_events", by: .sign)
    }
    app.push(.report(report))
    app.message = Message("x writes it to a file.")
  }

  private func pages(from first: DoseRound, _ house: House) -> Pages {
    let day = sheet.zone.day(at: first.due)
    let shown = app.shown(.day(day), style: .full)
    let printed = app.shown(.instant(now), style: .full)
    let head: [DisplayText] = [
      "\(app.session?.organizationName ?? "")   \(house.name): medicines of \(shown)",
      "Printed \(printed) by \(app.session?.name ?? "")",
      "T taken  O took own  P prompted  R refused, why  H held, why  N none here",
      "A away  S asleep  Controlled: two names. Look at person, photograph, label.",
    ]
    var lines: [DisplayText] = []
    for round in rounds where round.due >= first.due && sheet.zone.day(at: round.due) == day {
      let open = sheet.doses(of: round, at: now).filter { !sheet.isSettled($0) }
      if open.isEmpty { continue }
      lines.append("ROUND OF \(time(round.due))    by ____________________")
      var named: RecordID?
      for dose in open {
        if dose.resident != named, let person = person(of: dose.resident) {
          lines.append("  \(person.room)  \(person.name)   \(allergyWords(person))")
          named = dose.resident
        }
        lines += rows(of: dose)
      }
      lines.append("")
    }
    return Pages(head: head, columns: [], lines: lines)
  }

  private func rows(of dose: PlannedDose) -> [DisplayText] {
    guard let medicine = sheet.medicines[dose.medicine] else { return [] }
    let marks = [
      medicine.isControlled ? "two sign" : "", medicine.isConfirmed ? "" : "NOT CONFIRMED",
      medicine.isCritical ? "time critical" : "", medicine.support == "self" ? "keeps own" : "",
      medicine.finding?.mark.text.uppercased() ?? "",
    ].filter { !$0.isEmpty }
    let label = ([medicine.name, medicine.strength, medicine.dose] + marks).joined(separator: ", ")
    let text = lines("    \(time(dose.due)) \(label)")
    let second: DisplayText = medicine.isControlled ? "  2nd ____________" : ""
    return text + ["          T O P R H N A S  ___:___  ____________\(second)"]
  }

  /// Breaks a label between its words, so that nothing of it is cut off.
  private func lines(_ label: String) -> [DisplayText] {
    var lines: [String] = []
    for word in label.split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.count + word.count < Pages.width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(lines.isEmpty ? String(word) : "          \(word)")
      }
    }
    return lines.map { DisplayText($0) }
  }

  /// What somebody is allergic to, as every sheet and screen says it.
  package func allergyWords(_ person: MedicineSheet.Person) -> DisplayText {
    guard let allergies = person.allergies else { return "ALLERGIES NOT RECORDED: ask and write them down" }
    return allergies.isEmpty
      ? "allergies: none known" : "ALLERGY \(DisplayText(allergies.joined(separator: ", ")))"
  }
}
