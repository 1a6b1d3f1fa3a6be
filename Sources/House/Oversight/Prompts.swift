import Records

/// How often each kind of notice was shown in a house, and how often it was acted on: what nobody acts on is one to
/// change.
enum Prompts {
  /// How far back they are counted.
  static let days = 28
  private static let prefix = "notices_"

  static func code(of kind: String) -> String { prefix + kind }

  /// As people call the figure; nil for a code that is none of them.
  static func title(of code: String) -> String? {
    guard code.hasPrefix(prefix) else { return nil }
    let kind = Choice.label(for: String(code.dropFirst(prefix.count))).lowercased()
    return "Notices of \(kind) acted on"
  }

  /// What comes of a safeguarding concern: a count of its notices, too, would tell that there is one.
  static let ofConcerns: [Query] = [
    Query("action_assignments").where(
      .any([[.isPresent("concern_id")], [.equals("origin", .text("concern"))]])
    ).only("state"),
    Query("approvals").where(
      .any([[.equals("kind", .text("concern_no_action"))], [.equals("subject_type", .text(concerns))]])
    ).only("state"),
    Query("regulator_notifications").where(
      .any([[.isPresent("concern_id")], [.equals("regulator", .text("local_authority_safeguarding"))]])
    ).only("state"),
    Query("referrals").where(.isPresent("concern_id")).only("state"),
    Query("amendments").where(.equals("subject_type", .text(concerns))).only("kind"),
  ]
  private static let concerns = "safeguarding_concerns"

  /// What may come of a concern and keeps no word of it: a flag by which the shift is asked for something.
  private static let unspoken: Set = [concerns, "flags"]

  /// The notices that are counted: none about a concern, nor about what came of one or may have.
  static func counted(_ notices: [Record], besides told: Set<RecordID>) -> [Record] {
    notices.filter { notice in
      notice[.kind] != "safeguarding" && !unspoken.contains(notice[.subjectType] ?? "")
        && notice[.subjectID].map(told.contains) != true
    }
  }

  /// The share of the notices that were acted on, in tenths of a percent.
  static func share(_ notices: [Record]) -> Int {
    let acted = notices.count { $0[.state] == "done" }
    return notices.isEmpty ? 0 : (acted * 2_000 + notices.count) / (notices.count * 2)
  }
}

extension Job {
  /// Counts the notices of each kind that the members of a house were shown, and those that were acted on.
  static let measurePrompts = Job(
    "notices.measure", "How often each kind of notice is acted on", kind: "snapshot", at: "35 0 * * *",
    each: Query.housesInUse.only("state"),
    reads: { book in
      let houses = book.rows(0).compactMap(\.id)
      return [
        Query("role_assignments")
          .where(.any([[.isEmpty("house_id")], [.among("house_id", houses.map(\.value))]]))
          .only("membership_id", "house_id"),
        Query("kpi_snapshots").where(.houseID, among: houses)
          .where(.equals("day", .day(book.today.adding(days: -1)))).only("code", "house_id"),
      ] + Prompts.ofConcerns
    },
    looksUp: { book in
      let first = book.zone.start(of: book.today.adding(days: -Prompts.days))
      // By member, for what says when a notice was made is an index only beside that.
      let members = Set(book.rows(1).compactMap { $0[.membershipID] }).sorted()
      return [
        Query("approvals").where(.subjectID, among: told(book).sorted()).only("state"),
        Query("notifications").where(.membershipID, among: members)
          .where(.atLeast("created_at", .instant(first)))
          .where(.below("created_at", .instant(book.zone.start(of: book.today))))
          .only("membership_id", "kind", "state", "subject_type", "subject_id"),
      ]
    },
    work: { book in
      let counted = Prompts.counted(book.found.last ?? [], besides: told(book))
      return Work(records: book.rows(0).compactMap(\.id).flatMap { shares(of: $0, counted, book) })
    })

  /// What came of concerns, and the approvals asked about that: the lists between those that every figure is made of.
  private static func told(_ book: Book) -> Set<RecordID> {
    Set(book.found.dropFirst(3).prefix(Prompts.ofConcerns.count + 1).joined().compactMap(\.id))
  }

  private static func shares(of house: RecordID, _ notices: [Record], _ book: Book) -> [Record] {
    let grants = book.rows(1).filter { $0[.houseID] == nil || $0[.houseID] == house }
    let members = Set(grants.compactMap { $0[.membershipID] })
    let known = Set(book.rows(2).filter { $0[.houseID] == house }.compactMap { $0[.code] })
    let shown = notices.filter { $0[.membershipID].map(members.contains) == true }
    let kinds = Dictionary(grouping: shown) { $0[.kind] ?? "" }
    return kinds.sorted { $0.key < $1.key }.compactMap { kind, notices in
      let code = Prompts.code(of: kind)
      if kind.isEmpty || known.contains(code) { return nil }
      return Record(.kpiSnapshots).changed {
        $0[.code] = code
        $0[.houseID] = house
        $0[.day] = book.today.adding(days: -1)
        $0[.value] = Prompts.share(notices)
        $0[.denominator] = notices.count
        $0[.unit] = "percent_tenths"
      }
    }
  }
}
