import Records

/// What comes next for a record, by its workflow.
extension DetailModel {
  private var state: String? {
    guard let field = type.workflow?.field, case .text(let state) = record?[field] else { return nil }
    return state
  }

  /// The everyday step that comes next and that the person may take; nil where there is none.
  ///
  /// What is written to be given to somebody changes no state, and is a step all the same.
  package var nextStep: Action? {
    guard let state else { return nil }
    return actions.first { action, availability in
      let isStep = action.to != nil || action.discloses != nil
      return availability.isYes && isStep && action.from.contains(state) && !action.isEnding
    }?.action
  }

  /// What to say to who leaves a draft that they could send: nobody else has been told of it.
  ///
  /// What others decide on was put to them when it was saved.
  package var draftWords: DisplayText? {
    guard state == "draft", let record, let step = nextStep, step.right != .approve else { return nil }
    let key = app.keymap.keys(of: step.id).first ?? app.keymap.keys(of: "record.actions").first
    return
      "\(DisplayText(app.name(of: record, names))) is still a draft, and nobody has been told. \(DisplayText(key ?? ".")) on its page: \(DisplayText(step.title))."
  }
}
