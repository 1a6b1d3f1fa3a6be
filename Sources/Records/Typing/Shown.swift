/// Writes values as people read them.
package struct Shown: Sendable, Hashable {
  /// The zone of the house, in which moments are shown.
  package let zone: Zone
  /// By its three-letter code.
  package let currency: String
  package let today: Day

  package init(zone: Zone, currency: String, today: Day) {
    self.zone = zone
    self.currency = currency
    self.today = today
  }

  package enum Style: Sendable, Hashable, CaseIterable {
    /// `Fri 20 Nov 2026`, `Fri 20 Nov 2026 08:44`: on a record and in an echo.
    case full
    /// `20 Nov 2026`, `20 Nov 2026 08:44`: where the weekday takes too much room.
    case medium
    /// `20 Nov`, or `08:44` of today, the year only where it is another one: in a list.
    case short
    /// What files hold and ``Typed`` reads again: `2026-11-20`, `2026-11-20T08:44:00Z`, codes.
    case iso
  }

  /// In place of what the reader may not see.
  package static let dots = "••••"
  /// In place of a sealed value that does not open.
  package static let damaged = "damaged"
  /// In place of what went with the key of an erased person.
  package static let erased = "erased"

  /// Writes a value of `kind`; nothing for an empty one.
  ///
  /// The `choices` are the members with the labels of the organisation; a closed list's own where none are given.
  package func text(
    of value: Value, as kind: FieldKind, choices: [Choice] = [], style: Style = .full
  ) -> String {
    switch value {
    case .empty: ""
    case .hidden: Shown.dots
    case .damaged: Shown.damaged
    case .erased: Shown.erased
    case .text(let text):
      switch kind {
      case .choice(let list): label(of: text, among: choices.isEmpty ? list.members : choices, style)
      case .note where style == .short: text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      default: text
      }
    case .integer(let number): String(number)
    case .flag(let answer): style == .iso ? "\(answer)" : answer ? "Yes" : "No"
    case .day(let day): self.day(day, style)
    case .instant(let moment): self.moment(moment, style)
    case .time(let time): time.description
    case .money(let amount): style == .iso ? amount.description : money(amount)
    case .reference(let id): id.description
    case .bytes(let bytes): bytes.count < 1024 ? "\(bytes.count) bytes" : "\(bytes.count / 1024) KB"
    case .list(let members): list(members, as: kind, choices, style)
    case .json(let text): text
    }
  }

  package func day(_ day: Day, _ style: Style) -> String {
    let (year, _, number) = day.parts
    let short = "\(number) \(day.monthName)"
    return switch style {
    case .full: "\(day.weekdayName) \(short) \(year)"
    case .medium: "\(short) \(year)"
    case .short: year == today.parts.year ? short : "\(short) \(year)"
    case .iso: day.description
    }
  }

  package func moment(_ moment: Instant, _ style: Style) -> String {
    let (day, time) = zone.wall(at: moment)
    return switch style {
    case .full, .medium: "\(self.day(day, style)) \(time)"
    case .short: day == today ? time.description : "\(self.day(day, .short)) \(time)"
    case .iso: Shown.coordinated(moment)
    }
  }

  /// With the sign of the currency and the thousands parted: `£1,043.50`, `-£0.05`.
  package func money(_ amount: Money) -> String {
    let (sign, figures) = (amount.minorUnits < 0 ? "-" : "", Array(amount.description.drop { $0 == "-" }))
    var text = String(figures.suffix(3))
    for (place, digit) in figures.dropLast(3).reversed().enumerated() {
      text = "\(digit)\(place > 0 && place % 3 == 0 ? "," : "")\(text)"
    }
    return sign + Currency(currency).sign + text
  }

  private func label(of code: String, among choices: [Choice], _ style: Style) -> String {
    if style == .iso { return code }
    return choices.first { $0.code == code }?.label ?? Choice.label(for: code)
  }

  private func list(_ members: [String], as kind: FieldKind, _ choices: [Choice], _ style: Style) -> String {
    guard case .list(let list?) = kind else { return members.joined(separator: ", ") }
    let offered = choices.isEmpty ? list.members : choices
    return members.map { label(of: $0, among: offered, style) }.joined(separator: style == .iso ? "," : ", ")
  }

  private static func coordinated(_ moment: Instant) -> String {
    let (day, time) = Zone.utc.wall(at: moment)
    let rest = moment.milliseconds - moment.milliseconds.flooredDivision(by: 60_000) * 60_000
    let thousandths = rest % 1000 == 0 ? "" : "." + padded(rest % 1000, 3)
    return "\(day)T\(time):\(padded(rest / 1000, 2))\(thousandths)Z"
  }
}

/// What people write and say for a currency.
struct Currency {
  let sign: String
  /// In a sentence: "in pounds".
  let name: String

  /// By its three-letter code; the code itself where none of its own is known.
  init(_ code: String) {
    switch code {
    case "GBP": (sign, name) = ("£", "pounds")
    case "USD": (sign, name) = ("$", "dollars")
    case "EUR": (sign, name) = ("€", "euros")
    default: (sign, name) = (code + " ", code)
    }
  }
}
