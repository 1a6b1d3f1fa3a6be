import Records
import Screens
import Testing
import ViewModels

/// Wide characters that are written over in every way, against a model that keeps one string a column.
@Suite struct OverlayTests {
  private struct Model {
    static let columns = 12
    /// A text for the first column of each character, nil for the right half of a wide one.
    var row: [String?] = Array(repeating: " ", count: columns)

    mutating func free(_ column: Int) {
      if row[column] == nil {
        row[column - 1] = " "
      } else if column + 1 < Self.columns, row[column + 1] == nil {
        row[column + 1] = " "
      }
    }

    mutating func put(_ text: String, at column: Int, width: Int) {
      free(column)
      row[column] = text
      guard width == 2 else { return }
      free(column + 1)
      row[column + 1] = nil
    }

    mutating func write(_ clusters: [(text: String, width: Int)], column: Int, room: Int) {
      let needed = clusters.reduce(0) { $0 + $1.width }
      let limit = needed > room ? room - 1 : room
      var used = 0
      for cluster in clusters {
        guard used + cluster.width <= limit else { break }
        put(cluster.text, at: column + used, width: cluster.width)
        used += cluster.width
      }
      if needed > room {
        put("…", at: column + used, width: 1)
        used += 1
      }
      while used < room {
        put(" ", at: column + used, width: 1)
        used += 1
      }
    }

    var text: String {
      let text = row.compactMap { $0 }.joined()
      return text.lastIndex { $0 != " " }.map { String(text[...$0]) } ?? ""
    }
  }

  @Test func `no half of a wide character is ever left over`() {
    let pieces: [(text: String, width: Int)] = [
      ("a", 1), ("王", 2), ("é", 1), ("e\u{301}", 1), ("한", 2), ("😀", 2), (" ", 1), ("x\u{302}\u{303}", 1),
      ("林\u{301}", 2),
    ]
    var random = SystemRandomNumberGenerator()
    var frame = Frame(size: Size(rows: 1, columns: Model.columns))
    var model = Model()
    for round in 0..<10_000 {
      let clusters = (0..<Int.random(in: 1...7, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      let column = Int.random(in: 0..<Model.columns, using: &random)
      let room = Int.random(in: 1...(Model.columns - column), using: &random)
      let text = clusters.map(\.text).joined()
      frame.write(DisplayText(stringLiteral: text), row: 0, column: column, width: room)
      model.write(clusters, column: column, room: room)
      guard Array(frame.text.unicodeScalars) == Array(model.text.unicodeScalars),
        frame.cells.reduce(0, { $0 + $1.width }) == Model.columns
      else {
        Issue.record("Round \(round): \(text) at \(column) in \(room): \(frame.text) and not \(model.text)")
        return
      }
    }
  }

  @Test func `two frames of the same looks have the same rows`() {
    var one = Frame(size: Size(rows: 2, columns: 6))
    var other = one
    one.write("x\u{301}", row: 0, column: 0)
    one.write("y\u{302}", row: 1, column: 0)
    other.write("y\u{302}", row: 1, column: 0)
    #expect(one.changes(ofRow: 0, since: other) == 0..<1)
    #expect(one.changes(ofRow: 1, since: other).isEmpty)
    other.write("x\u{302}", row: 0, column: 0)
    #expect(one.changes(ofRow: 0, since: other) == 0..<1)
    other.write("x\u{301}", row: 0, column: 0)
    #expect(one.changes(ofRow: 0, since: other).isEmpty)
    other.select(row: 0)
    #expect(one.changes(ofRow: 0, since: other) == 0..<6)
    #expect(one.changes(ofRow: 0, since: nil) == 0..<6)
  }

  @Test func `what is sent of a row begins with no half of a wide character`() {
    let size = Size(rows: 1, columns: 6)
    var one = Frame(size: size)
    one.write("a\u{4E00}b", row: 0, column: 0)
    var other = Frame(size: size)
    other.write("a\u{4E01}b", row: 0, column: 0)
    #expect(one.changes(ofRow: 0, since: other) == 1..<2)
    other = Frame(size: size)
    other.write("axyb", row: 0, column: 0)
    #expect(one.changes(ofRow: 0, since: other) == 1..<3)
    #expect(other.changes(ofRow: 0, since: one) == 1..<3)
    other = one
    other.restyle(row: 0, column: 2, width: 2, .dim)
    #expect(one.changes(ofRow: 0, since: other) == 1..<4)
  }
}
