import Records
import Storage

/// One organisation of the demonstration, as its file in `Data/Demo` tells it.
struct DemonstrationPlan: Sendable {
  let organization: NewOrganization
  /// The administrator who founds it comes first.
  let people: [Person]
  /// In the order of time.
  let deeds: [DemonstrationDeed]
  /// How many days before the seed day the telling begins.
  let start: Int

  /// Somebody who signs in.
  struct Person: Sendable {
    let user: String
    let roles: [Role]
    let givenName: String
    let familyName: String
    let shortName: String
    let jobTitle: String
    /// Keys of houses; nil for all of them.
    let houses: [String]?
    let password: String
    let reason: String?

    var name: String { "\(givenName) \(familyName)" }
  }

  /// Reads a plan, with the files of its `areas` in the folder of its name: what happened, area by area.
  ///
  /// - Throws: A ``CommandError`` that names the file, the line and the reason.
  init(path: String) throws(CommandError) {
    let file = try Self.read(path)
    let folder = path.replacing(".json5", with: "")
    var others: [DemonstrationDeed] = []
    for area in [nil] + (DemonstrationReader().texts(file["areas"]) ?? []).map(Optional.some) {
      let place = area.map { "\(folder)/\($0).json5" } ?? path
      let part = area == nil ? file : try Self.read(place)
      do throws(JSON5Node.Failure) {
        others += try DemonstrationReader().list("deeds", of: part) { node throws(JSON5Node.Failure) in
          try DemonstrationReader().deeds(node)
        }.flatMap { $0 }.map { deed in
          var deed = deed
          deed.area = area
          return deed
        }
      } catch {
        throw Self.fault(error, in: place)
      }
    }
    do throws(JSON5Node.Failure) { try self.init(file, others) } catch { throw Self.fault(error, in: path) }
  }

  private static func read(_ path: String) throws(CommandError) -> JSON5Node {
    let text: String
    do { text = try FileText.text(of: path) } catch { throw CommandError(.unreadable(path: path, error)) }
    do { return try JSON5Node(reading: text) } catch { throw fault(error, in: path) }
  }

  private static func fault(_ failure: JSON5Node.Failure, in path: String) -> CommandError {
    .unusable("\(path), line \(failure.line): \(failure.reason)")
  }

  private init(_ file: JSON5Node, _ others: [DemonstrationDeed]) throws(JSON5Node.Failure) {
    let reader = DemonstrationReader()
    organization = NewOrganization(
      name: try reader.text("name", of: file), country: try reader.text("country", of: file),
      currency: try reader.text("currency", of: file), zone: try reader.text("zone", of: file),
      locale: try reader.text("locale", of: file))
    start = try reader.number("start", of: file)
    let password = try reader.text("password", of: file)
    people = try reader.list("people", of: file) { node throws(JSON5Node.Failure) in
      try reader.person(node, password)
    }
    guard let founder = people.first else { throw JSON5Node.Failure(line: 1, reason: "There are no people.") }
    let buildings = try reader.buildings(file, founder: founder.user, start: start)
    let residents = try reader.residents(file, start: start)
    let all = (try reader.staff(people, start: start)) + buildings + residents + others
    deeds = all.enumerated().sorted { ($0.1.at, $0.0) < ($1.1.at, $1.0) }.map(\.1)
  }
}
