import Glibc
import Records
import Sealing
import Storage

/// A home with its door and its way in, before anybody is signed in.
struct OpenHome: Sendable {
  let registrar: Registrar
  let signIn: SignIn

  /// Opens the home in a folder with the program's own files.
  init(_ folder: String, share: Share, catalogue: Catalogue, clock: Clock = .system) throws(CommandError) {
    try share.orError { share throws(ShareError) in try share.mayServe(home: folder) }
    let matrix = try share.orError { share throws(ShareError) in try share.permissions() }
    let lists = try share.orError { share throws(ShareError) in try share.lists(catalogue.openLists) }
    let digest = try share.orError { share throws(ShareError) in try share.permissionsDigest() }
    let passwords = try share.orError { share throws(ShareError) in try share.passwordRules() }
    let homes = try Homes(catalogue: catalogue, share: share, clock: clock)
    let repository: Repository
    do { repository = try homes.open(folder) } catch { throw CommandError(error, in: folder) }
    registrar = Registrar(
      repository: repository, catalogue: catalogue, matrix: matrix, lists: lists, clock: clock)
    signIn = SignIn(repository: repository, clock: clock, permissions: digest, passwords: passwords)
  }
}

extension Homes {
  init(catalogue: Catalogue, share: Share, clock: Clock = .system) throws(CommandError) {
    do {
      self.init(
        catalogue: catalogue, migrations: try Migrations(folder: "\(share.data)/Migrations"), clock: clock)
    } catch { throw CommandError(error) }
  }
}

extension Share {
  func orError<Answer>(
    _ body: (Share) throws(ShareError) -> Answer
  ) throws(CommandError) -> Answer {
    do { return try body(self) } catch { throw CommandError(error) }
  }

  /// SHA-256 of the permission file as it stands.
  fileprivate func permissionsDigest() throws(ShareError) -> [UInt8] {
    let path = "\(data)/Permissions.csv"
    do { return Digest.sha256(try FileText.bytes(of: path)) } catch { throw .unreadable(path: path, error) }
  }

  /// What a new password may not be made of.
  func passwordRules() throws(ShareError) -> PasswordRules {
    let path = "\(data)/Passwords.txt"
    do { return PasswordRules(list: try FileText.text(of: path)) } catch {
      throw .unreadable(path: path, error)
    }
  }
}

extension Clock {
  /// The computer's clock.
  static let system = Clock(now: { Instant.now }) {
    RecordID(milliseconds: Instant.now.milliseconds, random: Randomness.words())
  }
}

extension Instant {
  /// The moment on the computer's clock.
  static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
  }
}
