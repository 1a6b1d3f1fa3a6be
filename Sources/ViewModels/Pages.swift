import Records

/// Lines of a print, cut into pages that each say what they are of and which they are.
package struct Pages: Sendable {
  /// What every page begins with, without its number.
  let head: [DisplayText]
  /// What stands above the lines on every page: the names of the columns.
  let columns: [DisplayText]
  let lines: [DisplayText]

  /// The lines of a page, head and all: what fits on A4 and on letter paper at ten points.
  static let height = 58

  /// The signs of a line: what fits between margins of two centimetres on A4 at ten points, and on the usual screen.
  static let width = 76

  private var room: Int { max(10, Pages.height - head.count - columns.count - 2) }

  package var count: Int { max(1, (lines.count + room - 1) / room) }

  /// The pages, each with its head.
  package var pages: [[DisplayText]] {
    (0..<count).map { page in
      let number: DisplayText = "Page \(String(page + 1)) of \(String(count))"
      let body = lines.dropFirst(page * room).prefix(room)
      return head + [number, ""] + columns + body
    }
  }

  /// The print as a text file: a form feed before every page but the first.
  var bytes: [UInt8] {
    let texts = pages.map { page in page.map { $0.text + "\n" }.joined() }
    return Array(texts.joined(separator: "\u{0C}").utf8)
  }

  /// The print on a screen, an empty line between two pages.
  var shown: [DisplayText] { Array(pages.joined(separator: [""])) }
}
