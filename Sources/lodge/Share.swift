import FoundationEssentials
import Glibc
import Records
import Storage

/// Why the program's own files cannot be used.
enum ShareError: Error, Hashable, Sendable {
  /// There is none in any of these places.
  case notFound([String])
  case unreadable(path: String, FileError)
  case badPermissions(path: String, PermissionError)
  /// A file that does not read, with the reason.
  case badFile(path: String, reason: String)
  /// The caller chose the files, and the home belongs to somebody else.
  case chosenForOthers(share: String, home: String)
}

/// The program's own files: `Data` and `Themes`.
struct Share: Sendable, Hashable {
  let root: String
  /// The caller named the place, so that the permission file in it is of their choosing.
  var isChosen = false

  var data: String { "\(root)/Data" }
  var themes: String { "\(root)/Themes" }

  /// Finds the files: where the policy says, else where `LODGE_SHARE` says, else beside or above the program.
  ///
  /// - Throws: ``ShareError/notFound(_:)``; a place that was named is never passed over.
  static func find(
    policy: Policy?, environment: Environment, program: String = Share.program
  ) throws(ShareError) -> Share {
    if let named = policy?.share ?? (policy == nil ? environment["LODGE_SHARE"] : nil) {
      guard isShare(named) else { throw .notFound([named]) }
      return Share(root: named, isChosen: policy == nil)
    }
    var folders = program.split(separator: "/").dropLast().map(String.init)
    var places = ["/" + (folders.dropLast() + ["share", "lodge"]).joined(separator: "/")]
    while !folders.isEmpty {
      places.append("/" + folders.joined(separator: "/"))
      folders.removeLast()
    }
    guard let found = places.first(where: isShare) else { throw .notFound(Array(places.prefix(4))) }
    return Share(root: found)
  }

  private static func isShare(_ place: String) -> Bool {
    FileText.exists("\(place)/Data/Keys.json5") || FileText.exists("\(place)/Data/Permissions.csv")
  }

  /// The path of the running program, links resolved.
  static var program: String {
    var path = [UInt8](repeating: 0, count: 4096)
    let count = path.withUnsafeMutableBytes { room in
      room.baseAddress.map { readlink("/proc/self/exe", $0, room.count) } ?? 0
    }
    return count > 0 ? String(decoding: path[..<count], as: UTF8.self) : "/"
  }
}

extension Share {
  /// Refuses files that the caller chose for a home that is not their own: who may do what is not theirs to say.
  ///
  /// Whoever owns the home's files could change them and the program anyway.
  func mayServe(home folder: String, user: uid_t = geteuid()) throws(ShareError) {
    var status = stat()
    guard isChosen, stat("\(folder)/lodge.db", &status) == 0, status.st_uid != user else { return }
    throw .chosenForOthers(share: root, home: folder)
  }

  /// Who may do what; a file in error stops the program.
  func permissions() throws(ShareError) -> PermissionMatrix {
    let path = "\(data)/Permissions.csv"
    let text: String
    do { text = try FileText.text(of: path) } catch { throw .unreadable(path: path, error) }
    do throws(PermissionError) {
      let matrix = try PermissionMatrix(csv: text)
      try matrix.check()
      return matrix
    } catch { throw .badPermissions(path: path, error) }
  }

  /// The members of the open lists that are named, each from the file of its name; one without a file has none.
  func lists(_ names: some Sequence<String>) throws(ShareError) -> ChoiceLists {
    var members: [String: [Choice]] = [:]
    for name in names {
      let path = "\(data)/Lists/\(name).json5"
      guard FileText.exists(path) else { continue }
      let file: ListFile = try decoded(path)
      members[name] = file.members.map {
        Choice($0.code, $0.label ?? Choice.label(for: $0.code), alsoCalled: $0.also ?? [])
      }
    }
    return ChoiceLists(members)
  }

  /// Decodes a JSON5 file of the program.
  func decoded<Content: Decodable>(_ path: String) throws(ShareError) -> Content {
    do { return try JSON5.decoded(path) } catch {
      switch error {
      case .file(let error): throw .unreadable(path: path, error)
      case .malformed(let reason): throw .badFile(path: path, reason: reason)
      }
    }
  }
}

/// What stands in a list file.
private struct ListFile: Decodable {
  let members: [Member]

  struct Member: Decodable {
    let code: String
    /// Nil where it is the code in words.
    let label: String?
    /// What people also call it; nil where nothing else.
    let also: [String]?
  }
}
