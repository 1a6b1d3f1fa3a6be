import Glibc
import Records

/// The folder of a pack while it is written: it lies beside the name that it gets when it is whole.
package struct PackFolder: Sendable {
  /// Where it will lie.
  package let path: String
  private var files: [String] = []

  /// Makes the folder, which its owner alone may open, and those in it.
  ///
  /// - Throws: ``PackError/notWritten(_:)``; nothing of it is there then.
  package init(making path: String) throws(PackError) {
    self.path = path
    try PackFolder.make(beside)
    do throws(PackError) {
      for name in Bag.folders { try PackFolder.make("\(beside)/\(name)") }
    } catch {
      remove()
      throw error
    }
  }

  /// Where it lies until it is whole.
  package var beside: String { "\(path).unfinished" }

  /// Takes away what was written, and nothing else.
  package func remove() {
    for file in files { unlink(file) }
    for name in Bag.folders.reversed() { rmdir("\(beside)/\(name)") }
    rmdir(beside)
  }

  fileprivate mutating func add(_ file: Bag.File) throws(PackError) {
    let place = "\(beside)/\(file.path)"
    do throws(NewFile.Failure) { try NewFile.write(file.bytes, to: place) } catch {
      throw .notWritten("\(place) was not written: \(error.reason).")
    }
    files.append(place)
  }

  /// Gives it its name; the system refuses where something lies there by now.
  fileprivate func finish() throws(PackError) {
    if rename(beside, path) == 0 { return }
    throw PackFolder.notMade(path)
  }

  private static func make(_ path: String) throws(PackError) {
    if mkdir(path, 0o700) != 0 { throw notMade(path) }
  }

  private static func notMade(_ path: String) -> PackError {
    .notWritten("\(path) cannot be made: \(String(cString: strerror(errno))).")
  }
}

extension DisclosurePack {
  /// Writes the pack into a folder that was made for it; what is not whole is taken away.
  ///
  /// - Parameters:
  ///   - isolation: The caller's.
  ///   - folder: Where it goes, in which nothing lies yet.
  ///   - open: The content of a document, which the log is told of before it is read.
  /// - Returns: The pack as it was written, with what did not open among what is left out.
  /// - Throws: ``PackError``; nothing of the folder is there then.
  package func write(
    isolation: isolated (any Actor)? = #isolation,
    into folder: PackFolder,
    opening open: (Attachment) async throws(RegistrarError) -> OpenedFile
  ) async throws(PackError) -> DisclosurePack {
    var folder = folder
    do throws(PackError) {
      let written = try await write(opening: open) { file throws(PackError) in try folder.add(file) }
      try folder.finish()
      return written
    } catch {
      folder.remove()
      throw error
    }
  }
}
