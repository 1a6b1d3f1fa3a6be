import Records
import Sealing
import Storage
import ViewModels

/// The demonstration: three invented organisations in one home.
struct Demonstration: Sendable {
  let share: Share
  let catalogue: Catalogue
  /// The day on which everything stands as it is told.
  let seed: Day

  /// The organisations by the names of their files, in the order of their numbers.
  static let files = ["Tallow", "Juniper", "Larkfield"]

  /// The platform's administrator, who registers the organisations and sees nobody in them.
  private static let platform = NewPerson(
    displayName: "Io Vance", shortName: "I. Vance", loginName: "sys-platform", role: .platform,
    jobTitle: "Platform administrator")
  private static let platformPassword = "a platform sees no residents"

  private static func plans(_ share: Share) throws(CommandError) -> [DemonstrationPlan] {
    var plans: [DemonstrationPlan] = []
    for file in files { plans.append(try DemonstrationPlan(path: "\(share.data)/Demo/\(file).json5")) }
    return plans
  }

  /// One sign-in for each person and role.
  static func signIns(_ share: Share) throws(CommandError) -> [DemonstrationSignIn] {
    var signIns: [DemonstrationSignIn] = []
    for plan in try plans(share) {
      for person in plan.people {
        for role in person.roles {
          signIns.append(
            DemonstrationSignIn(
              organization: plan.organization.name, role: role, user: person.user, password: person.password))
        }
      }
    }
    return signIns + [
      DemonstrationSignIn(
        organization: "Platform", role: .platform, user: platform.loginName, password: platformPassword)
    ]
  }

  /// Makes the home in a folder that holds none; `told` hears what is being made.
  func make(
    in folder: String, told: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(CommandError) {
    let plans = try Self.plans(share)
    guard let first = plans.first else { return }
    let clock = WalkingClock(at: start(of: first, at: "06:00"))
    let migrations: Migrations
    let repository: Repository
    do throws(StorageError) {
      migrations = try Migrations(folder: "\(share.data)/Migrations")
      let homes = Homes(catalogue: catalogue, migrations: migrations, clock: clock.clock)
      _ = try await homes.create(
        at: folder,
        NewHome(organization: first.organization, administrator: founder(of: first), isDemonstration: true),
        password: try held(first.people[0].password),
        platform: (Self.platform, try held(Self.platformPassword)))
      repository = try homes.open(folder)
    } catch {
      throw CommandError(error)
    }
    let maker = try DemonstrationMaker(share: share, catalogue: catalogue, repository: repository)
    told("the organisations")
    try await found(plans.dropFirst(), maker, clock)
    try await tell(plans, maker, told)
    await repository.checkpoint(waiting: 1_000)
  }

  /// The platform's administrator registers the other organisations.
  private func found(
    _ plans: ArraySlice<DemonstrationPlan>, _ maker: DemonstrationMaker, _ clock: WalkingClock
  ) async throws(CommandError) {
    let door = maker.door(clock)
    let cast = DemonstrationCast(
      door: door, clock: clock, passwords: [Self.platform.loginName: Self.platformPassword])
    let session = try await cast.session(of: Self.platform.loginName, as: .platform)
    for plan in plans {
      do throws(RegistrarError) {
        let password: Password
        do throws(StorageError) { password = try held(plan.people[0].password) } catch {
          throw .storage(error)
        }
        _ = try await door.found(
          plan.organization, administrator: founder(of: plan), password: password, by: session)
      } catch {
        throw CommandError(error)
      }
    }
    await cast.goHome()
  }

  /// Each organisation's year has a clock of its own, so they are told at the same time.
  private func tell(
    _ plans: [DemonstrationPlan], _ maker: DemonstrationMaker, _ told: @escaping @Sendable (String) -> Void
  ) async throws(CommandError) {
    var faults: [CommandError] = []
    var left = plans.map(\.organization.name)
    told("a year of \(left.joined(separator: ", "))")
    await withTaskGroup(of: (String, CommandError?).self) { group in
      for plan in plans {
        group.addTask { () -> (String, CommandError?) in
          let clock = WalkingClock(at: start(of: plan, at: "07:00"))
          let telling = DemonstrationTelling(
            plan: plan, seed: seed, zone: Zone(plan.organization.zone) ?? .utc, clock: clock,
            registrar: maker.registrar(clock), door: maker.door(clock))
          do throws(CommandError) { try await telling.tell() } catch {
            return (plan.organization.name, error)
          }
          return (plan.organization.name, nil)
        }
      }
      for await (name, fault) in group {
        if let fault { faults.append(fault) }
        left.removeAll { $0 == name }
        if !left.isEmpty { told("a year of \(left.joined(separator: ", "))") }
      }
    }
    if let fault = faults.first { throw fault }
  }

  private func start(of plan: DemonstrationPlan, at time: String) -> Instant {
    guard let moment = DemonstrationMoment("\(plan.start) \(time)") else {
      preconditionFailure("A time of day is written HH:MM.")
    }
    return moment.instant(from: seed, in: Zone(plan.organization.zone) ?? .utc)
  }

  private func founder(of plan: DemonstrationPlan) -> NewPerson {
    let person = plan.people[0]
    return NewPerson(
      displayName: person.name, shortName: person.shortName, loginName: person.user, role: .administrator,
      jobTitle: person.jobTitle, reason: "Founded the organisation.")
  }

  private func held(_ password: String) throws(StorageError) -> Password {
    do { return try LockedBuffer(password.utf8) } catch { throw .sealing }
  }
}

/// What the makers of a home work with.
struct DemonstrationMaker: Sendable {
  private let repository: Repository
  private let catalogue: Catalogue
  private let matrix: PermissionMatrix
  private let lists: ChoiceLists

  init(share: Share, catalogue: Catalogue, repository: Repository) throws(CommandError) {
    (self.repository, self.catalogue) = (repository, catalogue)
    do {
      matrix = try share.permissions()
      lists = try share.lists(catalogue.openLists)
    } catch {
      throw CommandError(error)
    }
  }

  func registrar(_ clock: WalkingClock) -> Registrar {
    Registrar(repository: repository, catalogue: catalogue, matrix: matrix, lists: lists, clock: clock.clock)
  }

  func door(_ clock: WalkingClock) -> SignIn {
    SignIn(repository: repository, clock: clock.clock, permissions: [], passwords: PasswordRules())
  }
}
