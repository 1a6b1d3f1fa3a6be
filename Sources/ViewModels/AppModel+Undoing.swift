import Records
import Storage

/// Taking back what was done, and doing it again.
extension AppModel {
  /// How many minutes a change can be taken back with u, here and on the pages that take back their own.
  static let undoMinutes = 5

  /// Remembers a change so that it can be taken back, and says that it was made.
  ///
  /// After one that is final nothing older is offered: it may stand on the very records that this one changed.
  /// `deed` names the change where it cannot be taken back: `The report was sent`.
  package func did(_ words: DisplayText, _ receipt: Receipt, deed: DisplayText = "It was saved") {
    redoable = []
    guard let undo = receipt.undo else {
      undoable = []
      // Why is told to who tries, not to everybody who has just done it.
      finalDeed = deed + "; that is not undone." + (receipt.whyNoUndo.map { " " + DisplayText($0) } ?? "")
      message = Message(words)
      return
    }
    undoable.append(undo)
    finalDeed = nil
    let until = (session?.zone ?? .utc).wall(at: undo.at.adding(minutes: AppModel.undoMinutes)).time
    message = Message(words + " Undo with u (until \(until.description)).")
  }

  package var undoAvailability: Availability {
    if let own = top?.model.takesBack { return own.availability }
    guard let last = undoable.last else {
      return .no(finalDeed.map(\.text) ?? "There is nothing of yours to undo.")
    }
    let isInTime = clock.now() < last.at.adding(minutes: AppModel.undoMinutes)
    return isInTime ? .yes : .no("Your last change is more than five minutes old. Change the record itself.")
  }

  package func undo() async {
    if let own = top?.model.takesBack { return await own.perform() }
    guard let (registrar, session) = open, let last = undoable.last else { return }
    do throws(RegistrarError) {
      let receipt = try await registrar.undo(last, command: clock.newID(), for: session)
      undoable.removeLast()
      if let back = receipt.undo { redoable.append(back) }
      await leaveRemoved(last)
      message = Message("Undone: \(last.title). Ctrl-R does it again.")
      await top?.model.refresh()
    } catch {
      await say(error)
    }
  }

  /// Leaves the page of a record that was made by what is undone: it stands in no list any more.
  private func leaveRemoved(_ undo: Receipt.Undo) async {
    let made = undo.changes.filter { $0.before == nil }.compactMap(\.after.id)
    while screens.count > 1, case .detail(let detail) = top, made.contains(detail.id) { await back() }
  }

  package func redo() async {
    guard let (registrar, session) = open, let last = redoable.popLast() else {
      message = Message("There is nothing to do again.", .refused)
      return
    }
    do throws(RegistrarError) {
      let receipt = try await registrar.undo(last, command: clock.newID(), for: session)
      if let back = receipt.undo { undoable.append(back) }
      let title =
        last.title.hasPrefix("Undo ") ? String(last.title.dropFirst(5)).capitalizedFirst : last.title
      message = Message("Done again: \(title).")
      await top?.model.refresh()
    } catch {
      await say(error)
    }
  }
}
