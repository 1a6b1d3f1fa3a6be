import Records
import Storage
import Testing

@testable import lodge

/// One attempt on what belongs to another organisation, and what must come of it.
struct Attack: Sendable, CustomTestStringConvertible {
  /// The way on which it is tried.
  enum Way: String, Sendable, CaseIterable {
    case identity = "by identity"
    case reference = "by reference"
    case list = "by list"
    case doing = "by what is done"
    case handle = "by handle"
    case text = "by text"
    case commandLine = "by command line"
    case beneath = "beneath the door"
  }

  /// What an attempt brought.
  enum Answer: Sendable {
    case words(String)
    case count(Int)
    /// It went through; what it did stands in the rows.
    case done
  }

  /// What must come of it in a stranger's hands.
  enum Outcome: Sendable, Hashable {
    /// There is no such record: “not yours” and “not there” are one answer.
    case absent
    /// It goes through and brings nothing of ours.
    case nothing
    /// It is refused in words, or the record is absent.
    case refused
    /// The session has ended.
    case ended
    /// The store itself refuses it.
    case store
  }

  /// Tries it in the name of a session; by our own member the same is the control.
  typealias Deed = @Sendable (Session) async throws -> Answer

  let name: String
  let way: Way
  let comes: Outcome
  let role: Role
  /// Lays what the attempt is after, as our own people do, and answers with the attempt.
  let prepared: @Sendable (Ground) async throws -> Deed

  init(
    _ name: String, _ way: Way, _ comes: Outcome, as role: Role = .manager,
    prepared: @escaping @Sendable (Ground) async throws -> Deed
  ) {
    (self.name, self.way, self.comes, self.role, self.prepared) = (name, way, comes, role, prepared)
  }

  var testDescription: String { "\(way.rawValue): \(name)" }

  /// What came: an answer, or what was thrown.
  enum End: Sendable {
    case answered(Answer)
    case threw(any Error)

    init(_ deed: Deed, by session: Session) async {
      do { self = .answered(try await deed(session)) } catch { self = .threw(error) }
    }

    /// Whether a person reads, counts or infers something of ours from it.
    var leaks: Bool {
      switch self {
      case .answered(.words(let words)): words.contains(Ground.mark)
      case .answered(.count(let count)): count > 0
      case .answered(.done): false
      case .threw(let error): "\(error)".contains(Ground.mark)
      }
    }

    func isWhat(_ outcome: Outcome) -> Bool {
      switch (self, outcome) {
      case (.answered, .nothing): true
      case (.threw(let error), .absent): error as? RegistrarError == .notFound
      case (.threw(let error), .ended): error as? RegistrarError == .sessionEnded
      case (.threw(let error), .store): error.isOfStore
      case (.threw(let error), .refused): error.isRefusal
      default: false
      }
    }
  }
}

extension Error {
  fileprivate var isOfStore: Bool {
    if self is StorageError { return true }
    if case .storage? = self as? RegistrarError { return true }
    return false
  }

  fileprivate var isRefusal: Bool {
    if self is CommandError { return true }
    switch self as? RegistrarError {
    case .notFound?, .notAllowed?, .refused?: return true
    default: return false
    }
  }
}
