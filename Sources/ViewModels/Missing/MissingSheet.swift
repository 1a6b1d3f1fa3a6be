import Records
import Storage

/// One missing episode as its page shows it: who, since when, the steps and what was written.
package struct MissingSheet: Sendable {
  package let episode: Record
  package let name: DisplayText
  /// Age, room and house.
  package let about: DisplayText
  package let isChild: Bool
  package let zone: Zone
  package let clocks: MissingClocks
  package let log: MissingLog
  package let ladder: MissingLadder
  /// Who wrote the lines, by membership.
  package let people: [RecordID: DisplayText]
  /// When and how somebody of the house saw them while they are looked for: the search may be over.
  package let seenMeanwhile: (at: Instant, how: DisplayText)?

  package init(
    _ episode: Record, name: DisplayText, about: DisplayText, isChild: Bool, zone: Zone,
    clocks: MissingClocks,
    people: [RecordID: DisplayText], lastSeen: (at: Instant, how: DisplayText)? = nil
  ) {
    self.episode = episode
    self.name = name
    self.about = about
    self.isChild = isChild
    self.zone = zone
    self.clocks = clocks
    self.people = people
    log = MissingLog(reading: episode[.searchLog])
    ladder = MissingLadder(of: episode, isChild: isChild, clocks: clocks)
    let noticed = episode[.noticedAt]
    let isSearching = ladder.isSearching
    seenMeanwhile = lastSeen.flatMap { seen in
      isSearching && (noticed.map { seen.at > $0 } ?? false) ? seen : nil
    }
  }

  package var isSearching: Bool { ladder.isSearching }
  package var noticed: Instant { episode[.noticedAt] ?? Instant(milliseconds: 0) }
  /// The steps cannot be read by this person, so that none of them says whether it was done.
  package var isHidden: Bool { episode["search_log"] == .hidden || log.isDamaged }

  /// How long something lasts; of somebody who is looked for the hours count, also beyond the first day.
  package static func span(from begin: Instant, to now: Instant) -> String {
    let minutes = max(1, (now.milliseconds - begin.milliseconds) / 60_000)
    return (60..<72 * 60).contains(minutes) ? "\(minutes / 60) h" : Relative.span(minutes: minutes)
  }

  package func by(_ line: MissingLog.Line) -> DisplayText { line.step.by.flatMap { people[$0] } ?? "" }
}

extension MissingLadder.Kind {
  /// What is done, as its row says it.
  package var title: DisplayText {
    switch self {
    case .searched: "Search room, house, grounds"
    case .called: "Ring them"
    case .contacts: "Ring family and contacts"
    case .onCall: "Tell on-call"
    case .police: "Tell the police"
    case .authority: "Tell who placed them"
    case .hospitals: "Ring hospitals"
    case .friends: "Ask friends"
    case .socialMedia: "Look at social media"
    case .risk: "Grade the risk"
    case .toldPolice: "Tell the police: back"
    case .toldContacts: "Tell the family: back"
    case .toldOnCall: "Tell on-call: back"
    case .toldAuthority: "Tell who placed them: back"
    case .interview: "Return interview"
    }
  }

  /// The command that does it; the one that told somebody of the search tells them of the return.
  package var command: String {
    switch self {
    case .contacts, .toldContacts: "missing.contacts"
    case .onCall, .toldOnCall: "missing.on-call"
    case .police, .toldPolice: "missing.police"
    case .authority, .toldAuthority: "missing.authority"
    case .searched: "missing.searched"
    case .called: "missing.called"
    case .hospitals: "missing.hospitals"
    case .friends: "missing.friends"
    case .socialMedia: "missing.social-media"
    case .risk: "missing.risk"
    case .interview: "missing.interview"
    }
  }
}

extension MissingStep.Kind {
  /// What was done, as a line of the log says it.
  package var word: DisplayText {
    switch self {
    case .searched: "searched"
    case .called: "rang them"
    case .contacts: "rang family and contacts"
    case .friends: "asked friends"
    case .hospitals: "rang hospitals"
    case .socialMedia: "looked at social media"
    case .onCall: "told on-call"
    case .police: "told the police"
    case .policeAsked: "rang the police, number to come"
    case .policeDeclined: "POLICE DECLINED"
    case .authority: "told who placed them"
    case .graded: "graded the risk"
    case .toldContacts: "told the family of the return"
    case .toldOnCall: "told on-call of the return"
    case .toldPolice: "told the police of the return"
    case .toldAuthority: "told who placed them of the return"
    case .note, .words: "note"
    case .mistaken: "taken back"
    }
  }

  /// The same told of the return, where somebody was told of the search.
  var ofReturn: MissingStep.Kind? {
    switch self {
    case .contacts: .toldContacts
    case .onCall: .toldOnCall
    case .police: .toldPolice
    case .authority: .toldAuthority
    default: nil
    }
  }
}
