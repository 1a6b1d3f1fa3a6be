/// The numbers that reach help at once, by the country of the organisation.
package enum EmergencyNumber {
  /// Stands in declared words for the number, which is known once it is known where the house is.
  package static let place = "{emergency number}"

  /// Ambulance, police and fire.
  private static let numbers: [String: String] = [
    "GB": "999", "IE": "112 or 999", "US": "911", "CA": "911", "AU": "000", "NZ": "111",
  ]
  /// Advice on health by telephone, for what is no emergency yet.
  private static let advice: [String: String] = ["GB": "111"]

  /// The number of a country, by its two letters; all of them before it is known.
  package static func of(_ country: String?) -> String {
    guard let country else { return "999, 112 or 911" }
    return numbers[country] ?? "112"
  }

  /// Whom to ring about somebody who may fall ill: `on-call, 111 or 999`.
  package static func forHealth(in country: String?, first: String? = nil) -> String {
    let numbers = [first, adviceLine(in: country), of(country)].compactMap(\.self)
    return numbers.count < 2
      ? numbers.joined() : numbers.dropLast().joined(separator: ", ") + " or " + of(country)
  }

  /// Who advises on a medicine before it is given: `the prescriber or 111`.
  package static func advisers(in country: String?) -> String {
    ["the prescriber", adviceLine(in: country)].compactMap(\.self).joined(separator: " or ")
  }

  /// Declared words with the number of the country in its place.
  package static func filled(_ words: String, in country: String?) -> String {
    words.replacing(place, with: of(country))
  }

  private static func adviceLine(in country: String?) -> String? { country.flatMap { advice[$0] } }
}

extension Field {
  /// The same field, whose help names the emergency number of the country.
  package func speaking(in country: String?) -> Field {
    help.contains(EmergencyNumber.place) ? self.help(EmergencyNumber.filled(help, in: country)) : self
  }
}
