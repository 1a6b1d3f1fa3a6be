import Records

extension Field {
  /// How bad an incident was.
  static func severity(_ label: String, _ traits: Traits = []) -> Field {
    .integer(.severity, label, traits, in: 1...5).scale("None", "Minor", "Moderate", "Major", "Critical")
      .help(
        "1 none, 2 minor, 3 moderate, 4 major, 5 critical.")
  }
}
