import Records
import Storage

/// What was removed by mistake, and how it comes back.
extension AppModel {
  /// Lists the removed records of the type whose list is open; Enter brings one back.
  package func openRemoved() async {
    guard let type = list?.type else { return }
    let report = ReportModel(self, "Removed \(type.title.lowercased())", []) { [weak self] in
      await self?.removedLines(type) ?? []
    }
    push(.report(report))
    await report.refresh()
  }

  private func removedLines(_ type: RecordType) async -> [ReportModel.Line] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      return try await registrar.removed(type, for: session).map { removed in
        let what = "\(removed.name)  \(shown(.instant(removed.at)))  \(removed.by)  \(removed.reason)"
        return ReportModel.Line(DisplayText(what)) { [weak self] in await self?.bringBack(removed.record) }
      }
    } catch {
      await say(error)
      return []
    }
  }

  func bringBack(_ record: Record) async {
    let ask = AskModel(self, Removal.restoring(record.type), on: [record]) { [weak self] _ in
      await self?.top?.model.refresh()
    }
    push(.ask(ask))
    await ask.begin()
  }

  /// Whether the open list's type keeps removed records that this role may bring back.
  var mayRestore: Availability {
    guard let (registrar, session) = open, let type = list?.type else { return .confidential }
    let isHeld = registrar.matrix.scope(of: .void, for: session.role, on: type.resource) != nil
    return isHeld && !type.isAppendOnly && !type.tags.contains(.kept) ? .yes : .confidential
  }
}
