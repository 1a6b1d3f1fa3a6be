import Records

extension Rule {
  static let birthIsPlausible = Rule("a birth lies in the last 120 years") { person, book in
    guard let born = person[.bornOn] else { return nil }
    guard born <= book.today else {
      return Violation("Check the date of birth: that day is still to come.", field: "born_on")
    }
    guard born.years(until: book.today) <= 120 else {
      return Violation("Check the date of birth: nobody is that old.", field: "born_on")
    }
    return nil
  }

  static let nhsNumberAddsUp = Rule("an NHS number has the right check digit") { person, _ in
    guard let number = person[.nhsNumber], !number.isEmpty, !isNHSNumber(number) else { return nil }
    return Violation("The NHS number does not add up. Check the ten digits.", field: "nhs_number")
  }

  /// The tenth digit is eleven less the weighted sum of the first nine, by eleven (NHS Data Dictionary).
  private static func isNHSNumber(_ text: String) -> Bool {
    let digits = text.filter { $0 != " " && $0 != "-" }.compactMap(\.wholeNumberValue)
    guard digits.count == 10, text.allSatisfy({ $0.isASCII }) else { return false }
    let sum = zip(digits, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
    let check = (11 - sum % 11) % 11
    return check == digits[9]
  }

  static let emergencyMayBeCalled = Rule("who must not be contacted is no emergency contact") { contact, _ in
    guard contact[.mustNotContact] == true, contact[.isEmergency] == true else { return nil }
    return Violation(
      "A person who must not be contacted cannot be an emergency contact.", field: "is_emergency")
  }

  static let toldOnlyWhatIsAgreed = Rule("a contact is told no more than was agreed") { contact, book in
    guard book.sets("may_be_told", in: contact), ["wellbeing", "all_agreed"].contains(contact[.mayBeTold])
    else { return nil }
    return Violation(
      "No consent is recorded for telling this person more than an emergency.", field: "may_be_told",
      isWarning: true)
  }

  static let flagReviewedInTime = Rule("a flag is reviewed in time") { flag, book in
    guard let day = flag[.reviewOn], book.sets("review_on", in: flag) else { return nil }
    let months = flag[.level] == "high" ? 6 : 12
    if day < book.today { return Violation("The review day has passed already.", field: "review_on") }
    if day > book.today.adding(months: months) {
      return Violation("A flag of this level is reviewed within \(months) months.", field: "review_on")
    }
    return nil
  }

  static let notTooManyFlags = Rule("a resident has at most five live flags") { flag in
    guard let resident = flag[.residentID] else { return [] }
    return [Query("flags").where(.residentID, is: resident).where(.state, among: ["proposed", "active"])]
  } check: { flag, book in
    guard book.former == nil, book.rows(0).count(where: { $0.id != flag.id }) >= 5 else { return nil }
    return Violation("Five flags are live already; more would not be read. Remove one first.")
  }
}
