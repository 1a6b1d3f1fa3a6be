import Records

/// Whose calendar and clocks hold for a record.
enum Jurisdiction {
  /// The house of the record alone; every house where it has none.
  static func reads(_ record: Record) -> [Query] {
    let houses = Query("houses").only("jurisdiction")
    return [record[.houseID].map { houses.where(.equals("id", $0.value)) } ?? houses]
  }

  /// The nation whose working days count; that of the first house for what belongs to no house.
  static func days(_ book: Book, _ index: Int = 0) -> WorkingDays {
    WorkingDays(of: book.rows(index).compactMap { $0[.jurisdiction] }.first)
  }

  /// The nation whose working days count in a house; of the first house for what belongs to no house.
  static func days(of house: RecordID?, among houses: [Record]) -> WorkingDays {
    WorkingDays(of: (houses.first { $0.id == house } ?? houses.first)?[.jurisdiction])
  }

  /// The country of a house by its two letters; nil where its nation is another.
  static func country(of house: Record?) -> String? {
    switch house?[.jurisdiction] {
    case "united_states": "US"
    case "england", "wales", "scotland", "northern_ireland": "GB"
    default: nil
    }
  }

  static func isAmerican(_ book: Book, _ index: Int = 0) -> Bool {
    book.rows(index).contains { $0[.jurisdiction] == "united_states" }
  }

  /// Whether some house is elsewhere than in the United States; true where there is none yet.
  static func isOther(_ book: Book, _ index: Int = 0) -> Bool {
    book.rows(index).contains { $0[.jurisdiction] != "united_states" } || book.rows(index).isEmpty
  }
}
