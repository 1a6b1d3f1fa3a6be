import Records

/// What a billing period charges: for each stay the nights it had a bed, at the rates that hold and less where they say
/// so of nights away, split between its payers; each line rounded by itself.
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

  /// Beds of the period's house, their stays, the stays' funding and charges, rates, payers, the chart, absences.
  static let reads: @Sendable (Record) -> [Query] = { period in
    var beds = Query("bed_assignments")
    if let house = period[.houseID] { beds = beds.where(.houseID, is: house) }
    return [
      beds, beds.following(.stayID, to: "stays"),
      beds.following(.stayID, to: "stay_payers", matching: .stayID),
      beds.following(.stayID, to: "charges", matching: .stayID), Query("rates"), Query("payers"), Chart.query,
    ] + Absences.reads(beds)
  }

  init(_ period: Record, _ book: Book) {
    self.period = period
    self.book = book
    guard let start = period[.startsOn], let end = period[.endsOn], start <= end else { return }
    let absences = Absences(passes: book.rows(7), holds: book.rows(8))
    for stay in book.rows(1) where stay[.state] != "cancelled" {
      let beds = book.rows(0).filter { $0[.stayID] == stay.id }
      let nights = ChargedNight.of(stay, beds: beds, absences: absences, from: start, to: end, book)
      if !nights.isEmpty { add(stay, nights) }
    }
  }

  private mutating func add(_ stay: Record, _ nights: [ChargedNight]) {
    let funding = book.rows(2).filter { $0[.stayID] == stay.id && $0[.state] == "active" }
    let rates = rates(for: stay, funding)
    let isPlanned = stay[.state] == "planned"
    let charging = rates.filter { !isPlanned || ($0[.voidRatePercent] ?? 0) > 0 }
    let kinds = Set(charging.compactMap { $0[.chargeKind] }).sorted()
    let priced = kinds.map { kind in spans(of: nights, kind, rates, funding) }
    if priced.allSatisfy(\.isEmpty) {
      if !isPlanned { exceptions.append("\(stay.called) has no rate") }
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
    guard let first = span.nights.first?.day, let last = span.nights.last?.day else { return }
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
      let hundredths = span.nights.reduce(0) { $0 + $1.percent(under: rate) }
      let amount = Proration.amount(
        of: rate, nights: span.nights.count, hundredths: hundredths, in: first)
      guard let parts = Funding.split(amount, among: payers) else {
        exceptions.append("\(stay.called) has nobody to pay \(charge)")
        return
      }
      let kindOfPayer: String? = book.rows(5).first { $0.id == payer }?[.kind]
      found += parts.filter { $0.payer[.payerID] == payer }.map { part in
        Line(
          stay: stay, payer: payer, payerKind: kindOfPayer, rate: rate, kind: kind, days: first...last,
          nights: span.nights.count, amount: part.amount)
      }
    }
    let open = found.filter { line in
      !isCharged(stay, line.payer, kind, line.days) && (period[.payerID].map { $0 == line.payer } ?? true)
    }
    lines += open
  }

  /// Nights at which the same rates hold, by payer.
  private struct Span {
    var nights: [ChargedNight]
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
    of nights: [ChargedNight], _ kind: String, _ rates: [Record], _ funding: [Record]
  ) -> [Span] {
    let payers = funding.filter { $0[.chargeKinds]?.contains(kind) == true }.compactMap { $0[.payerID] }
    var spans: [Span] = []
    for night in nights {
      let holding = rates.filter { rate in
        rate[.chargeKind] == kind && (rate[.startsOn].map { $0 <= night.day } ?? false)
          && (rate[.endsOn].map { $0 >= night.day } ?? true)
      }
      if holding.isEmpty { continue }
      var best: [RecordID: Record] = [:]
      for payer in payers {
        best[payer] = holding.filter { $0[.payerID] == nil || $0[.payerID] == payer }
          .max { said($0) < said($1) }
      }
      if let last = spans.last, last.rates.mapValues(\.id) == best.mapValues(\.id),
        isOneCharge(last.nights, night, best)
      {
        spans[spans.count - 1].nights.append(night)
      } else {
        spans.append(Span(nights: [night], rates: best))
      }
    }
    return spans
  }

  /// A rate of the payer says most, then one of the house, then one of the level of support.
  private func said(_ rate: Record) -> Int {
    (rate[.payerID] == nil ? 0 : 4) + (rate[.houseID] == nil ? 0 : 2) + (rate[.supportLevel] == nil ? 0 : 1)
  }

  /// Nights of a rate by the month are charged month by month, for months differ in length.
  private func isOneCharge(
    _ nights: [ChargedNight], _ next: ChargedNight, _ rates: [RecordID: Record]
  ) -> Bool {
    let isByMonth = rates.values.contains { ["month", "quarter", "year"].contains($0[.chargePeriod] ?? "") }
    guard isByMonth, let last = nights.last?.day.parts else { return true }
    let next = next.day.parts
    return (last.year, last.month) == (next.year, next.month)
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
