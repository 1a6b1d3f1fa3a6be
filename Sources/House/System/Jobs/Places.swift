import Records

/// Where the records of one type belong and who works with the people they are about: who is told of them.
struct Places: Sendable {
  private let path: RecordType.HousePath
  private let found: [[Record]]
  /// What else was looked up, in the order in which it was asked for.
  let others: [[Record]]
  /// How many lists belong to the places themselves.
  private static let count = 4

  /// What must be known of records to say where they belong.
  static func queries(_ type: RecordType, _ records: [Record]) -> [Query] {
    let paths = type.house.parts
    func ids(_ name: (RecordType.HousePath) -> String?) -> [RecordID] {
      Set(paths.compactMap(name).flatMap { name in records.compactMap { RecordID($0[name]) } }).sorted()
    }
    let residents = Set(
      ids { if case .resident(let name) = $0 { name } else { nil } }
        + records.compactMap { $0.type.index(of: "resident_id") == nil ? nil : $0[.residentID] }
    ).sorted()
    var through = Query("stays").where(.among("id", [])).only("house_id")
    for case .through(let name, let type) in paths {
      through = Query(type).where(
        .among("id", ids { $0 == .through(name, type: type) ? name : nil }.map(\.value))
      )
      .only("house_id")
    }
    return [
      Query("stays").where(.residentID, among: residents).where(.state, is: "active")
        .only("resident_id", "house_id"),
      Query("stay_staff").where(.residentID, among: residents).whereEmpty(.endsOn)
        .only("resident_id", "membership_id", "kind"),
      Query("houses").where(
        .propertyID, among: ids { if case .property(let name) = $0 { name } else { nil } }
      )
      .only("property_id"),
      through,
    ]
  }

  init(_ type: RecordType, _ lists: ArraySlice<[Record]>) {
    path = type.house
    found = Array(lists.prefix(Self.count))
    others = Array(lists.dropFirst(Self.count))
  }

  /// The holders of a role in the houses of a record; of those of all houses where it belongs to none.
  func holders(_ role: Role, of record: Record) -> [Notice.Audience] {
    let houses = Set(houses(of: record, by: path)).sorted()
    if houses.isEmpty { return path.isAboutResident ? [] : [.role(role, house: nil)] }
    return houses.map { .role(role, house: $0) }
  }

  /// The key workers of the resident that a record is about.
  func workers(of record: Record) -> [Notice.Audience] {
    guard let resident = record[.residentID] else { return [] }
    return list(1).filter {
      $0[.residentID] == resident && ["key_worker", "second_worker"].contains($0[.kind])
    }
    .compactMap { $0[.membershipID].map { .member($0) } }
  }

  private func list(_ index: Int) -> [Record] { found.indices.contains(index) ? found[index] : [] }

  private func houses(of record: Record, by path: RecordType.HousePath) -> [RecordID] {
    switch path {
    case .field(let name), .fieldOrEvery(let name): return [RecordID(record[name])].compactMap { $0 }
    case .resident(let name):
      let resident = RecordID(record[name])
      return list(0).filter { $0[.residentID] == resident }.compactMap { $0[.houseID] }
    case .through(let name, _):
      let other = RecordID(record[name])
      return list(3).filter { $0.id == other }.compactMap { $0[.houseID] }
    case .property(let name):
      let property = RecordID(record[name])
      return list(2).filter { $0[.propertyID] == property && property != nil }.compactMap(\.id)
    case .either(let paths): return paths.flatMap { houses(of: record, by: $0) }
    case .itself: return [record.id].compactMap { $0 }
    case .none, .every, .shared, .listed: return []
    }
  }
}

extension RecordType.HousePath {
  /// The ways that it is made of.
  fileprivate var parts: [RecordType.HousePath] {
    if case .either(let paths) = self { paths.flatMap(\.parts) } else { [self] }
  }

  fileprivate var isAboutResident: Bool {
    parts.contains { part in
      switch part {
      case .resident: true
      case .through(_, let type): type == "stays"
      default: false
      }
    }
  }
}
