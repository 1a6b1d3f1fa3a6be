import Foundation
import House
import Records
import Sealing
import Storage
import Testing
import ViewModels

@testable import lodge

/// A demonstration that was made for the tests, with the way to what it holds.
struct DemonstrationHome: Sendable {
  let folder: String
  /// A copy that was taken before anybody signed in: each that works in it takes one of their own.
  let untouched: String
  let open: OpenHome
  let share: Share

  static let seed = Day(year: 2026, month: 11, day: 20) ?? Day(number: 20_777)

  /// Made once for all tests that only look at it.
  static let shared = Task { try await DemonstrationHome() }

  init() async throws {
    share = try Share.find(policy: nil, environment: Environment())
    folder = try ScratchFolder(named: "lodge-test").path
    try await lodge.Demonstration(share: share, catalogue: .house, seed: Self.seed).make(in: folder)
    untouched = folder + "-untouched"
    try FileManager.default.copyItem(atPath: folder, toPath: untouched)
    open = try OpenHome(folder, share: share, catalogue: .house, clock: Self.clock)
  }

  /// Stands at noon of the seed day.
  static var clock: Clock {
    let noon = Instant(milliseconds: seed.number * 86_400_000 + 12 * 3_600_000)
    return Clock(now: { noon }, newID: WalkingClock(at: noon).newID)
  }

  /// Lends a session of somebody, and ends it.
  func signedIn<Answer>(
    _ user: String, _ role: Role, _ body: (Session) async throws -> Answer
  ) async throws -> Answer {
    let sign = try #require(try lodge.Demonstration.signIns(share).first { $0.user == user })
    let person = try await open.signIn.signIn(name: user, password: LockedBuffer(sign.password.utf8))
    let post = try #require(person.posts.first { $0.role == role })
    let session = try await open.signIn.begin(post, as: person)
    let answer = try await body(session)
    await open.signIn.end(session)
    return answer
  }

  /// Every record of a type that somebody may read.
  func records(_ type: String, _ session: Session) async throws -> [Record] {
    try await open.registrar.records(Query(type), for: session)
  }

  /// Every record that the leads of an organisation may read, identities and digests left out, in alphabetical order.
  func listing(_ users: [(String, Role)]) async throws -> [String] {
    var lines: [String] = []
    for (user, role) in users {
      try await signedIn(user, role) { session in
        for type in Catalogue.house.types where !type.tags.contains(.internalOnly) && !type.isPlatform {
          for record in try await records(type.id, session) {
            let values = zip(type.fields, record.values).compactMap { field, value in
              Self.isTheSameEveryTime(field, value) ? "\(field.name)=\(Self.withoutForm(value, field))" : nil
            }
            lines.append("\(type.id) \(values.joined(separator: " "))")
          }
        }
      }
    }
    return lines.sorted()
  }

  /// Answers without the identity of the form that they answer, which is another each time.
  private static func withoutForm(_ value: Value, _ field: Field) -> Value {
    guard field.asking != nil, case .json(let text) = value, var answers = Answers(text) else { return value }
    answers.form = nil
    return .json(answers.json)
  }

  private static func isTheSameEveryTime(_ field: Field, _ value: Value) -> Bool {
    switch value {
    case .reference, .bytes, .empty: false
    // A stored file is called by the fingerprint of its sealed bytes.
    default: field.name != "storage_name"
    }
  }
}
