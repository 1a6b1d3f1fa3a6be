import Records
import Testing

@Suite struct MediaTypeTests {
  private static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0x80, 0, 0,
    1, 0xE0, 8, 2, 0, 0, 0,
  ]
  private static let jpeg: [UInt8] = [
    0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 100, 0, 200, 1, 1, 0x11, 0,
  ]

  @Test(
    arguments: [
      ("a.txt", Array("Dear Ada".utf8), "text/plain"), ("a", Array("Dear Ada".utf8), "text/plain"),
      ("A.CSV", Array("a,b".utf8), "text/csv"), ("a.md", Array("# Notes".utf8), "text/markdown"),
      ("a.pdf", Array("%PDF-1.7".utf8), "application/pdf"),
      ("a.txt", Array("%PDF-1.7".utf8), "application/pdf"),
      ("a.png", png, "image/png"), ("a.jpg", jpeg, "image/jpeg"),
      ("a.png", Array("Dear".utf8), MediaType.unknown),
      (
        "a.docx", [0x50, 0x4B, 3, 4],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
      ),
      ("a.zip", [0x50, 0x4B, 3, 4], MediaType.unknown),
      ("a.txt", [0x7F, 0x45, 0x4C, 0x46, 0], MediaType.unknown),
      ("a.txt", Array("#!/bin/sh".utf8), MediaType.unknown),
      ("a.txt", [0xFF, 0xFE, 0x41], MediaType.unknown),
    ] as [(String, [UInt8], String)])
  func `the first bytes tell what a file is, and its name only what begins alike`(
    name: String, content: [UInt8], type: String
  ) {
    #expect(MediaType.of(name: name, content: content) == type)
  }

  @Test func `the size of a picture is read from its beginning`() throws {
    let png = try #require(ImageSize(Self.png))
    #expect(png.width == 640 && png.height == 480)
    let jpeg = try #require(ImageSize(Self.jpeg))
    #expect(jpeg.width == 200 && jpeg.height == 100)
    #expect(ImageSize(Array(Self.png.prefix(20))) == nil)
    #expect(ImageSize(Array(Self.jpeg.prefix(12))) == nil)
    #expect(ImageSize([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0]) == nil)
    #expect(ImageSize([]) == nil)
  }
}
