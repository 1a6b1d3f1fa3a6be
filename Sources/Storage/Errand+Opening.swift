import Records

extension Errand {
  /// Whether a new record may be begun from the one that it names.
  func availability(
    of mention: Mention, on record: Record
  ) throws(RegistrarError) -> Availability {
    guard let opening = mention.field.opening, let id = record.id else { return .confidential }
    let right = try availability(of: .create, on: mention.type, record: nil)
    guard right.isYes else { return right }
    if let workflow = record.type.workflow, case .text(let state) = record[workflow.field],
      !opening.from.contains(state)
    {
      return .no(lists.stateRefusal(record, "“\(opening.title)”", from: opening.from))
    }
    var query = Query(mention.type.id).where(.equals(mention.field.name, .reference(id)))
    for condition in opening.unless { query = query.where(condition) }
    return try book([query]).rows(0).isEmpty ? .yes : .no(opening.words)
  }
}
