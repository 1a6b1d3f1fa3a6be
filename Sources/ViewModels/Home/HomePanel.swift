import Records

/// One part of Today: a heading and lines, each with one or more numbers that open what they count.
package struct HomePanel: Sendable {
  package let kind: Kind
  package var title: DisplayText
  package var lines: [Line] = []
  /// In the lower edge: what Enter does, or that more is to come.
  package var foot: DisplayText = ""
  /// What it says where it has no lines.
  package var empty: DisplayText = ""
  /// What only a picture of it needs.
  package var picture: Picture = .none

  package enum Kind: String, CaseIterable, Sendable {
    case needs, people, occupancy, incidents, hours, events, staff, activity, yours
  }

  package enum Picture: Sendable {
    case none
    case occupancy(BedCensus)
    case incidents(IncidentTally)
    /// The kind that is shown hour by hour.
    case hours(IncidentTally.Kind)
    case needs(overdue: Int, today: Int)
  }

  package struct Line: Sendable {
    package var urgency: Urgency = .none
    /// What stands before the sign of urgency in narrow columns: a time, a number, a name.
    package var lead: DisplayText = ""
    package var text: DisplayText
    /// At the right: how late, where, how many.
    package var tail: DisplayText = ""
    /// What can be opened in it, from left to right; the first is the line itself.
    package var cells: [Cell] = []

    package init(
      _ text: DisplayText, lead: DisplayText = "", tail: DisplayText = "", urgency: Urgency = .none,
      cells: [Cell] = []
    ) {
      self.text = text
      self.lead = lead
      self.tail = tail
      self.urgency = urgency
      self.cells = cells
    }
  }

  package enum Urgency: Int, Sendable, Comparable {
    case overdue, today, none
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// Something with a number or name of its own that opens a list or a record.
  package struct Cell: Sendable {
    package let text: DisplayText
    /// What it is, for the status row.
    package let words: DisplayText
    package let open: @MainActor @Sendable (AppModel) async -> Void
    /// The request that it opens to be decided; nil for every other line.
    package var approval: RecordID?

    package init(
      _ text: DisplayText, words: DisplayText = "",
      open: @escaping @MainActor @Sendable (AppModel) async -> Void
    ) {
      self.text = text
      self.words = words
      self.open = open
    }
  }

  package init(_ kind: Kind, _ title: DisplayText) {
    self.kind = kind
    self.title = title
  }
}

extension HomePanel.Cell {
  /// A number that opens the list it counts.
  package static func list(
    _ text: DisplayText, _ type: String, _ conditions: [Condition], words: String
  ) -> Self {
    Self(text, words: DisplayText(words)) { await $0.openList(type, conditions: conditions, words: words) }
  }

  /// A line that opens a record.
  package static func record(_ text: DisplayText, _ type: String, _ id: RecordID) -> Self {
    Self(text, words: text) { await $0.open(type, id) }
  }
}
