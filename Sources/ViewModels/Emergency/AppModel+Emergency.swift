import Records
import Storage

/// The emergency page: sheets shown and written to a file at once, without the right to export and without a password
/// beyond the open session. The ambulance is at the door.
extension AppModel {
  package func openEmergency() {
    let lines = EmergencySheet.allCases.map { sheet in
      let key = DisplayText(keymap.keys(of: "emergency.\(sheet.rawValue)").first ?? "")
      return ReportModel.Line(
        key.filled(to: 4) + sheet.title.filled(to: 18) + sheet.purpose,
        open: { [weak self] in await self?.openEmergency(sheet) })
    }
    let page = ReportModel(self, "Emergency", lines)
    page.further = .emergency
    push(.report(page))
  }

  /// Shows a sheet; whom or which house it is about is asked where that is not plain.
  package func openEmergency(_ sheet: EmergencySheet) async {
    switch sheet {
    case .fire, .onCall: await chooseHouse(sheet)
    case .missing, .hospital: await choosePerson(sheet)
    }
  }

  /// Shows the missing sheet of somebody.
  func openMissingSheet(about resident: RecordID, called name: DisplayText) async {
    await show(.missing, about: resident, called: name)
  }

  private func chooseHouse(_ sheet: EmergencySheet) async {
    let houses = await rows(
      "houses", [.equals("state", .text("open"))], fields: ["name"], by: "name", limit: 200)
    let named = houses.rows.map { (id: $0.id, name: DisplayText(houses[.name, $0] ?? "")) }
    if named.count == 1 { return await show(sheet, in: named[0].id, called: named[0].name) }
    if named.isEmpty {
      message = Message("You see no house that is open.", .refused)
      return
    }
    chooseHouse(sheet.title + ": which house", named, named: \.name) { [weak self] house in
      await self?.show(sheet, in: house.id, called: house.name)
    }
  }

  private func choosePerson(_ sheet: EmergencySheet) async {
    let people = await rows(
      "residents", [.equals("state", .text("current"))],
      fields: ["family_name", "given_name", "leave_status", "current_room_id", "current_house_id"],
      limit: AppModel.mostPeople)
    guard let type = open?.registrar.catalogue["residents"] else { return }
    if people.rows.isEmpty {
      message = Message("You see nobody who lives here now.", .refused)
      return
    }
    let sorted = people.rows.map { row -> (isFirst: Bool, name: String, detail: DisplayText, id: RecordID) in
      let parts = ["family_name", "given_name"].map { shown(people.value($0, row)) }.filter { !$0.isEmpty }
      let leave = people.value("leave_status", row)
      let place = [people.name(.currentRoomID, row), people.name(.currentHouseID, row)].compactMap(\.self)
      let whereNow = type.field("leave_status").map { shown(leave, of: $0, style: .short) } ?? ""
      return (
        leave == .text("missing"), parts.joined(separator: ", "),
        DisplayText((place + [whereNow]).filter { !$0.isEmpty }.joined(separator: ", ")), row.id
      )
    }.sorted { one, other in
      // Whom people are looking for stands first on their sheet.
      if sheet == .missing, one.isFirst != other.isFirst { return one.isFirst }
      return Text.folded(one.name) < Text.folded(other.name)
    }
    let options = sorted.map { person in
      PickerModel.Option(DisplayText(person.name), detail: person.detail) { [weak self] in
        await self?.show(sheet, about: person.id, called: DisplayText(person.name))
      }
    }
    push(.picker(PickerModel(self, sheet.title + ": who", options)))
  }

  private static let mostPeople = 2_000

  // MARK: Showing

  private func show(_ sheet: EmergencySheet, in house: RecordID, called name: DisplayText) async {
    guard await write(sheet, house, "houses") else { return }
    await show(sheet, name) { app in
      let reader = EmergencyReader(app)
      return sheet == .fire ? await reader.fireRoll(of: house) : await reader.onCall(of: house)
    }
  }

  private func show(_ sheet: EmergencySheet, about resident: RecordID, called name: DisplayText) async {
    guard await write(sheet, resident, "residents") else { return }
    let failure = await disclose(sheet, about: resident)
    await show(sheet, name) { await EmergencyReader($0).lines(sheet, about: resident) }
    if let failure {
      // Nobody waits at the door for this: the sheet is shown all the same, and the log has it.
      message = Message("The sheet is shown; the disclosure was not written: \(failure.words)", .failed)
    }
  }

  private func show(
    _ sheet: EmergencySheet, _ name: DisplayText,
    _ read: @escaping @MainActor (AppModel) async -> [DisplayText]
  ) async {
    let pages: @MainActor (AppModel) async -> Pages = { app in
      let printed = app.shown(.instant(app.clock.now()), style: .full)
      let head: [DisplayText] = [
        "\(sheet.title.text.uppercased()): \(name)",
        sheet.namesOrganization
          ? "\(app.session?.organizationName ?? "")   \(printed)   \(app.session?.name ?? "")"
          : "\(printed)   \(app.session?.name ?? "")",
      ]
      return Pages(head: head, columns: [], lines: await read(app))
    }
    let first = await pages(self)
    let report = ReportModel(
      self, sheet.title, first.shown.map { ReportModel.Line($0) },
      reread: { [weak self] in
        guard let self else { return [] }
        return await pages(self).shown.map { ReportModel.Line($0) }
      })
    report.further = .emergency
    report.takeOut = { [weak self] in
      guard let self else { return }
      putOnPaper(sheet.title.text.lowercased().replacing(" ", with: "-"), await pages(self))
    }
    push(.report(report))
    if sheet.disclosure != nil { message = Message("It is in the log who opened it.") }
  }

  /// Writes the sheet that is shown to a file.
  package func printEmergency() async {
    guard let takeOut = report?.takeOut else {
      message = Message("Choose a sheet first.", .refused)
      return
    }
    await takeOut()
  }

  // MARK: What it leaves in the books

  /// Writes into the log who opened which sheet; false where the door refused.
  private func write(_ sheet: EmergencySheet, _ id: RecordID, _ type: String) async -> Bool {
    guard let (registrar, session) = open, let subject = registrar.catalogue[type] else { return false }
    do throws(RegistrarError) {
      try await registrar.recordExport(
        of: subject, ids: [id], format: sheet.title.text.lowercased(), by: .read, for: session)
      return true
    } catch {
      await say(error)
      return false
    }
  }

  /// Writes what a sheet tells as a disclosure, and returns why it could not be written; where the role may write none,
  /// the entry of the log stands for it.
  private func disclose(_ sheet: EmergencySheet, about resident: RecordID) async -> RegistrarError? {
    guard let (registrar, session) = open, let told = sheet.disclosure,
      let type = registrar.catalogue["consent_disclosures"],
      mayAdd(type.id)
    else { return nil }
    let isProtected = await EmergencyReader(self).isProtected(resident)
    var disclosure = Record(type)
    disclosure[.residentID] = resident
    disclosure[.information] = "\(sheet.title.text), as it stood"
    disclosure[.purpose] = told.purpose
    disclosure[.disclosedAt] = clock.now()
    disclosure[.disclosedBy] = session.membership
    disclosure[.recipientName] = told.to
    disclosure[.method] = "print"
    disclosure[.lawfulBasis] = isProtected ? "part2_exception" : "vital_interests"
    disclosure[.exception] = told.exception
    disclosure[.redisclosureNotice] = isProtected ? "statement_2" : "not_part2"
    disclosure[.isAccountable] = true
    do throws(RegistrarError) {
      _ = try await registrar.save([disclosure], command: clock.newID(), for: session)
      return nil
    } catch {
      return error
    }
  }
}
