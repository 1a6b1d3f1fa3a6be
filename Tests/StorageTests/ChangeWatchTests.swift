import Foundation
import TestTraits
import Testing

@testable import Storage

@Suite(.homes) struct ChangeWatchTests {
  @Test func `a commit of another process wakes it, and silence does not`() async throws {
    let home = try await TestHome()
    let watch = ChangeWatch(folder: home.folder)
    #expect(!watch.wasChanged())
    let (_, other) = try home.again()
    _ = try? await other.signIn(name: "nobody", password: .of("not the password at all"))
    let descriptor = try #require(watch.descriptor)
    #expect(isReadable(descriptor))
    #expect(watch.wasChanged())
    #expect(!isReadable(descriptor))
    #expect(!watch.wasChanged())
  }

  @Test func `other files in the folder are nobody's change`() async throws {
    let home = try await TestHome()
    let watch = ChangeWatch(folder: home.folder)
    try Data([1]).write(to: URL(fileURLWithPath: home.folder + "/note"))
    #expect(!watch.wasChanged())
  }

  @Test func `where the kernel tells nothing the log itself is looked at`() async throws {
    let home = try await TestHome()
    let watch = ChangeWatch(folder: home.folder, usesKernel: false)
    #expect(watch.descriptor == nil)
    #expect(!watch.wasChanged())
    let (_, other) = try home.again()
    _ = try? await other.signIn(name: "nobody", password: .of("not the password at all"))
    #expect(watch.wasChanged())
    #expect(!watch.wasChanged())
  }

  private func isReadable(_ descriptor: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) == 1
  }
}
