import Records
import Storage

/// An episode that is about to be opened: everything is known but how afraid one is for them.
package struct MissingOpening: Sendable {
  package let resident: RecordID
  package let name: DisplayText
  package let about: DisplayText
  package let stay: RecordID?
  package let house: RecordID?
  package let kind: String
  package var noticedAt: Instant
  package let lastSeenAt: Instant?
  package let lastSeenHow: String
  /// What a round says of it.
  package let note: String
  /// The level to expect: from their plan, else high for a child and medium for others.
  package let level: String
  package let isChild: Bool
  package let zone: Zone

  @MainActor
  func status(_ model: MissingModel) -> DisplayText {
    "How afraid are you for them? One key opens the episode: l low, m medium, h high, c critical. Expected: \(level)."
  }

  /// The risk of a key; nil where it names none.
  static func level(of key: Key) -> String? {
    switch key {
    case .character("l"): "low"
    case .character("m"): "medium"
    case .character("h"): "high"
    case .character("c"): "critical"
    default: nil
    }
  }

  /// When they were last seen, where that was not after it was noticed that they are gone.
  var seenBefore: Instant? { lastSeenAt.flatMap { $0 <= noticedAt ? $0 : nil } }

  /// What the record says of when and where they were last seen; “not known” is an answer.
  var circumstances: String {
    let seen: String
    switch (seenBefore, lastSeenAt) {
    case (.some, _): seen = "Last seen \(lastSeenHow)."
    case (nil, .some(let later)):
      let (day, time) = zone.wall(at: later)
      seen = "Not known when they were last seen before; \(day) \(time) also stands (\(lastSeenHow))."
    case (nil, nil): seen = "Not known when they were last seen."
    }
    return [seen, note].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

// MARK: From where it is opened

extension AppModel {
  package var missing: MissingModel? { if case .missing(let model) = top { model } else { nil } }

  /// Opens the page of an episode.
  package func openMissing(_ id: RecordID) async {
    let model = MissingModel(self, episode: id)
    push(.missing(model))
    await model.refresh()
    if model.sheet == nil { drop() }
  }

  /// Goes to who is looked for; where nobody is, asks who is missing.
  package func openMissing() async {
    let open = await MissingReader(self).open()
    if let first = open.first(where: \.isSearching) ?? open.first { return await openMissing(first.id) }
    await chooseMissing()
  }

  /// Asks who is missing.
  package func chooseMissing() async {
    let people = await rows(
      "residents", [.equals("state", .text("current"))],
      fields: ["family_name", "given_name", "leave_status", "current_room_id", "current_house_id"],
      limit: 2_000)
    if people.rows.isEmpty {
      message = Message("You see nobody who lives here now.", .refused)
      return
    }
    let sorted = people.rows.map { row -> (name: String, detail: DisplayText, id: RecordID) in
      let names = ["family_name", "given_name"].map { shown(people.value($0, row)) }.filter { !$0.isEmpty }
      let place = [people.name(.currentRoomID, row), people.name(.currentHouseID, row)].compactMap(\.self)
      let isMissing = people.value("leave_status", row) == .text("missing")
      return (
        names.joined(separator: ", "),
        DisplayText((place + (isMissing ? ["is looked for"] : [])).joined(separator: ", ")), row.id
      )
    }.sorted { Text.folded($0.name) < Text.folded($1.name) }
    let options = sorted.map { person in
      PickerModel.Option(DisplayText(person.name), detail: person.detail) { [weak self] in
        await self?.beginMissing(person.id)
      }
    }
    push(.picker(PickerModel(self, "Who is missing?", options)))
  }

  /// Goes to the episode of somebody who is looked for, or to the page on which one is opened.
  ///
  /// - Parameters:
  ///   - resident: Whom nobody finds.
  ///   - kind: How it was found out.
  ///   - noticed: When; nil for now.
  ///   - note: What was done by then, in words of the round.
  package func beginMissing(
    _ resident: RecordID, kind: String = "missing", noticed: Instant? = nil, note: String = ""
  ) async {
    guard let (_, session) = open else { return }
    let reader = MissingReader(self)
    let known = await reader.open().first { $0.resident == resident && $0.isSearching }
    if let known {
      await openMissing(known.id)
      message = Message("\(known.name) is looked for already. This is the search.")
      return
    }
    let person = await reader.person(resident)
    let house = await reader.clocks(of: person.house, session)
    let planned = await reader.plannedLevel(of: resident)
    let opening = MissingOpening(
      resident: resident, name: person.name, about: person.about, stay: person.stay, house: person.house,
      kind: kind, noticedAt: noticed ?? clock.now(), lastSeenAt: person.lastSeenAt,
      lastSeenHow: person.lastSeenHow, note: note, level: planned ?? (person.isChild ? "high" : "medium"),
      isChild: person.isChild, zone: house.zone)
    push(.missing(MissingModel(self, opening: opening)))
  }

  /// Opens an episode for the chosen resident.
  package func beginMissingForChosen() async {
    guard let record = await top?.model.chosenRecord(), record.type.id == "residents", let id = record.id
    else {
      message = Message("Choose a resident first.", .refused)
      return
    }
    await beginMissing(id)
  }
}

extension MissingModel {
  /// Opens the episode with the incident that comes with it, and goes on with the search.
  func open(_ opening: MissingOpening, at level: String) async {
    guard let (registrar, session) = app.open, let type = registrar.catalogue["missing_episodes"] else {
      return
    }
    // Somebody else may have opened it while this page stood.
    let searched = await MissingReader(app).open().first { $0.resident == opening.resident && $0.isSearching }
    if let known = searched {
      mode = .looking
      await readOn(known.id)
      app.message = Message("\(known.name) is looked for already. This is the search.")
      return
    }
    var episode = Record(type)
    episode.id = app.clock.newID()
    episode[.residentID] = opening.resident
    episode[.stayID] = opening.stay
    episode[.houseID] = opening.house
    episode[.kind] = opening.kind
    episode[.riskLevel] = level
    episode[.noticedAt] = opening.noticedAt
    episode[.lastSeenAt] = opening.seenBefore
    episode[.circumstances] = opening.circumstances
    do throws(RegistrarError) {
      _ = try await registrar.save([episode], command: app.clock.newID(), for: session)
      mode = .looking
      await readOn(episode.id)
      let next = sheet?.ladder.next.map { " Next: \($0.kind.title)." } ?? ""
      app.message = Message("The search is open; those who lead the house are told.\(next)")
    } catch {
      await app.say(error)
    }
  }
}
