import Records

/// Who is on call for a house: who leads a shift on call, and where none is kept the team.
enum OnCall {
  /// The shifts on call that may last at a moment or later, and the teams on call.
  static func reads(from moment: Instant) -> [Query] {
    [
      Query("shifts").where(.kind, is: "on_call").where(.state, among: ["planned", "running"])
        .where(.atLeast("ends_at", .instant(moment)))
        .only("house_id", "starts_at", "ends_at", "lead_by"),
      Query("crisis_teams").where(.kind, is: "on_call").where(.equals("is_active", .flag(true)))
        .only("house_id", "lead_by", "deputy_by"),
    ]
  }

  /// The same for what a record brings about when it is made or sent on.
  static func reads(for record: Record) -> [Query] {
    reads(from: record.stamp?.createdAt ?? Instant(milliseconds: 0))
  }

  /// Who is on call for a house now, by what those queries found, the first of them at a place of the book.
  static func audience(for house: RecordID?, _ book: Book, from place: Int) -> [Notice.Audience] {
    members(for: house, book.rows(place), book.rows(place + 1), at: book.now).map { .member($0) }
  }

  /// Who is on call for a house at a moment, by what those queries found.
  static func members(
    for house: RecordID?, _ shifts: [Record], _ teams: [Record], at moment: Instant
  ) -> [RecordID] {
    let here = { (record: Record) in record[.houseID] == nil || record[.houseID] == house }
    let running = shifts.filter { shift in
      here(shift) && shift[.startsAt].map { $0 <= moment } ?? true
        && shift[.endsAt].map { moment < $0 } ?? true
    }
    let leads = running.compactMap { $0[.leadBy] }
    if !leads.isEmpty { return leads }
    return teams.filter(here).flatMap { [$0[.leadBy], $0[.deputyBy]] }.compactMap(\.self)
  }
}
