import Records
import Storage

/// What can be done with the chosen bed and its room.
extension BedBoardModel {
  /// Opens the resident, the room or the bed; asks which where there are several.
  package func openChosen() async {
    guard let room else { return }
    guard let bed else { return await app.open("rooms", room.id) }
    var options: [PickerModel.Option] = []
    if let resident = bed.use?.resident {
      options.append(
        PickerModel.Option(bed.name.or("Resident"), detail: "the resident") { [app] in
          await app.open("residents", resident)
        })
    }
    options.append(
      PickerModel.Option("Room \(room.name)", detail: "the room") { [app] in await app.open("rooms", room.id)
      })
    options.append(
      PickerModel.Option("Bed \(bed.facts.label)", detail: "the bed and its history") { [app] in
        await app.open("beds", bed.facts.id)
      })
    app.push(.picker(PickerModel(app, room.name, options)))
  }

  /// Begins an action of the bed or its room by its id.
  package func begin(_ id: String) async {
    guard let (type, action) = app.declaredAction(meant(by: id)),
      let subject = await subject(of: type, action)
    else {
      app.message = Message(
        bed == nil ? "This room has no bed yet. Add one first." : "That cannot be done with this bed.",
        .refused)
      return
    }
    await app.begin(action, on: [subject])
  }

  /// The action behind a key: what opens again is the room where that is closed, else what closes the bed alone.
  private func meant(by id: String) -> String {
    guard id == "room.reopen", let bed, let room, !room.isClosed else { return id }
    if bed.facts.state == "out_of_service" { return "bed.back-in-service" }
    let kind = bed.facts.closure(on: app.wall.day)?.kind ?? ""
    return BedFacts.effect(of: kind) == .closes ? "closure.end" : id
  }

  /// Whether the role may do what the key does with the chosen bed.
  package func availability(of id: String) -> Availability { availability[meant(by: id)] ?? .yes }

  /// The key's action that brings the chosen bed nearer to being offered, where the role may do it.
  package var nextAction: String? {
    guard let bed else { return nil }
    let id = bed.standing == .closed ? "room.reopen" : bed.facts.wait?.action
    return id.flatMap { availability(of: $0).isYes ? $0 : nil }
  }

  /// Adds a bed to the chosen room; where there is none yet, the room that it needs.
  package func addBed() async {
    guard let house, let room, let type = app.registrar?.catalogue["beds"] else {
      await addRoom()
      if app.message == nil { app.message = Message("There is no room here yet: add one, then its beds.") }
      return
    }
    var bed = Record(type)
    bed[.roomID] = room.id
    bed[.houseID] = house.id
    await app.add(bed)
  }

  /// Adds a room to the house that is shown.
  package func addRoom() async {
    guard let type = app.registrar?.catalogue["rooms"] else { return }
    var room = Record(type)
    if let house { room[.houseID] = house.id }
    await app.add(room)
  }

  private func subject(of type: RecordType, _ action: Action) async -> Record? {
    guard let room else { return nil }
    switch type.id {
    case "beds":
      guard let bed else { return nil }
      return await record("beds", bed.facts.id)
    case "rooms": return await record("rooms", room.id)
    case "bed_closures":
      guard let bed, let closure = bed.facts.closure(on: app.wall.day) else { return nil }
      return await record("bed_closures", closure.id)
    default: return nil
    }
  }

  /// Offers everything that can be done with the bed, its room and what holds or closes it.
  package func chooseAction() async {
    guard let room else { return }
    var options: [PickerModel.Option] = []
    var subjects: [Record] = []
    if let bed, let record = await record("beds", bed.facts.id) { subjects.append(record) }
    if let record = await record("rooms", room.id) { subjects.append(record) }
    if let closure = bed?.facts.closure(on: app.wall.day),
      let record = await record("bed_closures", closure.id)
    {
      subjects.append(record)
    }
    for subject in subjects {
      for (action, availability) in await app.actions(on: subject) {
        options.append(
          PickerModel.Option(
            DisplayText(action.title), detail: DisplayText(subject.type.singular), availability: availability
          ) { [app] in await app.begin(action, on: [subject]) })
      }
    }
    if let bed { options.insert(contentsOf: await moves(of: bed), at: 0) }
    app.push(.picker(PickerModel(app, "\(room.name)", options)))
  }

  /// Whether anybody may be moved here, or another bed asked for.
  package var moveAvailability: Availability {
    let known = BedBoardModel.moves.compactMap { availability[$0] }
    return known.first(where: \.isYes) ?? known.first ?? .yes
  }

  /// The ways to give the resident another bed.
  private func moves(of bed: Board.Bed) async -> [PickerModel.Option] {
    guard bed.standing.isInUse, let id = bed.use?.resident, let resident = await record("residents", id)
    else {
      return []
    }
    return await app.actions(on: resident).compactMap { action, availability in
      guard action.resource == "bed_assignments" else { return nil }
      return PickerModel.Option(
        "\(bed.name): \(action.title)", detail: "resident", availability: availability
      ) { [weak self] in
        if action.asks.contains(where: { $0.target == "beds" }) {
          await self?.beginMove(by: [action.id])
        } else {
          await self?.app.begin(action, on: [resident])
        }
      }
    }
  }
}
