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
    let funding = book.rows(2).filter { $0[.stayID] == stay.id && $0[.state] == "active" }
    let rates = rates(for: stay, funding)
    let kinds = Set(rates.compactMap { $0[.chargeKind] }).sorted()
    let priced = kinds.map { kind in spans(of: days, kind, rates, funding) }
    if priced.allSatisfy(\.isEmpty) {
      exceptions.append("\(stay.called) has no rate")
      return
    }
    for (kind, spans) in zip(kinds, priced) {
      for span in spans { add(stay, kind, span, funding) }
    }
  }

  /// The lines of one kind for nights at which the same rates hold, split between the payers of the stay.
  ///
  /// Each payer pays its part of the price that holds for it.
  private mutating func add(_ stay: Record, _ kind: String, _ span: Span, _ funding: [Record]) {
    guard let first = span.days.first, let last = span.days.last else { return }
    let charge = Choice.label(for: kind).lowercased()
    let payers = funding.filter { row in
      row[.chargeKinds]?.contains(kind) == true && (row[.startsOn].map { $0 <= last } ?? false)
        && (row[.endsOn].map { $0 >= first } ?? true)
    }
    if payers.isEmpty {
      exceptions.append("\(stay.called) has nobody to pay \(charge)")
      return
    }
    var found: [Line] = []
    for payer in Set(payers.compactMap { $0[.payerID] }).sorted() {
      guard let rate = span.rates[payer] else {
        exceptions.append("\(stay.called) has no rate of \(charge) for one of its payers")
        return
      }
      let amount = Proration.amount(of: rate, nights: span.days.count, in: first)
      guard let parts = Funding.split(amount, among: payers) else {
        exceptions.append("\(stay.called) has nobody to pay \(charge)")
        return
      }
      let kindOfPayer = book.rows(5).first { $0.id == payer }?[.kind]
      found += parts.filter { $0.payer[.payerID] == payer }.map { part in
        Line(
          stay: stay, payer: payer, payerKind: kindOfPayer, rate: rate, kind: kind, days: first...last,
          nights: span.days.count, amount: part.amount)
      }
    }
    let open = found.filter { line in
      !isCharged(stay, line.payer, kind, line.days) && (period[.payerID].map { $0 == line.payer } ?? true)
    }
    lines += open
  }

  /// Nights at which the same rates hold, by payer.
  private struct Span {
    var days: [Day]
    let rates: [RecordID: Record]
  }

  /// The rates that fit a stay: those for every payer, and those of its own payers.
  private func rates(for stay: Record, _ funding: [Record]) -> [Record] {
    let payers = Set(funding.compactMap { $0[.payerID] })
    return book.rows(4).filter { rate in
      rate[.approvedBy] != nil && rate[.chargePeriod] != "once"
        && (rate[.payerID].map { payers.contains($0) } ?? true)
        && (rate[.houseID].map { $0 == stay[.houseID] } ?? true)
        && (rate[.supportLevel].map { $0 == stay[.supportLevel] } ?? true)
    }
  }

  /// The nights of a kind of charge, cut where another rate begins to hold for one of its payers.
  private func spans(
    of days: [Day], _ kind: String, _ rates: [Record], _ funding: [Record]
  ) -> [Span] {
    let payers = funding.filter { $0[.chargeKinds]?.contains(kind) == true }.compactMap { $0[.payerID] }
    var spans: [Span] = []
    for day in days {
      let holding = rates.filter { rate in
        rate[.chargeKind] == kind && (rate[.startsOn].map { $0 <= day } ?? false)
          && (rate[.endsOn].map { $0 >= day } ?? true)
      }
      if holding.isEmpty { continue }
      var best: [RecordID: Record] = [:]
      for payer in payers {
        best[payer] = holding.filter { $0[.payerID] == nil || $0[.payerID] == payer }
          .max { said($0) < said($1) }
      }
      if let last = spans.last, last.rates.mapValues(\.id) == best.mapValues(\.id),
        isOneCharge(last.days, day, best)
      {
        spans[spans.count - 1].days.append(day)
      } else {
        spans.append(Span(days: [day], rates: best))
      }
    }
    return spans
  }

  /// A rate of the payer says most, then one of the house, then one of the level of support.
  private func said(_ rate: Record) -> Int {
    (rate[.payerID] == nil ? 0 : 4) + (rate[.houseID] == nil ? 0 : 2) + (rate[.supportLevel] == nil ? 0 : 1)
  }

  /// Nights of a rate by the month are charged month by month, for months differ in length.
  private func isOneCharge(_ days: [Day], _ next: Day, _ rates: [RecordID: Record]) -> Bool {
    let isByMonth = rates.values.contains { ["month", "quarter", "year"].contains($0[.chargePeriod] ?? "") }
    guard isByMonth, let last = days.last else { return true }
    return (last.parts.year, last.parts.month) == (next.parts.year, next.parts.month)
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
