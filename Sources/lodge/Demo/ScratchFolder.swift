import FoundationEssentials
import Glibc

/// A private folder that is gone when the program ends in an orderly way.
struct ScratchFolder: Sendable {
  let path: String

  /// Makes one in the folder for running programs, else in the one for temporary files.
  ///
  /// - Throws: A ``CommandError`` with the system's reason.
  init(named name: String, in folder: String? = nil) throws(CommandError) {
    let running = "/run/user/\(getuid())"
    let place = folder ?? (access(running, W_OK | X_OK) == 0 ? running : "/tmp")
    var template = Array("\(place)/\(name)-XXXXXX".utf8CString)
    // The folder is made with mode 0700.
    guard let made = mkdtemp(&template) else {
      throw .unusable("No folder can be made in \(place): \(String(cString: strerror(errno))).")
    }
    path = String(cString: made)
  }

  /// One that was made before.
  init(at path: String) { self.path = path }

  /// Takes the folder away with all that is in it.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
