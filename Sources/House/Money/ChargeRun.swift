import Records

/// What a billing period charges: for each stay the nights it had a bed, at the rates that hold, split between its
/// payers; each line rounded by itself.
struct ChargeRun {
  struct Line {
    let stay: Record
    let payer: RecordID
    let payerKind: String?
    let rate: Record
    let kind: String
    let days: ClosedRange<Day>
    let nights: Int
    let amount: Int
  }

  private let period: Record
  private let book: Book
  /// What is not charged yet.
  private(set) var lines: [Line] = []
  /// Stays that cannot be charged, and why.
  private(set) var exceptions: [String] = []

  /// Beds of the period's house, their stays, the stays' funding and charges, rates, payers, the chart.
  static let reads: @Sendable (Record) -> [Query] = { period in
    var beds = Query("bed_assignments")
    if let house = period[.houseID] { beds = beds.where(.houseID, is: house) }
    return [
      beds, beds.following(.stayID, to: "stays"),
      beds.following(.stayID, to: "stay_payers", matching: .stayID),
      beds.following(.stayID, to: "charges", matching: .stayID), Query("rates"), Query("payers"), Chart.query,
    ]
  }

  init(_ period: Record, _ book: Book) {
    self.period = period
    self.book = book
    guard let start = period[.startsOn], let end = period[.endsOn], start <= end else { return }
    for stay in book.rows(1) where ["active", "ended"].contains(stay[.state] ?? "") {
      let nights = book.rows(0).filter { $0[.stayID] == stay.id }.flatMap { bed in
        OccupiedNights.nights(of: bed, from: start, to: end, openUntil: end, in: book.zone)
      }
      let days = Set(nights).sorted().map { Day(number: $0) }
      if !days.isEmpty { add(stay, days) }
    }
  }

  private mutating func add(_ stay: Record, _ days: [Day]) {
    let rates = rates(for: stay, days)
    if rates.isEmpty {
      exceptions.append("\(stay.called) has no rate")
      return
    }
    for (rate, nights) in rates {
      for month in months(nights, of: rate) { add(stay, rate, month) }
    }
  }

  /// One line of a rate, split between the payers of the stay.
  private mutating func add(_ stay: Record, _ rate: Record, _ nights: [Day]) {
    guard let first = nights.first, let last = nights.last, let kind = rate[.chargeKind] else { return }
    let amount = Proration.amount(of: rate, nights: nights.count, in: first)
    let funding = book.rows(2).filter { row in
      row[.stayID] == stay.id && row[.state] == "active" && row[.chargeKinds]?.contains(kind) == true
        && (row[.startsOn].map { $0 <= last } ?? false) && (row[.endsOn].map { $0 >= first } ?? true)
    }
    guard let parts = Funding.split(amount, among: funding) else {
      exceptions.append("\(stay.called) has nobody to pay \(Choice.label(for: kind).lowercased())")
      return
    }
    for part in parts {
      guard let payer = part.payer[.payerID], !isCharged(stay, payer, kind, first...last) else { continue }
      if let limit = period[.payerID], limit != payer { continue }
      lines.append(
        Line(
          stay: stay, payer: payer, payerKind: book.rows(5).first { $0.id == payer }?[.kind], rate: rate,
          kind: kind, days: first...last, nights: nights.count, amount: part.amount))
    }
  }

  /// The rates of a stay, each with the nights at which it holds: of several of a kind the one that says most.
  private func rates(for stay: Record, _ days: [Day]) -> [(rate: Record, nights: [Day])] {
    let fitting = book.rows(4).filter { rate in
      rate[.approvedBy] != nil && rate[.payerID] == nil && rate[.chargePeriod] != "once"
        && (rate[.houseID].map { $0 == stay[.houseID] } ?? true)
        && (rate[.supportLevel].map { $0 == stay[.supportLevel] } ?? true)
    }
    var nights: [RecordID: [Day]] = [:]
    for kind in Set(fitting.compactMap { $0[.chargeKind] }) {
      for day in days {
        let best = fitting.filter { rate in
          rate[.chargeKind] == kind && (rate[.startsOn].map { $0 <= day } ?? false)
            && (rate[.endsOn].map { $0 >= day } ?? true)
        }.max { said($0) < said($1) }
        if let id = best?.id { nights[id, default: []].append(day) }
      }
    }
    return fitting.compactMap { rate in rate.id.flatMap { nights[$0] }.map { (rate, $0) } }
  }

  /// A house says more than a level of support, and both more than either.
  private func said(_ rate: Record) -> Int {
    (rate[.houseID] == nil ? 0 : 2) + (rate[.supportLevel] == nil ? 0 : 1)
  }

  /// Nights of a rate by the month are charged month by month, for months differ in length.
  private func months(_ nights: [Day], of rate: Record) -> [[Day]] {
    guard ["month", "quarter", "year"].contains(rate[.chargePeriod] ?? "") else { return [nights] }
    let months = Dictionary(grouping: nights) { $0.parts.year * 12 + $0.parts.month }
    return months.keys.sorted().compactMap { months[$0] }
  }

  private func isCharged(_ stay: Record, _ payer: RecordID, _ kind: String, _ days: ClosedRange<Day>) -> Bool
  {
    book.rows(3).contains { charge in
      guard charge[.stayID] == stay.id, charge[.payerID] == payer, charge[.kind] == kind,
        ["draft", "posted"].contains(charge[.state]), let from = charge[.fromOn], let to = charge[.toOn]
      else { return false }
      return from <= days.upperBound && to >= days.lowerBound
    }
  }

  /// The charges, posted, with their journals.
  var records: [Record] {
    var postings = Postings(book, accounts: book.rows(6))
    let charges = lines.map { line in
      var charge = Record(.charges)
      charge.id = book.newID()
      charge[.stayID] = line.stay.id
      charge[.residentID] = line.stay[.residentID]
      charge[.payerID] = line.payer
      charge[.kind] = line.kind
      charge[.amount] = Money(minorUnits: line.amount)
      charge[.occurredOn] = period[.endsOn].map { min($0, book.today) } ?? book.today
      charge[.fromOn] = line.days.lowerBound
      charge[.toOn] = line.days.upperBound
      charge[.daysCount] = line.nights
      charge[.rateID] = line.rate.id
      charge[.billingPeriodID] = period.id
      return Action.posted(charge, payerKind: line.payerKind, &postings)
    }
    return postings.records + charges
  }
}
