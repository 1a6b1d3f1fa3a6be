import Glibc
import Storage

/// About the least that a list over SQLite can do: what the keys of the program are held against.
///
/// For each key it reads the lines that come into view from a table in the order of names, by key, and writes as many
/// bytes as the program wrote for such a key, in one go. It knows no rights, seals nothing and compares no screens.
struct Ideal {
  /// How many bytes it writes for a key, and how many lines a page has.
  struct Amounts {
    let row: Int
    let page: Int
    let letter: Int
    let height: Int
  }

  private let database: SQLiteDatabase
  private let amounts: Amounts
  /// The last line that was read.
  private var name = ""
  private var number = 0
  private var prefix = ""

  private init(_ database: SQLiteDatabase, _ amounts: Amounts) {
    self.database = database
    self.amounts = amounts
  }

  /// The program on a terminal of its own, over a table of so many lines.
  static func open(
    lines: Int, in folder: String, _ amounts: Amounts, columns: Int, rows: Int
  ) throws -> PseudoTerminal {
    let path = "\(folder)/ideal-\(lines).db"
    try fill(path, with: lines)
    let numbers = [amounts.row, amounts.page, amounts.letter, amounts.height]
    let terminal = try PseudoTerminal(
      ["/proc/self/exe", "ideal", path] + numbers.map { "\($0)" }, columns: columns, rows: rows)
    try terminal.see("Ready")
    return terminal
  }

  /// Answers keys until its terminal goes: `FILE ROW PAGE LETTER HEIGHT`.
  static func run(_ words: [String]) throws {
    let numbers = words.dropFirst().compactMap { Int($0) }
    guard let path = words.first, numbers.count == 4 else {
      throw Failure("bench ideal FILE ROW PAGE LETTER HEIGHT")
    }
    var settings = termios()
    guard tcgetattr(0, &settings) == 0 else { throw Failure("The keys come from no terminal.") }
    cfmakeraw(&settings)
    guard tcsetattr(0, TCSANOW, &settings) == 0 else { throw Failure("The terminal cannot be made raw.") }
    let amounts = Amounts(row: numbers[0], page: numbers[1], letter: numbers[2], height: numbers[3])
    var list = Ideal(try SQLiteDatabase(path: path, kind: .maintenance), amounts)
    show(Array("Ready".utf8), 5)
    var room = [UInt8](repeating: 0, count: 4_096)
    while case let count = read(0, &room, room.count), count > 0 { try list.answer(Array(room[..<count])) }
  }

  private static func fill(_ path: String, with lines: Int) throws {
    let maker = try SQLiteDatabase(path: path, kind: .maintenance)
    try maker.run(
      "CREATE TABLE IF NOT EXISTS lines (name TEXT NOT NULL, number INTEGER NOT NULL, words TEXT NOT NULL, PRIMARY KEY (name, number)) STRICT, WITHOUT ROWID"
    )
    if try maker.value("SELECT count(*) FROM lines").integer == lines { return }
    try maker.run("DELETE FROM lines")
    try maker.run(
      "INSERT INTO lines WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < \(lines)) SELECT char(97 + n * 7 % 26, 97 + n * 11 / 26 % 26) || ' ' || n, n, 'Maple House, room ' || n || ', lives here since the spring of last year' FROM numbers"
    )
  }

  /// What all keys that came at once bring into view, written in one go.
  private mutating func answer(_ keys: [UInt8]) throws {
    switch keys.last ?? 0 {
    case UInt8(ascii: "B"):
      let moves = keys.count / 3
      Ideal.show(try lines(moves), moves == 1 ? amounts.row : amounts.page)
    case UInt8(ascii: "H"):
      (name, number) = ("", 0)
      Ideal.show(try lines(amounts.height), amounts.page)
    case UInt8(ascii: "~"):
      let isBack = keys.contains(UInt8(ascii: "5"))
      Ideal.show(try isBack ? linesBefore(amounts.height) : lines(amounts.height), amounts.page)
    case let letter:
      if letter == 0x7F {
        prefix = String(prefix.dropLast())
      } else if letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") {
        prefix += String(decoding: [letter], as: UTF8.self)
      } else {
        prefix = ""
      }
      (name, number) = (prefix, 0)
      Ideal.show(try lines(amounts.height), amounts.letter)
    }
  }

  private mutating func lines(_ count: Int) throws -> [UInt8] {
    let rows = try database.rows(
      "SELECT name, number, words FROM lines WHERE (name, number) > (\(name), \(number)) ORDER BY name, number LIMIT \(count)"
    )
    return taken(rows)
  }

  private mutating func linesBefore(_ count: Int) throws -> [UInt8] {
    let rows = try database.rows(
      "SELECT name, number, words FROM lines WHERE (name, number) < (\(name), \(number)) ORDER BY name DESC, number DESC LIMIT \(count)"
    )
    return taken(rows)
  }

  private mutating func taken(_ rows: [[SQLValue]]) -> [UInt8] {
    if let last = rows.last { (name, number) = (last[0].text ?? "", last[1].integer ?? 0) }
    return rows.flatMap { Array(($0[0].text ?? "").utf8) + Array(($0[2].text ?? "").utf8) }
  }

  /// Writes so many bytes, of the text as far as it goes.
  private static func show(_ text: [UInt8], _ count: Int) {
    var bytes = Array(text.prefix(count))
    bytes += Array(repeating: UInt8(ascii: " "), count: max(0, count - bytes.count))
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }
}
