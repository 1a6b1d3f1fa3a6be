/// What a type declares that its lists can be filtered and grouped by, without anybody typing.
extension RecordType {
  /// The days and moments by which something is to be done or runs out.
  package var dueFields: [Field] { stored.filter { !$0.isSealed && RecordType.dueNames.contains($0.name) } }

  private static let dueNames: Set<String> = [
    "due_on", "due_at", "review_on", "expires_on", "expires_at", "target_on", "follow_up_on", "next_on",
  ]

  /// The states in which something is still to be done, where not all are.
  package var openStates: [String]? {
    guard let workflow, field(workflow.field)?.isSealed == false else { return nil }
    let final = Set(workflow.finalStates)
    let open = workflow.states.filter { !final.contains($0) }
    return open.isEmpty || final.isEmpty ? nil : open
  }

  /// The fields of which a list can show how many hold what: few values, and open to the store.
  package var groupingFields: [Field] {
    stored.filter { field in
      if field.isSealed { return false }
      switch field.kind {
      case .choice, .flag, .reference: return true
      default: return false
      }
    }
  }

  /// The columns that are worked out for each row, and of which a list that is not very long can show the same.
  package var derivedGroupingFields: [Field] {
    fields.filter { field in
      guard field.isDerived, field.traits.contains(.listed), !field.isSealed else { return false }
      switch field.kind {
      case .choice, .flag, .reference: return true
      default: return false
      }
    }
  }

  /// The fields that a typed filter can speak of.
  package var filterFields: [Field] {
    fields.filter { field in
      if field.isSealed || field.isDerived && field.trail == nil { return false }
      switch field.kind {
      case .choice, .flag, .reference, .day, .instant, .integer, .money: return true
      case .text, .note, .time, .anyReference, .list, .json, .bytes: return false
      }
    }
  }

  /// Whether some of its records are of one house and some of another.
  package var hasHouse: Bool {
    switch house {
    case .none, .itself, .every, .shared: false
    case .listed, .field, .fieldOrEvery, .resident, .through, .property, .either: true
    }
  }
}

extension Workflow {
  /// The states that no step leads out of, but one that opens the record again.
  package var finalStates: [String] {
    let left = Set(transitions.filter { !$0.id.hasSuffix(".reopen") }.flatMap(\.from))
    // Nothing is done when it has only begun, whatever leads on: an invited member is let in at the sign-in.
    return states.filter { !left.contains($0) && $0 != start }
  }
}

extension Field {
  /// How a typed filter calls it: its name without what says its kind, or that it is so now.
  package var filterKey: String {
    let name = isDerived && self.name.hasPrefix("current_") ? String(self.name.dropFirst(8)) : self.name
    for ending in ["_id", "_on", "_at"] where name.hasSuffix(ending) { return String(name.dropLast(3)) }
    return name.hasPrefix("is_") ? String(name.dropFirst(3)) : name
  }
}
