private import CProcess

/// What a home lies on, as far as the locks of several programs on one file depend on it.
enum HomeDisk: Sendable, Hashable {
  /// A disk or memory of this computer.
  case local
  /// Another computer keeps the files: what one locks or syncs here another may not see.
  case network(String)
  /// A program keeps the files, and nobody can say from here where.
  case program(String)

  /// By the number of a file system.
  init(number: Int) {
    self =
      if let name = Self.networks[number] {
        .network(name)
      } else if let name = Self.programs[number] {
        .program(name)
      } else {
        .local
      }
  }

  /// What lies under a folder; one that cannot be asked is taken for local.
  init(of folder: String) { self.init(number: lodge_file_system(folder)) }

  /// Refuses a folder that another computer keeps.
  ///
  /// - Throws: ``StorageError/networkDisk(_:)``.
  static func check(_ folder: String) throws(StorageError) {
    if case .network(let name) = HomeDisk(of: folder) { throw .networkDisk(name) }
  }

  private static let networks: [Int: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB 2", 0x00C3_6400: "Ceph",
    0x5346_414F: "AFS", 0x6B41_4653: "AFS", 0x7375_7245: "Coda", 0x564C: "NCP", 0x0BD0_0BD0: "Lustre",
  ]

  private static let programs: [Int: String] = [
    0x6573_5546: "FUSE", 0x0102_1997: "9P", 0x786F_4256: "VirtualBox",
  ]
}
