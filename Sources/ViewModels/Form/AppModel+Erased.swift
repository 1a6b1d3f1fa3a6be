import Records
import Storage

/// What stands open of a resident who is erased meanwhile.
extension AppModel {
  /// Closes a screen whose record is of a resident who was erased since it was opened, and says so; where they are only
  /// named in it, their name goes.
  ///
  /// What was typed is kept nowhere: a draft would bring back what was destroyed.
  ///
  /// - Parameters:
  ///   - model: The screen.
  ///   - records: What it is about.
  ///   - form: What is filled in there.
  ///   - openedAt: When it was opened; who was erased before is known there by no other name.
  /// - Returns: Whether it was closed.
  func closesErased(
    _ model: any ScreenModel, of records: [Record], _ form: FieldForm, since openedAt: Instant
  ) async -> Bool {
    let owners = Set(records.compactMap(\.resident))
    let names: [RecordID: String]
    do throws(RegistrarError) {
      names = try await erased(among: owners.union(form.residents), since: openedAt)
    } catch {
      await say(error)
      return false
    }
    form.rename(names)
    guard owners.contains(where: { names[$0] != nil }),
      let place = screens.firstIndex(where: { $0.model === model }), place > 0
    else { return false }
    screens.removeSubrange(place...)
    await top?.model.refresh()
    message = Message(
      "The resident was erased meanwhile: what was open about them is closed, and nothing of it is kept.",
      .refused)
    return true
  }

  /// The names that residents go by since they were erased, of those whom that befell.
  private func erased(
    among residents: Set<RecordID>, since openedAt: Instant
  ) async throws(RegistrarError) -> [RecordID: String] {
    guard !residents.isEmpty, let (registrar, session) = open,
      let type = registrar.catalogue["residents"], mayRead(type)
    else { return [:] }
    let query = Query(type.id).where(.among("id", residents.sorted().map(\.value))).where(
      .equals("state", .text("erased")))
    let found = try await registrar.records(query, for: session)
    let since = found.filter { $0.stamp.map { $0.updatedAt >= openedAt } ?? false }.compactMap(\.id)
    return try await registrar.names(of: since.map { (type: type.id, id: $0) }, for: session)
  }
}

extension Record {
  /// The resident whose record it is; nil where it says of nobody that it is theirs.
  fileprivate var resident: RecordID? { type.id == "residents" ? id : self[.residentID] }
}
