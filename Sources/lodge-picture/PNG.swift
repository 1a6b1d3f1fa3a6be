private import CPNG

/// Reads a PNG with libpng.
enum PNG {
  static let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Reads how light each point is; what is transparent lies on white.
  static func light(of content: [UInt8]) throws(Fault) -> Picture {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    // The library reads from these bytes until it has finished.
    let found = content.withUnsafeBytes { bytes in points(of: bytes, &image) }
    return Picture(width: Int(image.width), height: Int(image.height), points: try found.get())
  }

  private static func points(
    of bytes: UnsafeRawBufferPointer, _ image: inout png_image
  ) -> Result<[UInt8], Fault> {
    do throws(Fault) {
      guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else {
        throw .damaged
      }
      let (width, height) = (Int(image.width), Int(image.height))
      try Fault.check(width: width, height: height)
      image.format = png_uint_32(PNG_FORMAT_GRAY)
      var white = png_color(red: 255, green: 255, blue: 255)
      var points = [UInt8](repeating: 0, count: width * height)
      guard png_image_finish_read(&image, &white, &points, png_int_32(width), nil) != 0 else {
        throw .damaged
      }
      return .success(points)
    } catch {
      return .failure(error)
    }
  }
}
