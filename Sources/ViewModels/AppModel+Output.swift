import Records
import Storage

/// What leaves the screen: a copy, a print, an export.
extension AppModel {
  /// Puts the chosen record's name and reference on the clipboard of the terminal.
  package func copyChosen() async {
    guard let record = await top?.model.chosenRecord() else { return }
    let reference: String = record[FieldKey<String>("reference")] ?? ""
    clipboard = reference.isEmpty ? name(of: record) : "\(reference) \(name(of: record))"
    message = Message("Copied: the reference and name.")
  }

  /// Shows the open record or list as plain text with a heading, ready to be saved or printed.
  package func printShown() async {
    if let record = await detailRecord() { return showPrint(of: record) }
    if let list { return await showPrint(of: list) }
    message = Message("Open a list or a record to print it.", .refused)
  }

  private func detailRecord() async -> Record? {
    guard detail?.children == nil else { return nil }
    return await detail?.chosenRecord()
  }

  private func showPrint(of record: Record) {
    let names = detail?.names ?? [:]
    var lines = heading(
      "\(record.type.singular.prefix(1).uppercased())\(record.type.singular.dropFirst()): \(name(of: record))"
    )
    for field in record.type.fields where !record[field.name].isEmpty {
      if case .bytes = field.kind { continue }
      let value = text(record[field.name], field, names)
      for (index, line) in DisplayText.lines(of: value).enumerated() {
        lines.append(
          ReportModel.Line(
            (index == 0 ? DisplayText(field.label).filled(to: 24) : DisplayText("").filled(to: 24)) + line))
      }
    }
    push(.report(ReportModel(self, "Print", lines)))
  }

  private func showPrint(of list: ListModel) async {
    var lines = heading(list.type.title + (list.filterWords.isEmpty ? "" : ", \(list.filterWords)"))
    for row in list.rows {
      let cells = zip(list.columns, row.values).map { DisplayText(text($1, $0, list.names)).filled(to: 22) }
      lines.append(ReportModel.Line(cells.reduce("", +)))
    }
    push(.report(ReportModel(self, "Print", lines)))
  }

  private func heading(_ title: String) -> [ReportModel.Line] {
    let organisation = session?.organizationName ?? ""
    return [
      ReportModel.Line("\(organisation)   \(title)"),
      ReportModel.Line("Printed \(shown(.instant(clock.now()), style: .full)) by \(session?.name ?? "")"),
      ReportModel.Line(""),
    ]
  }

  /// A value in words, references by their names.
  package func text(_ value: Value, _ field: Field, _ names: [RecordID: String]) -> String {
    if case .reference(let id) = value { return names[id] ?? "•" }
    return shown(value, of: field, style: .short)
  }

  /// Offers the formats of an export of exactly what the list shows.
  package func chooseExport() async {
    guard let list, let (registrar, session) = open else {
      message = Message("Open a list to export it.", .refused)
      return
    }
    let availability = await registrar.availability(of: .export, on: list.type, for: session)
    if case .no(let reason) = availability {
      message = Message(DisplayText(reason), .refused)
      return
    }
    message = Message("On the command line: lodge export \(list.type.id) --format csv", .done)
  }
}

extension DisplayText {
  /// The text with blanks to a number of columns, or as much of it as fits.
  package func filled(to columns: Int) -> DisplayText {
    let count = text.count
    if count >= columns { return DisplayText(String(text.prefix(columns - 2)) + "… ") }
    return self + DisplayText(String(repeating: " ", count: columns - count))
  }
}
