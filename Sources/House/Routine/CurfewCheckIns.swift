import Records

extension RecordType {
  /// One person at one curfew.
  package static let curfewCheckIns = RecordType(
    "curfew_check_ins", "Curfew check-ins", one: "curfew check-in", area: "Routine", resource: "presence",
    fields: [
      .reference(.residentID, "Resident", to: "residents", [.required, .listed, .fixed]),
      .reference(.stayID, "Stay", to: "stays", [.required, .listed, .fixed]).following(
        .residentID, .currentStayID),
      .reference(.curfewConfigID, "Curfew", to: "curfew_configs", [.required, .fixed]),
      .day(.nightOn, "Night of", [.required, .listed, .indexed]).past().starting(with: .today),
      .instant(.checkedAt, "Checked at", [.required, .listed]).past().starting(with: .now),
      .choice(
        .status, "Status", ["in", "late", "excused", "on_pass=On leave", "absent", "work=At work"],
        [.required, .listed]),
      .note(.reason, "Reason", [.sealed]),
      .integer(.breathValue, "Breath, micrograms in 100 ml", [.sealed], in: 0...1000).governed(
        by: "drug_screens"),
      .reference(.checkedBy, "Checked by", to: "memberships", [.required]).starting(with: .actor),
      .reference(.correctsID, "Corrects", to: "curfew_check_ins"),
      .integer(.minutesLate, "Minutes late", [.listed]).derived(
        from: ["curfew_config_id", "night_on", "checked_at", "status"], reads: CurfewLateness.reads,
        CurfewLateness.value),
    ],
    rules: [.checkedInThePast, .lateHasReason, .nightHasCome],
    uniques: [
      Unique(
        ["stay_id", "night_on"], when: [.isEmpty("corrects_id")],
        "They are checked in for that night already. Add a line that corrects it.")
    ],
    tags: .appendOnly,
    house: .through("stay_id", type: "stays"),
    owners: ["checked_by", "created_by"],
    order: "-night_on",
    indexes: [["stay_id", "night_on"], ["resident_id", "night_on"]],
    foundBy: ["resident_id"],
    consequences: [.lateIsWarned],
    announceReads: Announcing.readsOfCurfewShift, announces: Announcing.curfewCheckMade)
}

/// How late somebody came in: past the curfew and its grace.
enum CurfewLateness {
  static let reads: @Sendable (Record) -> [Query] = { check in
    [Query("curfew_configs").where(.equals("id", (check[.curfewConfigID] ?? .zero).value))]
  }

  static let value: @Sendable (Record, Book) -> Value = { check, book in
    guard check[.status] == "late", let config = book.rows(0).first, let time = config[.curfewTime],
      let night = check[.nightOn], let moment = check[.checkedAt]
    else { return .empty }
    return .integer(Curfew(config: config, night: night, time: time).minutesLate(moment, in: book.zone))
  }
}

extension Rule {
  static let lateHasReason = Rule("who came late has a reason") { check in
    [Person.query(check[.residentID])]
  } check: { check, book in
    guard check[.status] == "late", (check[.reason] ?? "").isEmpty else { return nil }
    return Violation("Write why \(Person.name(book.rows(0).first)) was late.", field: "reason")
  }

  static let nightHasCome = Rule("a night has come") { check, book in
    guard let night = check[.nightOn], night > book.today else { return nil }
    return Violation("The day has not come yet.", field: "night_on")
  }
}

extension Consequence {
  /// CUR-1: where the curfew says so, a warning is drafted; somebody reads it before it is given.
  static let lateIsWarned = Consequence(
    "who is late is warned where the curfew says so", reads: CurfewLateness.reads,
    changes: { check, book in
      guard book.former == nil, check[.status] == "late", check[.correctsID] == nil,
        book.rows(0).first?[.lateAction] == "warning"
      else { return [check] }
      return [
        check,
        Record(.warnings).changed {
          $0[.residentID] = check[.residentID]
          $0[.stayID] = check[.stayID]
          $0[.kind] = "verbal"
          $0[.ruleBroken] = "Curfew"
          $0[.facts] = check[.reason]
        },
      ]
    })
}

extension Announcing {
  static let readsOfCurfewShift: @Sendable (Record) -> [Query] = {
    readsOfShift($0) + CurfewLateness.reads($0)
  }

  /// Who is not there begins the search; who is late is told of where the curfew says so.
  static let curfewCheckMade: @Sendable (Record, Book) -> [Notice] = { check, book in
    let house = book.rows(0).first?[.houseID]
    if check[.status] == "absent" {
      return [
        Notice(
          "missing", "was not in at curfew: call, search, ring their contacts",
          to: ShiftLead.audience(book) + [.role(.manager, house: house)], priority: "urgent",
          needsAction: true)
      ]
    }
    guard check[.status] == "late", book.rows(2).first?[.lateAction] == "manager_call" else { return [] }
    return [Notice("missing", "was late", to: [.role(.manager, house: house)], priority: "high")]
  }
}
