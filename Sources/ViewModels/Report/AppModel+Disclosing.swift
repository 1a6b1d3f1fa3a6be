import Records
import Storage

/// Writing what was given out about a resident into a folder.
extension AppModel {
  /// Writes a pack whose disclosure is in the books into a folder of its own, and says where it lies.
  func write(_ pack: DisclosurePack) async {
    guard let (registrar, session) = open, let makeFolder, let writeFile else {
      return sayUnmade(pack, "Switched off on this terminal.", "")
    }
    let stamp = "\(wall.day)-\(wall.time)".filter { $0 != ":" }
    let name = "\(Bag.name(pack.reference))-\(stamp)"
    var place = ""
    for folder in [""] + Bag.folders.map({ "/" + $0 }) {
      switch makeFolder(name + folder) {
      case .success(let path): if folder.isEmpty { place = path }
      case .failure(let failure):
        return sayUnmade(pack, failure.words, place)
      }
    }
    do throws(PackError) {
      let written = try await pack.write { attachment async throws(RegistrarError) in
        try await registrar.openFile(of: attachment.document, for: .export, as: session)
      } to: { file throws(PackError) in
        if case .failure(let failure) = writeFile("\(name)/\(file.path)", file.bytes) {
          throw .notWritten(failure.words)
        }
      }
      let left =
        written.withheld.isEmpty ? "" : " \(written.withheld.count) things are left out: index.txt says why."
      let clock = pack.clock.map { " The answer is \($0)." } ?? ""
      let alone = pack.unspoken.map { " For you alone: \($0)" }.joined()
      message = Message(
        "Written to \(DisplayText(place)), unsealed.\(DisplayText(left))\(DisplayText(clock)) Read it through, give it to them, then choose “Sent”.\(DisplayText(alone))"
      )
    } catch {
      switch error {
      case .door(let error):
        await say(error)
        sayUnmade(pack, error.words, place)
      case .notWritten(let words): sayUnmade(pack, words, place)
      }
    }
  }

  /// Says why there is no pack, and that the books have an entry for one; the screens take no file away.
  private func sayUnmade(_ pack: DisclosurePack, _ why: String, _ place: String) {
    let rest = place.isEmpty ? "" : " Take \(place) away."
    let entry =
      "The accounting of disclosures has an entry for this pack, which was not made: write it again, and note on \(pack.reference) that the first was never made."
    message = Message(DisplayText("\(why)\(rest) \(entry)"), .failed)
  }
}
