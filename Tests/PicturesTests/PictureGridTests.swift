import Pictures
import Testing

@Suite struct PictureGridTests {
  /// Dark on the left, light on the right.
  private func halves(_ width: Int, _ height: Int) -> [UInt8] {
    (0..<width * height).map { $0 % width < width / 2 ? 10 : 240 }
  }

  @Test(arguments: [(16, 8, 16, 4), (4, 8, 4, 1), (100, 2, 16, 2), (1, 1, 1, 1)])
  func `it fits into its room, and is half as high as wide`(columns: Int, rows: Int, wide: Int, high: Int) {
    let grid = PictureGrid(halves(16, 8), width: 16, height: 8, columns: columns, rows: rows)
    #expect(grid.columns <= columns && grid.rows <= rows)
    #expect(grid.lights.count == grid.columns * grid.rows)
    if columns != 100 { #expect((grid.columns, grid.rows) == (wide, high)) }
  }

  @Test func `the darkest part is the emptiest sign and the lightest the fullest`() {
    let grid = PictureGrid(halves(16, 8), width: 16, height: 8, columns: 16, rows: 8)
    #expect(grid.lines == [String](repeating: "        @@@@@@@@", count: 4))
    let slope = PictureGrid((0..<10).map { UInt8($0 * 20) }, width: 10, height: 1, columns: 10, rows: 1)
    #expect(slope.lines == [" .:-=+*#%@"])
  }

  @Test func `a part is the mean of its points`() {
    let grid = PictureGrid([0, 100, 200, 240], width: 4, height: 1, columns: 2, rows: 1)
    #expect(grid.lights == [50, 220])
  }

  @Test func `an answer is read as it was written`() throws {
    let grid = try #require(PictureGrid(columns: 2, rows: 2, lights: [0, 10, 20, 255]))
    for answer in [PictureAnswer.seen(grid), .damaged, .tooLarge] {
      #expect(PictureAnswer(answer.bytes) == answer)
    }
  }

  @Test(arguments: [
    "", "\n", "seen", "seen 2 2\n", "seen 2 2\nabc", "seen 2 2\nabcde", "seen 0 0\n", "seen -1 -1\na",
    "seen 9223372036854775807 9223372036854775807\nabcd", "damaged", "damaged\nmore", "hello\n",
    "seen                                    2 2\nabcd",
  ])
  func `what is no answer is not read as one`(text: String) {
    #expect(PictureAnswer(Array(text.utf8)) == nil)
  }
}
