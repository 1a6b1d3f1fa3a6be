import Records

extension Rule {
  static let unsafeIsNotUsed = Rule("what is unsafe is not in use") { asset, _ in
    guard asset[.condition] == "unsafe", asset[.state] == "in_use" else { return nil }
    return Violation("An unsafe item must be taken out of use.", field: "condition")
  }
}

extension Workflow {
  static let asset = Workflow(
    states: ["in_use", "stored", "faulty", "disposed", "lost"], start: "in_use",
    editable: ["in_use", "stored", "faulty"],
    [
      Action("item.store", "Put in store", right: .update, from: ["in_use"], to: "stored") { asset, _ in
        [asset.changed { $0[.residentID] = nil }]
      },
      Action("item.use", "Take into use", right: .update, from: ["stored"], to: "in_use"),
      Action(
        "item.fault", "Take out of use", right: .update, from: ["in_use"], to: "faulty",
        asks: [
          .choice(.condition, "Condition", ["new", "good", "fair", "poor", "unsafe"], [.required])
            .startingFromRecord(),
          .why,
        ],
        changes: { asset, book in [asset.answered(book, "condition")] }),
      Action(
        "item.mend", "Works again", right: .update, from: ["faulty"], to: "in_use",
        asks: [
          .choice(.condition, "Condition", ["new", "good", "fair", "poor"], [.required]).startingFromRecord()
        ],
        changes: { asset, book in [asset.answered(book, "condition")] }),
      Action(
        "item.dispose", "Dispose of", right: .update, from: ["faulty", "stored"], to: "disposed",
        asks: [.why],
        changes: { asset, book in [asset.changed { $0[.disposedOn] = book.today }] }),
      Action("item.lose", "Lost", right: .update, from: ["in_use"], to: "lost", asks: [.why]),
    ])
}

/// What is due for a thing, and what follows when it is done.
package enum Servicing {
  /// What is due on that day: its service, its inspection, or both; nothing for what is not in use.
  package static func due(for asset: Record, on day: Day) -> [String] {
    guard ["in_use", "stored"].contains(asset[.state]) else { return [] }
    return [("service", asset[.nextServiceOn]), ("inspection", asset[.nextInspectionOn])].compactMap {
      name, due in due.map { $0 <= day } == true ? name : nil
    }
  }

  /// The planned repair that a thing is due for; nil where nothing is due or it is planned already.
  package static func request(for asset: Record, planned: [Record], on day: Day) -> Record? {
    let due = due(for: asset, on: day)
    let isPlanned = planned.contains { request in
      request[.assetID] == asset.id && request[.isPlanned] == true
        && !["verified", "rejected"].contains(request[.state])
    }
    guard !due.isEmpty, !isPlanned else { return nil }
    let name = asset[.name] ?? "Item"
    return Record(.maintenanceRequests).changed {
      $0[.title] = String("\(name): \(due.joined(separator: " and "))".prefix(200))
      $0[.houseID] = asset[.houseID]
      $0[.roomID] = asset[.roomID]
      $0[.assetID] = asset.id
      $0[.isPlanned] = true
      $0[.targetOn] = [asset[.nextServiceOn], asset[.nextInspectionOn]].compactMap { $0 }.min().map {
        max($0, day)
      }
    }
  }

  /// The thing once what was due is done: the days move on by their intervals.
  static func serviced(_ asset: Record, on day: Day) -> Record {
    let done = due(for: asset, on: day)
    return asset.changed {
      if done.contains("service") || done.isEmpty {
        $0[.lastServicedOn] = day
        $0[.nextServiceOn] = $0[.serviceIntervalMonths].map { day.adding(months: $0) }
      }
      if done.contains("inspection") {
        $0[.nextInspectionOn] = $0[.inspectionIntervalMonths].map { day.adding(months: $0) }
      }
    }
  }
}

extension Action {
  static let planService = Action(
    "item.plan-service", "Plan its service", right: .create, resource: "maintenance",
    from: ["in_use", "stored"],
    reads: { asset in
      asset.id.map { [Query("maintenance_requests").where(.assetID, is: $0)] } ?? []
    },
    whyNot: { asset, book in
      if Servicing.due(for: asset, on: book.today).isEmpty { return Reason("Nothing is due for it yet.") }
      return Servicing.request(for: asset, planned: book.rows(0), on: book.today) == nil
        ? Reason("It is planned already.") : nil
    },
    changes: { asset, book in
      [asset] + (Servicing.request(for: asset, planned: book.rows(0), on: book.today).map { [$0] } ?? [])
    })
}
