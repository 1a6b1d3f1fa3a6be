import Records
import Storage

/// The handover of a house: what the program knows since the last one, what the shift wrote, and who signed.
extension AppModel {
  /// Opens the handover of the house of the session; of several it is asked which.
  package func openHandover() async {
    let houses = await rows(
      "houses", [.equals("state", .text("open"))], fields: ["name", "time_zone"], by: "name", limit: 200)
    let named = houses.rows.map { row in
      HandoverHouse(
        id: row.id, name: DisplayText(houses[.name, row] ?? ""),
        zone: houses[.timeZone, row].flatMap { Zone($0) } ?? session?.zone ?? .utc)
    }
    guard let first = named.first else {
      message = Message("You see no house that is open.", .refused)
      return
    }
    if named.count == 1 { return await openHandover(of: first) }
    chooseHouse("Handover: which house", named, named: \.name) { [weak self] house in
      await self?.openHandover(of: house)
    }
  }

  /// A house whose handover is read.
  package struct HandoverHouse: Sendable {
    package let id: RecordID
    package let name: DisplayText
    package let zone: Zone
  }

  private func openHandover(of house: HandoverHouse) async {
    let reader = HandoverReader(app: self, house: house.id, zone: house.zone)
    let title: DisplayText = "Handover › \(house.name)"
    let read: @MainActor () async -> [ReportModel.Line] = { [weak self] in
      let room = max(20, (self?.size.columns ?? 80) - 4)
      return await reader.lines(await reader.standing()).flatMap { $0.folded(to: room) }
    }
    let report = ReportModel(self, title, await read(), reread: read)
    report.further = .handover
    report.handover = house
    report.takeOut = { [weak self, weak report] in
      guard let self, let report else { return }
      await takeOut(pages(of: report, house), as: "handover", of: "handovers", by: .create)
    }
    push(.report(report))
  }

  private func pages(of report: ReportModel, _ house: HandoverHouse) -> Pages {
    let printed = shown(.instant(clock.now()), style: .full)
    let lines = report.lines.flatMap { line -> [DisplayText] in
      line.text.isBlank ? [""] : line.text.folded(to: Pages.width)
    }
    return Pages(
      head: [
        "\(session?.organizationName ?? "")   Handover: \(house.name)",
        "Made \(printed) by \(session?.name ?? "")",
      ], columns: [], lines: lines)
  }

  /// The handover of the open page, and its house.
  private var shownHandover: (report: ReportModel, house: HandoverHouse, reader: HandoverReader)? {
    guard let report, let house = report.handover else { return nil }
    return (report, house, HandoverReader(app: self, house: house.id, zone: house.zone))
  }

  // MARK: Deeds

  /// Adds a line about somebody or the house; the first one of a shift begins its handover.
  package func addHandoverLine() async {
    guard let (_, house, reader) = shownHandover, let (registrar, session) = open else { return }
    var standing = await reader.standing()
    do throws(RegistrarError) {
      let outgoing = await shiftToHandOver(house, endedWithin: 30)
      if case .unread = outgoing { return }
      let shown = standing.id
      if let begun = try await handover(of: outgoing, standing, house, registrar, session) {
        standing.id = begun
      } else if standing.state != "draft" {
        switch outgoing {
        case .shift, .begun, .unread: break
        // A line is added to what is signed out until somebody accepts it.
        case .done where standing.waiting != nil: standing.id = standing.waiting
        case .done:
          message = Message("This shift is handed over and accepted. The next one begins its own.", .refused)
          return
        case .notPlanned:
          message = Message(
            "No shift is planned here now, so there is none to hand over. Add the shift under More… › Shifts.",
            .refused)
          return
        }
      }
      guard let id = standing.id else { return }
      var line = Record(registrar.catalogue.type("handover_items"))
      line[.handoverID] = id
      await openForm(line)
      tellLate(id, shown, standing)
    } catch {
      await say(error)
    }
  }

  /// Says that a key means the handover of the shift that ends now, where the page shows what the next one writes.
  private func tellLate(_ meant: RecordID?, _ shown: RecordID?, _ standing: HandoverReader.Standing) {
    guard standing.state == "draft", let meant, let shown, meant != shown else { return }
    message = Message("This is for the shift that ends now. The page shows what the next one writes.")
  }

  /// The shift whose handover is written now.
  private enum Outgoing {
    case shift(RecordID, endsNow: Bool)
    /// Its handover is being written.
    case begun(RecordID)
    /// It has been handed over already.
    case done
    case notPlanned
    /// It could not be read, which is said.
    case unread
  }

  /// The shift whose handover is written now, of those without one: the one that ends about now, else the one that is
  /// on, else the one that ended last; never one of before that.
  ///
  /// So many minutes after its end a shift is still meant: for a line not as long as for the handing over.
  private func shiftToHandOver(_ house: HandoverHouse, endedWithin minutes: Int = 120) async -> Outgoing {
    let now = clock.now()
    let shifts = await rows(
      "shifts",
      [
        .equals("house_id", .reference(house.id)), .atLeast("starts_at", .instant(now.adding(hours: -36))),
        .below("starts_at", .instant(now)), .differs("state", .text("cancelled")),
        .differs("kind", .text("on_call")),
      ], fields: ["starts_at", "ends_at"], by: "starts_at", descending: true, limit: 20)
    if shifts.failed { return .unread }
    func end(_ row: ListRow) -> Instant { shifts[.endsAt, row] ?? now }
    let ending = shifts.rows.filter {
      now.adding(minutes: -minutes) <= end($0) && end($0) <= now.adding(hours: 1)
    }
    .sorted { end($0) < end($1) }
    var outgoing = ending + shifts.rows.filter { end($0) > now.adding(hours: 1) }
    if outgoing.isEmpty, let last = shifts.rows.max(by: { end($0) < end($1) }) { outgoing = [last] }
    if outgoing.isEmpty { return .notPlanned }
    let taken = await rows(
      "handovers", [.among("from_shift_id", outgoing.map { .reference($0.id) })],
      fields: ["from_shift_id", "state", "incoming_by"], limit: 60)
    if taken.failed { return .unread }
    for shift in outgoing {
      let written = taken.rows.filter { taken[.fromShiftID, $0] == shift.id }
      // One that was sent back is written on, but not by who sent it back.
      let begun = written.first { row in
        let state = taken[.state, row]
        return state == "draft"
          || state == "returned" && taken[.incomingBy, row] != session?.membership
      }
      if let begun { return .begun(begun.id) }
      let endsNow = ending.contains { $0.id == shift.id }
      if written.isEmpty { return .shift(shift.id, endsNow: endsNow) }
    }
    return .done
  }

  /// The handover of the shift whose turn it is, begun where there is none; nil where what stands open goes on.
  ///
  /// A shift that ends about now has its own, also where the next one has begun to write.
  private func handover(
    of outgoing: Outgoing, _ standing: HandoverReader.Standing, _ house: HandoverHouse,
    _ registrar: Registrar, _ session: Session
  ) async throws(RegistrarError) -> RecordID? {
    switch outgoing {
    case .begun(let handover): handover
    case .shift(let shift, let endsNow) where endsNow || standing.state != "draft":
      try await beginHandover(of: shift, house, registrar, session)
    case .shift, .done, .notPlanned, .unread: nil
    }
  }

  /// Begins the handover of a shift.
  private func beginHandover(
    of shift: RecordID, _ house: HandoverHouse, _ registrar: Registrar, _ session: Session
  ) async throws(RegistrarError) -> RecordID {
    var handover = Record(registrar.catalogue.type("handovers"))
    let id = clock.newID()
    handover.id = id
    handover[.houseID] = house.id
    handover[.fromShiftID] = shift
    _ = try await registrar.save([handover], command: clock.newID(), for: session)
    return id
  }

  /// Begins a deed on the handover that is open here.
  package func actOnHandover(_ id: String) async {
    guard let (_, house, reader) = shownHandover, let (registrar, session) = open,
      let (type, action) = declaredAction(id)
    else { return }
    do throws(RegistrarError) {
      var standing = await reader.standing()
      if id != "handover.hand-over" { standing.id = standing.waiting ?? standing.id }
      let shown = standing.id
      if id == "handover.hand-over" {
        let outgoing = await shiftToHandOver(house)
        if case .unread = outgoing { return }
        standing.id = try await self.handover(of: outgoing, standing, house, registrar, session) ?? shown
      }
      guard let handover = standing.id else {
        message = Message("No handover is open here. a adds the first line.", .refused)
        return
      }
      await begin(action, on: [try await registrar.record(handover, of: type, for: session)])
      if id == "handover.hand-over" { tellLate(handover, shown, standing) }
    } catch {
      await say(error)
    }
  }

  /// HND-5: marks the handover that waits as read by whoever is signed in.
  package func markHandoverRead() async {
    guard let (report, _, reader) = shownHandover, let (registrar, session) = open else { return }
    let standing = await reader.standing()
    guard let id = standing.waiting else {
      message = Message("No handover waits to be read.", .refused)
      return
    }
    var read = Record(registrar.catalogue.type("handover_reads"))
    read[.handoverID] = id
    do throws(RegistrarError) {
      _ = try await registrar.save([read], command: clock.newID(), for: session)
      await report.refresh()
      message = Message("Marked as read.")
    } catch {
      await say(error)
    }
  }
}

extension ReportModel.Line {
  /// The line in as many as there is room for; the first of them opens what it speaks of.
  func folded(to width: Int) -> [ReportModel.Line] {
    if text.folded(to: width).count <= 1 { return [self] }
    return text.folded(to: width - 4).enumerated().map { index, part in
      index == 0 ? ReportModel.Line(part, open: open) : ReportModel.Line("    " + part)
    }
  }
}
