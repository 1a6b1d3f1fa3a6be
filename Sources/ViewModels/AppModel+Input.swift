import Records
import Storage

/// From what arrives at the terminal to what is done.
extension AppModel {
  /// Answers everything that arrived in one moment; the frame is drawn once after it.
  package func handle(_ batch: [Input]) async {
    if jobs != nil, batch.contains(where: \.isTyped) { open?.registrar.repository.giveWay.ask() }
    var rest = batch[...]
    // How many equal ones the rest begins with; counted once, for there may be very many.
    var run = 0
    while let input = rest.first, !isFinished {
      if run == 0 { run = rest.prefix { $0 == input }.count }
      if run > 1, case .key(let key) = input, await pressed(key, times: run) {
        rest = rest.dropFirst(run)
        run = 0
      } else {
        await handle(input)
        rest = rest.dropFirst()
        run -= 1
      }
    }
    await top?.model.settle()
  }

  /// Takes the same key many times as one wish; false where its meaning needs them one by one.
  private func pressed(_ key: Key, times: Int) async -> Bool {
    guard blankedAt == nil, chord.isEmpty, let model = top?.model, !model.takesText,
      case .command(let id) = keymap.meaning(of: [key], in: model.scopes + [.everywhere]),
      let command = commands[id], let perform = command.performTimes, command.availability(self).isYes
    else { return false }
    lastKey = clock.now()
    message = nil
    await perform(self, times)
    return true
  }

  package func handle(_ input: Input) async {
    switch input {
    case .key(let key): await pressed(key)
    case .paste(let text):
      lastKey = clock.now()
      await top?.model.pasted(text)
    case .resized(let size): self.size = size
    case .suspended: await keepAll()
    case .resumed: await due()
    case .hungUp: await hangUp()
    case .stalled: await lock()
    case .due: await due()
    case .mouse: break
    }
  }

  private func pressed(_ key: Key) async {
    lastKey = clock.now()
    if blankedAt != nil { return await unblank(key) }
    if key == .alt {
      message = Message("Alt is not used.", .refused)
      return
    }
    guard let model = top?.model else { return }
    if chord.isEmpty, model.takesText, await model.typed(key) { return }
    let scopes = model.scopes + [.everywhere]
    let pressed = chord + [key]
    chord = []
    chordStarted = nil
    switch keymap.meaning(of: pressed, in: scopes) {
    case .command(let id): await perform(id)
    case .begins:
      chord = pressed
      chordStarted = clock.now()
    case .nothing where pressed.count > 1 && key != .escape:
      message = Message("\(pressed.map(\.description).joined(separator: " ")) means nothing here.", .refused)
    case .nothing: break
    }
  }

  /// Carries out a command by its id, or says why it is off.
  package func perform(_ id: String) async {
    guard let command = commands[id] else { return }
    switch command.availability(self) {
    case .yes:
      message = nil
      await command.perform(self)
    case .no where detail?.type.sendingStep?.id == id: await begin(actionID: id)
    case .no(let reason): message = Message(DisplayText(reason), .refused)
    case .confidential: break
    }
  }

  /// The keys that go on from the one pressed, once it has waited a moment.
  package var chordStrip: [(key: String, title: String)] {
    guard let first = chord.first, let chordStarted, clock.now() >= chordStarted.adding(milliseconds: 400)
    else { return [] }
    return keymap.continuations(of: first, in: (top?.model.scopes ?? []) + [.everywhere]).compactMap {
      key, id in
      commands[id].map { (key.description, $0.title) }
    }
  }
}
