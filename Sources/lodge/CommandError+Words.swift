import Records
import Storage
import ViewModels

extension CommandError {
  init(_ error: ShareError) {
    switch error {
    case .notFound(let places):
      self = .unusable(
        "The program's own files (Data and Themes) are in none of \(places.joined(separator: ", ")).",
        hint: "Install Lodge again, or say where they are with LODGE_SHARE.")
    case .unreadable(let path, let reason): self = .unusable("\(path) \(reason.words).")
    case .badPermissions(let path, let fault):
      let cell = fault.column > 0 ? ", column \(fault.column)" : ""
      self = .unusable(
        "\(path), line \(fault.line)\(cell): \(fault.reason)",
        hint: "Nothing is opened while the permission file has an error.")
    case .badFile(let path, let reason): self = .unusable("\(path): \(reason)")
    case .chosenForOthers(let share, let home):
      self = .unusable(
        "LODGE_SHARE names \(share), and the home in \(home) belongs to another user of this computer.",
        hint: "Leave LODGE_SHARE unset, or let root name the place in \(Policy.path).")
    }
  }

  init(_ error: PolicyError) {
    switch error {
    case .notRootOwned(let path):
      self = .unusable("\(path) must be a file of the system's administrator (root).")
    case .writableByOthers(let path): self = .unusable("\(path) can be changed by others than root.")
    case .unreadable(let path): self = .unusable("\(path) cannot be read.")
    case .malformed(let path, let reason):
      self = .unusable("\(path), \(reason)", hint: "Nothing is opened while this file has an error.")
    }
  }
}

extension CommandError {
  init(_ error: RegistrarError) {
    switch error {
    case .storage(let error): self.init(error)
    case .refused(let violations): self.init(violations)
    case .sessionEnded: self = .refused("This session was ended: the membership or role was withdrawn.")
    case .needsConfirmation: self = .refused("This takes your password again.")
    default: self = .refused(error.words)
    }
  }

  init(_ error: StorageError) {
    switch error {
    case .busy: self = .busy(error.words)
    // A command that only reads needs room as well, and nobody types here what could still be there.
    case .full:
      self = .unusable(
        "The disk that holds the home is full, so the command was not carried out.",
        hint: "Free some space on it, then try again.")
    case .changedMeanwhile, .notUnique, .missingReference, .missingValue, .check, .appendOnly, .tooLarge:
      self = .refused(error.words)
    default: self = .unusable(error.words)
    }
  }

  /// What is wrong with the home in a folder.
  init(_ error: StorageError, in folder: String) {
    let plain = CommandError(error)
    self.init(status: plain.status, words: plain.words, hint: "The home: \(folder)")
  }

  init(_ error: SignInError, at now: Instant) {
    switch error {
    case .registrar(let error): self.init(error)
    default: self = .refused(error.words(at: now))
    }
  }

  /// Rules that are broken; where only warnings are, how to go on.
  init(_ violations: [Violation]) {
    let isWarned = violations.allSatisfy(\.isWarning)
    self.init(
      status: .refused, words: violations.count == 1 ? violations[0].words : "Nothing was saved.",
      hint: isWarned ? "Add --accept-warnings to go on." : "", violations: violations)
  }
}

extension FileError {
  /// What follows the name of the file in a sentence.
  var words: String {
    switch self {
    case .missing: "is not there"
    case .link: "is a symbolic link. Name the file itself"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .tooLarge(let limit): "is larger than \(limit) bytes"
    case .notUTF8: "is not UTF-8 text"
    }
  }
}
