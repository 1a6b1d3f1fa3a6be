import House
import Records
import Storage
import Testing

@testable import lodge

/// A list and the roles that read it, as the program tells everybody.
struct ToldList: Sendable {
  let type: String
  /// The codes of the roles.
  let readers: Set<String>

  /// One list of each resource, as `lodge schema` and `lodge permissions` tell of them.
  static let all: Result<[ToldList], any Error> = Result { try read() }

  private static func read() throws -> [ToldList] {
    let program = Program()
    let matrix = try #require(try program.run("permissions", "--json").json as? [String: Any])
    let resources = try #require(matrix["resources"] as? [[String: Any]])
    let schema = try #require(try program.run("schema", "--json").json as? [String: Any])
    let types = try #require(schema["types"] as? [[String: Any]])
    return try resources.compactMap { resource -> ToldList? in
      let cells = try #require(resource["cells"] as? [String: String])
      let own = types.first { type in
        type["right"] as? String == resource["name"] as? String
          && (type["tags"] as? [String])?.contains("platform") == false
      }
      guard let type = own?["name"] as? String else { return nil }
      return ToldList(type: type, readers: Set(cells.filter { $0.value.contains("R") }.keys))
    }
  }
}

/// Every list before every role: what `lodge list` answers, without a program for each of them.
@Suite(.waiting) struct RoleListsTests {
  private static let commands = lodge.CommandLine.commands(.house)

  @Test(arguments: Role.allCases)
  func `each role lists exactly the resources that the matrix lets it read`(role: Role) async throws {
    let lists = try ToldList.all.get()
    #expect(lists.count > 50)
    let home = try await DemonstrationHome.shared.value
    let user = try #require(try lodge.Demonstration.signIns(home.share).first { $0.role == role }).user
    try await home.signedIn(user, role) { session in
      await home.open.registrar.repository.noteConfirmation(
        of: session.id, at: DemonstrationHome.clock.now(), isProof: true)
      for list in lists {
        let why = try await refusal(of: list.type, to: session, in: home)
        #expect((why == nil) == list.readers.contains(role.rawValue), "\(list.type): \(why ?? "listed")")
      }
    }
  }

  /// Why the command that lists a type is refused to somebody; nil where it gives its rows.
  private func refusal(
    of type: String, to session: Session, in home: DemonstrationHome
  ) async throws -> String? {
    let arguments = try Arguments(["list", type, "--limit", "1", "--json"], commands: Self.commands)
    let call = Call(
      arguments: arguments, environment: Environment(), policy: nil, output: Output(isJSON: true),
      catalogue: .house, commands: Self.commands)
    let door = SignedIn(registrar: home.open.registrar, session: session)
    do throws(CommandError) {
      let listing = try await lodge.CommandLine.listing(
        of: try call.typeWithKnownFields(), for: call, as: door)
      try await listing.each { _, _ in }
      return nil
    } catch {
      #expect(error.status == .refused, "\(type)")
      return error.words
    }
  }
}
