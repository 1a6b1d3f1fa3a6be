import Records
import ViewModels

extension SignInModel {
  func draw(on frame: inout Frame, in area: Area) {
    if case .posts(let person) = step { return draw(person.posts, on: &frame, in: area) }
    let list = demonstration
    let listRows = list.isEmpty ? 0 : area.rows >= 14 ? min(list.count, max(3, area.rows - 14)) : 1
    let card = Card(area, rows: 8, below: listRows + (listRows > 0 ? 2 : 0))
    let title: DisplayText =
      isChoosing ? "Choose your password" : isCode ? "A code from your app" : "Sign in"
    let inner = card.draw(title, on: &frame)
    let rows: [(DisplayText, Int, Focus)] =
      isChoosing
      ? [
        ("New password", password?.characterCount ?? 0, .password),
        ("Once more", second?.characterCount ?? 0, .second),
      ]
      : isCode
        ? [("Code", password?.characterCount ?? 0, .password)]
        : [("Login name", -1, .name), ("Password", password?.characterCount ?? 0, .password)]
    if area.isTiny {
      guard let (label, count, _) = rows.first(where: { $0.2 == focus }) else { return }
      return drawOne(label, count, on: &frame, in: inner)
    }
    for (index, (label, count, field)) in rows.enumerated() {
      let row = inner.row + index + (inner.rows > 4 ? 1 : 0)
      frame.write(label, row: row, column: inner.column + 2, style: focus == field ? .heading : .text)
      let text: DisplayText =
        count < 0 ? DisplayText(name.text) : DisplayText(String(repeating: "•", count: min(count, 40)))
      let start = inner.column + 15
      let width = max(4, min(40, inner.endColumn - start - 1))
      let shown = text.width >= width ? text.tail(width - 1) : text
      frame.write(shown, row: row, column: start, width: width, style: focus == field ? .fieldFocus : .field)
      if focus == field {
        frame.cursor = Position(row: row, column: min(start + shown.width, start + width - 1))
      }
    }
    if inner.rows > 4 {
      let words: DisplayText = isChecking ? "Checking…" : "Enter sign in   Esc clear   F1 help"
      frame.write(words, row: inner.lastRow - 1, column: inner.column + 2, style: .hint)
    }
    if !list.isEmpty { draw(list, rows: listRows, on: &frame, in: area, from: card.area.endRow + 1) }
  }

  /// The smallest windows: the field that is typed into, its label above it.
  private func drawOne(_ label: DisplayText, _ count: Int, on frame: inout Frame, in area: Area) {
    frame.write(label, row: area.row, column: area.column + 1, style: .heading)
    let text: DisplayText =
      count < 0 ? DisplayText(name.text) : DisplayText(String(repeating: "•", count: min(count, 40)))
    let width = area.columns - 2
    let shown = text.tail(width - 1)
    frame.write(shown, row: area.lastRow, column: area.column + 1, width: width, style: .fieldFocus)
    frame.cursor = Position(row: area.lastRow, column: area.column + 1 + shown.width)
  }

  private var isCode: Bool { if case .code = step { true } else { false } }
  private var isChoosing: Bool { if case .choosing = step { true } else { false } }

  private func draw(
    _ list: [DemonstrationSignIn], rows: Int, on frame: inout Frame, in area: Area, from row: Int
  ) {
    guard row < area.endRow else { return }
    let first = max(0, min(selected - rows / 2, list.count - rows))
    var line = row
    if rows > 1 {
      frame.write(
        "Demonstration: ↑ ↓ choose, Tab fills the card.", row: line, column: area.column + 3, style: .dim)
      line += 1
    }
    for index in first..<min(first + rows, list.count) where line < area.endRow {
      let sign = list[index]
      let text: DisplayText =
        area.columns >= 60
        ? DisplayText(sign.organization).filled(to: 30) + DisplayText(sign.role.title).filled(to: 24)
          + DisplayText(sign.user).filled(to: 18) + DisplayText(sign.password)
        : "\(sign.user)  \(sign.password)"
      frame.write(index == selected ? "▸" : " ", row: line, column: area.column + 1)
      frame.write(text, row: line, column: area.column + 3, width: max(0, area.columns - 4))
      if index == selected { frame.select(row: line, column: area.column + 2) }
      line += 1
    }
  }

  private func draw(_ posts: [Post], on frame: inout Frame, in area: Area) {
    let card = Card(area, rows: posts.count + 4, below: 0)
    let inner = card.draw("Choose what you do now", on: &frame)
    for (index, post) in posts.enumerated() {
      let row = inner.row + 1 + index
      guard row < inner.endRow else { break }
      frame.write(
        "\(String(index + 1))  \(post.organizationName)   \(post.role.title)", row: row,
        column: inner.column + 2,
        width: inner.columns - 3)
      guard index == selected else { continue }
      frame.select(row: row, column: inner.column + 1, width: inner.columns - 2)
      frame.cursor = Position(row: row, column: inner.column + 2)
    }
  }
}

extension UnlockModel {
  func draw(on frame: inout Frame, in area: Area) {
    let others = others
    let card = Card(area, rows: 9, below: others.isEmpty ? 0 : others.count + 2)
    let inner = card.draw("Locked", on: &frame)
    draw(others, on: &frame, in: area, from: card.area.endRow + 1)
    let column = inner.column + (area.isTiny ? 1 : 2)
    frame.write(
      "\(session.shortName) · \(session.role.title)", row: inner.row + (area.isTiny ? 0 : 1), column: column,
      style: .heading)
    if inner.rows > 5 {
      frame.write(
        "Locked at \(time(lockedAt)). Everything you typed is kept.", row: inner.row + 2, column: column,
        width: inner.endColumn - column)
    }
    if inner.rows > 6 {
      let words: DisplayText =
        pin == nil
        ? "Enter unlock   F4 someone else signs in"
        : asksPIN
          ? "Enter unlock   F3 password   F4 someone else"
          : "Enter unlock   F3 PIN   F4 someone else"
      frame.write(words, row: inner.row + 6, column: column, style: .hint)
    }
    let label: DisplayText = asksPIN ? "PIN" : "Password"
    let row = min(inner.row + 4, inner.lastRow)
    let start = column + (area.isTiny ? 0 : 12)
    if !area.isTiny {
      frame.write(label, row: row, column: column, style: .heading)
    } else if row > inner.row + 1 {
      frame.write(label, row: row - 1, column: column)
    }
    let dots = DisplayText(String(repeating: "•", count: min(secret?.characterCount ?? 0, 36)))
    var width = max(4, min(40, inner.endColumn - start - 2))
    if let tries, !area.isTiny {
      width = 11
      frame.write(
        tries, row: row, column: start + width + 2, width: inner.endColumn - start - width - 2, style: .hint)
    }
    frame.write(dots.tail(width - 1), row: row, column: start, width: width, style: .fieldFocus)
    frame.cursor = Position(row: row, column: start + min(dots.width, width - 1))
  }
}

extension UnlockModel {
  /// Who else lies locked here, below the card where there is room.
  fileprivate func draw(_ others: [LockedSession], on frame: inout Frame, in area: Area, from row: Int) {
    guard !others.isEmpty, row + 1 < area.endRow else { return }
    let column = area.column + 3
    frame.write("Also locked here, ↑ ↓ goes to them:", row: row, column: column, style: .dim)
    for (index, other) in others.enumerated() where row + 1 + index < area.endRow {
      frame.write(
        "\(other.session.shortName) · \(other.session.role.title), since \(time(other.at))",
        row: row + 1 + index, column: column + 2, width: area.endColumn - column - 2)
    }
  }

  /// How often the PIN may still be wrong, beside its field.
  fileprivate var tries: DisplayText? {
    guard asksPIN, let pin else { return nil }
    return pin.triesLeft == 1 ? "1 try, then password" : "\(String(pin.triesLeft)) tries, then password"
  }
}

extension FirstRunModel {
  func draw(on frame: inout Frame, in area: Area) {
    var row = area.row + (area.rows > 12 ? 1 : 0)
    if !area.isTiny {
      for text in ("There is no home on this computer yet." as DisplayText).wrapped(to: area.columns - 4) {
        frame.write(text, row: row, column: 3, style: .heading)
        row += 1
      }
    }
    if area.rows > 12 {
      frame.write("Looked in  \(places.joined(separator: ", "))", row: row, column: 3, style: .dim)
      row += 2
    }
    let explained: [[DisplayText]] = [
      [
        "You become its first administrator. About five minutes. Have ready: the",
        "name of the organisation, its country and currency, and paper for the",
        "recovery code.",
      ],
      [
        "Three invented organisations and a year of their records. Nothing you do",
        "there is kept. Its sign-ins stand on its sign-in screen.",
      ],
      [
        "From the stick that lodge backup make wrote to, with the recovery code on",
        "paper. It is checked in full before anything is written.",
      ],
    ]
    // Where not all have room, the list ends with the chosen one.
    let first = area.rows > 12 ? 0 : max(0, selected + 1 - (area.endRow - row))
    for (index, (title, lines)) in zip(choices, explained).enumerated() where index >= first {
      guard row < area.endRow else { break }
      frame.write(index == selected ? "▸ " : "  ", row: row, column: 1)
      frame.write(title, row: row, column: 3, style: .text)
      if index == selected {
        frame.select(row: row, column: 2, width: title.width + 2)
        frame.cursor = Position(row: row, column: 3)
      }
      row += 1
      for line in lines where area.rows > 12 && row < area.endRow {
        frame.write(line, row: row, column: 5, style: .dim)
        row += 1
      }
      row += area.rows > 12 ? 1 : 0
    }
  }
}

extension DisplayText {
  /// The end of the text that fits in so many columns.
  func tail(_ columns: Int) -> DisplayText {
    guard width > columns else { return self }
    var used = 0
    var start = text.endIndex
    while start > text.startIndex {
      let before = text.index(before: start)
      let size = piece(before..<start).width
      guard used + size <= columns else { break }
      used += size
      start = before
    }
    return piece(start..<text.endIndex)
  }
}
