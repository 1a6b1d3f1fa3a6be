import Records
import Storage

/// From the questions to the buttons, and what is typed at each.
extension AskModel {
  package func typed(_ key: Key) async -> Bool {
    if question != nil { return await answer(key) }
    switch focus {
    case .fields:
      defer { draft.notice(form) }
      return await form.typed(key)
    case .password: return type(key)
    case .button, .notNow, .strayed:
      // A letter that somebody's own keys give to a step of this is meant.
      guard case .character = key, case .nothing = app.keymap.meaning(of: [key], in: scopes) else {
        return false
      }
      stray()
      return true
    }
  }

  /// Who types letters at a button is not looking at it: none of them is a command, and no Enter presses anything.
  private func stray() {
    focus = .strayed
    app.message = Message(strayWords, .refused)
  }

  private func answer(_ key: Key) async -> Bool {
    guard DraftQuestion.keeps(key, app.keymap) else { return false }
    switch question?.answer(to: key) {
    case .carryOn: if let found = question?.draft { await carryOn(found) }
    case .dropIt:
      await draft.drop()
      question = nil
    case nil: break
    }
    return true
  }

  private func type(_ key: Key) -> Bool {
    guard let password else { return false }
    switch key {
    case .character(let character): password.append(contentsOf: Array(String(character).utf8))
    case .backspace: password.removeLast()
    case .control("u"): password.clear()
    default: return false
    }
    return true
  }

  package func pasted(_ text: String) async {
    guard question == nil else { return }
    switch focus {
    case .fields:
      await form.pasted(text)
      draft.notice(form)
    case .password: password?.append(contentsOf: Array(text.utf8))
    case .button, .notNow, .strayed: stray()
    }
  }

  package func next(by step: Int) async {
    guard question == nil else { return }
    switch focus {
    case .fields:
      defer { draft.notice(form) }
      guard await form.advance(by: step) == false else { return await look() }
      if step > 0 { await leaveFields() }
    case .button: focus = step > 0 ? .notNow : asks.isEmpty ? .notNow : .fields
    case .notNow:
      focus = step < 0 ? .button : password != nil ? .password : asks.isEmpty ? .button : .fields
    case .password: focus = step > 0 ? .button : .notNow
    case .strayed: focus = step > 0 || asks.isEmpty ? .button : .fields
    }
  }

  private func leaveFields() async {
    guard form.problemCount == 0 else { return }
    focus = .button
    await look()
  }

  package func choose() async { if focus == .fields { await form.choose() } }

  /// Why nothing is offered to choose from where the cursor is; nil where something is.
  var whyNoChoice: String? {
    focus == .fields && form.focused != nil ? form.whyNoChoice : "Nothing is chosen from a list here."
  }

  package func accept() async {
    switch focus {
    case .fields: await next(by: 1)
    case .button, .password: await submit()
    case .notNow:
      await leave()
      if app.message == nil { app.message = Message("Not now: nothing was done.") }
    case .strayed: stray()
    }
  }

  /// Leaves everything as it is; what was typed stays as a draft.
  package func leave() async {
    let hasText = (form.isDirty || draft.savedAt != nil) && !form.isBlank
    await app.back()
    if hasText, app.message?.kind != .failed {
      app.message = Message("Nothing was done. What you typed is kept as a draft; g d lists your drafts.")
    }
  }
}
