import Foundation
import Records
import Testing

/// Pictures as lines of signs: half of each is dark, half light.
@Suite struct PictureTextTests {
  private func lines(_ text: String, columns: Int = 16, rows: Int = 8) throws -> [String]? {
    PictureText.lines(of: Array(try #require(Data(base64Encoded: text))), columns: columns, rows: rows)
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
  func `a PNG of every kind of colour shows its dark and its light half`(kind: String, picture: String) throws
  {
    #expect(try lines(picture) == [String](repeating: "        @@@@@@@@", count: 4), "\(kind)")
    #expect(try lines(picture, columns: 4) == ["  @@"])
  }

  @Test func `the steps of a slope come one after the other, however it is packed`() throws {
    let slope =
      "iVBORw0KGgoAAAANSUhEUgAAACgAAAAoCAAAAACpleexAAAAI0lEQVR42mNkZmNjZ2MnTDAxEAlGFY4qHFU4qnBU4ahCBAAAQP0BTIqvfzEAAAAASUVORK5CYII="
    let shown = try #require(try lines(slope, columns: 10, rows: 4)?.first)
    let steps = shown.compactMap { Array(" .:-=+*#%@").firstIndex(of: $0) }
    #expect(steps == steps.sorted() || steps.reversed() == steps.sorted())
    #expect(Set(steps).count > 6)
  }

  @Test(arguments: [
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAgACABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAAcG/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAAPwDMimCZimCZimCZimD/2Q==",
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wgARCAAgACADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAYF/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEAMQAAABzAUwJkFMD//EABQQAQAAAAAAAAAAAAAAAAAAAED/2gAIAQEAAQUCB//EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQMBAT8BH//EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQIBAT8BH//EABQQAQAAAAAAAAAAAAAAAAAAAED/2gAIAQEABj8CB//EABQQAQAAAAAAAAAAAAAAAAAAAED/2gAIAQEAAT8hB//aAAwDAQACAAMAAAAQAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAwEBPxAf/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAgEBPxAf/8QAFBABAAAAAAAAAAAAAAAAAAAAQP/aAAgBAQABPxAH/9k=",
  ])
  func `a JPEG shows the mean of each of its blocks`(picture: String) throws {
    #expect(try lines(picture) == ["  @@", "  @@"])
  }

  @Test func `what is damaged, cut off or no picture shows nothing`() throws {
    let picture = Array(try #require(Data(base64Encoded: Self.whole)))
    for end in [0, 8, 20, 33, 40, picture.count / 2] {
      #expect(PictureText.lines(of: Array(picture.prefix(end)), columns: 8, rows: 8) == nil, "\(end)")
    }
    #expect(PictureText.lines(of: Array("Dear Ada".utf8), columns: 8, rows: 8) == nil)
    for place in picture.indices {
      var altered = picture
      altered[place] ^= 0x55
      // It may show something else, or nothing; it must come to an end.
      let lines = PictureText.lines(of: altered, columns: 8, rows: 8)
      #expect(lines?.count ?? 0 <= 8)
    }
  }

  private static let whole =
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAAGklEQVR4nGNkwAH+//+PVZwJlwZcYFQDMQAAU7oDDaumtS4AAAAASUVORK5CYII="
}
