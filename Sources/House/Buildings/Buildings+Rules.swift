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
