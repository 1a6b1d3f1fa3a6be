import Records
import Storage

/// What is said to whoever is about to leave.
extension AppModel {
  /// The way to the person's own notes that are not signed yet; none where there are none.
  func unsignedNotes() async -> [PickerModel.Option] {
    guard let (registrar, session) = open else { return [] }
    let conditions: [Condition] = [
      .equals("author_id", .reference(session.membership)), .equals("state", .text("draft")),
    ]
    let count: Int
    do throws(RegistrarError) {
      count = try await registrar.count("case_notes", where: conditions, for: session)
    } catch {
      // Nobody is kept from leaving because something cannot be counted.
      return []
    }
    guard count > 0 else { return [] }
    let title: DisplayText =
      count == 1 ? "Look at 1 note of yours first" : "Look at \(String(count)) notes of yours first"
    return [
      PickerModel.Option(title, detail: "written and not signed") { [weak self] in
        await self?.openList("case_notes", conditions: conditions)
      }
    ]
  }
}
