import Records
import Storage

/// A resident who is to have another bed: from where, and what came of looking ahead.
package struct BedMove: Sendable {
  package let action: Action
  package let subject: Record
  /// The question of the action that names the bed.
  package let asks: String
  package let from: RecordID
  package let name: DisplayText
  package let roomName: DisplayText
  /// The bed that was looked at last.
  package var target: RecordID?
  package var refusal: DisplayText?
  package var warnings: [DisplayText] = []
  /// What would be: the sentence of the dry run.
  package var words: DisplayText
}

extension BedBoardModel {
  /// Begins to move the resident of the chosen bed: the arrows then choose where to.
  package func beginMove() async {
    if bed?.facts.veil != nil {
      app.message = Message(
        "Who has this bed is restricted. The safeguarding lead can say who may move them.", .refused)
      return
    }
    guard let bed, let room, bed.standing.isInUse, let use = bed.use else {
      app.message = Message("Nobody is in this bed. Choose the bed of the resident who moves.", .refused)
      return
    }
    guard let (registrar, session) = app.open, let (type, action) = app.declaredAction("resident.move"),
      let asks = action.asks.first(where: { $0.target == "beds" })?.name,
      let subject = await subject(of: type, use)
    else { return }
    do throws(RegistrarError) {
      if case .no(let reason) = try await registrar.availability(of: action, on: subject, for: session) {
        app.message = Message(DisplayText(reason), .refused)
        return
      }
    } catch {
      return await app.say(error)
    }
    mode = .moving(
      BedMove(
        action: action, subject: subject, asks: asks, from: bed.facts.id, name: bed.name.or(bed.headline),
        roomName: room.name,
        words:
          "Move \(bed.name.or(bed.headline)): choose a bed with the arrows. Esc leaves everything as it is."))
  }

  private func subject(of type: RecordType, _ use: BedFacts.Use) async -> Record? {
    switch type.id {
    case "residents": if let id = use.resident { await record(type.id, id) } else { nil }
    case "stays": if let id = use.stay { await record(type.id, id) } else { nil }
    default: await record(type.id, use.id)
    }
  }

  package func stopMoving() {
    if case .moving(let move) = mode, let from = board.place(ofBed: move.from) { place = from }
    mode = .looking
  }

  /// Says what moving to the chosen bed would do, before anything is saved.
  func lookAhead() async {
    guard case .moving(var move) = mode, let bed, let room, bed.facts.id != move.target,
      let (registrar, session) = app.open
    else { return }
    move.target = bed.facts.id
    move.refusal = nil
    move.warnings = []
    if bed.facts.id == move.from {
      move.words = "Move \(move.name): choose a bed with the arrows. Esc leaves everything as it is."
      mode = .moving(move)
      return
    }
    do throws(RegistrarError) {
      let preview = try await registrar.preview(
        move.action, on: move.subject, answers: provisional(move, bed.facts.id), for: session)
      move.refusal = preview.refusal.map { DisplayText($0) }
      move.warnings = preview.warnings.map { DisplayText($0) }
      move.words = words(move, to: room.name, await effects(of: preview, registrar, session))
    } catch {
      move.refusal = DisplayText(error.words)
      move.words = words(move, to: room.name, [])
    }
    mode = .moving(move)
  }

  /// The bed, and for what is asked only once the bed is chosen the first choice there is.
  private func provisional(_ move: BedMove, _ bed: RecordID) -> [String: Value] {
    var answers = [move.asks: Value.reference(bed)]
    for field in move.action.asks where answers[field.name] == nil {
      if case .choice(let choices) = field.kind, let first = app.members(of: choices).first {
        answers[field.name] = .text(first.code)
      } else if !field.initial.isEmpty {
        answers[field.name] = field.initial
      }
    }
    return answers
  }

  private func words(_ move: BedMove, to room: DisplayText, _ effects: [DisplayText]) -> DisplayText {
    let trip: DisplayText = "\(move.name), \(move.roomName) → \(room)"
    if let refusal = move.refusal { return "\(trip): no. \(refusal)" }
    let warnings = move.warnings.map { " ! \($0)" as DisplayText }.reduce("", +)
    let after = effects.isEmpty ? "" : ": " + effects.joined(separator: "; ")
    return "\(trip)\(after).\(warnings) Enter moves."
  }

  /// What each record would be afterwards, where a choice or a state changes.
  private func effects(
    of preview: Preview, _ registrar: Registrar, _ session: Session
  ) async -> [DisplayText] {
    preview.changes.compactMap { change in
      let states = change.fields.filter { $0.field.name == "state" }
      if let state = states.first {
        return "\(change.name) \(app.shown(state.after, of: state.field).lowercased())"
      }
      if change.isNew, change.record.type.id == "approvals" { return "a manager must approve" }
      return change.isNew && change.record.type.id != "bed_assignments"
        ? "new \(change.record.type.singular)" : nil
    }
  }

  /// Moves the resident to the chosen bed, or says why not.
  func finishMove() async {
    guard case .moving(let move) = mode, let bed, let room else { return }
    guard bed.facts.id != move.from else {
      app.message = Message("Choose another bed than the one \(move.name) has.", .refused)
      return
    }
    await lookAhead()
    guard case .moving(let looked) = mode else { return }
    if let refusal = looked.refusal {
      app.message = Message(refusal, .refused)
      return
    }
    let missing = move.action.asks.filter {
      $0.isRequired && $0.name != move.asks && $0.initial.isEmpty && $0.isShown(move.subject)
    }
    guard move.action.strength == .none, looked.warnings.isEmpty, missing.count < 2 else {
      return await ask(looked, bed: bed, room: room)
    }
    switch missing.first.map({ ($0, $0.kind) }) {
    case nil: await carryOut(looked, [:], bed: bed, room: room)
    case (let field, .choice(let choices))?: chooseReason(looked, field, choices, bed: bed, room: room)
    default: await ask(looked, bed: bed, room: room)
    }
  }

  /// Asks the one thing that is still open, as a short list.
  private func chooseReason(
    _ move: BedMove, _ field: Field, _ choices: Choices, bed: Board.Bed, room: Board.Room
  ) {
    let options = app.members(of: choices).map { choice in
      PickerModel.Option(DisplayText(choice.label)) { [weak self] in
        await self?.carryOut(move, [field.name: .text(choice.code)], bed: bed, room: room)
      }
    }
    let title: DisplayText = "\(move.name) to \(name(room, bed)): \(field.label.lowercased())"
    app.push(.picker(PickerModel(app, title, options)))
  }

  /// Asks what else the move needs, with the bed filled in and everything that would change below.
  private func ask(_ move: BedMove, bed: Board.Bed, room: Board.Room) async {
    let ask = AskModel(app, move.action, on: [move.subject]) { [weak self] _ in
      self?.mode = .looking
      await self?.refresh()
      self?.choose(bed.facts.id)
    }
    ask.form.set(.reference(bed.facts.id), of: move.asks, title: name(room, bed))
    app.push(.ask(ask))
    await ask.begin()
    await ask.next(by: 1)
  }

  private func carryOut(
    _ move: BedMove, _ answers: [String: Value], bed: Board.Bed, room: Board.Room
  ) async {
    guard let (registrar, session) = app.open else { return }
    var answers = answers
    answers[move.asks] = .reference(bed.facts.id)
    for field in move.action.asks where answers[field.name] == nil && !field.initial.isEmpty {
      answers[field.name] = field.initial
    }
    do throws(RegistrarError) {
      let receipt = try await registrar.perform(
        move.action, on: move.subject, answers: answers, command: app.clock.newID(), for: session)
      mode = .looking
      app.did("\(move.name) has moved to \(name(room, bed)).", receipt)
      await refresh()
      choose(bed.facts.id)
    } catch {
      await failed(move, bed: bed, room: room, error)
    }
  }

  /// The board is read again; where somebody has the bed now, that is the reason.
  private func failed(_ move: BedMove, bed: Board.Bed, room: Board.Room, _ error: RegistrarError) async {
    mode = .looking
    if case .sessionEnded = error { return await app.say(error) }
    await refresh()
    choose(bed.facts.id)
    guard let now = self.bed, now.facts.id == bed.facts.id, now.standing != bed.standing else {
      return await app.say(error)
    }
    let who: DisplayText = now.standing.isInUse ? "taken by \(now.name)" : "\(now.standing.word)"
    app.message = Message(
      "\(name(room, bed)) was \(who) meanwhile. Nothing was changed; choose another bed.", .refused)
  }

  package func choose(_ bed: RecordID) { if let found = board.place(ofBed: bed) { place = found } }

  func name(_ room: Board.Room, _ bed: Board.Bed) -> String {
    room.beds.count > 1 ? "\(room.name) \(bed.facts.label)" : room.name.text
  }
}
