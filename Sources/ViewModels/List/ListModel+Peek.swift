import Records
import Storage

/// The selected record, shown beside or below the list once the selection rests on it.
extension ListModel {
  package struct Peek: Sendable {
    package let record: Record
    package let names: [RecordID: String]
    /// What is read before it.
    package let glimpses: [Glimpse]
  }

  /// So long a selection rests before its record is read; who holds an arrow key down passes by unread.
  static let rest = 60
  /// The same while words are typed: the next letter asks for other rows and must not wait for these.
  static let typingRest = 250

  /// Whether there is room for the selected record beside or below the list.
  package var showsPeek: Bool { app.size.tier >= .standard && app.size.rows >= 20 }

  private var peekTime: Instant? {
    restsSince?.adding(milliseconds: isTyping ? ListModel.typingRest : ListModel.rest)
  }

  private var moreTime: Instant? {
    wantsMoreSince?.adding(milliseconds: isTyping ? ListModel.typingRest : 0)
  }

  package var deadline: Instant? { [moreTime, peekTime].compactMap(\.self).min() }

  package func due(at now: Instant) async {
    if let moreTime, moreTime <= now {
      wantsMoreSince = nil
      await reach(selected, margin: 2 * page)
    }
    if let peekTime, peekTime <= now {
      restsSince = nil
      if isPeekWanted { await readPeek() }
    }
  }

  /// Where what is read ends less than two screens away, more is read after the frame: no key waits for it.
  func noteEdge() {
    let isNearEnd =
      selected + 2 * page >= firstIndex + rows.count && firstIndex + rows.count < (total ?? Int.max)
    let isNearStart = selected - 2 * page < firstIndex && firstIndex > 0
    wantsMoreSince = isNearEnd || isNearStart ? app.clock.now() : nil
  }

  /// The peek of another record must not stand beside the row that is selected now.
  func hasMoved() {
    hiddenNewcomer = nil
    let isShown = peek != nil && peek?.record.id == row?.id
    isPeekWanted = !isShown
    restsSince = isShown || !showsPeek ? nil : app.clock.now()
    if !isShown { peek = nil }
  }

  func readPeek() async {
    restsSince = nil
    // A window that grows shows it then.
    guard showsPeek else {
      peek = nil
      return
    }
    isPeekWanted = false
    guard let row, let (registrar, session) = app.open else {
      peek = nil
      return
    }
    do throws(RegistrarError) {
      try await registrar.noteReading(of: row.id, type, for: session)
      let (record, names) = try await registrar.sheet(of: row.id, of: type, for: session)
      let glimpses = try await app.glimpses(of: row.id, type)
      peek = Peek(record: record.leaving, names: names, glimpses: glimpses)
    } catch {
      // Nobody asked for it: who opens the record is told why it cannot be read.
      peek = nil
    }
  }
}
