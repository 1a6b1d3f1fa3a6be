import Records

extension Action {
  /// From then on only those who may read restrictions know of the resident.
  static let restrictResident = Action(
    "resident.restrict", "Restrict", right: .create, resource: "restricted_persons",
    asks: [.note(.restrictedReason, "Why", [.required])],
    whyNot: { resident, _ in
      resident[.isRestricted] == true ? Reason("This resident is restricted already.") : nil
    },
    changes: { resident, book in
      [resident.answered(book, "restricted_reason").changed { $0[.isRestricted] = true }]
    })

  static let liftRestriction = Action(
    "resident.lift-restriction", "Lift the restriction", right: .update, resource: "restricted_persons",
    asks: [.why],
    whyNot: { resident, _ in
      resident[.isRestricted] == true ? nil : Reason("This resident is not restricted.")
    },
    changes: { resident, _ in
      [
        resident.changed {
          $0[.isRestricted] = false
          $0[.restrictedReason] = nil
        }
      ]
    })
}
