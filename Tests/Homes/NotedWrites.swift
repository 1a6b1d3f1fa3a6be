private import CPowerCut
import Foundation
import Storage

/// All that was written to the files of a home while something was done there; it can be ended at any write.
struct NotedWrites: Sendable {
  /// One thing that was done: to the store (0) or to the log beside it (1).
  private struct Deed: Sendable {
    enum Kind: Sendable {
      case written([UInt8])
      case truncated
      case synced
    }

    let file: Int
    let offset: Int
    let kind: Kind
  }

  /// The store before the first write.
  private let store: [UInt8]
  private let deeds: [Deed]

  /// How much was written so far, while it is noted.
  static var count: Int { lodge_noted_writes() }

  /// Notes what `work` writes in a copy of a home that it makes and closes; one such at a time.
  static func note<Answer>(
    besides home: Home, _ work: @Sendable () async throws -> Answer
  ) async throws -> (NotedWrites, Answer) {
    lodge_forget_writes()
    guard lodge_note_writes(home.folder + "-") == 1 else { throw StorageError.setting("writes are noted") }
    defer { lodge_forget_writes() }
    let answer = try await work()
    let store = [UInt8](try Data(contentsOf: URL(fileURLWithPath: home.folder + "/lodge.db")))
    let deeds = (0..<lodge_noted_writes()).map { deed(lodge_noted_write($0)) }
    return (NotedWrites(store: store, deeds: deeds), answer)
  }

  private static func deed(_ write: lodge_write) -> Deed {
    let offset = Int(write.offset)
    switch Int(write.kind) {
    case LODGE_WRITTEN:
      let bytes = [UInt8](UnsafeRawBufferPointer(start: write.bytes, count: Int(write.length)))
      return Deed(file: Int(write.file), offset: offset, kind: .written(bytes))
    case LODGE_TRUNCATED: return Deed(file: Int(write.file), offset: offset, kind: .truncated)
    default: return Deed(file: Int(write.file), offset: offset, kind: .synced)
    }
  }

  /// A folder with the files as they are after the first so many deeds.
  func folder(
    endedAt end: Int, by ending: EndedSaving.Ending, using chance: inout SeededChance
  ) throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/lodge-end-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let files = files(at: end, by: ending, using: &chance)
    for (name, bytes) in zip(["lodge.db", "lodge.db-wal"], files) {
      let path = folder + "/" + name
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
    return folder
  }

  private func files(
    at end: Int, by ending: EndedSaving.Ending, using chance: inout SeededChance
  ) -> [[UInt8]] {
    var files = [store, []]
    // Up to here all of a file is on the disk.
    var safe = [-1, -1]
    for index in 0..<end {
      switch (ending, deeds[index].kind) {
      case (.kill, _), (.powerCut, .synced): safe[deeds[index].file] = index
      default: break
      }
    }
    for index in 0..<end {
      let deed = deeds[index]
      let fate = index <= safe[deed.file] ? 0 : Int.random(in: 0...2, using: &chance)
      if fate == 2 { continue }
      switch deed.kind {
      case .written(let bytes) where fate == 0: put(bytes[...], at: deed.offset, into: &files[deed.file])
      case .written(let bytes):
        for start in stride(from: 0, to: bytes.count, by: 512) where Bool.random(using: &chance) {
          let sector = bytes[start..<min(start + 512, bytes.count)]
          put(sector, at: deed.offset + start, into: &files[deed.file])
        }
      case .truncated: files[deed.file] = Array(files[deed.file].prefix(deed.offset))
      case .synced: break
      }
    }
    return files
  }

  private func put(_ bytes: ArraySlice<UInt8>, at offset: Int, into file: inout [UInt8]) {
    let end = offset + bytes.count
    if file.count < end { file += Array(repeating: 0, count: end - file.count) }
    file.replaceSubrange(offset..<end, with: bytes)
  }
}

/// Chance that is the same each time.
struct SeededChance: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
