import Records

extension Notice.Audience {
  /// Whoever leads the shifts of a house and whoever manages it; of every house where none is named.
  static func leads(of house: RecordID?) -> [Notice.Audience] {
    [.role(.leader, house: house), .role(.manager, house: house)]
  }
}
