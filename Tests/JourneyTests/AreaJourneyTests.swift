import Foundation
import Testing

/// Ten pieces of work in ten areas, each begun as a newcomer would: with the words one has for it.
@Suite(.waiting) struct AreaJourneyTests {
  struct Journey: Sendable, CustomTestStringConvertible {
    let area: String
    let user: String
    /// What is typed into the palette, and the command that it leads to.
    let words: String
    let command: String
    let answers: [Answer]
    /// The list in which it stands afterwards, and how it is told there.
    let list: String
    let seen: String

    var testDescription: String { area }
  }

  struct Answer: Sendable {
    let field: String
    let text: String
    /// What is chosen from what the text found; nil where the text is all.
    let choice: String?

    init(_ field: String, _ text: String, choosing choice: String? = nil) {
      (self.field, self.text, self.choice) = (field, text, choice)
    }
  }

  static let journeys: [Journey] = [
    Journey(
      area: "Upkeep", user: "key-tallow", words: "new repair", command: "New repair…",
      answers: [
        Answer("Title", "The tap in 302 drips"), Answer("Trade", "plumb", choosing: "Plumbing"),
        Answer("Priority", "high", choosing: "High"),
      ], list: "repairs", seen: "The tap in 302 drips"),
    Journey(
      area: "Routine", user: "ngt-tallow", words: "new visit", command: "New visit…",
      answers: [Answer("Visitor", "Jo Plainly")], list: "visitors", seen: "Jo Plainly"),
    Journey(
      area: "Health", user: "key-tallow", words: "new appoint", command: "New appointment…",
      answers: [
        Answer("Resident", "sohal", choosing: "Sohal"), Answer("Kind", "dent", choosing: "Dentist"),
        Answer("Begins", "t+3 1000"),
      ], list: "appointments", seen: "Dentist"),
    Journey(
      area: "Staff", user: "sup-tallow", words: "new house task", command: "New task…",
      answers: [
        Answer("Title", "Defrost the freezer"), Answer("Priority", "low", choosing: "Low"),
        Answer("House", "tallow", choosing: "Tallow House"), Answer("Due", "t+1 0900"),
      ], list: "house tasks", seen: "Defrost the freezer"),
    Journey(
      area: "Money", user: "fin-tallow", words: "new expense", command: "New expense…",
      answers: [
        Answer("Cost centre", "tallow", choosing: "TH Tallow House"),
        Answer("Category", "food", choosing: "Food"),
        Answer("Supplier", "Plain Grocer"), Answer("Amount", "12.40"), Answer("Spent on", "t"),
      ], list: "expenses", seen: "Plain Grocer"),
    Journey(
      area: "Stays", user: "mgr-tallow", words: "new enquiry", command: "New enquiry…",
      answers: [Answer("First name", "Wanda"), Answer("Referred by", "them", choosing: "Themselves")],
      list: "enquiries", seen: "Wanda"),
    Journey(
      area: "Support", user: "key-tallow", words: "new support sess", command: "New support session…",
      answers: [
        Answer("Resident", "sohal", choosing: "Sohal"), Answer("Kind", "one", choosing: "One to one"),
        Answer("Begins", "t+1 1100"), Answer("Minutes", "45"),
      ], list: "support sessions", seen: "Sohal, Parveen"),
    Journey(
      area: "Residents", user: "sup-tallow", words: "new contact", command: "New contact…",
      answers: [
        Answer("Resident", "bevan", choosing: "Bevan"), Answer("Relationship", "sib", choosing: "Sibling"),
        Answer("Name", "Bryn Plainly"),
      ], list: "contacts", seen: "Bryn Plainly"),
    Journey(
      area: "Rights", user: "mgr-tallow", words: "new complaint", command: "New complaint…",
      answers: [
        Answer("Subject", "The tea is cold"), Answer("Description", "It is cold every evening."),
        Answer("Category", "food", choosing: "Food"), Answer("House", "tallow", choosing: "Tallow House"),
        Answer("Who complains", "resid", choosing: "Resident"), Answer("How", "in p", choosing: "In person"),
      ], list: "complaints", seen: "The tea is cold"),
    Journey(
      area: "Messages", user: "mgr-tallow", words: "new contact log", command: "New contact entry…",
      answers: [
        Answer("How", "phone", choosing: "Phone"), Answer("Direction", "in", choosing: "Came in"),
        Answer("Subject", "The surgery rang about a letter"),
      ], list: "contact log", seen: "The surgery rang"),
  ]

  @Test(arguments: journeys)
  func `a newcomer finds the way to it, writes it down and finds it again`(journey: Journey) throws {
    try Demonstration.lend { copy in
      let screen = try copy.terminal(journey.user)
      defer { screen.end() }
      try screen.lookFor(journey.words)
      try screen.select(journey.command).press("Enter")
      try screen.see("Ctrl-S save")
      for answer in journey.answers { try screen.fill(answer.field, answer.text, choosing: answer.choice) }
      try screen.press("C-s")
      try screen.see("Saved")
      try screen.lookFor(journey.list)
      try screen.press("Enter")
      try screen.see(journey.seen)
    }
  }

  @Test(arguments: [
    ("key-tallow", "Upkeep", "Repairs", "The tap in 302 drips"),
    ("mgr-tallow", "Rights", "Complaints", "The tea is cold"),
  ])
  func `who takes the menu More… and never types a name gets there too`(
    user: String, area: String, list: String, title: String
  ) throws {
    let journey = try #require(Self.journeys.first { $0.area == area })
    try Demonstration.lend { copy in
      let screen = try copy.terminal(user)
      defer { screen.end() }
      try screen.press("g", "m")
      try screen.see(" \(area) ").select(area).move("Right")
      try screen.select(list).press("Enter")
      try screen.see("row 1").press("a")
      try screen.see("Ctrl-S save")
      for answer in journey.answers { try screen.fill(answer.field, answer.text, choosing: answer.choice) }
      try screen.press("C-s")
      try screen.see("Saved")
      // Back by the way one came: the list stands below what was written, the menu below the list.
      try screen.see(title).press("Escape")
      try screen.see("row ").see(title).press("Escape")
      try screen.see("▸ \(list)")
    }
  }
}

extension TerminalSession {
  /// Types words into the palette.
  fileprivate func lookFor(_ words: String) throws {
    try press(":")
    try see("Go to or do anything").type(words)
    try see("> \(words)")
  }

  /// Goes on to a field of the form, as the status row names it, and answers it.
  fileprivate func fill(_ field: String, _ text: String, choosing choice: String?) throws {
    for _ in 0..<40 where !isAt(field) { try goOn("Tab") }
    guard isAt(field) else { throw NotSeen(wanted: field, screen: screen) }
    try type(text)
    guard let choice else {
      try see(text)
      return
    }
    try select(choice).goOn("Enter")
  }

  /// Presses a key that leads to another field, and waits until it has the focus.
  private func goOn(_ key: String) throws {
    let former = statusRow
    try press(key)
    for _ in 0..<100 where statusRow == former { usleep(50_000) }
  }

  /// The row above the keys, without what stands at its right.
  private var statusRow: Substring {
    let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
    return rows.count > 37 ? rows[37].prefix(60) : ""
  }

  /// Whether the status row says that this field has the focus.
  private func isAt(_ field: String) -> Bool {
    statusRow.hasPrefix(" \(field)")
      && [".", ":", "?"].contains(statusRow.dropFirst(field.count + 1).prefix(1))
  }
}
