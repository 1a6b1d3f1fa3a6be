import Records
import Storage

/// Rows of one type, read once for a board, with their values by field name.
package struct Rows: Sendable {
  package let rows: [ListRow]
  package let names: [RecordID: String]
  /// How many there are in all; nil where that was not counted.
  package let total: Int?
  /// They could not be read: that there are none says nothing.
  package let failed: Bool
  private let places: [String: Int]

  package init(_ window: ListWindow = ListWindow(), fields: [String] = [], failed: Bool = false) {
    self.failed = failed
    rows = window.rows
    names = window.names
    total = window.total
    places = Dictionary(fields.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// The value of a field in one of the rows; `.empty` where it was not asked for.
  package func value(_ name: String, _ row: ListRow) -> Value {
    guard let place = places[name], row.values.indices.contains(place) else { return .empty }
    return row.values[place]
  }

  package subscript<Held>(key: FieldKey<Held>, row: ListRow) -> Held? { Held(value(key.name, row)) }

  /// What people call the record that a row refers to.
  package func name(_ key: FieldKey<RecordID>, _ row: ListRow) -> String? {
    self[key, row].flatMap { names[$0] }
  }
}

extension AppModel {
  /// Reads rows for a board; none where the role may not read them or something went wrong, which is then said.
  package func rows(
    _ type: String, _ conditions: [Condition], fields: [String], by field: String = "id",
    descending: Bool = false, from anchor: ListRequest.Anchor = .start, limit: Int = 500
  ) async -> Rows {
    guard let (registrar, session) = open, let declared = registrar.catalogue[type], mayRead(declared) else {
      return Rows()
    }
    var request = ListRequest(type: type, fields: fields)
    request.conditions = conditions
    request.order = .field(field, descending: descending)
    request.from = anchor
    request.limit = limit
    request.isSearched = false
    do throws(RegistrarError) {
      let reader = isUnattended ? session.unattended : session
      return Rows(try await registrar.window(request, for: reader), fields: fields)
    } catch {
      failedReads += 1
      await say(error)
      return Rows(failed: true)
    }
  }

  /// How many records the session sees under conditions; nil where its role may not read any.
  package func count(_ type: String, _ conditions: [Condition], isSum: Bool = false) async -> Int? {
    guard let (registrar, session) = open, let declared = registrar.catalogue[type], mayRead(declared) else {
      return nil
    }
    do throws(RegistrarError) {
      return try await registrar.count(type, where: conditions, isSum: isSum, for: session)
    } catch {
      await say(error)
      return nil
    }
  }

  /// The records of a span of time by what they hold in one field and by quarter of an hour; none where the role may
  /// not read them.
  package func quarters(
    of type: String, by field: String, at moment: String, _ span: Range<Instant>, _ conditions: [Condition]
  ) async -> [QuarterCount] {
    guard let (registrar, session) = open, let declared = registrar.catalogue[type], mayRead(declared) else {
      return []
    }
    do throws(RegistrarError) {
      return try await registrar.quarters(
        of: declared, by: field, at: moment, span, where: conditions, for: session)
    } catch {
      await say(error)
      return []
    }
  }

  /// The action of that id, wherever it is declared.
  package func declaredAction(_ id: String) -> (type: RecordType, action: Action)? {
    for type in registrar?.catalogue.types ?? [] {
      if let action = type.action(id) { return (type, action) }
    }
    return nil
  }
}
