import Testing
import ViewModels

@Suite struct KeyTests {
  @Test(arguments: [
    ("g", Key.character("g"), "g"), ("G", .character("G"), "G"), ("space", .character(" "), "Space"),
    ("?", .character("?"), "?"), ("é", .character("é"), "é"), ("ctrl-p", .control("p"), "Ctrl-P"),
    ("ctrl-space", .control(" "), "Ctrl-Space"), ("ctrl-]", .control("]"), "Ctrl-]"),
    ("f9", .function(9), "F9"), ("f12", .function(12), "F12"), ("f", .character("f"), "f"),
    ("enter", .enter, "Enter"), ("esc", .escape, "Esc"), ("tab", .tab, "Tab"),
    ("shift-tab", .backTab, "Shift-Tab"), ("backspace", .backspace, "Backspace"),
    ("page-up", .pageUp, "PgUp"), ("page-down", .pageDown, "PgDn"), ("up", .up, "↑"), ("left", .left, "←"),
    ("home", .home, "Home"), ("end", .end, "End"), ("ctrl-right", .ctrlRight, "Ctrl-→"),
    ("delete", .delete, "Delete"), ("insert", .insert, "Insert"),
  ])
  func `a key has one name for files and one for people`(name: String, key: Key, words: String) {
    #expect(Key(name: name) == key)
    #expect(key.name == name)
    #expect(key.description == words)
  }

  @Test(arguments: [
    "", "gg", "F9", "f0", "f25", "f09", "Ctrl-p", "ctrl-P", "ctrl-m", "ctrl-i", "ctrl-h", "ctrl-pp", " ",
    "\u{1B}", "alt-x",
  ])
  func `what is no key is refused`(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test(arguments: [
    (30, 110, Size.Tier.wide), (40, 120, .wide), (29, 120, .standard), (40, 109, .standard),
    (24, 80, .standard), (20, 80, .standard), (19, 80, .narrow), (24, 79, .narrow), (10, 40, .narrow),
    (9, 200, .tiny), (24, 39, .tiny), (5, 20, .tiny), (4, 200, .none), (50, 19, .none),
  ])
  func `the smaller of rows and columns decides the layout`(rows: Int, columns: Int, tier: Size.Tier) {
    #expect(Size(rows: rows, columns: columns).tier == tier)
  }
}
