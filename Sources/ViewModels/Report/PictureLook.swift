import Pictures

/// What came of having a picture looked through by the program that does only that.
package enum PictureLook: Sendable, Hashable {
  case answered(PictureAnswer)
  /// It was ended because it took too long.
  case late
  /// It ended without an answer.
  case failed
  /// The program is not on this computer.
  case absent

  /// What is to be said below the picture, or in its place.
  package var words: String {
    switch self {
    case .answered(.seen): "This is only how light each part of it is."
    case .answered(.damaged): "It is damaged or cut off, so it cannot be shown."
    case .answered(.tooLarge): "It has more points than can be shown in a terminal."
    case .late: "It takes too long to look through, so it is not shown."
    case .failed: "It could not be looked through, so it is not shown."
    case .absent: "Pictures cannot be shown here, because lodge-picture is not installed beside lodge."
    }
  }
}

/// Looks through the bytes of a picture for a room of so many columns and rows.
package typealias PictureViewer =
  @Sendable (_ content: [UInt8], _ columns: Int, _ rows: Int) async -> PictureLook
