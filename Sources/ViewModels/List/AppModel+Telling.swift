import Records
import Storage

/// What records are about that only tell of others, as notices do.
extension AppModel {
  /// The record that one only tells of; nil where it stands for itself, or where that is not for this person.
  func matter(of id: RecordID, _ type: RecordType) async -> (type: String, id: RecordID)? {
    guard let told = await matters(of: [id], type)[id], let (registrar, session) = open,
      let other = registrar.catalogue[told.type]
    else { return nil }
    do throws(RegistrarError) {
      _ = try await registrar.record(told.id, of: other, for: session)
      return told
    } catch {
      // Then the notice itself is all there is to open.
      return nil
    }
  }

  /// Counts what only tells of another record as read, where that is for this person to do and not done yet.
  func follow(_ id: RecordID, _ type: RecordType) async {
    guard let name = type.followedBy, let action = type.action(name), let (registrar, session) = open else {
      return
    }
    do throws(RegistrarError) {
      let record = try await registrar.record(id, of: type, for: session)
      guard try await registrar.availability(of: action, on: record, for: session).isYes else { return }
      _ = try await registrar.perform(
        action, on: record, answers: [:], command: clock.newID(), for: session)
    } catch {
      // What told of it anew meanwhile is not read by this.
      if case .changedMeanwhile = error { return }
      await say(error)
    }
  }

  /// The way to the page of a record that Enter in its list leads past.
  func ownPage(of record: Record) -> Deed? {
    guard record.type.tellsOf != nil, let id = record.id, let list, list.type.id == record.type.id else {
      return nil
    }
    let title = "Open the \(record.type.singular) itself"
    return Deed(id: "record.open-itself", title: title, availability: .yes) { [weak self, weak list] in
      await self?.open(record.type.id, id, from: list)
    }
  }

  /// The rows of a list with whom each is about before its title and which house behind it, where they only tell of
  /// others: a title that is cut still says whom it is about.
  func sayingWhom(_ rows: [ListRow], of type: RecordType, _ columns: [Field]) async -> [ListRow] {
    guard type.tellsOf != nil, let title = type.namedBy.first,
      let place = columns.firstIndex(where: { $0.name == title }), !rows.isEmpty
    else { return rows }
    let matters = await matters(of: rows.map(\.id), type)
    let whom = await whom(Array(matters.values))
    return rows.map { row in
      guard let matter = matters[row.id], let (resident, house) = whom[matter.id],
        row.values.indices.contains(place),
        case .text(let text) = row.values[place]
      else { return row }
      var values = row.values
      values[place] = .text((resident.map { "\($0): " } ?? "") + text + (house.map { " (\($0))" } ?? ""))
      return ListRow(id: row.id, revision: row.revision, values: values, key: row.key)
    }
  }

  /// What each of these records only tells of.
  private func matters(
    of ids: [RecordID], _ type: RecordType
  ) async -> [RecordID: (type: String, id: RecordID)] {
    guard let name = type.tellsOf else { return [:] }
    let rows = await rows(
      type.id, [.among("id", ids.map(Value.reference))], fields: ["subject_type", name], limit: ids.count)
    var matters: [RecordID: (type: String, id: RecordID)] = [:]
    for row in rows.rows {
      guard let type = rows[.subjectType, row], case .reference(let id) = rows.value(name, row) else {
        continue
      }
      matters[row.id] = (type, id)
    }
    return matters
  }

  /// Whom and which house records are about, as far as this person may read them; of a concern nothing is said.
  private func whom(
    _ matters: [(type: String, id: RecordID)]
  ) async -> [RecordID: (resident: String?, house: String?)] {
    var said: [RecordID: (resident: String?, house: String?)] = [:]
    for (name, found) in Dictionary(grouping: matters, by: { $0.type }).sorted(by: { $0.key < $1.key }) {
      guard let type = registrar?.catalogue[name], type.resource != "safeguarding_concerns" else { continue }
      let fields = ["resident_id", "house_id"].filter { name in
        type.field(name).map { !$0.isDerived } ?? false
      }
      if fields.isEmpty { continue }
      let ids = Set(found.map(\.id)).sorted()
      let rows = await rows(
        name, [.among("id", ids.map(Value.reference))], fields: fields, limit: ids.count)
      for row in rows.rows {
        said[row.id] = (rows.name(.residentID, row).map(Board.shortName), rows.name(.houseID, row))
      }
    }
    return said
  }
}
