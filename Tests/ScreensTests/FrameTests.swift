import Records
import Screens
import Testing
import ViewModels

@Suite struct FrameTests {
  @Test func `text is written where it should stand and cut at the edge`() {
    var frame = Frame(size: Size(rows: 3, columns: 12))
    #expect(frame.write("Rooms", row: 0, column: 1, style: .title) == 6)
    frame.write("Residents of the house", row: 1, column: 2)
    frame.write("37", row: 2, column: 0, width: 6, align: .trailing)
    #expect(frame.text == " Rooms\n  Residents…\n    37")
  }

  @Test func `a wide character is never cut in half`() {
    var frame = Frame(size: Size(rows: 4, columns: 7))
    frame.write("王秀英林", row: 0, column: 0)
    frame.write("王秀英林", row: 1, column: 0, width: 6)
    frame.write("王秀英", row: 2, column: 0)
    frame.write("x", row: 2, column: 1)
    frame.write("王秀英", row: 3, column: 0)
    frame.write("x", row: 3, column: 2)
    #expect(frame.text == "王秀英…\n王秀…\n x秀英\n王x 英")
  }

  @Test func `marks stay with their letter`() {
    var frame = Frame(size: Size(rows: 2, columns: 4))
    frame.write("Sia\u{302}n", row: 0, column: 0)
    frame.write("Sia\u{302}nad", row: 1, column: 0)
    #expect(frame.text == "Sia\u{302}n\nSia\u{302}…")
  }

  @Test func `a box carries words in its edges and says what is inside`() {
    var frame = Frame(size: Size(rows: 3, columns: 20))
    let inside = frame.box(frame.area, title: "Today", foot: "1 of 7")
    #expect(inside == Area(row: 1, column: 1, rows: 1, columns: 18))
    frame.box(Area(row: 1, column: 15, rows: 9, columns: 9), lines: .double)
    #expect(
      frame.text == """
        ┌─ Today ──────────┐
        │              ╔════
        └────────── 1 o║ 7 ┘
        """)
  }

  @Test func `style letters show meanings and the selection`() {
    var frame = Frame(size: Size(rows: 2, columns: 5))
    frame.write("ab", row: 0, column: 0, style: .urgent)
    frame.sign(.due, row: 1, column: 0)
    frame.select(row: 1)
    #expect(frame.styleLetters == "uu...\nEssss")
    #expect(frame.text == "ab\n●")
  }

  @Test func `every sign and letter has a form in ASCII of the same width`() {
    var frame = Frame(size: Size(rows: 3, columns: 12))
    frame.box(frame.area, title: "Siân")
    frame.write("王 ✓ …", row: 1, column: 2)
    #expect(frame.asciiText == "+- Sian ---+\n| ?  + ~   |\n+----------+")
  }

  @Test func `nothing outside a frame is written`() {
    var frame = Frame(size: Size(rows: 1, columns: 3))
    frame.write("abc", row: -1, column: 0)
    frame.write("abc", row: 1, column: 0)
    frame.write("abc", row: 0, column: 3)
    frame.write("abc", row: 0, column: -1)
    frame.sign(.urgent, row: 0, column: 9)
    frame.box(Area(row: -4, column: -4, rows: 2, columns: 30))
    #expect(frame.text == "")
  }
}
