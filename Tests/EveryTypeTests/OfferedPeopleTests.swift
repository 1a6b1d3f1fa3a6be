import House
import Records
import TestHomes
import Testing

/// Who is offered where somebody is named for work: only those who may do it.
@Suite struct OfferedPeopleTests {
  /// Fields in which somebody is given something to do.
  private static let doers: Set<String> = [
    "assigned_to", "reviewer_id", "handler_id", "stage2_handler_id", "investigator_id", "approver_id",
    "cosigner_id", "second_by", "escalated_to",
  ]

  private static func people(of type: RecordType) -> [Field] {
    (type.fields + type.allActions.flatMap(\.asks)).filter {
      $0.target == "memberships" && !$0.traits.contains(.filledIn)
    }
  }

  @Test(arguments: Catalogue.house.types.filter { !OfferedPeopleTests.people(of: $0).isEmpty })
  func `who is given work may do it by the matrix, and auditors and operators never may`(
    type: RecordType
  ) throws {
    let matrix = try Home.permissions()
    for field in Self.people(of: type) {
      guard let holders = field.offer?.holders else {
        #expect(!Self.doers.contains(field.name), "\(type.id).\(field.name)")
        continue
      }
      let roles = matrix.roles(with: holders.right, on: holders.resource)
      #expect(!roles.isEmpty, "\(type.id).\(field.name)")
      #expect(!roles.contains(.auditor) && !roles.contains(.platform), "\(type.id).\(field.name)")
    }
  }

  @Test(arguments: Catalogue.house.types)
  func `the steps of a scale are the numbers that its field takes`(type: RecordType) {
    for field in type.fields + type.allActions.flatMap(\.asks) where !field.scale.isEmpty {
      guard case .integer(let range) = field.kind else {
        Issue.record("\(type.id).\(field.name) is no number.")
        continue
      }
      #expect(field.scale.map(\.code) == range.map(String.init), "\(type.id).\(field.name)")
    }
  }
}
