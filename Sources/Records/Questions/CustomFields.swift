/// The fields that an organisation adds to a record type: where they are declared, and where their values are kept.
package enum CustomFields {
  /// The record type whose records declare them.
  package static let definitions = "custom_fields"
  /// The record type that keeps their values, one row a record.
  package static let values = "custom_values"
  /// As which they stand in a record that is filled in: `custom.diet`.
  package static let field = Field("custom", "Of this organisation", .json, .sealed)
}
