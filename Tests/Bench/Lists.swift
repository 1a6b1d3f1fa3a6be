import Foundation
import House
import Records
import Storage
import TestHomes
import ViewModels

/// Opens the list of every record type with so many rows, in every order that it offers, for several roles.
///
/// Each type is filled in a copy of one home that has some rows of all of them.
@MainActor
struct Lists {
  let rows: Int
  /// The types to look at; all of them where none is named.
  let only: [String]

  /// One list in one order, as somebody opens it and pages on.
  struct Opening {
    let type: String
    let reader: String
    let order: String
    let found: Int
    let first: Double
    let keys: [Double]
    let last: Double
    let around: Double

    var name: String { "\(type) by \(order), \(reader)" }
    var slowest: Double { keys.max() ?? 0 }
  }

  private static let base: [String: Int] = [
    "residents": 2_000, "stays": 2_000, "stay_staff": 2_000, "memberships": 200, "houses": 18, "rooms": 400,
    "beds": 400, "bed_assignments": 400, "incidents": 1_000,
  ]
  private static let unfilled: Set<String> = ["roles", "audit_log", "lookup_values", "organizations"]

  /// Answers how many figures are over their aim.
  func run() async throws -> Int {
    let home = try await Home.fixture()
    let catalogue = home.registrar.catalogue
    var readers: [(String, Session)] = [
      ("MGR", try await home.session(.manager)),
      ("MGR of 2", try await home.session(.manager, houses: [home.maple, home.oak])),
      ("KEY of 1", try await home.session(.worker, houses: [home.maple])),
    ]
    let others: [(String, Session)] = [
      ("ADM", try await home.session(.administrator)), ("SGL", try await home.session(.safeguarding)),
      ("FIN", try await home.session(.finance)), ("AUD", try await home.session(.auditor)),
      ("PLT", try await home.session(.platform, organization: 0)),
    ]
    readers += others
    say("The home …")
    let filling = try await base(home, readers.map(\.1))
    var openings: [Opening] = []
    for type in catalogue.types where only.isEmpty || only.contains(type.id) {
      let copy = try await home.copy(keeping: readers.map(\.1))
      let began = milliseconds()
      let made: [RecordID]
      do { made = try await copy.repository.fill(type, with: rows, from: filling) } catch {
        say("\(type.id): no rows, \(error)")
        continue
      }
      let filled = milliseconds() - began
      var seen = readers.prefix(3).filter { mayRead(type, $0.1, copy) }
      if seen.isEmpty || type.isPlatform { seen += others.filter { mayRead(type, $0.1, copy) }.prefix(1) }
      var found: [Opening] = []
      for (name, session) in seen {
        found += try await opened(type, by: name, session, copy, middle: made[made.count / 2])
      }
      openings += found
      let slow = found.max { $0.first < $1.first }
      let slowKey = found.max { $0.slowest < $1.slowest }
      say(
        "\(type.id): \(made.count) rows in \(Int(filled)) ms; first \(short(slow?.first ?? 0)) (\(slow?.name ?? "")), key \(short(slowKey?.slowest ?? 0)) (\(slowKey?.name ?? ""))"
      )
    }
    return report(openings)
  }

  private func mayRead(_ type: RecordType, _ session: Session, _ home: Home) -> Bool {
    type.isPlatform == (session.organization == 0)
      && home.registrar.matrix.scope(of: .read, for: session.role, on: type.resource) != nil
  }

  /// Some rows of every type, which the many may refer to.
  private func base(_ home: Home, _ sessions: [Session]) async throws -> Filling {
    var filling = Filling(known: [:], lists: home.registrar.lists, now: home.time.now)
    let standing = try SQLiteDatabase(path: home.folder + "/lodge.db", kind: .maintenance)
    for name in ["houses", "roles", "properties"] {
      filling.known[name] = try standing.rows("SELECT id FROM \(name: name) WHERE organization_id = 1")
        .compactMap { $0[0].id }
    }
    filling.known["memberships"] = sessions.filter { $0.organization == 1 }.map(\.membership)
    let first = ["residents", "memberships", "houses", "rooms", "beds", "stays", "incidents"]
    let catalogue = home.registrar.catalogue
    let types = first.map { catalogue.type($0) } + catalogue.types.filter { !first.contains($0.id) }
    for type in types where !Lists.unfilled.contains(type.id) && !(type.isPlatform && type.id != "users") {
      let count = Lists.base[type.id] ?? 200
      filling.known[type.id, default: []] += try await home.repository.fill(type, with: count, from: filling)
    }
    return filling
  }

  private func opened(
    _ type: RecordType, by name: String, _ session: Session, _ home: Home, middle: RecordID
  ) async throws -> [Opening] {
    let app = try await home.app(for: session)
    let list = ListModel(app, type)
    let registrar = home.registrar
    await list.settle()
    // Names are read beside the first windows; afterwards a list stands in their order.
    while try await registrar.window(list.request(from: .start, limit: 42), for: session).directoryProgress
      < 1
    {
      try await Task.sleep(for: .milliseconds(50))
    }
    var orders: [ListRequest.Order] = []
    for order in [list.order] + list.sortable.filter({ $0.whyNot == nil }).compactMap(\.order)
    where !orders.contains(order) {
      orders += [order, order.reversed]
    }
    var openings: [Opening] = []
    for order in orders {
      openings.append(
        try await opened(list, in: order, by: name, session, registrar, middle: middle))
    }
    return openings
  }

  private func opened(
    _ list: ListModel, in order: ListRequest.Order, by name: String, _ session: Session,
    _ registrar: Registrar, middle: RecordID
  ) async throws -> Opening {
    func window(_ anchor: ListRequest.Anchor, _ limit: Int) async throws -> (ListWindow, Double) {
      var request = list.request(from: anchor, limit: limit)
      request.order = order
      let start = milliseconds()
      let window = try await registrar.window(request, for: session)
      return (window, milliseconds() - start)
    }
    var (rows, first) = try await window(.start, 42)
    var keys: [Double] = []
    var count = rows.rows.count
    for _ in 0..<50 {
      guard let last = rows.rows.last else { break }
      let cursor = ListRequest.Cursor(id: last.id, key: last.key, index: count - 1)
      let (more, time) = try await window(.after(cursor), ListModel.chunk)
      keys.append(time)
      count += more.rows.count
      rows = more
    }
    let (_, last) = try await window(.end, ListModel.chunk)
    let (_, around) = try await window(.around(middle), 120)
    return Opening(
      type: list.type.id, reader: name, order: order.words, found: count, first: first, keys: keys,
      last: last,
      around: around)
  }

  private func report(_ openings: [Opening]) -> Int {
    var over = 0
    let firsts = Figures(openings.map(\.first))
    let keys = Figures(openings.flatMap(\.keys))
    print("\(openings.count) openings of lists with \(rows) rows")
    for (title, limit, value) in [
      ("first page", 30.0, { (opening: Opening) in opening.first }),
      ("slowest key", 5.0, { $0.slowest }), ("to the end", 30.0, { $0.last }),
      ("around a row", 30.0, { $0.around }),
    ] {
      let sorted = openings.sorted { value($0) > value($1) }
      let above = openings.count { value($0) > limit }
      over += above
      print("\n\(title), ms; aim \(short(limit)), over it: \(above)")
      for opening in sorted.prefix(20) { print("  \(short(value(opening)))  \(opening.name)") }
    }
    print("\nfirst page: half \(short(firsts.median)), 99 in 100 \(short(firsts.slow)) ms")
    print(
      "key: half \(short(keys.median)), 99 in 100 \(short(keys.slow)) ms of \(openings.flatMap(\.keys).count)"
    )
    let lines = openings.map { opening in
      [
        opening.type, opening.reader, opening.order, "\(opening.found)", "\(opening.first)",
        "\(Figures(opening.keys).median)", "\(opening.slowest)", "\(opening.last)", "\(opening.around)",
      ].joined(separator: "\t")
    }
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let table = lines.joined(separator: "\n") + "\n"
    do { try table.write(toFile: root + "/.build/bench/lists.tsv", atomically: true, encoding: .utf8) } catch
    {
      say("The table was not written: \(error)")
    }
    return over
  }

  private func short(_ value: Double) -> String { String((value * 10).rounded() / 10) }
}

extension ListRequest.Order {
  fileprivate var words: String {
    switch self {
    case .name(let isDescending): isDescending ? "-name" : "name"
    case .field(let field, let isDescending): isDescending ? "-\(field)" : field
    }
  }
}
