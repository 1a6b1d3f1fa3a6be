import House
import Testing

@testable import Sealing
@testable import Storage

/// Where a home may lie, and what the doctor says of what the system gives it.
@Suite struct HomeDiskTests {
  @Test(arguments: [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42])
  func `a disk of another computer is known by its number`(number: Int) {
    guard case .network = HomeDisk(number: number) else {
      Issue.record("\(number) is taken for a disk of this computer.")
      return
    }
  }

  /// ext4, xfs, btrfs, zfs, tmpfs and the layers of a container.
  @Test(arguments: [0xEF53, 0x5846_5342, 0x9123_683E, 0x2FC1_2FC1, 0x0102_1994, 0x794C_7630])
  func `a disk of this computer is none of them`(number: Int) {
    #expect(HomeDisk(number: number) == .local)
  }

  @Test func `a folder here is opened, and one that cannot be asked is not refused for it`() throws {
    let folder = try ScratchFolder()
    try HomeDisk.check(folder.path)
    #expect(HomeDisk(of: folder.path + "/nowhere") == .local)
  }

  @Test func `the doctor calls a network disk wrong, and only warns of a program's`() async throws {
    let home = try await TestHome()
    func check() throws -> HomeCheck {
      try HomeCheck(folder: home.folder, migrations: TestHome.migrations(), catalogue: .house)
    }
    var network = try check()
    network.checkDisk(.network("NFS"))
    #expect(network.findings.last { $0.name == "disk" }?.isGood == false)
    var program = try check()
    program.checkDisk(.program("FUSE"))
    let found = try #require(program.findings.last { $0.name == "disk" })
    #expect(found.isGood && found.isWarning)
  }

  @Test func `the doctor says what the system did not grant`() async throws {
    let home = try await TestHome()
    var check = try HomeCheck(folder: home.folder, migrations: TestHome.migrations(), catalogue: .house)
    check.note(ProcessGuards(locksMemory: true, leavesNoCore: true, isUndumpable: true))
    #expect(check.findings.last?.isWarning == false)
    check.note(ProcessGuards(locksMemory: false, leavesNoCore: false, isUndumpable: true))
    let found = try #require(check.findings.last)
    #expect(found.name == "process" && found.isGood && found.isWarning)
    #expect(found.details.count == 2)
  }
}
