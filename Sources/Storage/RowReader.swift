import Records
import Sealing

/// Reads the rows of one table for one reader: it says which columns to ask for and makes values of them.
///
/// Every row begins with its organisation, which must be the reader's.
struct RowReader {
  /// Whose eyes: the program's own, which sees all of its organisation, or those of the session.
  enum Reader { case program, session }

  /// Whether something holds of a row: known beforehand, or said by a column of it.
  private enum Flag {
    case constant(Bool)
    case column(Int)

    func holds(_ columns: Columns) -> Bool {
      switch self {
      case .constant(let answer): answer
      case .column(let index): columns.integer(index) != 0
      }
    }
  }

  private struct Asked {
    let stored: Table.Stored
    let column: Int
    /// Of the field's own resource: whether anything of it may be seen, and whether openly.
    let any: Flag
    let open: Flag
    /// Whether it is not veiled in the row, and whether the veil leaves what the mask would.
    var isUnveiled = Flag.constant(true)
    var isThinlyVeiled = Flag.constant(false)
  }

  let table: Table
  /// The columns to select, of rows called `a`.
  private(set) var columns: SQL
  /// How many they are; what a statement asks for besides comes after them.
  private(set) var width = 0
  /// The rows that this reader may see.
  private(set) var filter: Cover
  private var asked: [Asked] = []
  /// Of the row's own resource: whether anything of the row may be seen, and whether openly.
  private var isRead = Flag.constant(true)
  private var isOpen = Flag.constant(true)
  /// Whether the names of the row are seen openly.
  private var isNamed = Flag.constant(true)
  private let directory: Set<Int>
  /// Fields that are opened for the session only with a look at the record they speak of.
  private let veiled: Set<Int>
  private var governed: [String: (any: Flag, open: Flag)] = [:]
  private let owner: Int?
  private var keyring: Keyring?
  private var database: any Database
  private let today: Day
  private let organization: Int

  private static let id = 1
  private static let revision = 2
  private static let stamp = 3

  /// Opens the fields with these indexes; nil for all.
  init(_ table: Table, fields: [Int]?, for reader: Reader, on errand: Errand) {
    self.table = table
    let type = table.type
    keyring = errand.keyring(of: table)
    database = errand.database
    today = errand.today
    organization = table.organization
    let source = Source.row(alias: "a")
    columns = ""
    var parts: [SQL] = ["a.organization_id", "a.id", table.has("revision") ? "a.revision" : "1"]
    for name in Table.stamp { parts.append(table.has(name) ? "a.\(name: name)" : "NULL") }
    if let name = type.sealingOwner {
      owner = parts.count
      parts.append("a.\(name: name)")
    } else {
      owner = nil
    }

    func flag(_ cover: Cover) -> Flag {
      switch cover {
      case .nothing: return .constant(false)
      case .everything: return .constant(true)
      case .some(let condition):
        parts.append("(\(condition))")
        return .column(parts.count - 1)
      }
    }

    directory = reader == .session && type.directory != nil ? type.directoryFields : []
    veiled = reader == .session && type.id == Landmark.auditLog ? Landmark.speaksOfOthers(type) : []
    if reader == .session {
      let gate = errand.gate
      filter = gate.readCover(on: type, at: source)
      if gate.isNeverMasked(type) {
        isRead = gate.isWider(type) ? flag(gate.scopedCover(.read, on: type, at: source)) : .constant(true)
        isOpen = isRead
      } else {
        isRead = gate.isWider(type) ? flag(gate.scopedCover(.read, on: type, at: source)) : .constant(true)
        isOpen = flag(gate.openCover(on: type, at: source))
      }
      if !directory.isEmpty {
        isNamed =
          gate.isWider(type) || !gate.isNeverMasked(type)
          ? flag(gate.directoryCover(type, at: source, masked: false)) : .constant(false)
      }
      for resource in Set(type.fields.compactMap(\.resource)) {
        let reads = gate.governedCover(resource: resource, on: type, at: source) {
          $0.rights.contains(.read)
        }
        let opens = gate.governedCover(resource: resource, on: type, at: source) {
          $0.rights.contains(.read) && !$0.isMasked
        }
        let hushed = resource == Landmark.concerns ? gate.hushed(type, at: source) : Cover.nothing
        governed[resource] = (flag(reads.or(hushed)), flag(opens.or(hushed)))
      }
    } else {
      filter = .everything
    }
    let wanted = fields.map(Set.init)
    for stored in table.stored where wanted?.contains(stored.index) ?? true {
      let flags = stored.field.resource.flatMap { governed[$0] }
      var (isUnveiled, isThinlyVeiled) = (Flag.constant(true), Flag.constant(false))
      if reader == .session, let open = errand.gate.unveiledCover(stored.field, of: type, at: source) {
        isUnveiled = flag(open)
        isThinlyVeiled =
          errand.gate.thinlyVeiledCover(stored.field, of: type, at: source).map(flag) ?? .constant(false)
      }
      // Lists, names and what is made of them ask for single fields: only the record itself is read whole.
      if reader == .session, fields != nil, let mark = stored.field.insideWhere {
        isUnveiled = flag(.some("coalesce(a.\(name: mark), 0) = 0"))
      }
      asked.append(
        Asked(
          stored: stored, column: parts.count, any: flags?.any ?? .constant(true),
          open: flags?.open ?? .constant(true), isUnveiled: isUnveiled, isThinlyVeiled: isThinlyVeiled))
      let column: SQL = "a.\(name: stored.field.name)"
      if reader == .session, stored.field.tells(of: Landmark.concerns),
        case .some(let hushed) = errand.gate.hushed(type, at: source)
      {
        let unsaid = stored.field.initial.stored(as: stored.field.kind)
        parts.append("CASE WHEN \(hushed) THEN \(unsaid) ELSE \(column) END")
      } else {
        parts.append(column)
      }
    }
    columns = SQL.joined(parts, by: ", ")
    width = parts.count
  }

  /// The same reader over the connection and with the keys of another call of its session.
  func bound(to errand: Errand) -> RowReader {
    var bound = self
    bound.keyring = errand.keyring(of: table)
    bound.database = errand.database
    return bound
  }

  /// The identity of a row, after the check that it belongs to the reader's organisation.
  ///
  /// - Throws: ``StorageError/foreignRow``.
  func identity(_ columns: Columns) throws(StorageError) -> RecordID {
    guard columns.integer(0) == organization else { throw .foreignRow }
    guard let id = columns.id(RowReader.id) else { throw .damaged }
    return id
  }

  /// How often the row was written; at most what can still be counted on.
  func revision(_ columns: Columns) -> Int {
    min(columns.integer(RowReader.revision), StoredNumber.counts.upperBound)
  }

  /// Reads a whole record; fields that were not asked for stay empty.
  ///
  /// What was sealed into the row a moment ago is `known`, and not opened again.
  func record(_ columns: Columns, known: Record? = nil) throws(StorageError) -> Record {
    let id = try identity(columns)
    var values = [Value](repeating: .empty, count: table.type.fields.count)
    try read(columns, id, known: known) { values[$0] = $1 }
    return Record(
      table.type, id: id, revision: revision(columns), values: values, stamp: stamp(columns))
  }

  /// Hands over the value of each field that was asked for, by its index in the type.
  func read(
    _ columns: Columns, _ id: RecordID, known: Record? = nil, _ body: (Int, Value) -> Void
  ) throws(StorageError) {
    let row = look(columns)
    let owner = self.owner.flatMap { columns.id($0) }
    for asked in asked {
      var sight = sight(of: asked.stored.index, asked.any, asked.open, row, columns)
      if !asked.isUnveiled.holds(columns) {
        sight = sight != .closed && asked.isThinlyVeiled.holds(columns) ? .masked : .closed
      }
      let known = known?.values[asked.stored.index]
      body(asked.stored.index, try value(asked, columns, id, owner, sight, asked.stored.field, known))
    }
  }

  /// What is true of a whole row for its reader.
  private struct Look {
    let isRead: Bool
    let isOpen: Bool
    let isNamed: Bool
  }

  private func look(_ columns: Columns) -> Look {
    let isOpen = isOpen.holds(columns)
    return Look(
      isRead: isRead.holds(columns), isOpen: isOpen,
      isNamed: isOpen || (!directory.isEmpty && isNamed.holds(columns)))
  }

  private func sight(
    of index: Int, _ any: Flag, _ open: Flag, _ row: Look, _ columns: Columns
  ) -> Sight {
    let isDirectory = directory.contains(index)
    if !any.holds(columns) || !(row.isRead || isDirectory) { return .closed }
    return (isDirectory ? row.isNamed : row.isOpen) && open.holds(columns) ? .open : .masked
  }

  /// How fields that are computed afterwards are seen in a row, by their index in the type.
  func sights(of indexes: [Int], _ columns: Columns) -> [Sight] {
    let row = look(columns)
    return indexes.map { index in
      let flags = table.type.fields[index].resource.flatMap { governed[$0] }
      return sight(
        of: index, flags?.any ?? .constant(true), flags?.open ?? .constant(true), row, columns)
    }
  }

  private func value(
    _ asked: Asked, _ columns: Columns, _ id: RecordID, _ owner: RecordID?, _ sight: Sight, _ field: Field,
    _ known: Value?
  ) throws(StorageError) -> Value {
    if columns.isNull(asked.column) { return sight == .closed ? .hidden : .empty }
    guard field.isOpened(for: sight, of: table.type), !veiled.contains(asked.stored.index) else {
      return .hidden
    }
    let plain: Value
    if let sealed = asked.stored.sealed {
      if let known, !known.isUnknown, !known.isEmpty {
        plain = known
      } else {
        plain = open(asked.column, columns, sealed, id, owner, field)
      }
    } else {
      plain = columns.value(asked.column, as: field.kind)
    }
    if sight == .masked, field.isBirthDay, case .day(let day) = plain { return day.ageBand(on: today) }
    return field.shown(plain, to: sight, of: table.type)
  }

  /// Opens a sealed value; one that does not open is damaged and is no reason to fail a list.
  private func open(
    _ column: Int, _ columns: Columns, _ sealed: SealedColumn, _ id: RecordID, _ owner: RecordID?,
    _ field: Field
  ) -> Value {
    guard let keyring else { return .hidden }
    let opened: Value? = columns.withBytes(column) { bytes in
      guard let header = SealedHeader(bytes),
        let key = try? keyring.key(for: header, of: owner, in: database),
        let content = try? keyring.vault.open(bytes, at: sealed, row: id, with: key)
      else { return nil }
      let value = Value(content, as: field.kind)
      return value.isEmpty ? nil : value
    }
    return opened ?? (isErased(column, columns, owner, keyring) ? .erased : .damaged)
  }

  /// Whether a value does not open because it was sealed for somebody who is erased.
  private func isErased(
    _ column: Int, _ columns: Columns, _ owner: RecordID?, _ keyring: Keyring
  ) -> Bool {
    guard let owner, columns.withBytes(column, { SealedHeader($0)?.format }) == .resident else {
      return false
    }
    // Where the store does not say, it stays what it looks like: damage, which is told.
    do { return try keyring.isErased(owner, in: database) } catch { return false }
  }

  /// The resident whose key seals a row; nil for the organisation's.
  func sealingOwner(_ columns: Columns) -> RecordID? { owner.flatMap { columns.id($0) } }

  private func stamp(_ columns: Columns) -> Stamp? {
    guard table.has("created_at") else { return nil }
    let first = RowReader.stamp
    func instant(_ offset: Int) -> Instant? {
      columns.isNull(first + offset) ? nil : Instant(milliseconds: columns.integer(first + offset))
    }
    let created = instant(0) ?? Instant(milliseconds: 0)
    return Stamp(
      createdAt: created, createdBy: columns.id(first + 1), updatedAt: instant(2) ?? created,
      updatedBy: columns.id(first + 3), deletedAt: instant(4), deletedBy: columns.id(first + 5),
      changeSequence: columns.integer(first + 6))
  }
}

extension RecordType {
  /// The fields that say who or what a record is, by their index.
  var directoryFields: Set<Int> {
    Set(
      fields.indices.filter { index in
        let field = fields[index]
        if namedBy.contains(field.name) || field.name == "reference" || field.name == "state" { return true }
        return field.traits.contains(.listed) && !isMadeOfSealed(field) && field.resource == nil
      })
  }
}

extension Gate {
  /// Whether the type's directory shows rows that its own resource does not.
  func isWider(_ type: RecordType) -> Bool {
    !directoryCover(type, at: .row(alias: "a"), masked: true).isNothing
  }

  /// The records over which a right is held, those that are hidden for a reason of their own included.
  func scopedCover(_ right: Right, on type: RecordType, at source: Source) -> Cover {
    let scoped = cover(of: type, at: source) { $0.rights.contains(right) }
    return right == .read ? scoped.or(emergencyCover(type, at: source)) : scoped
  }

  /// Whether the role reads nothing of the type under a mask, so that no row need say so.
  func isNeverMasked(_ type: RecordType) -> Bool {
    !resources(of: type).contains { resource in
      matrix.grants(of: session.role, on: resource).contains { $0.isMasked }
    }
  }
}
