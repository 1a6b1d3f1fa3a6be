import Records
import ViewModels

/// What stood in the frames before, for those that come after: between two keys most of a screen stays as it was.
///
/// Whatever a frame did not use is forgotten with it, so that nothing of a screen that was left or locked stays.
@MainActor
package final class FrameMemory {
  private var title: (words: TitleWords, row: TitleRow)?
  private var footer: (offers: [Offer], size: Size, rows: FooterRows)?
  private var lines: (key: LineKey, layout: TableLayout, cells: [RecordID: [Cell]])?
  private var isUsed = (title: false, footer: false, lines: false)

  /// What the line of a record is drawn from beside its row.
  struct LineKey: Hashable {
    let list: ObjectIdentifier
    let edition: Int
    let columns: Int
    let day: Day
    let time: WallTime
  }

  package init() {}

  func title(_ words: TitleWords) -> TitleRow {
    isUsed.title = true
    if let title, title.words == words { return title.row }
    let row = TitleRow(words)
    title = (words, row)
    return row
  }

  func footer(_ offers: [Offer], _ size: Size) -> FooterRows {
    isUsed.footer = true
    if let footer, footer.size == size, footer.offers == offers { return footer.rows }
    let rows = FooterRows(offers, size)
    footer = (offers, size, rows)
    return rows
  }

  /// The columns of a list; lines that were drawn from anything else are forgotten.
  func layout(_ key: LineKey, made: () -> TableLayout) -> TableLayout {
    isUsed.lines = true
    if let lines, lines.key == key { return lines.layout }
    let layout = made()
    lines = (key, layout, [:])
    return layout
  }

  func line(of id: RecordID) -> [Cell]? { lines?.cells[id] }

  /// Keeps the line of a record, and those of some screens at most.
  func keep(_ cells: [Cell], of id: RecordID) {
    if let count = lines?.cells.count, count >= FrameMemory.most { lines?.cells = [:] }
    lines?.cells[id] = cells
  }

  private static let most = 512

  /// Forgets what the last frame did not show.
  func forgetUnused() {
    if !isUsed.title { title = nil }
    if !isUsed.footer { footer = nil }
    if !isUsed.lines { lines = nil }
    isUsed = (false, false, false)
  }
}
