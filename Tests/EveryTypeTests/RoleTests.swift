import House
import Records
import TestHomes
import TestTraits
import Testing

/// Each role does with a record of every type what the permission file grants, and nothing else.
@Suite(.homes) struct RoleTests {
  @Test(arguments: Role.allCases)
  func `does with every type what it may, and is told who could where it may not`(role: Role) async throws {
    var walk = try await RoleWalk(role)
    for type in RoleWalk.types {
      do { try await walk.go(through: type) } catch { Issue.record("\(role) \(type): \(error)") }
    }
  }

  @Test func `what steps alone make, and what nobody adds, is what the declarations say`() throws {
    #expect(
      Catalogue.house.types.filter { $0.isMadeByStep && !$0.isInternal }.map(\.id).sorted()
        == Scene.madeBySteps)
    let sheet = try PermissionSheet()
    for type in Catalogue.house.types where !type.isInternal {
      let makers = sheet.roles(with: .create, on: type.resource).filter {
        type.isPlatform == ($0 == .platform)
      }
      #expect(makers.isEmpty == Scene.addedByNobody.contains(type.id), "\(type)")
    }
  }
}
