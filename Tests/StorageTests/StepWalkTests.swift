import House
import Records
import TestHomes
import Testing

@testable import Storage

/// Every step of every workflow, from every state, by every role: who may not, and when not, is told why.
///
/// Nothing is stored: role and state decide before anything is looked up.
@Suite struct StepWalkTests {
  private static let types = Catalogue.house.types.filter { $0.workflow != nil }

  private let matrix: PermissionMatrix
  private let lists: ChoiceLists
  private let now = HomeTime.start

  init() throws {
    matrix = try Home.permissions()
    lists = try Home.lists()
  }

  /// What speaks against a step before anything is looked up.
  private enum Obstacle: Equatable {
    case role(String)
    case confidential
    case state(String)
  }

  private func id(_ number: UInt64) -> RecordID {
    RecordID(high: 0x7000, low: 0x8000_0000_0000_0000 | number)
  }

  /// A member of all houses in one role.
  private func gate(_ role: Role) -> Gate {
    let session = Session(
      id: id(1), organization: role == .platform ? 0 : 1, organizationName: "Tallow", user: id(2),
      membership: id(3), staffMember: id(4), name: "Ann Other", shortName: "A. Other", role: role,
      houses: nil, zone: .utc, currency: "GBP", country: "GB", startedAt: now, previousStart: nil,
      failuresSince: 0,
      idleMinutes: 15, isDemonstration: false)
    return Gate(
      catalogue: .house, matrix: matrix, session: session, today: Zone.utc.day(at: now), accessAt: now,
      houseIsSmall: true)
  }

  private func subject(_ type: RecordType, in state: String) throws -> Record {
    let field = try #require(type.workflow?.field)
    var record = Record(type)
    record.id = id(5)
    record.stamp = Stamp(createdAt: now, createdBy: id(6), updatedAt: now, updatedBy: id(6))
    record[field] = .text(state)
    return record
  }

  /// The same questions in the same order as the store asks them, without what stands in other records.
  private func obstacle(_ step: Action, on subject: Record, _ gate: Gate) -> Obstacle? {
    let covered: Cover
    if let made = step.over.flatMap({ Catalogue.house[$0] }) {
      var record = Record(made)
      record.stamp = subject.stamp
      covered = gate.cover(step.right, on: made, at: .values(record))
    } else {
      covered = gate.cover(of: step, on: subject.type, at: .values(subject))
    }
    if covered.isNothing {
      return gate.mayKnow(of: step, on: subject.type)
        ? .role(step.roleRefusal(on: subject.type)) : .confidential
    }
    return step.stateRefusal(on: subject, lists).map(Obstacle.state)
  }

  /// Whether the permission file grants a step to a role anywhere, read from the file alone.
  private func isGranted(_ step: Action, on type: RecordType, _ role: Role) -> Bool {
    let made = made(step, type)
    let own = [made.resource] + Landmark.stricter(than: made).map(\.resource)
    func holds(_ right: Right, on rows: [String]) -> Bool {
      rows.contains { matrix.scope(of: right, for: role, on: $0) != nil }
    }
    if step.over == nil, let resource = step.resource { return holds(step.right, on: [resource]) }
    // Who may begin a draft may go on writing it.
    let isOfDrafts = made.workflow?.start == "draft" && made.workflow?.editable.contains("draft") == true
    return holds(step.right, on: own) || step.right == .update && isOfDrafts && holds(.create, on: own)
  }

  /// The type over which the right is asked: that of what a step makes, else that of its subject.
  private func made(_ step: Action, _ type: RecordType) -> RecordType {
    step.over.flatMap { Catalogue.house[$0] } ?? type
  }

  /// What lies in the register of the platform, or is read as part of another record, is granted elsewhere.
  private func isGrantedElsewhere(_ step: Action, _ type: RecordType) -> Bool {
    let made = made(step, type)
    return made.isPlatform || Landmark.whole(of: made) != nil || made.tags.contains(.givesReach)
  }

  @Test(arguments: types)
  func `each step from each state is refused to each role for what speaks against it, and for nothing else`(
    type: RecordType
  ) throws {
    let workflow = try #require(type.workflow)
    for role in Role.allCases {
      let gate = gate(role)
      for step in type.allActions {
        let granted = isGranted(step, on: type, role)
        for state in workflow.states {
          let who = "\(role.rawValue) \(step.id) from \(state)"
          let isPossible = step.from.isEmpty || step.from.contains(state)
          switch obstacle(step, on: try subject(type, in: state), gate) {
          case .role(let words):
            let isElsewhere = isGrantedElsewhere(step, type) || isNobodysOwn(made(step, type))
            #expect(!granted || isElsewhere, "\(who): \(words)")
            expectReason(words, of: step, who)
          case .confidential:
            #expect(!granted, "\(who)")
            let resource = gate.resource(of: step, on: type)
            #expect(Landmark.confidential.contains(resource), "\(who)")
          case .state(let words):
            #expect(!isPossible, "\(who): \(words)")
            #expect(granted || isGrantedElsewhere(step, type), "\(who)")
            try expectReason(words, from: state, step, type)
          case nil:
            #expect(isPossible, "\(who) was not refused.")
            #expect(granted || isGrantedElsewhere(step, type), "\(who) was not refused.")
          }
        }
      }
    }
  }

  @Test func `in the night and the chain nobody is left without a role who may take each step`() throws {
    let chain = [
      "incidents", "safeguarding_concerns", "missing_episodes", "referrals", "risk_assessments",
      "action_assignments", "regulator_notifications", "approvals", "rounds", "handovers", "sign_outs",
      "passes",
    ]
    for type in Self.types where chain.contains(type.id) {
      for step in type.allActions {
        let roles = Role.allCases.filter { isGranted(step, on: type, $0) }
        #expect(!roles.isEmpty, "\(step.id)")
      }
    }
    #expect(Self.types.count { chain.contains($0.id) } == chain.count)
  }

  /// Held over one's own alone, of a type of which no record is anybody's.
  private func isNobodysOwn(_ type: RecordType) -> Bool {
    type.owners.isEmpty && type.residentField == nil && type.circle == nil
  }

  /// A sentence that names the step, or the right and the record where the step is called like the right.
  private func expectReason(_ words: String, of step: Action, _ who: String) {
    let isNamed = words.contains("“\(step.title)”") || words.hasPrefix("You cannot \(step.right.verb) ")
    #expect(isNamed && words.contains("role") && words.hasSuffix("."), "\(who): \(words)")
  }

  /// A sentence that names the record, how it is, the step, and how it would have to be.
  private func expectReason(
    _ words: String, from state: String, _ step: Action, _ type: RecordType
  ) throws {
    let field = try #require(type.workflow.flatMap { type.field($0.field) })
    let choices = try #require(field.choices)
    let labels = step.from.map { lists.label(of: $0, in: choices).lowercasedFirst }
    let now = lists.label(of: state, in: choices).lowercasedFirst
    #expect(words.hasPrefix("The \(type.singular) is \(now); “\(step.title)” is possible only"), "\(words)")
    for label in labels { #expect(words.contains(label), "\(step.id): \(words)") }
    #expect(words.hasSuffix("."), "\(words)")
  }
}
