import Records

/// What went wrong with a dose, if anything did.
struct DoseFault: Hashable {
  let error: String
  let words: String
  let severity: Int
  /// It was taken although something spoke against it.
  let isAgainstGuard: Bool

  /// The book is that of the guards.
  init?(_ event: Record, _ guards: DoseGuards, _ book: Book) {
    guard book.former == nil, event[.kind] == "dose", event[.happenedAt] != nil,
      Doses.isFirst(event, among: book.rows(1)) || guards.isNewlyKnown
    else { return nil }
    if let fault = DoseFault.against(guards.codes.filter { !guards.unreported.contains($0) }, event) {
      self = fault
      return
    }
    switch event[.status] {
    case "missed": self.init("omission", "A dose was missed", 2)
    case "refused"
    where DoseFault.refusals(event, Doses.earlier(book.rows(1), than: event)) == DoseFault.mostRefusals:
      self.init("omission", "Refused three times in a row", 2)
    default: return nil
    }
  }

  /// So many refusals in a row are an omission.
  private static let mostRefusals = 3

  init(_ error: String, _ words: String, _ severity: Int, isAgainstGuard: Bool = false) {
    self.error = error
    self.words = words
    self.severity = severity
    self.isAgainstGuard = isAgainstGuard
  }

  /// One report tells of all that was not kept, and is named for the worst.
  private static func against(_ codes: [String], _ event: Record) -> DoseFault? {
    let isOnWord = Doses.isOnWord(event)
    let met = DoseGuards.all.filter { codes.contains($0.code) && !(isOnWord && $0.isLifted) }
      .compactMap(\.fault)
    guard let worst = met.first else { return nil }
    let verb = event[.status] == "destroyed" ? "Destroyed" : "Given"
    let words = "\(verb) " + met.map(\.words).joined(separator: ", and ")
    return DoseFault(
      worst.error, words, met.map(\.severity).max() ?? worst.severity, isAgainstGuard: true)
  }

  /// How many times in a row, with this one.
  static func refusals(_ event: Record, _ earlier: [Record]) -> Int {
    event[.status] == "refused" ? 1 + earlier.prefix { $0[.status] == "refused" }.count : 0
  }
}
