/// Several scalars that terminals of today may draw as one picture, and older ones as several.
///
/// A flag is shown as its letters; a picture with a skin tone, or joined of several, as the first of them if that
/// takes two columns by itself; anything else as `�`.
struct EmojiSequence {
  let shown: [Unicode.Scalar]
  /// The index after the sequence.
  let end: Int

  /// Finds a sequence that begins at an index, or returns nil.
  init?(_ scalars: [Unicode.Scalar], at start: Int) {
    let base = scalars[start]
    if let letter = base.regionalLetter {
      shown = [letter]
      end = start + 1
      return
    }
    guard start + 1 < scalars.count, scalars[start + 1].value > 0x7F, base.properties.isEmoji else {
      return nil
    }
    var index = start + 1
    var parts = 1
    func next() -> UInt32? { index < scalars.count ? scalars[index].value : nil }
    var isPicture = false
    parts: while let value = next() {
      switch value {
      case 0xFE0F: isPicture = true
      case 0x1F3FB...0x1F3FF, 0x20E3, 0xE0020...0xE007F: parts += 1
      case 0x200D where index + 1 < scalars.count && scalars[index + 1].properties.isEmoji:
        parts += 1
        index += 1
      default: break parts
      }
      index += 1
    }
    guard parts > 1 || isPicture else { return nil }
    end = index
    if parts == 1 || base.properties.isEmojiPresentation { shown = [base] } else { shown = ["\u{FFFD}"] }
  }
}

extension Unicode.Scalar {
  /// The letter that a regional indicator, half of a flag, stands for.
  fileprivate var regionalLetter: Unicode.Scalar? {
    guard 0x1F1E6...0x1F1FF ~= value else { return nil }
    return Unicode.Scalar(value - 0x1F1E6 + 0x41)
  }
}
