import Records

/// What the headings mean that other programs and people give to the columns of their spreadsheets.
enum ForeignHeadings {
  /// Each spelling in small letters without signs, and the names of the fields that it may mean, the likeliest first.
  private static let meanings: [String: [String]] = [
    "surname": ["family_name"], "last name": ["family_name"], "lastname": ["family_name"],
    "family": ["family_name"], "forename": ["given_name"], "forenames": ["given_name"],
    "first name": ["given_name"], "firstname": ["given_name"], "christian name": ["given_name"],
    "known as": ["preferred_name"], "nickname": ["preferred_name"], "preferred": ["preferred_name"],
    "dob": ["born_on"], "d o b": ["born_on"], "date of birth": ["born_on"], "birth date": ["born_on"],
    "birthday": ["born_on"], "birthdate": ["born_on"], "gender": ["sex", "gender"],
    "nhs": ["nhs_number"], "nhs no": ["nhs_number"], "nhs number": ["nhs_number"],
    "ni no": ["national_id"], "ni number": ["national_id"], "nino": ["national_id"], "ssn": ["national_id"],
    "mobile": ["mobile_phone", "phone"], "mobile no": ["mobile_phone", "phone"],
    "tel": ["phone", "mobile_phone"], "telephone": ["phone", "mobile_phone"],
    "phone": ["phone", "mobile_phone"], "phone number": ["phone", "mobile_phone"],
    "e mail": ["email"], "email address": ["email"], "language": ["first_language"],
    "first language": ["first_language"], "postcode": ["postcode"], "zip": ["postcode"],
    "ref": ["reference"], "id no": ["reference"], "number": ["reference"],
    "notes": ["note", "notes", "description"], "comments": ["note", "notes", "description"],
    "start": ["starts_on"], "start date": ["starts_on"], "end": ["ends_on"], "end date": ["ends_on"],
    "admitted": ["starts_on"], "admission date": ["starts_on"], "amount": ["amount"],
  ]

  /// The field of a type that a foreign heading probably means; nil where nobody knows.
  static func field(_ heading: String, of type: RecordType) -> Field? {
    let words = Text.folded(heading).split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    return meanings[words]?.lazy.compactMap { type.field($0) }.first
  }
}
