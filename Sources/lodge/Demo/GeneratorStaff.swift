import Records
import Storage
import ViewModels

/// The people who work in a generated home.
struct GeneratorStaff: Sendable {
  let people: [DemonstrationPlan.Person]

  static let organization = "Meadow Row Homes"
  private static let password = "six lanterns over the meadow"

  /// So many of each role; more support workers the more residents there are.
  init(residents: Int, names: GeneratorNames, chance: inout GeneratorChance) {
    let workers = min(24, max(4, residents / 60))
    let counts: [(Role, Int, String)] = [
      (.administrator, 1, "Administrator"), (.manager, 4, "Service manager"), (.leader, 8, "Team leader"),
      (.safeguarding, 1, "Safeguarding lead"), (.worker, workers, "Support worker"),
      (.night, 8, "Night worker"),
      (.finance, 2, "Finance officer"), (.auditor, 1, "Auditor"),
    ]
    var people: [DemonstrationPlan.Person] = []
    var taken: Set<String> = []
    for (role, count, title) in counts {
      for number in 1...count {
        var name = names.name(&chance)
        var short = Self.shortName(name)
        while !taken.insert(short).inserted {
          name = names.name(&chance)
          short = Self.shortName(name)
        }
        let user = "\(role.rawValue.lowercased())-meadow" + (number > 1 ? "-\(number)" : "")
        people.append(
          DemonstrationPlan.Person(
            user: user, roles: [role], givenName: name.given, familyName: name.family, shortName: short,
            jobTitle: title, houses: nil, password: Self.password, reason: "One of the first to work here."))
      }
    }
    self.people = people
  }

  private static func shortName(_ name: GeneratorNames.Name) -> String {
    String("\(name.given.prefix(1)). \(name.family)".prefix(20))
  }

  func users(as role: Role) -> [String] { people.filter { $0.roles.first == role }.map(\.user) }

  var signIns: [DemonstrationSignIn] {
    people.map { person in
      DemonstrationSignIn(
        organization: Self.organization, role: person.roles[0], user: person.user, password: person.password)
    }
  }
}

extension DemonstrationPlan.Person {
  var newPerson: NewPerson {
    NewPerson(
      displayName: name, shortName: shortName, loginName: user, role: roles[0], jobTitle: jobTitle,
      reason: reason)
  }
}
