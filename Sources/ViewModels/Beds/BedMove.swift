import Records
import Storage

/// A resident who is to have another bed: from where, and what came of looking ahead.
package struct BedMove: Sendable {
  package let action: Action
  package let subject: Record
  /// The question of the action that names the bed.
  package let asks: String
  package let from: RecordID
  /// The house in which it began.
  let home: BedBoardModel.House?
  package let name: DisplayText
  package let roomName: DisplayText
  /// The bed that was looked at last.
  package var target: RecordID?
  package var refusal: DisplayText?
  package var warnings: [DisplayText] = []
  /// What would be: the sentence of the dry run.
  package var words: DisplayText
  /// The room, bed or name that is typed to go there at once.
  package var line = TextLine()
}

extension BedMove {
  /// Somebody else decides it.
  package var isRequest: Bool { action.id == "resident.ask-move" }
}

extension BedBoardModel {
  /// Begins to move the resident of the chosen bed by the first of these actions that is possible: the arrows then
  /// choose where to.
  package func beginMove(by ids: [String] = BedBoardModel.moves) async {
    if bed?.facts.veil != nil {
      app.message = Message(
        "Who has this bed is restricted. The safeguarding lead can say who may move them.", .refused)
      return
    }
    guard let bed, let room, bed.standing.isInUse, let use = bed.use else {
      app.message = Message("Nobody is in this bed. Choose the bed of the resident who moves.", .refused)
      return
    }
    guard let resident = use.resident, let subject = await record("residents", resident),
      let action = await action(among: ids, on: subject),
      let asks = action.asks.first(where: { $0.target == "beds" })?.name
    else { return }
    mode = .moving(
      BedMove(
        action: action, subject: subject, asks: asks, from: bed.facts.id, home: house,
        name: bed.name.or(bed.headline),
        roomName: room.name(of: bed),
        words: BedBoardModel.invitation(to: bed.name.or(bed.headline))))
  }

  private static func invitation(to name: DisplayText) -> DisplayText {
    "Move \(name): choose a bed with the arrows or type its room, here or in another house. Esc leaves everything as it is."
  }

  /// How a resident comes into another bed: by who may decide it, else by asking.
  package static let moves = ["resident.move", "resident.ask-move"]

  /// The first of the actions that is possible; where none is, why not the first is said.
  private func action(among ids: [String], on subject: Record) async -> Action? {
    guard let (registrar, session) = app.open else { return nil }
    var refusal: String?
    for action in ids.compactMap({ subject.type.action($0) }) {
      do throws(RegistrarError) {
        switch try await registrar.availability(of: action, on: subject, for: session) {
        case .yes: return action
        case .no(let reason): refusal = refusal ?? reason
        case .confidential: break
        }
      } catch {
        await app.say(error)
        return nil
      }
    }
    if let refusal { app.message = Message(DisplayText(refusal), .refused) }
    return nil
  }

  package func stopMoving() async {
    guard case .moving(let move) = mode else { return }
    mode = .looking
    if let home = move.home, home != house { await show(home) }
    choose(move.from)
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
      move.words = BedBoardModel.invitation(to: move.name)
      mode = .moving(move)
      return
    }
    do throws(RegistrarError) {
      let preview = try await registrar.preview(
        move.action, on: move.subject, answers: provisional(move, bed.facts.id), for: session)
      move.refusal = preview.refusal.map { DisplayText($0) }
      move.warnings = preview.warnings.map { DisplayText($0) }
      move.words = words(
        move, to: called(bed, in: room, for: move), await effects(of: preview, registrar, session))
    } catch {
      move.refusal = DisplayText(error.words)
      move.words = words(move, to: called(bed, in: room, for: move), [])
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

  /// The bed, with its house where that is another one than the move began in.
  private func called(_ bed: Board.Bed, in room: Board.Room, for move: BedMove) -> DisplayText {
    guard let house, house != move.home else { return room.name(of: bed) }
    return "\(house.name) \(room.name(of: bed))"
  }

  private func words(_ move: BedMove, to room: DisplayText, _ effects: [DisplayText]) -> DisplayText {
    let trip: DisplayText = "\(move.name), \(move.roomName) → \(room)"
    if let refusal = move.refusal { return "\(trip): no. \(refusal)" }
    let warnings = move.warnings.map { " ! \($0)" as DisplayText }.reduce("", +)
    let after = effects.isEmpty ? "" : ": " + effects.joined(separator: "; ")
    let deed: DisplayText = move.isRequest ? "asks for it" : "moves"
    return "\(trip)\(after).\(warnings) Enter \(deed)."
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

  /// Opens the page that shows what would change and asks what is still open, or says why not.
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
    await ask(looked, bed: bed, room: room)
  }

  private func ask(_ move: BedMove, bed: Board.Bed, room: Board.Room) async {
    let target = called(bed, in: room, for: move)
    let ask = AskModel(app, move.action, on: [move.subject]) { [weak self] _ in
      self?.mode = .looking
      await self?.refresh()
      self?.choose(bed.facts.id)
    }
    ask.doneWords =
      move.isRequest
      ? "\(target) is asked for, for \(move.name); somebody else decides."
      : "\(move.name) has moved to \(target)."
    ask.whenRefused = { [weak self] error in await self?.wasTaken(bed, room, error) ?? false }
    ask.decide(.reference(bed.facts.id), of: move.asks, title: target.text)
    app.push(.ask(ask))
    await ask.begin()
    await ask.next(by: 1)
  }

  /// Where somebody has the bed now, that is the reason; the page closes and the board shows it.
  private func wasTaken(_ bed: Board.Bed, _ room: Board.Room, _ error: RegistrarError) async -> Bool {
    if case .sessionEnded = error { return false }
    await refresh()
    choose(bed.facts.id)
    guard let now = self.bed, now.facts.id == bed.facts.id, now.standing != bed.standing else { return false }
    mode = .looking
    app.drop()
    let who: DisplayText = now.standing.isInUse ? "taken by \(now.name)" : "\(now.standing.word)"
    app.message = Message(
      "\(room.name(of: bed)) was \(who) meanwhile. Nothing was changed; choose another bed.", .refused)
    return true
  }

  package func choose(_ bed: RecordID) { if let found = board.place(ofBed: bed) { place = found } }
}
