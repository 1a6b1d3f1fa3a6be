import Records

extension ListWindow {
  /// The same rows as they are shared: counts below five are not told.
  func withoutSmallCounts(of request: ListRequest, _ catalogue: Catalogue) -> ListWindow {
    guard let type = catalogue[request.type] else { return self }
    let places = request.fields.indices.filter { place in
      type.field(request.fields[place])?.traits.contains(.counts) == true
    }
    if places.isEmpty { return self }
    var told = self
    told.rows = rows.map { row in
      var values = row.values
      for place in places { values[place] = SmallCount.shared(values[place]) }
      return ListRow(id: row.id, revision: row.revision, values: values, key: row.key)
    }
    return told
  }
}
