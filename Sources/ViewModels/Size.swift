/// How many rows and columns a screen has.
package struct Size: Hashable, Sendable {
  package let rows: Int
  package let columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The kind of layout that fits: the smaller of what the rows and the columns allow.
  package var tier: Tier { min(rowTier, columnTier) }

  private var rowTier: Tier {
    switch rows {
    case ..<5: .none
    case ..<10: .tiny
    case ..<20: .narrow
    case ..<30: .standard
    default: .wide
    }
  }

  private var columnTier: Tier {
    switch columns {
    case ..<20: .none
    case ..<40: .tiny
    case ..<80: .narrow
    case ..<110: .standard
    default: .wide
    }
  }

  /// What a screen of some size has room for, from nothing to everything.
  package enum Tier: Int, Comparable, Sendable, CaseIterable {
    /// Under 20 columns or 5 rows: only the notice that the window is too small.
    case none
    case tiny, narrow, standard, wide

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }
}

extension Size: CustomStringConvertible {
  /// Columns by rows, as people say it: 80x24.
  package var description: String { "\(columns)x\(rows)" }
}
