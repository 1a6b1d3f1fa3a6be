import Records
import Storage

/// What the member has typed and not yet saved.
extension AppModel {
  package func openDrafts() async {
    let report = ReportModel(self, "Drafts", []) { [weak self] in await self?.draftLines() ?? [] }
    push(.report(report))
    await report.refresh()
  }

  /// What the member began to write of the parts of a record and has not saved, each in a sentence.
  func unfinishedParts(of record: Record) async -> [String] {
    guard let id = record.id, let (registrar, session) = open else { return [] }
    let parts = registrar.catalogue.parts(of: record.type.id)
    do throws(RegistrarError) {
      return try await registrar.drafts(for: session).compactMap { draft in
        let part = parts.first { part in
          draft.action == nil && part.type.id == draft.recordType
            && draft.content[part.field.name]?.hasPrefix(id.description) == true
        }
        guard let part else { return nil }
        let whom = about(draft, part.type, besides: part.field.name).map { " “\($0)”" } ?? ""
        return
          "Not saved yet: \(part.type.singular)\(whom), a draft of \(shown(.instant(draft.savedAt))). g d opens it."
      }
    } catch {
      await say(error)
      return []
    }
  }

  private func draftLines() async -> [ReportModel.Line] {
    guard let (registrar, session) = open else { return [] }
    do throws(RegistrarError) {
      let drafts = try await registrar.drafts(for: session)
      let names = try await registrar.names(
        of: drafts.flatMap { draft in
          [draft.subject.map { (draft.recordType, $0) }, draft.resident.map { ("residents", $0) }]
            .compactMap(\.self)
        }, for: session)
      return drafts.map { draft in
        let what = called(draft, names)
        return ReportModel.Line(
          "\(shown(.instant(draft.savedAt)))  \(what)",
          open: { [weak self] in await self?.reopen(draft) },
          discard: { [weak self] in self?.askToDiscard(draft, what) })
      }
    } catch {
      await say(error)
      return []
    }
  }

  /// Which form it is, of which record, and about whom: "New incident: Roe D", "Send back: ACT-0020".
  private func called(_ draft: Draft, _ names: [RecordID: String]) -> String {
    let type = registrar?.catalogue[draft.recordType]
    let singular = type?.singular ?? draft.recordType
    guard let subject = draft.subject else {
      let deed = draft.action.map { type?.action($0)?.title ?? $0 }
      let title = deed.map { "\($0), several \(type?.title.lowercased() ?? singular)" } ?? "New \(singular)"
      return about(draft, type).map { "\(title): \($0)" } ?? title
    }
    let deed =
      draft.action.map {
        $0 == Removal.id ? "Remove" : $0 == Removal.restoringID ? "Bring back" : type?.action($0)?.title ?? $0
      } ?? "Change"
    let resident = draft.resident == subject ? nil : draft.resident.flatMap { names[$0] }
    return "\(deed): "
      + [singular, names[subject].map(short), resident].compactMap(\.self).joined(separator: " ")
  }

  /// The first thing said in a new form that tells it from others: whom it is about, else its first words.
  private func about(_ draft: Draft, _ type: RecordType?, besides known: String? = nil) -> String? {
    guard let type, draft.action == nil else { return nil }
    let order = [type.residentField].compactMap(\.self) + type.namedBy + type.columns.map(\.name)
    for name in order where name != known {
      guard let text = draft.content[name], let field = type.field(name), !text.isEmpty else { continue }
      let words = field.target == nil ? text : String(text.dropFirst(37))
      if !words.isEmpty { return words }
    }
    return nil
  }

  /// Asks before a draft goes; nobody has it afterwards.
  private func askToDiscard(_ draft: Draft, _ what: String) {
    push(
      .picker(
        PickerModel(
          self, "Discard this draft?",
          [
            PickerModel.Option("Keep it") {},
            PickerModel.Option("Discard it", detail: "\(what), \(shown(.instant(draft.savedAt)))") {
              [weak self] in await self?.discard(draft)
            },
          ])))
  }

  private func discard(_ draft: Draft) async {
    guard let id = draft.id, let (registrar, session) = open else { return }
    do throws(RegistrarError) {
      try await registrar.drop(draft: id, for: session)
      message = Message("The draft is discarded.")
      await top?.model.refresh()
    } catch {
      await say(error)
    }
  }

  private func reopen(_ draft: Draft) async {
    guard let (registrar, session) = open, let type = registrar.catalogue[draft.recordType] else { return }
    do throws(RegistrarError) {
      var record = Record(type)
      if let subject = draft.subject { record = try await registrar.record(subject, of: type, for: session) }
      guard let id = draft.action else {
        await openForm(record)
        await form?.carryOn(draft)
        return
      }
      guard draft.subject != nil else {
        message = Message(
          "This answers for several \(type.title.lowercased()) at once. Mark them in their list and begin it there.",
          .refused)
        return
      }
      if id == Removal.restoringID {
        await bringBack(record)
      } else {
        guard let action = id == Removal.id ? Removal.action(of: type) : type.action(id) else { return }
        await begin(action, on: [record])
      }
      await ask?.carryOn(draft)
    } catch {
      await say(error)
    }
  }
}
