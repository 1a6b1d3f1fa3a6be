import Records
import Screens
import Testing

@Suite struct WidthTests {
  @Test(arguments: [
    ("", 0), ("a", 1), ("Siân", 4), ("Sia\u{302}n", 4), ("王秀英", 6), ("林美玲 Lin", 10), ("김철수", 6), ("ﾊﾝｶｸ", 4),
    ("Ａ１", 4), ("ひらがな", 8), ("カタカナ", 8), ("𠮷野", 4), ("😀", 2), ("👩‍🔬", 2), ("👍🏽", 2), ("🇬🇧", 2), ("❤️", 1),
    ("⚠", 1), ("☎", 1), ("⌚", 2), ("✓", 1), ("▲●", 2), ("─│┌┐└┘├┤", 8), ("═║╔╗╚╝", 6), ("▁▂▃▄▅▆▇█░", 9),
    ("…", 1),
    ("“x”", 3), ("‹›", 2), ("↑↓←→", 4), ("•·", 2), ("£€", 2), ("½", 1), ("สมชาย", 5), ("กำ", 2), ("ที่", 1),
    ("क्षि", 3),
    ("தமிழ்", 4), ("ﷺ", 3), ("כהן", 5), ("שָׁלוֹם", 6), ("محمد", 6), ("Ελένη", 5), ("Анна", 4), ("አበበ", 3),
    ("ქეთევან", 7), ("Nguyễn", 6), ("\u{1B}", 1), ("\u{9B}", 1), ("\u{202E}", 1), ("\u{200B}", 0),
    ("\u{301}", 1),
    ("　", 2), ("\u{A0}", 1), ("⠿", 1), ("①", 1), ("㉈", 2), ("䷀", 2), ("㈱", 2), ("〒", 2), ("々", 2), ("ー", 2),
    ("｡", 1),
    ("\u{1100}\u{1161}\u{11A8}", 2),
    ("ꥠ", 2), ("𝄞", 1), ("🀄", 2), ("🄰", 1), ("🈁", 2), ("𗀀", 2), ("🫠", 2), ("ß", 1), ("ﬁ", 1), ("Ǆ", 1),
  ])
  func `text takes the columns of its scalars`(stored: String, width: Int) {
    #expect(DisplayText(stored).width == width)
  }

  @Test(arguments: [
    ("Abara, Emeka", 12, "Abara, Emeka"), ("Abara, Emeka", 11, "Abara, Eme…"), ("Abara", 1, "…"),
    ("Abara", 0, ""),
    ("王秀英", 6, "王秀英"), ("王秀英", 5, "王秀…"), ("王秀英", 4, "王…"), ("王秀英", 3, "王…"), ("王秀英", 2, "…"),
    ("Sia\u{302}n!", 4, "Sia\u{302}…"), ("Sia\u{302}n!", 3, "Si…"), ("", 3, ""),
  ])
  func `text is cut between characters and says that it was`(stored: String, columns: Int, shown: String) {
    let text = DisplayText(stored).clipped(to: columns)
    #expect(Array(text.text.unicodeScalars) == Array(shown.unicodeScalars))
    #expect(text.width <= columns)
  }

  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]), ("one two three", 8, ["one two", "three"]),
    ("one two three", 5, ["one", "two", "three"]), ("one two three", 50, ["one two three"]),
    ("abcdefghij kl", 4, ["abcd", "efgh", "ij", "kl"]), ("a  b", 2, ["a", "b"]), ("", 4, [""]),
    ("王秀英 林美玲", 6, ["王秀英", "林美玲"]), ("王秀英林", 3, ["王", "秀", "英", "林"]),
    ("Sia\u{302}nn x", 4, ["Sia\u{302}n", "n x"]),
  ])
  func `text is broken at spaces where it can be`(stored: String, columns: Int, lines: [String]) {
    #expect(DisplayText(stored).wrapped(to: columns).map(\.text) == lines)
  }
}
