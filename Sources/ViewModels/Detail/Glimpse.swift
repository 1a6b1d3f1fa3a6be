import Records
import Storage

/// One line of what is read before a record.
package struct Glimpse: Sendable {
  package let heading: String
  package let weight: Glance.Weight
  package let isWarning: Bool
  /// Whether it is acknowledged before the record is read.
  package let mustBeRead: Bool
  package let text: DisplayText
  /// The record it is about.
  package let type: RecordType
  package let id: RecordID
}

extension [Glimpse] {
  /// The heading that stands over one of them: none where the one before has it already.
  package func heading(over index: Int) -> String? {
    index > 0 && self[index - 1].heading == self[index].heading ? nil : self[index].heading
  }
}

extension AppModel {
  /// What is to be read before a record, as far as the session may: warnings first, in each the gravest first.
  ///
  /// - Throws: ``RegistrarError`` where something cannot be read; what the role may not read is left out.
  func glimpses(
    of id: RecordID, _ type: RecordType, where isWanted: (Glance) -> Bool = { _ in true }
  ) async throws(RegistrarError) -> [Glimpse] {
    var found: [Glimpse] = []
    for glance in type.glances where isWanted(glance) { found += try await glimpses(glance, of: id) }
    let headings = type.glances.map(\.heading)
    // One heading gathers what several types say.
    return found.enumerated().sorted { one, other in
      let places = [one, other].map { headings.firstIndex(of: $0.element.heading) ?? 0 }
      return (places[0], one.element.weight, one.offset) < (places[1], other.element.weight, other.offset)
    }.map(\.element)
  }

  private func glimpses(_ glance: Glance, of id: RecordID) async throws(RegistrarError) -> [Glimpse] {
    guard let (registrar, session) = open, let type = registrar.catalogue[glance.type], mayRead(type) else {
      return []
    }
    let read =
      glance.fields + [glance.scale?.field, type.workflow?.field].compactMap(\.self) + glance.only.keys
    var request = ListRequest(type: type.id, fields: read)
    request.conditions = [.equals(glance.reference, .reference(id))] + glance.conditions
    let isTurned = glance.order.hasPrefix("-")
    request.order = .field(isTurned ? String(glance.order.dropFirst()) : glance.order, descending: isTurned)
    request.isCounted = false
    request.isSearched = false
    request.limit = glance.looksAtFirst ? 1 : glance.only.isEmpty ? glance.limit ?? 1_000 : 50
    let rows: Rows
    do throws(RegistrarError) {
      rows = Rows(try await registrar.window(request, for: session), fields: read)
    } catch {
      // A role that may not ask who a record is about has nothing to read here.
      if case .refused = error { return [] }
      throw error
    }
    let kept = rows.rows.filter { row in
      glance.only.allSatisfy { field, codes in
        if case .text(let code) = rows.value(field, row) { codes.contains(code) } else { false }
      }
    }
    return kept.prefix(glance.limit ?? kept.count).compactMap { glimpse($0, of: rows, glance, type) }
  }

  /// A row in words; nil where the session may see none of them.
  private func glimpse(_ row: ListRow, of rows: Rows, _ glance: Glance, _ type: RecordType) -> Glimpse? {
    let state = type.workflow.map { rows.value($0.field, row) } ?? .empty
    var weight = glance.scale.map { $0.weight(of: rows.value($0.field, row)) } ?? .plain
    var parts: [String] = []
    for field in glance.fields.compactMap(type.field) {
      let value = rows.value(field.name, row)
      if value.isEmpty || value == .hidden { continue }
      if isLate(value, field, in: state) { weight = .grave }
      parts.append(text(value, field, rows.names))
    }
    guard !parts.isEmpty else { return nil }
    return Glimpse(
      heading: glance.heading, weight: weight, isWarning: glance.isWarning,
      mustBeRead: glance.mustBeRead && weight == .grave,
      text: DisplayText(([glance.word].compactMap(\.self) + parts).joined(separator: "  ")), type: type,
      id: row.id)
  }
}
