/// The steps of a search with when each is due and when it was done, worked out whenever somebody looks.
package struct MissingLadder: Sendable {
  package let rungs: [Rung]
  /// The search goes on; else the person is back and what follows is done.
  package let isSearching: Bool
  /// The police were told of the search, with their number or without one yet, and did not decline.
  package let policeKnow: Bool

  package struct Rung: Sendable, Hashable {
    package let kind: Kind
    /// The latest moment; nil where the house says none.
    package let due: Instant?
    /// The line that says it was done; nil before.
    package let done: MissingLog.Line?
    /// When it was done, also where a field and no line says so.
    package let doneAt: Instant?

    package var isOpen: Bool { doneAt == nil }
  }

  package enum Kind: String, CaseIterable, Sendable {
    case searched, called, contacts, onCall, police, authority, hospitals, friends, socialMedia, risk
    case toldPolice, toldContacts, toldOnCall, toldAuthority, interview
  }

  /// The step that is due first, the one that stands higher where two are due together.
  package var next: Rung? {
    let open = rungs.filter { $0.isOpen && $0.due != nil }
    return open.min { ($0.due ?? .distantFuture) < ($1.due ?? .distantFuture) }
  }

  /// The states of an episode in which somebody is still looked for.
  package static let searching = ["open", "reported"]

  /// Those who were told of the search and not yet of the return (MIS-5).
  package var untold: [Rung] { rungs.filter { $0.isOpen && !isSearching && $0.kind != .interview } }

  /// Works out the steps of an episode.
  ///
  /// - Parameters:
  ///   - episode: With its log, as far as whoever reads may open it.
  ///   - isChild: They are not eighteen yet.
  ///   - clocks: Those of the house.
  package init(of episode: Record, isChild: Bool, clocks: MissingClocks) {
    let facts = Facts(episode: episode, isChild: isChild, clocks: clocks)
    isSearching = MissingLadder.searching.contains(episode[.state] ?? "")
    policeKnow = facts.policeKnow
    rungs = isSearching ? facts.search : facts.afterwards
  }

  /// What the steps follow from.
  private struct Facts {
    let episode: Record
    let isChild: Bool
    let clocks: MissingClocks
    let log: MissingLog

    init(episode: Record, isChild: Bool, clocks: MissingClocks) {
      self.episode = episode
      self.isChild = isChild
      self.clocks = clocks
      log = MissingLog(reading: episode[.searchLog])
    }

    var noticed: Instant { episode[.noticedAt] ?? Instant(milliseconds: 0) }
    var policeDue: Instant {
      clocks.policeDue(from: noticed, risk: episode[.riskLevel], isChild: isChild)
    }

    func rung(
      _ kind: Kind, due: Instant?, _ line: MissingLog.Line?, or field: Instant? = nil
    ) -> Rung {
      Rung(kind: kind, due: due, done: line, doneAt: line?.step.at ?? field)
    }

    var search: [Rung] {
      [
        rung(.searched, due: soon, log.last(.searched)), rung(.called, due: soon, log.last(.called)),
        rung(
          .contacts, due: noticed.adding(minutes: clocks.onCall), log.last(.contacts),
          or: log.knows(.contacts) ? nil : episode[.familyToldAt]),
        onCall, police,
        rung(
          .authority, due: isChild ? policeDue : nil, log.last(.authority),
          or: log.knows(.authority) ? nil : episode[.authorityToldAt]),
        rung(.hospitals, due: nil, log.last(.hospitals)), rung(.friends, due: nil, log.last(.friends)),
        rung(.socialMedia, due: nil, log.last(.socialMedia)), risk,
      ]
    }

    private var soon: Instant { noticed.adding(minutes: clocks.search) }

    /// On-call is told, and told again at once where the police decline.
    private var onCall: Rung {
      let told = log.last(.onCall)
      if let refusal {
        let isTold = told.map { ($0.step.at, $0.place) > (refusal.step.at, refusal.place) } ?? false
        if !isTold { return rung(.onCall, due: refusal.step.at, nil) }
      }
      return rung(.onCall, due: noticed.adding(minutes: clocks.onCall), told)
    }

    /// The refusal of the police that nothing has come after.
    private var refusal: MissingLog.Line? {
      let last = log.last(.police, .policeAsked, .policeDeclined)
      return last?.step.kind == .policeDeclined ? last : nil
    }

    var policeKnow: Bool {
      if let last = log.last(.police, .policeAsked, .policeDeclined) {
        return last.step.kind != .policeDeclined
      }
      return !log.knows(.police, .policeAsked, .policeDeclined) && episode[.policeReportedAt] != nil
    }

    private var police: Rung {
      let last = log.last(.police, .policeAsked, .policeDeclined)
      guard let last, last.step.kind != .police else {
        // What was taken back counts no more, whatever the record kept of it.
        let kept = log.knows(.police, .policeAsked, .policeDeclined) ? nil : episode[.policeReportedAt]
        return rung(.police, due: policeDue, last, or: kept)
      }
      return rung(.police, due: max(policeDue, last.step.at.adding(minutes: clocks.policeAgain)), nil)
    }

    /// The risk is looked at again and again as long as nobody has found them.
    private var risk: Rung {
      let last = log.last(.graded)?.step.at ?? noticed
      return rung(.risk, due: last.adding(minutes: clocks.review), nil)
    }

    /// MIS-5 and MIS-6.
    var afterwards: [Rung] {
      let back = episode[.returnedAt] ?? noticed
      let due = back.adding(minutes: clocks.told)
      var rungs: [Rung] = []
      if log.last(.police, .policeAsked) != nil || episode[.policeReportedAt] != nil {
        rungs.append(rung(.toldPolice, due: due, log.last(.toldPolice)))
      }
      if log.last(.contacts) != nil || episode[.familyToldAt] != nil {
        rungs.append(rung(.toldContacts, due: due, log.last(.toldContacts)))
      }
      if log.last(.onCall) != nil {
        rungs.append(rung(.toldOnCall, due: due, log.last(.toldOnCall)))
      }
      if log.last(.authority) != nil || episode[.authorityToldAt] != nil {
        rungs.append(rung(.toldAuthority, due: due, log.last(.toldAuthority)))
      }
      let isDeclined = episode[.interviewDeclined] == true
      rungs.append(
        rung(
          .interview, due: back.adding(minutes: clocks.interview * 60), nil,
          or: episode[.interviewHeldAt] ?? (isDeclined ? episode[.interviewOfferedAt] ?? back : nil)))
      return rungs
    }
  }
}

extension Instant {
  /// Later than everything that is due.
  fileprivate static let distantFuture = Instant(milliseconds: .max)
}
