/// How long a house gives each step of a search, in minutes after somebody was noticed gone (2.14).
///
/// They are the latest moments: whoever fears for somebody rings at once.
package struct MissingClocks: Sendable, Hashable {
  package var search = 15
  package var onCall = 30
  package var policeAtMedium = 60
  package var policeAtLow = 240
  /// From one look at the risk to the next.
  package var review = 240
  /// From a refusal of the police, or from a call without a number, to the next call.
  package var policeAgain = 30
  /// From the return to those who were told of the search.
  package var told = 60
  /// Hours from the return to the interview.
  package var interview = 72

  package init() {}

  /// The clocks that a house has set; those it has not are as they come.
  package init(of house: Record?) {
    self.init { name in house.flatMap { Int($0[name]) } }
  }

  /// The clocks by the names of their fields.
  package init(_ set: (String) -> Int?) {
    search = set("missing_search_minutes") ?? search
    onCall = set("missing_on_call_minutes") ?? onCall
    policeAtMedium = set("missing_police_medium_minutes") ?? policeAtMedium
    policeAtLow = set("missing_police_low_minutes") ?? policeAtLow
    review = set("missing_review_minutes") ?? review
    interview = set("return_interview_hours") ?? interview
  }

  /// The fields of a house in which they are kept.
  package static let fields = [
    "missing_search_minutes", "missing_on_call_minutes", "missing_police_medium_minutes",
    "missing_police_low_minutes", "missing_review_minutes", "return_interview_hours",
  ]

  /// When the police are told at the latest: of a child, and where the risk is high, at once.
  package func policeDue(from noticed: Instant, risk: String?, isChild: Bool) -> Instant {
    if isChild { return noticed }
    return switch risk {
    case "low": noticed.adding(minutes: policeAtLow)
    case "medium": noticed.adding(minutes: policeAtMedium)
    default: noticed
    }
  }
}
