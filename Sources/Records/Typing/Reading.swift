/// What was made of a typed text.
package enum Reading: Sendable, Hashable {
  /// Nothing was typed.
  case empty
  /// One reading, with the words in which it is echoed.
  case value(Value, echo: String)
  /// Several readings of which the person must choose one.
  case choose([Offer])
  /// No reading; what to do instead, in a sentence.
  case refused(String)

  /// One of several readings.
  package struct Offer: Sendable, Hashable {
    package let label: String
    package let value: Value
  }

  /// The value where there is one; an empty text is the empty value.
  package var value: Value? {
    switch self {
    case .empty: .empty
    case .value(let value, _): value
    case .choose, .refused: nil
    }
  }
}

/// Why a text that was understood is not taken.
struct Refusal: Error, Hashable { let words: String }
