import Records

/// Residents with contact, stay, bed and key worker, told in a line each.
extension DemonstrationReader {
  /// Those who lived there before the telling begins are written down on its first day, the others as they come.
  func residents(_ file: JSON5Node, start: Int) throws(Failure) -> [DemonstrationDeed] {
    var managers: [String: (house: String, manager: String)] = [:]
    for house in file["houses"]?.list ?? [] {
      managers[try text("code", of: house)] = (try text("key", of: house), try text("manager", of: house))
    }
    var first: [String: [NewRecord]] = [:]
    var deeds: [DemonstrationDeed] = []
    _ = try list("residents", of: file) { node throws(Failure) in
      let bed = try text("bed", of: node)
      guard let code = bed.split(separator: "-").first, let place = managers[String(code)] else {
        throw missing("bed", "the code of a house and a bed", in: node)
      }
      let since = try number("since", of: node)
      let records = try records(node, house: place.house, since: since)
      if since < start {
        first[place.manager, default: []] += records
      } else {
        deeds.append(deed(since, "10:20", place.manager, .save(records), node.line))
      }
      deeds += try arrival(node, bed: bed, manager: place.manager, day: max(start, since))
    }
    for manager in first.keys.sorted() {
      deeds.append(deed(start, "10:00", manager, .save(first[manager] ?? []), 0))
    }
    return deeds
  }

  private func deed(
    _ day: Int, _ time: String, _ by: String, _ kind: DemonstrationDeed.Kind, _ line: Int
  ) -> DemonstrationDeed {
    guard let time = WallTime(time) else { preconditionFailure("A time of day is written HH:MM.") }
    return DemonstrationDeed(
      at: DemonstrationMoment(day: day, time: time), by: by, role: nil, kind: kind, line: line)
  }

  private func records(_ node: JSON5Node, house: String, since: Int) throws(Failure) -> [NewRecord] {
    let key = try text("key", of: node)
    return [
      NewRecord(type: "residents", key: key, fields: try person(node)),
      NewRecord(type: "stays", key: key, fields: try stay(node, key, house: house, since: since)),
    ] + contact(node, key)
  }

  /// Keys of a resident's line, and the fields they stand for.
  private static let words = [
    ("given", "given_name"), ("family", "family_name"), ("preferred", "preferred_name"),
    ("middle", "middle_names"), ("sex", "sex"), ("pronouns", "pronouns"), ("language", "first_language"),
    ("phone", "mobile_phone"), ("likes", "likes_and_dislikes"), ("helps", "what_helps"),
    ("talk", "communication_needs"), ("about", "about_me"), ("describe", "description"),
  ]

  private func person(_ node: JSON5Node) throws(Failure) -> [Telling] {
    var fields = Self.words.compactMap { key, field in node[key]?.text.map { Telling(field, $0) } }
    fields.append(Telling("born_on", try number("born", of: node)))
    if node["interpreter"]?.flag == true { fields.append(Telling("interpreter_needed", true)) }
    if let agency = node["placed"]?.text { fields.append(Telling("placing_agency_id", agency)) }
    return fields
  }

  private func stay(
    _ node: JSON5Node, _ key: String, house: String, since: Int
  ) throws(Failure) -> [Telling] {
    var fields = [
      Telling("resident_id", key), Telling("house_id", house), Telling("starts_on", since),
      Telling("legal_basis", try text("basis", of: node)),
      Telling("funding_source", try text("funding", of: node)),
      Telling("support_level", try text("support", of: node)), Telling("rules_acknowledged_on", since),
      Telling("privacy_notice_on", since),
    ]
    if let level = node["risk"]?.text { fields.append(Telling("risk_level", level)) }
    if let minutes = node["night"]?.number { fields.append(Telling("night_check_minutes", Int(minutes))) }
    if let day = node["until"]?.number { fields.append(Telling("expected_end_on", Int(day))) }
    if let rent = node["rent"]?.number { fields.append(Telling("rent_weekly_amount", Int(rent))) }
    return fields
  }

  /// The first contact in an emergency: name, relationship and phone.
  private func contact(_ node: JSON5Node, _ key: String) -> [NewRecord] {
    guard let told = texts(node["contact"]), told.count == 3 else { return [] }
    let fields = [
      Telling("resident_id", key), Telling("name", told[0]), Telling("relationship", told[1]),
      Telling("phone", told[2]), Telling("is_emergency", true), Telling("emergency_rank", "primary"),
      Telling("may_be_told", "emergency_only"),
    ]
    return [NewRecord(type: "resident_contacts", key: key, fields: fields)]
  }

  private func arrival(
    _ node: JSON5Node, bed: String, manager: String, day: Int
  ) throws(Failure) -> [DemonstrationDeed] {
    let key = try text("key", of: node)
    let stay = DemonstrationDeed.Subject(type: "stays", key: key)
    var deeds: [DemonstrationDeed] = []
    if let worker = node["worker"]?.text {
      let fields = [
        Telling("stay_id", key), Telling("resident_id", key), Telling("membership_id", worker),
        Telling("starts_on", day),
      ]
      let link = NewRecord(type: "stay_staff", key: key, fields: fields)
      deeds.append(deed(day, "10:40", manager, .save([link]), node.line))
    }
    // A clinic has no beds: its people come and go, and their stays stay planned.
    if !bed.hasSuffix("-") {
      let answers = [Telling("bed_id", bed)]
      deeds.append(
        deed(
          day, "10:30", manager, .perform("stay.move-in", on: stay, answers: answers, makes: nil), node.line))
    }
    return deeds
  }
}
