import Records

extension RecordType {
  /// Two records of one person, joined so that it can be undone.
  package static let residentMerges = RecordType(
    "resident_merges", "Merges", one: "merge", area: "Residents", resource: "resident_identity",
    fields: [
      .reference(.keptResidentID, "Record to keep", to: "residents", [.required, .listed, .fixed]).apart(),
      .reference(
        .mergedResidentID, "Record to merge into it", to: "residents", [.required, .listed, .fixed]
      ).apart(),
      .choice(
        .state, "State", ["proposed", "merged", "undone", "rejected=Turned down"],
        [.required, .listed, .indexed, .filledIn]
      ).starting("proposed"),
      .integer(.score, "Score", [.listed, .filledIn], in: 0...100),
      .list(.matchedFields, "Alike in", [.filledIn]),
      .json(.beforeImage, "As it was", [.sealed, .filledIn]),
      .note(.reason, "Reason", [.sealed]),
      .reference(.mergedBy, "Merged by", to: "memberships", [.filledIn]),
      .instant(.mergedAt, "Merged at", [.filledIn]),
      .instant(.undoneAt, "Undone at", [.filledIn]),
    ],
    rules: [.mergeJoinsTwo],
    workflow: .residentMerge,
    tags: .kept,
    namedBy: ["state"],
    house: .resident("kept_resident_id"),
    owners: ["created_by"],
    filter: UsualFilter("proposed", [.equals("state", .text("proposed"))]),
    order: "state")
}

extension Rule {
  static let mergeJoinsTwo = Rule("a merge joins two records") { merge, _ in
    guard let kept = merge[.keptResidentID], kept == merge[.mergedResidentID] else { return nil }
    return Violation("Choose two different records.", field: "merged_resident_id")
  }
}

extension Workflow {
  static let residentMerge = Workflow(
    states: ["proposed", "merged", "undone", "rejected"], start: "proposed", editable: ["proposed"],
    [
      .mergeResidents, .undoMerge,
      Action("merge.reject", "Turn down", right: .void, from: ["proposed"], to: "rejected", asks: [.why]),
    ])
}

extension Action {
  /// The merged record stays readable and opens the kept one; flags, alerts and consents of both remain.
  static let mergeResidents = Action(
    "merge.confirm", "Merge", right: .void, from: ["proposed"], to: "merged", strength: .confirm,
    reads: { merge in
      let both = [merge[.keptResidentID], merge[.mergedResidentID]].compactMap(\.self)
      return both.map { Query("stays").where(.residentID, is: $0).where(.state, is: "active") }
        + both.map { Query("residents").where(.equals("id", $0.value)) }
    },
    whyNot: { _, book in
      if !book.rows(0).isEmpty, !book.rows(1).isEmpty {
        return Reason("Both records have a current stay. End one first.")
      }
      if !book.rows(1).isEmpty { return Reason("The record to merge has the current stay. Keep that one.") }
      if (book.rows(2) + book.rows(3)).contains(where: { $0[.mergedIntoID] != nil }) {
        return Reason("One of these records is merged already.")
      }
      return nil
    },
    changes: { merge, book in
      let former = book.rows(3).first
      let merged = book.rows(3).map { resident in
        resident.changed {
          $0[.mergedIntoID] = merge[.keptResidentID]
          $0[.state] = "closed"
        }
      }
      let done = merge.changed {
        $0[.mergedBy] = book.actor
        $0[.mergedAt] = book.now
        $0[.beforeImage] = Structured.adding([("state", former?[.state] ?? "prospective")], to: nil)
      }
      return [done] + merged
    })

  static let undoMerge = Action(
    "merge.undo", "Undo the merge", right: .void, from: ["merged"], to: "undone", asks: [.why],
    strength: .confirm,
    reads: { merge in
      merge[.mergedResidentID].map { [Query("residents").where(.equals("id", $0.value))] } ?? []
    },
    changes: { merge, book in
      let state = Structured.list(merge[.beforeImage]).first?["state"]?.text
      return [merge.changed { $0[.undoneAt] = book.now }]
        + book.rows(0).map { resident in
          resident.changed {
            $0[.mergedIntoID] = nil
            $0[.state] = state ?? $0[.state]
          }
        }
    })
}
