import Records
import Storage

/// The records of a part of a record as marks on a square, as its type declares it.
package struct PlottedPart: Sendable {
  package let type: RecordType
  private let plot: Plot
  private let ups: [Choice]
  private let acrosses: [Choice]
  private let items: [Item]

  /// One record of the part, and where it stands before and with what is done about it.
  struct Item: Sendable {
    let number: Int
    let name: String
    let before: Spot
    /// Nil where nothing is said of it.
    let after: Spot?
  }

  /// A field of the square.
  struct Spot: Sendable, Hashable {
    let up: Int
    let across: Int

    var score: Int { up * across }
  }

  /// So many are drawn; a square with more is read by nobody.
  private static let most = 50

  /// Reads the records of a part; nil where its type draws none, or none that the session sees has a place.
  @MainActor
  init?(_ app: AppModel, _ part: Part, of id: RecordID) async throws(RegistrarError) {
    guard let plot = part.type.plot, let (registrar, session) = app.open,
      let up = part.type.field(plot.up)?.choices, let across = part.type.field(plot.across)?.choices
    else { return nil }
    var query = Query(part.type.id).first(Self.most)
    for condition in part.mention.conditions(naming: id) { query = query.where(condition) }
    if let order = part.type.usualField { query.order = [Query.Order(order)] }
    let records: [Record]
    do throws(RegistrarError) {
      records = try await registrar.records(query, for: session)
    } catch {
      if case .refused = error { return nil }
      throw error
    }
    let items = records.enumerated().compactMap { index, record -> Item? in
      guard let before = Spot(record[plot.up], record[plot.across]) else { return nil }
      return Item(
        number: index + 1, name: app.name(of: record), before: before,
        after: Spot(record[plot.laterUp], record[plot.laterAcross]))
    }
    if items.isEmpty { return nil }
    self.plot = plot
    self.items = items
    type = part.type
    ups = app.members(of: up)
    acrosses = app.members(of: across)
  }
}

extension PlottedPart.Spot {
  /// Nil where a value is empty, hidden, or no number.
  fileprivate init?(_ up: Value, _ across: Value) {
    guard case .text(let upCode) = up, case .text(let acrossCode) = across, let upNumber = Int(upCode),
      let acrossNumber = Int(acrossCode)
    else { return nil }
    self.init(up: upNumber, across: acrossNumber)
  }
}

// MARK: Drawing
extension PlottedPart {
  /// A mark and its score need so much room.
  private static let cell = 10

  /// The square where there is room for it, then each record in words.
  package func lines(columns: Int) -> [DisplayText] {
    let told = items.map { words(of: $0) }
    let text = columns >= 3 + Self.cell * acrosses.count ? square(columns) + told : told
    return text.flatMap { DisplayText($0).folded(to: max(16, columns)) }
  }

  /// The sides with their numbers and words, every field with its score, its band's first letter and its marks.
  private func square(_ columns: Int) -> [String] {
    let labels = ups.map { "\($0.code) \($0.label)" }
    let widest = (labels.map(\.count).max() ?? 0) + 2
    let count = max(1, acrosses.count)
    let isWide = columns >= widest + (Self.cell + 1) * count
    let side = isWide ? widest : 3
    let room = min(14, (columns - side) / count)
    func row(_ label: String, _ cells: [String]) -> String {
      var text = Self.filled(label, to: side) + cells.map { Self.filled($0, to: room) }.joined()
      while text.last == " " { text.removeLast() }
      return text
    }
    var lines = [plot.words, bands, row("", acrosses.map { " \($0.code)" })]
    if isWide { lines.append(row("", acrosses.map { " \($0.label)" })) }
    for (up, label) in zip(ups, labels).reversed() {
      let cells = acrosses.map { across in cell(Int(up.code) ?? 0, Int(across.code) ?? 0, room: room) }
      lines.append(row(isWide ? label : up.code, cells))
    }
    return lines
  }

  /// `12 H 1 [2]`; of more marks than there is room for a plus is left.
  private func cell(_ up: Int, _ across: Int, room: Int) -> String {
    let spot = Spot(up: up, across: across)
    let marks =
      items.filter { $0.before == spot }.map { "\($0.number)" }
      + items.filter { $0.after == spot }.map { "[\($0.number)]" }
    var text = spot.score < 10 ? " \(spot.score)" : "\(spot.score)"
    text += " \(plot.band(spot.score).prefix(1).uppercased())"
    for (index, mark) in marks.enumerated() {
      let isLast = index == marks.count - 1
      guard text.count + 1 + mark.count <= room - (isLast ? 1 : 2) else { return text + "+" }
      text += " \(mark)"
    }
    return text
  }

  /// `L low, M medium`: what the letters mean.
  private var bands: String {
    let sides = [ups, acrosses].map { side in side.compactMap { Int($0.code) }.max() ?? 1 }
    var names: [String] = []
    for score in 1...max(1, sides.reduce(1, *)) where names.last != plot.band(score) {
      names.append(plot.band(score))
    }
    return names.map { "\($0.prefix(1).uppercased()) \($0)" }.joined(separator: ", ") + "."
  }

  /// `1  Fall on the stairs: 4 × 3 = 12 high → 2 × 3 = 6 medium`.
  private func words(of item: Item) -> String {
    let after = item.after.map { " → \(words(of: $0))" } ?? ""
    return "\(item.number)  \(item.name): \(words(of: item.before))\(after)"
  }

  private func words(of spot: Spot) -> String {
    "\(spot.up) × \(spot.across) = \(spot.score) \(plot.band(spot.score))"
  }

  private static func filled(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - text.count))
  }
}
