import Records

/// A sentence in the status row.
package struct Message: Sendable, Hashable {
  package let text: DisplayText
  package let kind: Kind

  package init(_ text: DisplayText, _ kind: Kind = .done) {
    self.text = text
    self.kind = kind
  }

  package enum Kind: Sendable, Hashable {
    /// Something was done; it goes with the next key.
    case done
    /// Why something was not done.
    case refused
    /// Something went wrong; it goes with the next command, and keys that are text leave it.
    case failed
  }
}
