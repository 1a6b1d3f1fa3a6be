import Records
import Storage

/// Writing what was given out about a resident into a folder.
extension AppModel {
  /// Writes a pack whose disclosure is in the books into a folder of its own, and says where it lies.
  func write(_ pack: DisclosurePack) async {
    guard let (registrar, session) = open, let packFolder else {
      return await sayUnmade(pack, whyNothingLeaves)
    }
    let stamp = "\(wall.day)-\(wall.time)".filter { $0 != ":" }
    do throws(PackError) {
      let folder = try packFolder("\(Bag.name(pack.reference))-\(stamp)")
      let written = try await pack.write(into: folder) { attachment async throws(RegistrarError) in
        try await registrar.openFile(of: attachment.document, for: .export, as: session)
      }
      sayWritten(written, to: folder.path)
    } catch {
      switch error {
      case .door(let error):
        await say(error)
        await sayUnmade(pack, error.words)
      case .notWritten(let words): await sayUnmade(pack, words)
      }
    }
  }

  private func sayWritten(_ pack: DisclosurePack, to place: String) {
    let rest =
      [
        pack.wordsLeftOut, pack.clock.map { "The answer is \($0)." },
        "Read it through, give it to them, then choose “Sent”.",
      ].compactMap(\.self) + pack.unspoken.map { "For you alone: \($0)" }
    message = Message("Written to \(place), unsealed. \(rest.joined(separator: " "))")
  }

  /// Says why there is no pack, and what the accounting says of it, which has an entry for one.
  private func sayUnmade(_ pack: DisclosurePack, _ why: String) async {
    var words = pack.wordsUnmade
    if let (registrar, session) = open { words = await registrar.withdraw(pack, for: session) }
    message = Message(DisplayText("\(why) \(words)"), .failed)
  }
}
