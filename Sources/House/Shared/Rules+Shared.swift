import Records

/// What must be true of every type that has such fields.
extension Rule {
  static let periodOfDays = Rule("the last day is not before the first") { record, _ in
    guard let start = record[.startsOn], let end = record[.endsOn], end < start else { return nil }
    return Violation("The end cannot be before the start.", field: "ends_on")
  }

  static let periodOfMoments = Rule("the end is not before the start") { record, _ in
    guard let start = record[.startsAt], let end = record[.endsAt], end < start else { return nil }
    return Violation("The end cannot be before the start.", field: "ends_at")
  }

  static let emailShape = Rule("an e-mail address has one at sign and a dot after it") { record, _ in
    guard let email = record[.email], !email.isEmpty, !isEmail(email) else { return nil }
    return Violation("That does not look like an e-mail address.", field: "email")
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].dropFirst().contains(".")
      && parts[1].last != "." && !text.contains(" ")
  }
}
