import Records
import Storage

/// The panels that a member put on their own desk: how many records a report has now, or how an indicator stands.
extension HomeModel {
  /// As many panels as have a line.
  private static let panelCount = 6

  func desk(_ session: Session) async -> [HomePanel.Line] {
    let rows = await app.rows(
      "dashboard_widgets",
      [
        .equals("membership_id", .reference(session.membership)),
        .equals("is_visible", .flag(true)),
      ],
      fields: ["title", "report_template_id", "source_code"], by: "position",
      limit: HomeModel.panelCount)
    var lines: [HomePanel.Line] = []
    for row in rows.rows {
      let title = DisplayText(rows[.title, row] ?? "")
      if let template = rows[.reportTemplateID, row] {
        if let line = await line(of: template, title, session) { lines.append(line) }
      } else if let code = rows[.sourceCode, row], let line = await line(ofIndicator: code, title) {
        lines.append(line)
      }
    }
    return lines
  }

  /// A report that may be read without a question, with how many records it has.
  private func line(
    of template: RecordID, _ title: DisplayText, _ session: Session
  ) async -> HomePanel.Line? {
    guard let registrar = app.registrar, let type = registrar.catalogue["report_templates"] else {
      return nil
    }
    do throws(RegistrarError) {
      let record = try await registrar.record(template, of: type, for: session)
      guard let report = try? SavedReport(record, [:], registrar, session), app.mayRead(report.type)
      else {
        return nil
      }
      let request = try await report.request(registrar, session)
      // What is looked for by words is counted by its list alone.
      let count =
        request.words.isEmpty
        ? "\(try await registrar.count(report.type.id, where: request.conditions, for: session))"
        : "…"
      return HomePanel.Line(
        DisplayText(rest(of: report.title, after: title.text)), lead: title,
        cells: [
          HomePanel.Cell(DisplayText(count), words: DisplayText(report.title)) {
            await $0.open(report: record, [:])
          }
        ])
    } catch {
      // A report that was removed, or that this role reads nothing of, has no line.
      return nil
    }
  }

  /// What a name says beyond the one that stands before it: `Incidents` and `of the month`.
  private func rest(of name: String, after title: String) -> String {
    guard !title.isEmpty, name.lowercased().hasPrefix(title.lowercased()) else { return name }
    let rest = name.dropFirst(title.count)
    return rest.first?.isLetter == true ? name : String(rest.drop { $0 == " " || $0 == "," })
  }

  /// The last value of each house.
  private func line(ofIndicator code: String, _ title: DisplayText) async -> HomePanel.Line? {
    let rows = await app.rows(
      "kpi_snapshots", [.equals("code", .text(code))],
      fields: ["house_id", "figure", "against_target", "day"],
      by: "day", descending: true, limit: 40)
    var seen: Set<RecordID> = []
    let last = rows.rows.filter { row in
      rows[.houseID, row].map { seen.insert($0).inserted } ?? false
    }
    guard !last.isEmpty else { return nil }
    let words = last.sorted { (rows.name(.houseID, $0) ?? "") < (rows.name(.houseID, $1) ?? "") }
      .map { row in
        "\(rows.name(.houseID, row) ?? "") \(rows[.figure, row] ?? "")"
      }
    let isMissed = last.contains { (rows[.againstTarget, $0] ?? "").hasSuffix("not met") }
    return HomePanel.Line(
      DisplayText(words.joined(separator: " · ")), lead: title, urgency: isMissed ? .today : .none,
      cells: [HomePanel.Cell("", words: title) { await $0.openIndicators() }])
  }
}
