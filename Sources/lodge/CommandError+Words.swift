import Records
import Storage

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
    }
  }

  init(_ error: PolicyError) {
    switch error {
    case .notRootOwned(let path):
      self = .unusable("\(path) must be a file of the system's administrator (root).")
    case .writableByOthers(let path): self = .unusable("\(path) can be changed by others than root.")
    case .unreadable(let path): self = .unusable("\(path) cannot be read.")
    case .malformed(let path, let reason): self = .unusable("\(path): \(reason)")
    case .unknownSetting(let path, let name):
      self = .unusable("\(path) has the setting \(quoted(name)), which Lodge does not know.")
    }
  }
}

extension FileError {
  /// What follows the name of the file in a sentence.
  var words: String {
    switch self {
    case .missing: "is not there"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .tooLarge(let limit): "is larger than \(limit) bytes"
    case .notUTF8: "is not UTF-8 text"
    }
  }
}
