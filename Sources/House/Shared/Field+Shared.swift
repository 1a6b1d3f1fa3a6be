import Records

/// The fields that every signed record has beside its own.
extension Field {
  static let signedAt = Field.instant(.signedAt, "Signed at", [.filledIn])
  static let signedBy = Field.reference(.signedBy, "Signed by", to: "memberships", [.filledIn])
  /// SHA-256 of the signed text.
  static let digest = Field.bytes(.digest, "Digest", [.filledIn], limit: 32)
}

extension Field {
  /// The same field, started at a full hour of the wall clock.
  func starting(hour: Int) -> Field {
    guard let time = WallTime(hour: hour, minute: 0) else {
      preconditionFailure("A day has no hour \(hour).")
    }
    return starting(time)
  }

  /// An amount that may lie below nothing: a balance, a difference.
  static func balance(_ key: FieldKey<Money>, _ label: String, _ traits: Traits = []) -> Field {
    Field(key.name, label, .money(signed: true), traits)
  }
}
