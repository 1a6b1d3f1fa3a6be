import Records
import Storage

/// What the person should know before deciding: what was asked, and every field that would change.
package struct ApprovalPreview: Sendable {
  package let title: DisplayText
  /// What is judged: what the decision rests on, then what was written at length: what happened, what was done.
  package let evidence: [(label: DisplayText, text: DisplayText)]
  /// How many lines of the evidence are what the decision rests on.
  package let weighedCount: Int
  /// What else the subject says, by the labels of its fields.
  package let facts: [(label: DisplayText, text: DisplayText)]
  /// What would change: whose what, from, to.
  package let changes: [(what: DisplayText, before: DisplayText, after: DisplayText)]
  package let checks: [DisplayText]
  package let warnings: [DisplayText]
  package let refusal: DisplayText?
  package let history: [DisplayText]
}

extension ApprovalsModel {
  /// Reads the preview of approving the chosen request.
  func readPreview() async -> ApprovalPreview? {
    guard let request, let (registrar, session) = app.open, let subject = await subject(of: request) else {
      return nil
    }
    do throws(RegistrarError) {
      var preview: Preview?
      if let action = Decision(subject, kind: request.kind, in: registrar.catalogue).approve {
        preview = try await registrar.preview(action, on: subject, answers: [:], for: session)
          .withoutStamps(of: session)
      }
      let changed = preview?.changes ?? []
      let names = try await registrar.names(
        of: subject.references + changed.flatMap { $0.record.references } + changed.flatMap(references),
        for: session)
      let history = await lines(of: subject, registrar, session)
      let weighed = app.weighed(in: subject, names)
      return ApprovalPreview(
        title: title(request, subject), evidence: weighed + app.evidence(in: subject),
        weighedCount: weighed.count, facts: facts(subject, names),
        changes: changed.flatMap { changes($0, about: subject, names) },
        // Which rules were asked is the program's business.
        checks: preview?.checks.isEmpty == false ? ["Everything it needs is there."] : [],
        warnings: ((preview?.effects ?? []) + (preview?.warnings ?? [])).map { DisplayText($0) },
        refusal: preview?.refusal.map { DisplayText($0) }, history: history)
    } catch {
      await app.say(error)
      return nil
    }
  }

  private func title(_ request: ApprovalRequest, _ subject: Record) -> DisplayText {
    let reference: String = subject[.reference] ?? ""
    let parts = [DisplayText(reference), request.what].filter { !$0.isBlank }.joined(separator: "  ")
    return request.about.isBlank ? parts : "\(parts) · \(request.about)"
  }

  /// The fields that say something, those that deeds have filled in first, each in the order of the form; the reference
  /// and the state stand elsewhere.
  private func facts(
    _ subject: Record, _ names: [RecordID: String]
  ) -> [(label: DisplayText, text: DisplayText)] {
    let weighed = subject.type.weighed.map(\.name)
    let fields = subject.type.fields.filter { !weighed.contains($0.name) }
    let done = fields.filter { $0.traits.contains(.filledIn) }
    return (done + fields.filter { !$0.traits.contains(.filledIn) }).compactMap { field in
      let value = subject[field.name]
      guard !value.isEmpty, value != .hidden, value != .flag(false),
        !["reference", "state", "house_id", "title"].contains(field.name)
      else { return nil }
      // What was counted is found by who signs second, and not told before (CDR-2).
      if field.isThousandths { return nil }
      switch field.kind {
      case .bytes, .json, .note: return nil
      default: return (DisplayText(field.label), text(value, field, names))
      }
    }
  }

  /// What differs in one record, its state first.
  private func changes(
    _ change: Preview.Change, about subject: Record, _ names: [RecordID: String]
  ) -> [(what: DisplayText, before: DisplayText, after: DisplayText)] {
    let isSubject = change.record.id == subject.id && !change.isNew
    let whose: DisplayText = isSubject ? "" : "\(change.isNew ? "new " : "")\(change.record.type.singular): "
    let told = change.fields.filter { field, _, _ in
      switch field.kind {
      case .bytes, .json: false
      default: true
      }
    }
    return (told.filter { $0.field.name == "state" } + told.filter { $0.field.name != "state" }).map {
      field, before, after in
      (
        whose + DisplayText(isSubject ? field.label : field.label.lowercased()),
        text(before, field, names).or("nothing"), text(after, field, names).or("nothing")
      )
    }
  }

  private func text(_ value: Value, _ field: Field, _ names: [RecordID: String]) -> DisplayText {
    if case .reference(let id) = value { return DisplayText(names[id] ?? "somebody") }
    return DisplayText(app.shown(value, of: field, style: .short))
  }

  private func references(_ change: Preview.Change) -> [(type: String, id: RecordID)] {
    change.fields.flatMap { field, before, after in
      [before, after].compactMap { value in
        guard case .reference(let id) = value, let target = field.target else { return nil }
        return (target, id)
      }
    }
  }

  /// What happened to the subject, the latest first; nothing for who may not read histories.
  private func lines(of subject: Record, _ registrar: Registrar, _ session: Session) async -> [DisplayText] {
    do throws(RegistrarError) {
      return try await registrar.history(of: subject, for: session).prefix(6).map { line in
        let reason = line.reason.isEmpty ? "" : " “\(line.reason)”"
        let deed = app.deed(line.event, on: subject.type)
        return "\(app.shown(.instant(line.at))) \(deed) (\(line.actor))\(reason)"
      }
    } catch {
      return []
    }
  }
}

extension AppModel {
  /// What a decision on a record rests on, as far as it says so and it is open: the amount, the payee, from when.
  package func weighed(
    in record: Record, _ names: [RecordID: String]
  ) -> [(label: DisplayText, text: DisplayText)] {
    record.type.weighed.compactMap { field in
      let value = record[field.name]
      guard !value.isEmpty, value != .hidden else { return nil }
      return (DisplayText(field.label), DisplayText(text(value, field, names)))
    }
  }

  /// What a record says at length, as far as it is open: the evidence of who judges it; of these fields alone where
  /// they are named.
  package func evidence(
    in record: Record, of names: Set<String>? = nil
  ) -> [(label: DisplayText, text: DisplayText)] {
    record.type.fields.compactMap { field in
      guard names?.contains(field.name) ?? true else { return nil }
      // Besides what is written at length only what is asked for by name.
      if names != nil, !record[field.name].isEmpty, record[field.name] != .hidden {
        switch field.kind {
        case .choice, .integer, .instant, .day, .text:
          return (DisplayText(field.label), DisplayText(shown(record[field.name], of: field, style: .short)))
        default: break
        }
      }
      guard field.kind == .note, case .text(let text) = record[field.name], !text.isEmpty else { return nil }
      return (DisplayText(field.label), DisplayText(text.split { $0.isNewline }.joined(separator: " ")))
    }
  }
}

extension Preview {
  /// The same without what every deed writes by itself: the request that it answers, who did it and when; where nothing
  /// else changes, that the request is answered.
  package func withoutStamps(of session: Session) -> Preview {
    let told = changes.compactMap { change -> Change? in
      if change.record.type.id == "approvals", !change.isNew { return nil }
      let fields = change.fields.filter { field, before, after in
        guard field.traits.contains(.filledIn), before.isEmpty else { return true }
        switch after {
        case .reference(let id): return id != session.membership
        case .instant: return change.isNew
        default: return true
        }
      }
      return Change(record: change.record, name: change.name, isNew: change.isNew, fields: fields)
    }
    let kept = told.filter { !$0.fields.isEmpty }
    return Preview(
      changes: kept.isEmpty ? answers : kept, checks: checks, warnings: warnings, refusal: refusal,
      effects: effects)
  }

  /// What becomes of the requests that are answered.
  private var answers: [Change] {
    changes.compactMap { change in
      guard change.record.type.id == "approvals", !change.isNew else { return nil }
      let fields = change.fields.filter { $0.field.name == "state" }
      if fields.isEmpty { return nil }
      return Change(record: change.record, name: change.name, isNew: false, fields: fields)
    }
  }
}
