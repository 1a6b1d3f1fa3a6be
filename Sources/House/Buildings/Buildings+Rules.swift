import Records

extension Rule {
  static let agesInOrder = Rule("the youngest age is not above the oldest") { house, _ in
    guard let youngest = house[.minAge], let oldest = house[.maxAge], youngest > oldest else { return nil }
    return Violation("The lowest age is above the highest.", field: "min_age")
  }

  static let knownZone = Rule("the time zone exists") { house, _ in
    guard let zone = house[.timeZone], Zone(zone) == nil else { return nil }
    return Violation("There is no time zone of that name. An example is Europe/London.", field: "time_zone")
  }

  static let bedHasReason = Rule("a bed out of service says why") { bed, _ in
    guard bed[.state] == "out_of_service", (bed[.stateNote] ?? "").isEmpty else { return nil }
    return Violation("Say why the bed cannot be used.", field: "state_note")
  }

  static let bedInRoomsHouse = Rule("a bed is in the house of its room") { bed in
    bed[.roomID].map { [Query("rooms").where(.equals("id", $0.value))] } ?? []
  } check: { bed, book in
    guard let room = book.rows(0).first, room[.houseID] != bed[.houseID] else { return nil }
    return Violation("That room is in another house.", field: "house_id")
  }

  static let oneCurrentAddress = Rule("an owner has one current address at a time") { address in
    guard let owner = address[.subjectID], address[.kind] == "current" else { return [] }
    return [
      Query("addresses").where(.subjectID, is: owner).where(.kind, is: "current").only(
        "subject_type", "starts_on", "ends_on")
    ]
  } check: { address, book in
    let start = address[.startsOn] ?? Day(number: .min)
    let end = address[.endsOn] ?? Day(number: .max)
    let other = book.rows(0).first { other in
      other.id != address.id && other[.subjectType] == address[.subjectType]
        && (other[.startsOn] ?? Day(number: .min)) <= end && start <= (other[.endsOn] ?? Day(number: .max))
    }
    guard let other else { return nil }
    let since = other[.startsOn].map { " from \($0)" } ?? ""
    return Violation("There is already a current address\(since).", field: "starts_on")
  }

  static let youngPeopleApart = Rule("a house for 16 and 17 has no adults in it") { house in
    guard let id = house.id, YoungPeople.isFor(house) else { return [] }
    return [
      Query("stays").where(.houseID, is: id).where(.state, is: "active")
        .following(.residentID, to: "residents").only("born_on")
    ]
  } check: { house, book in
    guard YoungPeople.isFor(house),
      book.rows(0).contains(where: { !YoungPeople.fits($0[.bornOn], book.today) })
    else { return nil }
    return Violation("This house is registered for 16–17 only.", field: "serves")
  }

  static let postcodeShape = Rule("a postcode has the shape of its country") { address, _ in
    guard let code = address[.postcode], !code.isEmpty, let country = address[.country] else { return nil }
    let fits =
      switch country {
      case "GB": isBritish(code)
      case "US": isAmerican(code)
      default: true
      }
    return fits ? nil : Violation("That does not look like a postcode for \(country).", field: "postcode")
  }

  /// Two to four letters and digits, then a digit and two letters.
  private static func isBritish(_ code: String) -> Bool {
    let letters = code.filter { $0 != " " }
    guard (5...7).contains(letters.count), letters.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return false }
    let inward = letters.suffix(3)
    return letters.first?.isLetter == true && inward.first?.isNumber == true
      && inward.dropFirst().allSatisfy(\.isLetter)
  }

  /// Five digits, or nine with a hyphen.
  private static func isAmerican(_ code: String) -> Bool {
    let parts = code.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts[0].count == 5 && parts.dropFirst().allSatisfy { $0.count == 4 }
      && parts.joined().allSatisfy { $0.isASCII && $0.isNumber }
  }
}

/// Houses that are registered for people of 16 and 17.
enum YoungPeople {
  /// The services that take people under 18.
  static let services: Set = ["childrens_home", "supported_accommodation_16_17"]

  /// Whether a house takes people under 18, of 16 and 17 or younger.
  static func takes(_ house: Record) -> Bool {
    services.contains(house[.serviceModel] ?? "") || isFor(house)
  }

  static func isFor(_ house: Record) -> Bool {
    house[.serviceModel] == "supported_accommodation_16_17" || house[.serves] == "young_people_16_17"
  }

  static func fits(_ born: Day?, _ day: Day) -> Bool {
    born.map { (16...17).contains($0.years(until: day)) } ?? true
  }
}
