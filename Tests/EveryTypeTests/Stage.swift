import House
import Records
import Storage
import Synchronization
import TestHomes

/// A home with one member of each role, on which records of every type are made.
final class Stage: Sendable {
  let home: Home
  let sessions: [Role: Session]
  /// A manager of another organisation in the same file.
  let stranger: Session
  /// Writes what the program itself writes in a real home, with every right there is.
  private let program: Session
  private let platform: Session
  /// A door that lets everybody do everything in their organisation.
  let unbound: Registrar
  private let scenes = Mutex(0)
  /// What the rules of each type were found to ask for.
  private let recipes = Mutex<[String: [String: Value]]>([:])

  init() async throws {
    home = try await Home.fixture()
    var sessions: [Role: Session] = [:]
    for role in Role.allCases {
      sessions[role] = try await home.session(
        role, named: "One \(role.rawValue)", organization: role == .platform ? 0 : 1)
    }
    self.sessions = sessions
    stranger = try await home.session(.manager, named: "Far Off", organization: 2)
    program = try await home.session(.administrator, named: "The Program")
    platform = try await home.session(.platform, named: "The Platform", organization: 0)
    unbound = Registrar(
      repository: home.repository, catalogue: home.registrar.catalogue,
      matrix: try home.registrar.matrix.unbound,
      lists: home.registrar.lists, clock: home.time.clock)
  }

  var registrar: Registrar { home.registrar }

  func session(_ role: Role) -> Session {
    guard let session = sessions[role] else { preconditionFailure("Every role has a member.") }
    return session
  }

  /// A scene in which nothing has been made yet; what its maker may add is made by them.
  func scene(of maker: Session? = nil) -> Scene { Scene(self, number: nextNumber(), maker: maker) }

  func nextNumber() -> Int {
    scenes.withLock { number in
      number += 1
      return number
    }
  }

  /// Writes a record down as steps or the program itself lead to it in a real home.
  func lay(_ record: Record) async throws -> Record {
    var laid = record
    let id = laid.id ?? home.time.newID()
    laid.id = id
    let session = record.type.isPlatform ? platform : program
    try await unbound.takeOver([laid], command: home.time.newID(), for: session)
    // An anonymous record keeps no identity that tells when it was made, and a file is seen with its version.
    let written = try await unbound.records(Query(record.type.id), for: session)
    return written.first { $0.id == id } ?? (record.type.anonymity == nil ? laid : written.last ?? laid)
  }

  /// A record with all that stands in it.
  func whole(_ record: Record) async throws -> Record {
    guard let id = record.id else { return record }
    do throws(RegistrarError) {
      return try await unbound.record(id, of: record.type, for: record.type.isPlatform ? platform : program)
    } catch {
      if error == .notFound { return record }
      throw error
    }
  }

  func recipe(of type: RecordType) -> [String: Value] { recipes.withLock { $0[type.id] ?? [:] } }

  /// Keeps a value that serves every scene; those that name a record serve one.
  func keep(_ value: Value, of field: Field, in type: RecordType) {
    if case .reference = value { return }
    recipes.withLock { $0[type.id, default: [:]][field.name] = value }
  }

  /// The roles that may do something with some records of a type, those first who do the most work.
  func roles(with right: Right, on type: RecordType) -> [Role] {
    let order: [Role] = [
      .manager, .administrator, .safeguarding, .finance, .leader, .worker, .night, .auditor, .platform,
    ]
    return order.filter { role in
      let scope = registrar.matrix.scope(of: right, for: role, on: type.resource)
      // Who reaches houses makes none.
      if right == .create, type.house == .itself { return scope == .org }
      return type.isPlatform == (role == .platform) && scope != nil
    }
  }

  /// Whether the file gives the role the right over some records of the type; what says whom members reach is not made
  /// by who reaches their own alone.
  func holds(_ right: Right, _ role: Role, _ type: RecordType) -> Bool {
    guard roles(with: right, on: type).contains(role) else { return false }
    let scope = registrar.matrix.scope(of: right, for: role, on: type.resource)
    return scope != .own || right == .read || !type.tags.contains(.givesReach)
  }

  /// Somebody who may do it in the whole organisation, else in their houses, else with what is their own.
  func somebody(with right: Right, on type: RecordType) -> Session? {
    let roles = roles(with: right, on: type)
    let scope = { (role: Role) in self.registrar.matrix.scope(of: right, for: role, on: type.resource) }
    return (roles.first { scope($0) != .own } ?? roles.first).map(session)
  }
}

extension RecordType {
  /// Written by the store alone: nobody adds one.
  var isInternal: Bool { tags.contains(.internalOnly) }

  /// What a step of the program makes and nobody adds: a field that must be filled is filled in by nothing but that.
  var isMadeByStep: Bool {
    stored.contains { field in
      field.isRequired && field.traits.contains(.filledIn) && field.filling == nil && field.initial.isEmpty
        && field.name != "reference" && field.name != workflow?.field && !Scene.completedOnSaving.contains(id)
    }
  }
}

extension PermissionMatrix {
  /// The same resources with every right for everybody.
  fileprivate var unbound: PermissionMatrix {
    get throws {
      let cells = Role.allCases.map { _ in "CRUSAVE:org" }.joined(separator: ",")
      let head = "resource," + Role.allCases.map(\.rawValue).joined(separator: ",")
      let lines = [head] + resources.map { "\($0),\(cells)" }
      return try PermissionMatrix(csv: lines.map { $0 + "\r\n" }.joined())
    }
  }
}
