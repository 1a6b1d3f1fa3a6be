import FoundationEssentials
import House
import Records
import Storage
import ViewModels

/// A home in the making: everything is written in a folder beside its place, and the folder is moved when the
/// person has the recovery code on paper.
@MainActor
final class NewHomeFolder {
  private let place: String
  private let share: Share

  init(_ place: String, share: Share) {
    self.place = place
    self.share = share
  }

  private var aside: String { place + ".new" }

  var maker: HomeMaker {
    HomeMaker(
      make: { await self.make($0, $1) }, keep: { self.keep() }, restore: { await self.restore($0, $1, $2) })
  }

  private func make(_ answers: HomeAnswers, _ password: Password) async -> HomeMaker.Making {
    guard Zone(answers.zone) != nil else {
      return .failed("There is no time zone of that name. Names are such as Europe/London.", page: 0)
    }
    guard 2...20 ~= answers.shortName.count else {
      return .failed("A short name has 2 to 20 characters.", page: 2)
    }
    do {
      let names = [answers.login, answers.organization]
      let rules = try share.orError { share throws(ShareError) in try share.passwordRules() }
      if let refusal = rules.refusal(of: try PasswordText.composed(password), names: names) {
        return .failed(refusal.words(at: .now), page: 3)
      }
      try removeAside()
      let homes = try Homes(catalogue: .house, share: share)
      let code = try await homes.create(at: aside, home(answers), password: password)
      try await furnish(answers, password)
      return .made(code)
    } catch let error as StorageError {
      return .failed(error.words, page: 3)
    } catch let error as SignInError {
      return .failed(error.words(at: .now), page: 3)
    } catch let error as RegistrarError {
      return .failed(error.words, page: 1)
    } catch let error as CommandError {
      return .failed(error.words, page: 3)
    } catch {
      return .failed("The folder \(aside) cannot be written.", page: 3)
    }
  }

  private func home(_ answers: HomeAnswers) -> NewHome {
    NewHome(
      organization: NewOrganization(
        name: answers.organization, country: answers.country, currency: answers.currency, zone: answers.zone,
        locale: answers.country == "US" ? "en_US" : "en_GB"),
      administrator: NewPerson(
        displayName: answers.name, shortName: answers.shortName, loginName: answers.login,
        role: .administrator))
  }

  /// Adds the first house with its rooms, a bed in each, as the new administrator.
  private func furnish(_ answers: HomeAnswers, _ password: Password) async throws {
    guard !answers.house.isEmpty else { return }
    let home = try OpenHome(aside, share: share, catalogue: .house)
    let person = try await home.signIn.signIn(name: answers.login, password: password)
    guard let post = person.posts.first else { throw SignInError.noPost }
    let session = try await home.signIn.begin(post, as: person, terminal: "first run")
    let clock = Clock.system
    var property = Record(.properties)
    property.id = clock.newID()
    property[.name] = answers.house
    var house = Record(.houses)
    house.id = clock.newID()
    house[.propertyID] = property.id
    house[.name] = answers.house
    house[.code] = NewHomeFolder.code(of: answers.house)
    house[.serviceModel] = answers.service
    house[.timeZone] = answers.zone
    var records = [property, house]
    for name in answers.rooms {
      var room = Record(.rooms)
      room.id = clock.newID()
      room[.houseID] = house.id
      room[.name] = name
      var bed = Record(.beds)
      bed.id = clock.newID()
      bed[.roomID] = room.id
      bed[.houseID] = house.id
      bed[.label] = name
      records += [room, bed]
    }
    _ = try await home.registrar.save(records, command: clock.newID(), warningsAccepted: true, for: session)
    for (type, id, action) in [
      ("properties", property.id, "property.open"), ("houses", house.id, "house.open"),
    ] {
      guard let id, let declared = Catalogue.house[type], let open = declared.action(action) else { continue }
      let record = try await home.registrar.record(id, of: declared, for: session)
      _ = try await home.registrar.perform(
        open, on: record, answers: [:], command: clock.newID(), for: session)
    }
    await home.signIn.end(session)
  }

  /// Two to six letters of a house's name, for references.
  private static func code(of name: String) -> String {
    let letters = Text.folded(name).uppercased().filter { ("A"..."Z").contains($0) }
    return letters.count >= 2 ? String(letters.prefix(4)) : "HOUSE"
  }

  private func keep() -> String? {
    do {
      try FileManager.default.moveItem(atPath: aside, toPath: place)
      return nil
    } catch {
      return "The home could not be put in \(place). It is still in \(aside)."
    }
  }

  /// Brings a home back from a backup, or from the newest in a folder.
  private func restore(
    _ path: String, _ code: Password, _ progress: @escaping @MainActor @Sendable (String) -> Void
  ) async -> HomeMaker.Restoring {
    // Only the latest step counts: what was not shown in time is left out.
    let (steps, reports) = AsyncStream.makeStream(of: BackupStep.self, bufferingPolicy: .bufferingNewest(1))
    defer { reports.finish() }
    Task { for await step in steps { progress(step.words) } }
    do throws(BackupError) {
      let file = try NewHomeFolder.backup(at: path)
      let homes: Homes
      let lists: ChoiceLists
      do throws(CommandError) {
        homes = try Homes(catalogue: .house, share: share)
        lists = try share.orError { share throws(ShareError) in try share.lists(Catalogue.house.openLists) }
      } catch {
        return .failed(error.words, page: 0)
      }
      let plan = RestorePlan(
        file: file, home: place,
        standard: BackupStandard(migrations: homes.migrations, catalogue: .house, lists: lists))
      try homes.checkRestore(plan)
      let restored = try await homes.restore(plan, code: code) { reports.yield($0) }
      let made = CommandLine.words(restored.header.moment)
      return .restored("The home is back, as it was at \(made). Sign in with the password of that day.")
    } catch {
      let words = CommandError(error)
      return .failed(words.words, page: error.isAboutTheCode ? 1 : 0)
    }
  }

  private static func backup(at path: String) throws(BackupError) -> String {
    guard !path.hasSuffix(".lbk") else { return path }
    guard let newest = try BackupShelf(path).backups.first else { throw .noBackup(path) }
    return newest.path
  }

  private func removeAside() throws {
    if FileText.exists(aside) { try FileManager.default.removeItem(atPath: aside) }
  }
}

extension BackupError {
  /// Whether the code on the paper is what has to be typed again.
  fileprivate var isAboutTheCode: Bool {
    switch self {
    case .mistypedCode, .wrongCode: true
    default: false
    }
  }
}
