/// How the records of a part are drawn on a square: one field upwards, one across, each of a scale of numbers.
///
/// The second pair of fields is where the same record stands with what is done about it.
package struct Plot: Sendable {
  package let up: String
  package let across: String
  package let laterUp: String
  package let laterAcross: String
  /// What the two sides and the marks `1` and `[1]` mean, in one or two sentences.
  package let words: String
  /// The word for the product of two numbers: `high`.
  package let band: @Sendable (Int) -> String

  package init(
    up: FieldKey<String>, across: FieldKey<String>, laterUp: FieldKey<String>, laterAcross: FieldKey<String>,
    words: String, band: @escaping @Sendable (Int) -> String
  ) {
    self.up = up.name
    self.across = across.name
    self.laterUp = laterUp.name
    self.laterAcross = laterAcross.name
    self.words = words
    self.band = band
  }
}
