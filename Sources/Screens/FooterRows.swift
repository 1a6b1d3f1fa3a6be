import Records
import ViewModels

/// The last rows: as many keys as fit, the most useful first, and always the help key.
///
/// There are two rows only where the screen is high and one is too short.
struct FooterRows: Sendable {
  private(set) var rows: [[Offer]] = [[]]

  init(_ offers: [Offer], _ size: Size) {
    let isTiny = size.tier == .tiny
    let help = offers.first { $0.id == "help.show" }.map { isTiny ? $0.withoutWords : $0 }
    let limit = size.tier <= .narrow ? 3 : 40
    let most = size.rows >= 34 ? 2 : 1
    let room = size.columns - 2
    for offer in offers where offer.id != "help.show" && rows.joined().count < limit {
      let isLast = rows.count == most
      let last = rows[rows.count - 1] + [offer] + (isLast ? help.map { [$0] } ?? [] : [])
      if FooterRows.width(last) <= room {
        rows[rows.count - 1].append(offer)
      } else if !isLast {
        rows.append([offer])
      }
    }
    guard let help else { return }
    if FooterRows.width(rows[rows.count - 1] + [help]) <= room {
      rows[rows.count - 1].append(help)
    } else {
      rows.append([help])
    }
  }

  private static func width(_ offers: [Offer]) -> Int {
    offers.reduce(-2) {
      $0 + DisplayText($1.key).width + DisplayText($1.short).width + ($1.short.isEmpty ? 2 : 3)
    }
  }

  func draw(on frame: inout Frame) {
    for (index, offers) in rows.enumerated() {
      let row = frame.size.rows - rows.count + index
      var column = 1
      for offer in offers { column = draw(offer, on: &frame, row: row, column: column) }
    }
  }

  private func draw(_ offer: Offer, on frame: inout Frame, row: Int, column: Int) -> Int {
    let isOff = !offer.availability.isYes
    let end = frame.write(DisplayText(offer.key), row: row, column: column, style: isOff ? .disabled : .key)
    guard !offer.short.isEmpty else { return end + 2 }
    return frame.write(" \(offer.short)", row: row, column: end, style: isOff ? .disabled : .hint) + 2
  }
}
