private import CTurboJPEG

/// Reads a JPEG with TurboJPEG.
enum JPEG {
  /// Reads how light each block of eight by eight points is: that is all a terminal shows, and comes soonest.
  static func light(of content: [UInt8]) throws(Fault) -> Picture {
    guard let reader = tjInitDecompress() else { throw .damaged }
    defer { tjDestroy(reader) }
    var (width, height, sampling, colours): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    let size = UInt(content.count)
    guard tjDecompressHeader3(reader, content, size, &width, &height, &sampling, &colours) == 0 else {
      throw .damaged
    }
    try Fault.check(width: Int(width), height: Int(height))
    (width, height) = ((width + 7) / 8, (height + 7) / 8)
    let isInks = [TJCS_CMYK, TJCS_YCCK].map { Int32($0.rawValue) }.contains(colours)
    let format = isInks ? TJPF_CMYK : TJPF_GRAY
    var points = [UInt8](repeating: 0, count: Int(width * height) * (isInks ? 4 : 1))
    // A picture that was cut off is filled with grey after a warning, and more steps than 500 are made to hold us up.
    let flags = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS
    guard
      tjDecompress2(reader, content, size, &points, width, 0, height, Int32(format.rawValue), flags) == 0
    else { throw .damaged }
    return Picture(width: Int(width), height: Int(height), points: isInks ? lights(ofInks: points) : points)
  }

  /// The light that four inks leave; files have them upside down, so that 255 is paper.
  private static func lights(ofInks inks: [UInt8]) -> [UInt8] {
    stride(from: 0, to: inks.count, by: 4).map { place in
      let paper = Int(inks[place]) + Int(inks[place + 1]) + Int(inks[place + 2])
      return UInt8(paper / 3 * Int(inks[place + 3]) / 255)
    }
  }
}
