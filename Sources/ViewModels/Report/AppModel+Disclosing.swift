import Records
import Storage

/// Writing what was given out about a resident into a folder.
extension AppModel {
  /// Writes a pack whose disclosure is in the books into a folder of its own, and says where it lies.
  func write(_ pack: DisclosurePack) async {
    guard let (registrar, session) = open, let makeFolder, let writeFile else {
      message = Message("Switched off on this terminal.", .refused)
      return
    }
    let stamp = "\(wall.day)-\(wall.time)".filter { $0 != ":" }
    let name = "\(Bag.name(pack.reference))-\(stamp)"
    var place = ""
    for folder in [""] + Bag.folders.map({ "/" + $0 }) {
      switch makeFolder(name + folder) {
      case .success(let path): if folder.isEmpty { place = path }
      case .failure(let failure):
        message = Message("It was not written: \(failure.words) The disclosure is in the books.", .failed)
        return
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
      message = Message(
        "Written to \(DisplayText(place)), unsealed.\(DisplayText(left))\(DisplayText(clock)) Read it through, give it to them, then choose “Sent”."
      )
    } catch {
      switch error {
      case .door(let error): await say(error)
      case .notWritten(let words):
        message = Message(
          "It was not written whole: \(DisplayText(words)) Take \(DisplayText(place)) away.", .failed)
      }
    }
  }
}
