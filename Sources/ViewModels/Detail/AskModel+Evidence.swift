import Records
import Storage

/// What stands beside the questions: what is judged, and what other records say of it.
extension AskModel {
  /// What of the record stands beside the questions: what is judged by a decision, or what the action recalls.
  package var evidence: [(label: DisplayText, text: DisplayText)] {
    if isBulk { return decides ? weighedOfEach : [] }
    guard let record = records.first else { return [] }
    let weighed = decides ? app.weighed(in: record, recordNames) : []
    if !action.recalls.isEmpty {
      let others = Set(action.recalls).subtracting(weighed.isEmpty ? [] : record.type.weighed.map(\.name))
      return about(record) + weighed + app.evidence(in: record, of: others) + witnesses
    }
    if decides { return about(record) + weighed + app.evidence(in: record) + witnesses }
    return action.right == .sign ? witnesses : []
  }

  /// Whether the action answers a question about the record: an approval, or the second signature of who is asked.
  private var decides: Bool {
    if action.right == .approve { return true }
    guard action.right == .sign, let type = records.first?.type else { return false }
    let verdicts = app.registrar?.catalogue.verdicts(about: type.id) ?? []
    return verdicts.contains { $0.allSteps.contains(action.id) }
  }

  /// What the decision on each of several rests on, by how that one is called.
  private var weighedOfEach: [(label: DisplayText, text: DisplayText)] {
    records.compactMap { record in
      let facts = app.weighed(in: record, recordNames).map { "\($0.label) \($0.text)" as DisplayText }
      guard !facts.isEmpty else { return nil }
      return (DisplayText(app.fullName(of: record, recordNames)), facts.joined(separator: ", "))
    }
  }

  /// Whom the record is about, who may not be among the others that it names.
  private func about(_ record: Record) -> [(label: DisplayText, text: DisplayText)] {
    guard let id = resident(of: record), let name = recordNames[id] else { return [] }
    return [("Resident", DisplayText(name))]
  }

  /// Whose record it is, where that alone tells it from another's and nothing beside the questions says it.
  package var whose: DisplayText? {
    guard !isBulk, let record = records.first, record.type.tellingApart == ["resident_id"],
      evidence.isEmpty, let id = resident(of: record), let name = recordNames[id]
    else { return nil }
    return DisplayText(name)
  }

  private func resident(of record: Record) -> RecordID? {
    guard record.type.field("resident_id") != nil, case .reference(let id) = record["resident_id"] else {
      return nil
    }
    return id
  }

  /// The records that a decision on one rests on.
  private func weighedReferences(_ record: Record) -> [(type: String, id: RecordID)] {
    record.type.weighed.compactMap { field in
      guard let target = field.target, case .reference(let id) = record[field.name] else { return nil }
      return (target, id)
    }
  }

  /// Reads once what stands beside the questions and does not change with the answers.
  func readWitnesses() async throws(RegistrarError) {
    guard let (registrar, session) = app.open else { return }
    if decides {
      let named = records.flatMap(weighedReferences)
      if !named.isEmpty { recordNames.merge(try await registrar.names(of: named, for: session)) { $1 } }
    }
    guard !isBulk, let record = records.first else { return }
    if let id = resident(of: record) {
      recordNames.merge(try await registrar.names(of: [("residents", id)], for: session)) { $1 }
    }
    guard [.approve, .sign].contains(action.right), let id = record.id else { return }
    let found = try await app.glimpses(of: id, record.type) { $0.isEvidence }
    witnesses = Dictionary(grouping: found, by: \.heading).sorted { $0.key < $1.key }.map { heading, lines in
      (DisplayText(heading), lines.map(\.text).joined(separator: "; "))
    }
  }
}
