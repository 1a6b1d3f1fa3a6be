import Records

/// Houses with their rooms and beds, told in a line each.
extension DemonstrationReader {
  /// The buildings that the founder writes down on the first day.
  func buildings(_ file: JSON5Node, founder: String, start: Int) throws(Failure) -> [DemonstrationDeed] {
    guard let morning = WallTime("08:00"), let noon = WallTime("09:30") else { return [] }
    var deeds: [DemonstrationDeed] = []
    _ = try list("houses", of: file) { node throws(Failure) in
      let key = try text("key", of: node)
      func deed(_ time: WallTime, _ kind: DemonstrationDeed.Kind) -> DemonstrationDeed {
        DemonstrationDeed(
          at: DemonstrationMoment(day: start, time: time), by: founder, role: .administrator, kind: kind,
          line: node.line)
      }
      deeds.append(deed(morning, .save(try estate(node, key, file))))
      for (type, action) in [("properties", "property.open"), ("houses", "house.open")] {
        let subject = DemonstrationDeed.Subject(type: type, key: key)
        deeds.append(deed(morning, .perform(action, on: subject, answers: [], makes: nil)))
      }
      let manager = Telling("manager_id", try text("manager", of: node))
      deeds.append(deed(noon, .edit(DemonstrationDeed.Subject(type: "houses", key: key), [manager])))
    }
    return deeds
  }

  private func estate(_ node: JSON5Node, _ key: String, _ file: JSON5Node) throws(Failure) -> [NewRecord] {
    let name = try text("name", of: node)
    let zone = if let own = node["zone"]?.text { own } else { try text("zone", of: file) }
    let property = NewRecord(
      type: "properties", key: key,
      fields: [Telling("name", name), Telling("address_id", key)] + (try tellings(node["property"])))
    let address = NewRecord(
      type: "addresses", key: key,
      fields: [
        Telling("subject_type", "properties"), Telling("subject_id", key), Telling("kind", "site"),
        Telling("country", try text("country", of: file)),
      ] + (try tellings(node["address"])))
    let house = NewRecord(
      type: "houses", key: key,
      fields: [
        Telling("property_id", key), Telling("name", name), Telling("code", try text("code", of: node)),
        Telling("time_zone", zone),
      ] + (try tellings(node["set"])))
    return [property, address, house] + (try rooms(node, key))
  }

  /// Bedrooms floor by floor, as `101 102 301AB`: a room, and a letter for each bed where it has several.
  private func rooms(_ node: JSON5Node, _ house: String) throws(Failure) -> [NewRecord] {
    let code = try text("code", of: node)
    let common = try tellings(node["room"])
    var made: [NewRecord] = []
    for floor in node["beds"]?.members ?? [] {
      for word in (floor.value.text ?? "").split(separator: " ") {
        let letters = word.reversed().prefix { $0.isLetter }.reversed()
        let name = String(word.dropLast(letters.count))
        let key = "\(code)-\(name)"
        made.append(
          NewRecord(
            type: "rooms", key: key,
            fields: [Telling("house_id", house), Telling("name", name), Telling("floor", floor.key)] + common)
        )
        for label in letters.isEmpty ? [name] : letters.map({ name + String($0) }) {
          made.append(
            NewRecord(
              type: "beds", key: "\(code)-\(label)",
              fields: [Telling("room_id", key), Telling("house_id", house), Telling("label", label)]))
        }
      }
    }
    for other in node["others"]?.members ?? [] {
      made.append(
        NewRecord(
          type: "rooms", key: "\(code)-\(other.key)",
          fields: [
            Telling("house_id", house), Telling("name", other.key), Telling("kind", other.value.text ?? ""),
          ]))
    }
    return made
  }
}
