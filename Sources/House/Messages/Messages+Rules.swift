import Records

extension Rule {
  static let announcementEnds = Rule("an announcement ends after it is shown") { announcement, _ in
    guard let start = announcement[.publishesAt], let end = announcement[.endsAt], end < start else {
      return nil
    }
    return Violation("The end cannot be before the start.", field: "ends_at")
  }

  static let announcementHasAudience = Rule("an announcement to a house or role names it") {
    announcement, _ in
    switch announcement[.audience] {
    case "house_staff" where announcement[.houseID] == nil:
      Violation("Choose the house whose staff it is for.", field: "house_id")
    case "role" where Role(rawValue: announcement[.roleCode] ?? "") == nil:
      Violation("Give the code of the role it is for, such as SUP.", field: "role_code")
    default: nil
    }
  }
}
