import Foundation
import Pictures
import Testing
import ViewModels

@testable import lodge

/// Pictures looked through by the program that does only that; half of each is dark, half light.
@Suite(.waiting) struct PictureTests {
  private static let beside = Program.path.deletingLastPathComponent().appendingPathComponent("lodge-picture")

  private func look(_ content: [UInt8], columns: Int = 16, rows: Int = 8) async -> PictureLook {
    await PictureProcess(program: Self.beside.path).look(at: content, columns: columns, rows: rows)
  }

  private func lines(_ picture: String, columns: Int = 16, rows: Int = 8) async throws -> [String]? {
    guard case .answered(.seen(let grid)) = await look(try bytes(picture), columns: columns, rows: rows)
    else {
      return nil
    }
    return grid.lines
  }

  private func bytes(_ picture: String) throws -> [UInt8] {
    Array(try #require(Data(base64Encoded: picture)))
  }

  @Test(arguments: [
    (
      "colours",
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAAGklEQVR4nGNkwAH+//+PVZwJlwZcYFQDMQAAU7oDDaumtS4AAAAASUVORK5CYII="
    ),
    (
      "greys",
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAAAAADVHSBLAAAAFElEQVR4nGNkgIL/UJqJAQ3QRwAAg0kBDwOf9hsAAAAASUVORK5CYII="
    ),
    (
      "one bit",
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAIAQAAAADYDUI6AAAAD0lEQVR4nGNg+M/EwICJABaqAQ5oyh6fAAAAAElFTkSuQmCC"
    ),
    (
      "a palette",
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAIAQMAAADKuO3UAAAABlBMVEX///8AAABVwtN+AAAAD0lEQVR4nGP4z8DEgAUBABepAQ5J6adeAAAAAElFTkSuQmCC"
    ),
    (
      "transparent",
      "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAHUlEQVR4nGNkYGD4z4AfMOKTZCKgmSAYNWAwGAAAFkYBEFfJl1gAAAAASUVORK5CYII="
    ),
  ])
  func `a PNG of every kind of colour shows its dark and its light half`(
    kind: String, picture: String
  )
    async throws
  {
    #expect(try await lines(picture) == [String](repeating: "        @@@@@@@@", count: 4), "\(kind)")
    #expect(try await lines(picture, columns: 4) == ["  @@"])
  }

  @Test func `the steps of a slope come one after the other`() async throws {
    let slope =
      "iVBORw0KGgoAAAANSUhEUgAAACgAAAAoCAAAAACpleexAAAAI0lEQVR42mNkZmNjZ2MnTDAxEAlGFY4qHFU4qnBU4ahCBAAAQP0BTIqvfzEAAAAASUVORK5CYII="
    let shown = try #require(try await lines(slope, columns: 10, rows: 4)?.first)
    let steps = shown.compactMap { Array(" .:-=+*#%@").firstIndex(of: $0) }
    #expect(steps == steps.sorted() || steps.reversed() == steps.sorted())
    #expect(Set(steps).count > 6)
  }

  @Test(arguments: jpegs)
  func `a JPEG shows the mean of each of its blocks`(picture: String) async throws {
    #expect(try await lines(picture) == ["  @@", "  @@"])
  }

  @Test func `what is cut off, or no picture, is damaged`() async throws {
    for picture in [Self.colours, Self.jpegs[0]] {
      let picture = try bytes(picture)
      for end in [2, 8, 20, 33, 40, picture.count / 2, picture.count * 3 / 4] {
        #expect(await look(Array(picture.prefix(end))) == .answered(.damaged), "\(end)")
      }
    }
    #expect(await look(Array("Dear Ada".utf8)) == .answered(.damaged))
    #expect(await look([0]) == .answered(.damaged))
  }

  @Test(arguments: [colours, jpegs[0]])
  func `a picture that is spoilt anywhere has an answer all the same`(picture: String) async throws {
    let picture = try bytes(picture)
    for place in picture.indices {
      var altered = picture
      altered[place] ^= 0x55
      let look = await look(altered, columns: 8, rows: 8)
      guard case .answered = look else {
        Issue.record("\(place): \(look)")
        continue
      }
    }
  }

  @Test func `a picture that says it has billions of points is not begun`() async throws {
    var picture = Self.start
    picture += Self.chunk("IHDR", [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 0, 0, 0, 0])
    picture += Self.chunk("IDAT", Self.zeros(100_000)) + Self.chunk("IEND", [])
    #expect(await look(picture) == .answered(.tooLarge))

    var photograph = try bytes(Self.jpegs[0])
    let frame = try #require(
      photograph.indices.dropLast().first { photograph[$0...].starts(with: [0xFF, 0xC0]) })
    photograph.replaceSubrange(frame + 5..<frame + 9, with: [0xEA, 0x60, 0xEA, 0x60])
    #expect(await look(photograph) == .answered(.tooLarge))
  }

  @Test func `what unpacks to thirty thousand times what it says is not unpacked for ever`() async throws {
    var picture = Self.start
    picture += Self.chunk("IHDR", [0, 0, 0, 16, 0, 0, 0, 8, 8, 0, 0, 0, 0])
    picture += Self.chunk("IDAT", Self.zeros(4_000_000)) + Self.chunk("IEND", [])
    #expect(await look(picture) == .answered(.damaged))
  }

  @Test func `a program that hangs, talks without end or ends without an answer is let go of`() async throws {
    try await withProgram("exec sleep 60") { hanging in
      var process = hanging
      process.patience = .milliseconds(200)
      let start = ContinuousClock.now
      #expect(await process.look(at: [1], columns: 8, rows: 8) == .late)
      // It reads nothing, so that the content does not fit into the socket.
      #expect(await process.look(at: [UInt8](repeating: 1, count: 4 << 20), columns: 8, rows: 8) == .late)
      #expect(start.duration(to: .now) < .seconds(5))
    }
    for words in ["cat > /dev/null; exec yes", "exit 1", "cat > /dev/null; echo 'seen 9 9'", "kill -SEGV $$"]
    {
      try await withProgram(words) { process in
        #expect(await process.look(at: [1], columns: 8, rows: 8) == .failed, "\(words)")
      }
    }
  }

  @Test func `where the program is not there, that is the answer`() async {
    let look = await PictureProcess(program: "/nonexistent/lodge-picture").look(at: [1], columns: 8, rows: 8)
    #expect(look == .absent)
    #expect(
      look.words == "Pictures cannot be shown here, because lodge-picture is not installed beside lodge.")
  }

  @Test func `the program is shut in before it reads`() throws {
    let process = Process()
    process.executableURL = Self.beside
    process.arguments = ["8", "8", "100"]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    // It waits for its first byte.
    var limits: [Substring] = []
    for _ in 0..<200 where !limits.contains(where: { $0.hasPrefix("Max open files            0 ") }) {
      limits = try String(contentsOfFile: "/proc/\(process.processIdentifier)/limits", encoding: .utf8)
        .split(separator: "\n")
      Thread.sleep(forTimeInterval: 0.02)
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    for (name, most) in [
      ("Max open files", "0"), ("Max file size", "0"), ("Max core file size", "0"), ("Max cpu time", "5"),
      ("Max address space", "671088640"),
    ] {
      let line = try #require(limits.first { $0.hasPrefix(name) })
      #expect(
        line.dropFirst(name.count).split(separator: " ").prefix(2) == [most[...], most[...]], "\(line)")
    }
  }

  @Test func `the program says nothing to who asks for nonsense`() throws {
    for words in [[], ["8", "8"], ["0", "8", "1"], ["8", "8", "x"], ["100000", "100000", "1"]] {
      let run = try Program(program: Self.beside).run(words)
      #expect(run.status == 2)
      #expect(run.out.isEmpty)
    }
  }

  /// Lends a program of these words of the shell, in the place of the one that looks through pictures.
  private func withProgram(_ words: String, _ body: (PictureProcess) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("lodge-picture").path
    // Written by another process: what this one has open to write, a test beside this one may hand to its child for a
    // moment, and a program that is open to write is not begun.
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = [
      "-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$2\" && chmod 700 \"$2\"", "sh", words, path,
    ]
    try writer.run()
    writer.waitUntilExit()
    #expect(writer.terminationStatus == 0)
    var process = PictureProcess()
    process.program = path
    try await body(process)
  }

  // MARK: Pictures that are made here

  private static let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + body
    var check: UInt32 = .max
    for byte in checked {
      check ^= UInt32(byte)
      for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
    }
    return number(UInt32(body.count)) + checked + number(~check)
  }

  private static func number(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  /// About so many zeros, packed a hundred and sixty to one (RFC 1951).
  private static func zeros(_ count: Int) -> [UInt8] {
    let head: [UInt8] = [1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0]  // one block of fixed codes; a zero
    let copy: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]  // the last byte, 258 times
    func byte(_ place: Int) -> UInt8 {
      (0..<8).reduce(0) { byte, bit in
        let place = place * 8 + bit
        return byte | (place < head.count ? head[place] : copy[(place - head.count) % copy.count]) << bit
      }
    }
    let repeated = (2..<15).map(byte)
    let times = count / (8 * 258)
    return [0x78, 0x01, byte(0), byte(1)] + (0..<times).flatMap { _ in repeated }
  }

  private static let colours =
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAAGklEQVR4nGNkwAH+//+PVZwJlwZcYFQDMQAAU7oDDaumtS4AAAAASUVORK5CYII="

  private static let jpegs = [
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAgACABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAAcG/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAAPwDMimCZimCZimCZimD/2Q==",
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wgARCAAgACADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAYF/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEAMQAAABzAUwJkFMD//EABQQAQAAAAAAAAAAAAAAAAAAAED/2gAIAQEAAQUCB//EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQMBAT8BH//EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQIBAT8BH//EABQQAQAAAAAAAAAAAAAAAAAAAED/2gAIAQEABj8CB//EABQQAQAAAAAAAAAAAAAAAAAAAED/2gAIAQEAAT8hB//aAAwDAQACAAMAAAAQAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAwEBPxAf/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAgEBPxAf/8QAFBABAAAAAAAAAAAAAAAAAAAAQP/aAAgBAQABPxAH/9k=",
  ]
}
