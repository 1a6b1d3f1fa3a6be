import FoundationEssentials
import Records
import Storage

/// What leaves the screen: a copy, a print, an export.
extension AppModel {
  /// The forms in which records can be written to a file.
  package enum Format: String, CaseIterable, Sendable {
    case text, csv, json

    var title: DisplayText {
      switch self {
      case .text: "Text, to read or print"
      case .csv: "CSV, for a spreadsheet"
      case .json: "JSON, for another program"
      }
    }
  }

  /// Puts the chosen record's reference and name on the clipboard of the terminal.
  package func copyChosen() async {
    guard let record = await top?.model.chosenRecord()?.leaving else { return }
    let reference: String = record[FieldKey<String>("reference")] ?? ""
    clipboard = reference.isEmpty ? name(of: record) : "\(reference) \(name(of: record))"
    message = Message("Copied: the reference and name.")
  }

  /// Shows the open record or list as plain text with a heading, as a print of it would be.
  package func printShown() async {
    if let report, report.printsItself, let takeOut = report.takeOut { return await takeOut() }
    guard let sheet = await sheet() else {
      message = Message("Open a list or a record to print it.", .refused)
      return
    }
    let preview = ReportModel(self, "Print preview", sheet.print.shown.map { ReportModel.Line($0) })
    preview.previewed = sheet.type
    let refusal = await whyNoExport(of: sheet.type)
    push(.report(preview))
    message = Message(refusal.map { "Only to read here. " + $0 } ?? "Not printed yet: x writes it to a file.")
  }

  /// Why the session cannot write records of a type to a file, and who can; nil where it can.
  private func whyNoExport(of type: RecordType) async -> DisplayText? {
    guard let (registrar, session) = open else { return "Sign in first." }
    switch await registrar.availability(of: .export, on: type, for: session) {
    case .no(let reason): return DisplayText(reason)
    case .confidential: return "You cannot export \(type.title.lowercased()) in this role."
    case .yes: return writeFile == nil ? DisplayText(whyNothingLeaves) : nil
    }
  }

  /// Offers the formats of an export of exactly what is shown.
  package func chooseExport() async {
    if let takeOut = report?.takeOut { return await takeOut() }
    guard let type = report?.previewed ?? detail?.children?.type ?? detail?.type ?? list?.type else {
      message = Message("Open a list or a record to export it.", .refused)
      return
    }
    if let refusal = await whyNoExport(of: type) {
      message = Message(refusal, .refused)
      return
    }
    let options = Format.allCases.map { format in
      PickerModel.Option(format.title) { [weak self] in await self?.export(as: format) }
    }
    push(.picker(PickerModel(self, "Export what is shown", options)))
  }

  private func export(as format: Format) async {
    guard let whole = await sheet(), writeFile != nil, let (registrar, session) = open else { return }
    let sheet: Sheet
    do throws(RegistrarError) {
      let taken = try await registrar.recordExport(
        of: whole.type, ids: whole.ids, format: format.rawValue, for: session)
      sheet = whole.only(Set(taken))
    } catch {
      return await say(error)
    }
    writeOut(sheet.type.id, as: format == .text ? "txt" : format.rawValue, bytes(of: sheet, format))
  }

  /// Writes a sheet that is carried through the house to a file, without the right to export; the log says that it left
  /// the program.
  func takeOut(_ pages: Pages, as sheet: String, of type: String, by right: Right) async {
    guard writeFile != nil, let (registrar, session) = open, let type = registrar.catalogue[type] else {
      message = Message(DisplayText(whyNothingLeaves), .refused)
      return
    }
    do throws(RegistrarError) {
      try await registrar.recordExport(of: type, ids: [], format: sheet, by: right, for: session)
    } catch {
      return await say(error)
    }
    putOnPaper(sheet.replacing(" ", with: "-"), pages)
  }

  /// Prints where this computer has a command for it, else writes a file to be printed.
  func putOnPaper(_ name: String, _ pages: Pages) {
    guard let printer else {
      writeOut(name, as: "txt", pages.bytes)
      if let written = message, written.kind != .failed, written.kind != .refused {
        message = Message(written.text + " To print at once, set a print command: README, “Printing”.")
      }
      return
    }
    switch printer(pages.bytes) {
    case .success: message = Message("Sent to the printer. The log has who printed it.")
    case .failure(let failure):
      writeOut(name, as: "txt", pages.bytes)
      message = Message("The printer did not take it: \(failure.words) \(message?.text ?? "")", .failed)
    }
  }

  /// Writes what the log knows of to a file named by what it is and by the moment, and says where it lies.
  func writeOut(_ name: String, as ending: String, _ bytes: [UInt8]) {
    guard let writeFile else {
      message = Message(DisplayText(whyNothingLeaves), .refused)
      return
    }
    switch writeFile(fileName(name, as: ending), bytes) {
    case .success(let path): message = Message("Written to \(path), and to the audit log.")
    case .failure(let failure): message = Message("It was not written: \(failure.words)", .failed)
    }
  }

  /// What a file is called: what it is, and the moment.
  func fileName(_ name: String, as ending: String) -> String {
    let stamp = "\(wall.day)-\(wall.time)".filter { $0 != ":" }
    return "\(name)-\(stamp).\(ending)"
  }

  private func bytes(of sheet: Sheet, _ format: Format) -> [UInt8] {
    switch format {
    case .text: return sheet.print.bytes
    case .csv:
      var bytes: [UInt8] = []
      // For people: the headings and words of the screen, which an import reads again.
      CSVCell.write(sheet.fields.map { CSVCell.text(sheet.type.heading(of: $0)) }, to: &bytes)
      for row in sheet.cells { CSVCell.write(row.map { CSVCell.text($0) }, to: &bytes) }
      return bytes
    case .json:
      let objects = sheet.rows.map { row in
        Dictionary(zip(sheet.fields.map(\.name), row)) { first, _ in first }
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
      do { return Array(try encoder.encode(objects)) } catch { return [] }
    }
  }

  /// What would be written: the rows of a list, or the fields of one record.
  private struct Sheet {
    let type: RecordType
    let ids: [RecordID]
    let fields: [Field]
    /// As another program reads them: codes.
    let rows: [[String]]
    /// As a spreadsheet of people has them: words, and days that it can sort.
    let cells: [[String]]
    let print: Pages

    /// The lines of each row of a list, so that rows can be left out.
    var printed: [[DisplayText]] = []

    /// Without the rows of what may not be taken out.
    func only(_ taken: Set<RecordID>) -> Sheet {
      let kept = ids.indices.filter { taken.contains(ids[$0]) }
      if kept.count == ids.count { return self }
      // Only a list has several.
      let lines = kept.map { printed[$0] }
      return Sheet(
        type: type, ids: kept.map { ids[$0] }, fields: fields, rows: kept.map { rows[$0] },
        cells: kept.map { cells[$0] },
        print: Pages(head: print.head, columns: print.columns, lines: lines.flatMap(\.self)), printed: lines)
    }
  }

  private func sheet() async -> Sheet? {
    if let detail, detail.children == nil {
      guard let record = detail.record, let id = record.id else { return nil }
      return sheet(of: record, id, detail.names)
    }
    if case .report = top, screens.count > 1 {
      let print = screens.removeLast()
      defer { screens.append(print) }
      return await sheet()
    }
    guard let list else { return nil }
    return await sheet(of: list)
  }

  private func sheet(of whole: Record, _ id: RecordID, _ names: [RecordID: String]) -> Sheet {
    let record = whole.leaving
    let fields = record.type.fields.filter { field in
      field.kind != .json && !field.isMachinery && !record[field.name].isEmpty && !neverSees(field)
    }
    var lines: [DisplayText] = []
    let width = (fields.map(\.label.count).max() ?? 0) + 2
    for field in fields {
      let text = DisplayText.lines(of: text(record[field.name], field, names))
        .flatMap { $0.folded(to: max(20, Pages.width - width)) }
      for (index, line) in text.enumerated() {
        lines.append((index == 0 ? DisplayText(field.label) : "").filled(to: width) + line)
      }
    }
    for part in detail?.parts ?? [] where !part.rows.isEmpty { lines += self.lines(of: part) }
    let row = fields.map { written(record[$0.name], $0, names) }
    let cells = fields.map { cell(record[$0.name], $0, names) }
    let head = heading("\(record.type.singular.capitalizedFirst): \(name(of: record))")
    return Sheet(
      type: record.type, ids: [id], fields: fields, rows: [row], cells: [cells],
      print: Pages(head: head, columns: [], lines: lines))
  }

  /// A part of a record as its screen shows it: a page of rows, and how many more there are.
  private func lines(of part: Part) -> [DisplayText] {
    let columns = part.columns.filter { $0.name != part.mention.field.name }
    let places = columns.map { column in part.columns.firstIndex { $0.name == column.name } ?? 0 }
    let rows = part.rows.map { row in
      zip(places, columns).map { DisplayText(text(row.values[$0], $1, part.names)) }
    }
    let title = DisplayText(part.type.title.uppercased()) + "  " + part.countWords
    let plot = detail?.plots.first { $0.type.id == part.type.id }?.lines(columns: Pages.width) ?? []
    let table = PrintTable([columns.map { DisplayText($0.label) }] + rows).lines(columns: Pages.width)
    return ["", title] + plot + table.flatMap(\.self) + (part.hasMore ? [part.moreWords] : [])
  }

  private func sheet(of list: ListModel) async -> Sheet? {
    do throws(RegistrarError) {
      let whole = try await list.everything()
      // What the role sees in no row says nothing.
      let places = list.columns.indices.filter { !neverSees(list.columns[$0]) }
      let columns = places.map { list.columns[$0] }
      let table = whole.rows.map { row in
        zip(columns, places).map { DisplayText(text(row.values[$1], $0, whole.names)) }
      }
      let lines = PrintTable([columns.map { DisplayText($0.label) }] + table).lines(columns: Pages.width)
      let counts = try await counts(of: list)
      let print = Pages(
        head: heading(list.crumb.text, list.shownWords), columns: lines[0],
        lines: lines.dropFirst().flatMap(\.self) + counts)
      return Sheet(
        type: list.type, ids: whole.rows.map(\.id), fields: columns,
        rows: whole.rows.map { row in
          zip(columns, places).map { written(row.values[$1], $0, whole.names) }
        },
        cells: whole.rows.map { row in zip(columns, places).map { cell(row.values[$1], $0, whole.names) } },
        print: print, printed: Array(lines.dropFirst()))
    } catch {
      await say(error)
      return nil
    }
  }

  /// What a print is of, in whose house, what of it, when and by whom.
  private func heading(_ title: String, _ what: String = "") -> [DisplayText] {
    let organisation = session?.organizationName ?? ""
    let when = shown(.instant(clock.now()), style: .full)
    let words: [DisplayText] = what.isEmpty ? [] : [DisplayText(what)]
    return ["\(organisation)   \(title)"] + words + ["Made \(when) by \(session?.name ?? "")"]
  }

  /// A value in words, references by their names.
  package func text(_ value: Value, _ field: Field, _ names: [RecordID: String]) -> String {
    if case .reference(let id) = value { return names[id] ?? "•" }
    return shown(value, of: field, style: .short)
  }

  /// A value for a spreadsheet: choices in words, days and moments so that they sort, in the time of the house.
  private func cell(_ value: Value, _ field: Field, _ names: [RecordID: String]) -> String {
    switch (value, field.kind) {
    case (.instant(let moment), _):
      let (day, time) = showing.zone.wall(at: moment)
      return "\(day) \(time)"
    case (.text, .choice), (.flag, _): return shown(value, of: field, style: .short)
    default: return written(value, field, names)
    }
  }

  /// A value as files hold it, references by their names.
  private func written(_ value: Value, _ field: Field, _ names: [RecordID: String]) -> String {
    if case .reference(let id) = value { return names[id] ?? id.description }
    return shown(value, of: field, style: .iso)
  }
}

/// Why a file was not written.
package struct WriteFailure: Error, Sendable, Hashable {
  package let words: String
  package init(_ words: String) { self.words = words }
}

extension DisplayText {
  /// The text with blanks to a number of columns, or as much of it as fits.
  package func filled(to columns: Int) -> DisplayText {
    let count = text.count
    if count >= columns { return DisplayText(String(text.prefix(columns - 2)) + "… ") }
    return self + DisplayText(String(repeating: " ", count: columns - count))
  }
}
