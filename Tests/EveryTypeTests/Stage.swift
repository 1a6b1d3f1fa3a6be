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
  }

  var registrar: Registrar { home.registrar }

  func session(_ role: Role) -> Session {
    guard let session = sessions[role] else { preconditionFailure("Every role has a member.") }
    return session
  }

  /// A scene in which nothing has been made yet.
  func scene() -> Scene {
    Scene(
      self,
      number: scenes.withLock { number in
        number += 1
        return number
      })
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
      type.isPlatform == (role == .platform)
        && registrar.matrix.scope(of: right, for: role, on: type.resource) != nil
    }
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
}
