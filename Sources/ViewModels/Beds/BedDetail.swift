import Records
import Storage

/// What stands below the board about the chosen bed.
package struct BedDetail: Sendable {
  package let title: DisplayText
  /// How it stands and since when, with its sign.
  package let standing: DisplayText
  /// Until when it is held or closed.
  package let until: DisplayText
  package let isUrgent: Bool
  /// The room: what it has and for whom.
  package let room: DisplayText
  /// Who had it, the latest first.
  package let history: DisplayText
}

extension BedBoardModel {
  /// Reads what is known of the chosen bed beside what the card says.
  func readDetail() async -> BedDetail? {
    guard let room, let floor else { return nil }
    let features = room.features.isEmpty ? "" : ": " + room.features.joined(separator: ", ")
    let place: DisplayText = "Room \(room.name), \(floor.name)\(features)."
    guard let bed else {
      return BedDetail(
        title: room.name, standing: "no bed yet, \(key(of: "bed.add")) adds one", until: "", isUrgent: false,
        room: place, history: "")
    }
    let today = app.wall.day
    let zone = app.session?.zone ?? .utc
    let closure = bed.facts.closure(on: today)
    let name = room.name(of: bed)
    let who = bed.standing.isInUse || bed.standing == .reserved ? bed.name : ""
    var standing: DisplayText = "\(bed.standing.sign) \(bed.standing.word)"
    if bed.standing == .missing {
      // Since when stands in the episode; the bed knows only since when it is theirs.
    } else if bed.standing.isInUse, closure == nil, let use = bed.use {
      standing = standing + ", in this bed" + since(zone.day(at: use.from))
    } else if let closure {
      let why: DisplayText = ": \(label(ofClosure: closure.kind, app))"
      // An empty bed is empty for longer than it is being cleaned.
      standing =
        bed.standing == .void
        ? standing + why + since(closure.from)
        : standing + since(closure.from) + (bed.standing == .closed ? why : "")
    }
    var until: DisplayText = ""
    if let day = closure?.until {
      let verb: DisplayText = bed.standing == .closed ? "Closed until" : "Bed held until"
      until = "\(verb) \(spoken(day)) (\(left(day)))"
    }
    if bed.standing == .void || bed.standing == .reserved { standing = standing + waiting(bed.facts) }
    return BedDetail(
      title: who.isBlank ? name : "\(name)   \(who)", standing: standing, until: until,
      isUrgent: (closure?.until ?? today) < today, room: place,
      // Until when the bed was another's tells since when it is theirs.
      history: bed.facts.veil == nil ? await history(of: bed.facts.id) : "")
  }

  /// What the bed waits for, and by which key that is done.
  private func waiting(_ facts: BedFacts) -> DisplayText {
    switch facts.wait {
    case .cleaning: ". \(step("bed.cleaned", "marks it as cleaned"))"
    case .inspection:
      ", cleaned; who did not clean it looks at it: \(step("bed.inspect", "passes it as ready"))"
    case nil: ""
    }
  }

  /// By which key a step is done, or who does it.
  private func step(_ id: String, _ words: DisplayText) -> DisplayText {
    if case .no(let reason) = availability(of: id) { return DisplayText(reason) }
    return "\(key(of: id)) \(words)"
  }

  private func key(of id: String) -> String { app.keymap.keys(of: id).first ?? "." }

  private func since(_ day: Day) -> DisplayText {
    " since \(spoken(day)) (\(Relative.since(day, today: app.wall.day)))"
  }

  /// `Tue 17 Nov`, the year only where it is another one.
  private func spoken(_ day: Day) -> String { "\(day.weekdayName) \(app.shown(.day(day)))" }

  private func left(_ day: Day) -> String {
    let days = day.number - app.wall.day.number
    return days < 0 ? "\(-days) d over" : "\(days) d left"
  }

  private func history(of bed: RecordID) async -> DisplayText {
    let zone = app.session?.zone ?? .utc
    let rows = await app.rows(
      "bed_assignments", [.equals("bed_id", .reference(bed))],
      fields: ["resident_id", "starts_at", "ends_at"], by: "starts_at", descending: true, limit: 8)
    let spans = rows.rows.compactMap { row -> DisplayText? in
      guard let from = rows[.startsAt, row] else { return nil }
      let name = Board.shortName(rows.name(.residentID, row) ?? "somebody")
      let first = app.shown(.day(zone.day(at: from)), style: .medium)
      guard let end = rows[.endsAt, row] else { return "\(name) since \(first)" }
      if end <= from { return nil }
      return "\(name) \(first) – \(app.shown(.day(zone.day(at: end)), style: .medium))"
    }
    return spans.isEmpty ? "" : "History: " + spans.prefix(4).joined(separator: " · ")
  }
}
